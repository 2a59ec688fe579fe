#include "reports/base64.h"

#include <cstdint>

namespace parity::reports {

std::string base64(std::string_view bytes, bool url) {
  static constexpr std::string_view kFirst = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const auto letter = [&](std::uint32_t six) {
    return six < 62 ? kFirst[six] : six == 62 ? (url ? '-' : '+') : (url ? '_' : '/');
  };
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t have = bytes.size() - at < 3 ? bytes.size() - at : 3;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < have ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= have ? letter(group >> (18 - 6 * i) & 63) : '=';
  }
  return out;
}

}  // namespace parity::reports
