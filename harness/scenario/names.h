// Names that a scenario gives: datasets, subjects, axes, variables. They are used in references and on the
// command line.
#pragma once

#include <string>
#include <string_view>

#include "normalizers/location.h"

namespace parity {

// Letters, digits, `_` and `-`, beginning with a letter or `_`.
bool is_identifier(std::string_view name);

// Throws Error (usage). `what`: "a dataset".
void need_identifier(const std::string& name, std::string_view what, const Location& where);

}  // namespace parity
