// Base64 (RFC 4648), for the hashes of a Content-Security-Policy and for finding secrets that hide in it.
#pragma once

#include <string>
#include <string_view>

namespace parity::reports {

// With padding. `url`: the alphabet with - and _.
std::string base64(std::string_view bytes, bool url = false);

}  // namespace parity::reports
