// Valid UTF-8 one code point at a time: what lengths in JSONPath and JSON Schema count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parity {

// From the front of `text`, which is not empty.
char32_t take_code_point(std::string_view& text);
void append_code_point(std::string& out, char32_t point);
std::size_t count_code_points(std::string_view text);

}  // namespace parity
