// Addresses as text: dotted IPv4, and IPv6 in the forms of RFC 4291.
#pragma once

#include <string_view>

namespace parity {

bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);  // without brackets and zone

}  // namespace parity
