// A pattern of ECMA-262 or RFC 9485 in the words of RE2: the same language, or a PatternFault. Knows the text
// of patterns only; pattern.cpp has the engine.
#pragma once

#include <string>
#include <string_view>

#include "harness/json/pattern.h"

namespace parity {

std::string re2_syntax(std::string_view pattern, PatternDialect dialect);  // throws PatternFault

}  // namespace parity
