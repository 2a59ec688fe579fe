// Text for Markdown as code hosts render it: what comes from data is never markup, a mention or a link.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parity::reports {

// <code>…</code> with whatever could mean anything as a character reference: right in tables and headings
// too, where a code span ends at a bar. Secrets are taken out, what cannot be seen is shown, and it is cut.
std::string markdown_code(std::string_view data, std::size_t code_points = 200);

}  // namespace parity::reports
