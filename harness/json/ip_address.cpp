// Addresses: see ip_address.h.
#include "harness/json/ip_address.h"

#include <algorithm>

namespace parity {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    if (part != 0) {
      if (!text.starts_with('.')) return false;
      text.remove_prefix(1);
    }
    int value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 4 && is_digit(text[digits]); ++digits)
      value = value * 10 + (text[digits] - '0');
    if (digits == 0 || digits > 3 || (digits > 1 && text[0] == '0') || value > 255) return false;
    text.remove_prefix(digits);
  }
  return text.empty();
}

bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool shortened = false;
  if (text.starts_with("::")) {
    shortened = true;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (end == text.size() && group.find('.') != std::string_view::npos) {
      if (!is_ipv4(group)) return false;
      groups += 2;
      break;
    }
    if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) return false;
    ++groups;
    text.remove_prefix(end);
    if (text.empty()) break;
    text.remove_prefix(1);
    if (text.starts_with(':')) {
      if (shortened) return false;
      shortened = true;
      text.remove_prefix(1);
    } else if (text.empty()) {
      return false;
    }
  }
  return shortened ? groups < 8 : groups == 8;
}

}  // namespace parity
