#include "reports/utf8.h"

namespace parity::reports {

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1, true};
  // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
  int more = 0;
  unsigned low = 0x80, high = 0xBF;
  char32_t value = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    more = 1, value = first & 0x1F;
  } else if (first >= 0xE0 && first <= 0xEF) {
    more = 2, value = first & 0x0F;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    more = 3, value = first & 0x07;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {0xFFFD, 1, false};
  }
  std::uint8_t size = 1;
  for (; more > 0; --more, ++size) {
    if (at + size >= text.size() || byte(at + size) < low || byte(at + size) > high)
      return {0xFFFD, size, false};
    value = value << 6 | (byte(at + size) & 0x3F);
    low = 0x80, high = 0xBF;
  }
  return {value, size, true};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
}

std::string_view first_code_points(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  for (; at < text.size() && code_points > 0; --code_points) at += decode(text, at).size;
  return text.substr(0, at);
}

}  // namespace parity::reports
