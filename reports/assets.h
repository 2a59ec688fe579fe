// Files of this folder that the program carries with it (see embed.cmake): text, and for what a
// Content-Security-Policy must name, its SHA-256 in hex.
#pragma once

#include <string_view>

namespace parity::reports::assets {

extern const std::string_view result_schema;
extern const std::string_view report_css, report_css_sha256;
extern const std::string_view report_js, report_js_sha256;

}  // namespace parity::reports::assets
