// The formats of JSON Schema, each a question about a text. Those of RFC 5890 names (idn-hostname) are not
// asked in full: letters beyond ASCII are taken.
#pragma once

#include <string_view>

namespace parity {

using FormatCheck = bool (*)(std::string_view text);

// nullptr: not a format that we know, which says nothing about any value.
FormatCheck format_check(std::string_view name);

}  // namespace parity
