// Reading and writing UTF-8 for display, one code point at a time. Bytes that are no UTF-8 read as U+FFFD, so
// that no report can be harmed by what the data holds. Nothing is decided by it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parity::reports {

struct CodePoint {
  char32_t value = 0;
  std::uint8_t size = 1;  // bytes that it took
  bool valid = true;      // false: value is U+FFFD and stands for `size` bytes that are no UTF-8
};

// The code point that begins at text[at]; at < text.size().
CodePoint decode(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t code_point);

// At most `code_points` code points of the start, never ending inside of one.
std::string_view first_code_points(std::string_view text, std::size_t code_points);

}  // namespace parity::reports
