#include "reports/fingerprint.h"

#include <charconv>

#include <fmt/format.h>
#include <xxhash.h>

namespace parity::reports {
namespace {

void append_number(std::string& out, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(number >> shift & 0xFF));
}

// Length first, so that ("ab", "c") and ("a", "bc") are two things.
void append_text(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out += text;
}

void append_side(std::string& out, const Side& side) {
  out.push_back(side.there ? 1 : 0);
  append_text(out, side.normalized.empty() ? side.raw : side.normalized);
  append_number(out, side.length);
}

}  // namespace

std::string fingerprint(const Difference& difference) {
  std::string bytes;
  append_text(bytes, difference.comparison);
  append_text(bytes, difference.table);
  append_text(bytes, difference.key);
  append_text(bytes, difference.path);
  append_text(bytes, kind_name(difference.kind));
  append_side(bytes, difference.source);
  append_side(bytes, difference.target);
  return fmt::format("f-{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

std::uint64_t fingerprint_number(std::string_view fingerprint) {
  std::uint64_t number = 0;
  if (fingerprint.size() != 18) return 0;
  const auto read = std::from_chars(fingerprint.data() + 2, fingerprint.data() + 18, number, 16);
  return read.ec == std::errc() ? number : 0;
}

std::string fingerprint_bytes(std::string_view bytes) {
  return fmt::format("xxh3:{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

}  // namespace parity::reports
