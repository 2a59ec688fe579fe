// Checks in a bundle: what their steps got, as lines of checks.ndjson.
#pragma once

#include <string>
#include <vector>

#include "harness/suites/recorded_check.h"

namespace parity {

std::string write_check(const RecordedCheck& check);  // one line, without its line break
RecordedCheck read_check(const std::string& line);    // throws Error (undecidable) at what is none

}  // namespace parity
