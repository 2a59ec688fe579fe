#include "harness/readers/excerpt.h"

#include <algorithm>

#include "normalizers/text.h"

namespace parity {

namespace {

// The length of the code point that `text` begins with; 0: it begins with no valid one.
std::size_t code_point(std::string_view text) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length)
    if (valid_utf8(text.substr(0, length))) return length;
  return 0;
}

bool is_control(std::string_view point) {
  const auto first = static_cast<unsigned char>(point[0]);
  if (first <= 0x20 || first == 0x7f) return true;
  return point.size() == 2 && first == 0xc2 && static_cast<unsigned char>(point[1]) < 0xa0;  // C1
}

void hide(std::string& text, const std::string& secret) {
  constexpr std::size_t kTooShort = 3;  // would hide half of the text and say nothing
  if (secret.size() < kTooShort) return;
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
    text.replace(at, secret.size(), "***");
}

}  // namespace

std::string excerpt(std::string_view body, std::size_t most, std::span<const std::string> secrets) {
  std::string hidden(body);
  for (const std::string& secret : secrets) hide(hidden, secret);
  std::string line;
  for (std::string_view rest = hidden; !rest.empty();) {
    const std::size_t length = code_point(rest);
    const std::string_view point = rest.substr(0, std::max<std::size_t>(length, 1));
    rest.remove_prefix(point.size());
    const bool blank = length > 0 && is_control(point);
    if (blank && (line.empty() || line.back() == ' ')) continue;
    if (line.size() + point.size() > most) return line + "…";
    line += length == 0 ? "?" : blank ? " " : point;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace parity
