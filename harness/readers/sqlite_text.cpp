#include "harness/readers/sqlite_text.h"

#include <string>

#include <fmt/format.h>

#include "normalizers/text.h"

namespace parity {

namespace {

Value not_text(std::string_view bytes, std::string_view encoding, Arena& arena) {
  constexpr std::size_t kShown = 32;
  std::string reason = fmt::format("not valid {}: x'", encoding);
  for (unsigned char c : bytes.substr(0, kShown)) reason += fmt::format("{:02x}", c);
  return Value::invalid(arena.copy(reason + (bytes.size() > kShown ? "'…" : "'")));
}

// Writes one code point; returns the place behind it.
char* put(char* at, std::uint32_t code) {
  const auto tail = [&](int shift) { *at++ = static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    *at++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *at++ = static_cast<char>(0xc0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    *at++ = static_cast<char>(0xe0 | code >> 12);
    tail(6), tail(0);
  } else {
    *at++ = static_cast<char>(0xf0 | code >> 18);
    tail(12), tail(6), tail(0);
  }
  return at;
}

Value from_utf16(std::string_view bytes, int high, Arena& arena) {
  if (bytes.size() % 2 != 0) return not_text(bytes, "UTF-16", arena);
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[i + static_cast<std::size_t>(high)]);
    const auto second = static_cast<unsigned char>(bytes[i + static_cast<std::size_t>(1 - high)]);
    return static_cast<std::uint32_t>(first << 8 | second);
  };
  char* const start = arena.bytes(bytes.size() / 2 * 3);  // no unit needs more than three bytes
  char* at = start;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (code >= 0xd800 && code < 0xe000) {
      const std::uint32_t low = code < 0xdc00 && i + 2 < bytes.size() ? unit(i + 2) : 0;
      if (low < 0xdc00 || low >= 0xe000) return not_text(bytes, "UTF-16", arena);
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      i += 2;
    }
    at = put(at, code);
  }
  return Value::text({start, static_cast<std::size_t>(at - start)});
}

}  // namespace

Value sqlite_text(std::string_view bytes, SqliteEncoding encoding, Arena& arena) {
  switch (encoding) {
    case SqliteEncoding::utf8:
      return valid_utf8(bytes) ? Value::text(bytes) : not_text(bytes, "UTF-8", arena);
    case SqliteEncoding::utf16le: return from_utf16(bytes, 1, arena);
    case SqliteEncoding::utf16be: return from_utf16(bytes, 0, arena);
  }
  return not_text(bytes, "text", arena);
}

}  // namespace parity
