#include "reports/markdown_text.h"

#include <cctype>

#include <fmt/format.h>

#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"

namespace parity::reports {

std::string markdown_code(std::string_view data, std::size_t code_points) {
  const std::string text = printable(redact(data));
  const std::string_view start = first_code_points(text, code_points);
  std::string out = "<code>";
  for (std::size_t at = 0; at < start.size();) {
    const CodePoint c = decode(start, at);
    if (!c.valid)
      append_utf8(out, 0xFFFD);
    else if (c.value >= 0x80 || std::isalnum(static_cast<int>(c.value)) ||
             std::string_view(" ,;/()'\"=?%+-").find(static_cast<char>(c.value)) != std::string_view::npos)
      out += start.substr(at, c.size);
    else
      out += fmt::format("&#{};", static_cast<unsigned>(c.value));
    at += c.size;
  }
  if (start.size() < text.size()) out += "…";
  return out + "</code>";
}

}  // namespace parity::reports
