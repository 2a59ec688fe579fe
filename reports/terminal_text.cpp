#include "reports/terminal_text.h"

#include <algorithm>

#include "reports/utf8.h"

namespace parity::reports {
namespace {

bool no_width(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

bool wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

std::size_t width_of(char32_t c) { return no_width(c) ? 0 : wide(c) ? 2 : 1; }

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "1";
    case Ink::dim: return "2";
    case Ink::good: return "32";
    case Ink::bad: return "31";
    case Ink::warn: return "33";
    case Ink::info: return "36";
  }
  return "";
}

}  // namespace

std::string paint(bool color, Ink ink, std::string_view text) {
  if (!color || ink == Ink::plain || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code_of(ink)) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    width += width_of(c.value);
    at += c.size;
  }
  return width;
}

std::string fit(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  std::size_t at = 0;
  for (std::size_t used = 1; at < text.size();) {
    const CodePoint c = decode(text, at);
    used += width_of(c.value);
    if (used > width) break;
    at += c.size;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string lay_out(const std::vector<std::vector<Cell>>& rows, bool color, std::string_view indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i].text));
  }
  std::string out;
  for (const auto& row : rows) {
    out += indent;
    std::string blanks;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - columns(row[i].text), ' ');
      if (row[i].right) blanks += padding;
      if (!row[i].text.empty()) out += blanks + paint(color, row[i].ink, row[i].text), blanks.clear();
      if (!row[i].right) blanks += padding;
      blanks += "  ";
    }
    out += '\n';
  }
  return out;
}

}  // namespace parity::reports
