// Steps and what they saw in words for people.
#pragma once

#include <string>

#include "harness/suites/scope.h"
#include "harness/suites/suite.h"

namespace parity {

// Its name, or what it does: "GET /bootstrap", "sql UPDATE muscles SET …", "run refdata seed …".
std::string step_title(const Step& step, const Scope& scope);

// For `if`: not absent, null, false, 0, "" or empty.
bool is_true(const Value& value);

// At most `most` bytes, whole characters, with the rest counted.
std::string first_bytes(const std::string& text, std::size_t most);
// Each line behind `prefix`.
std::string indented(const std::string& text, const std::string& prefix);

}  // namespace parity
