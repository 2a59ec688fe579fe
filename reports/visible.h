// Makes visible what the eye cannot see: outer spaces, tabs, no-break spaces, zero-width and direction marks,
// combining marks, controls. For people only; nothing is decided by it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parity::reports {

// A run of text as it is, or one marker in the place of one character.
struct Piece {
  std::string text;   // what to show; for a marker its short label: "·", "TAB", "NBSP", "U+202E"
  std::string name;   // of a marker: "U+00A0 no-break space"; empty: this is no marker
  char32_t code = 0;  // the character that a marker stands for
  bool differs = false;
};

// The part of a text, in bytes, in which it differs from another.
struct Span {
  std::size_t from = 0, to = 0;
};
struct Differing {
  Span source, target;
};

// Where two texts differ between their common start and end, never inside of a code point, of an escape or
// between a letter and its combining mark.
Differing differing(std::string_view source, std::string_view target);

// A spelled value (see normalizers/value.h) in pieces, those within `differs` marked. Inside double quotes
// the escapes of controls become markers and so do blanks at either end; text that is not quoted is taken
// whole.
std::vector<Piece> make_visible(std::string_view spelled, Span differs = {});

// The same as plain text for consoles: "Barbell·", "a⟨U+00A0 no-break space⟩b".
std::string visible_text(std::string_view spelled);

// A name, note or message for a terminal or XML: controls and direction marks shown, all else as it is.
enum class LineBreaks { shown, kept };
std::string printable(std::string_view text, LineBreaks line_breaks = LineBreaks::shown);

// "e U+0065, ◌́ U+0301" for the code points of a span; empty where listing them tells nothing: there are more
// than 12, or all of them on both sides are plain ASCII.
struct CodePoints {
  std::string source, target;
};
CodePoints code_points(std::string_view source, std::string_view target);

}  // namespace parity::reports
