// Text for a terminal of a given width: colours only when asked, columns by what is seen rather than bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parity::reports {

enum class Ink { plain, bold, dim, good, bad, warn, info };

// The text between the escape codes of an ink, or as it is when colours are off.
std::string paint(bool color, Ink ink, std::string_view text);

// Columns that a terminal needs for it: wide characters two, combining marks none.
std::size_t columns(std::string_view text);

// The start of the text that fits, with "…" where something was cut.
std::string fit(std::string_view text, std::size_t width);

struct Cell {
  std::string text;
  Ink ink = Ink::plain;
  bool right = false;
};

// Rows with their cells in columns, two blanks between; no blanks at line ends.
std::string lay_out(const std::vector<std::vector<Cell>>& rows, bool color, std::string_view indent);

}  // namespace parity::reports
