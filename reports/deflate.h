// Bytes made small for a browser to make large again: the zlib format (RFC 1950), which DecompressionStream
// calls "deflate".
#pragma once

#include <string>
#include <string_view>

namespace parity::reports {

std::string deflate(std::string_view bytes);

}  // namespace parity::reports
