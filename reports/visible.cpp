#include "reports/visible.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "reports/utf8.h"

namespace parity::reports {
namespace {

struct Named {
  char32_t first, last;
  std::string_view label;  // empty: its number
  std::string_view name;
};

// What a font shows as nothing, as a blank, or by changing what stands around it.
constexpr std::array kUnseen = {
    Named{0x7F, 0x7F, "DEL", "delete"},
    Named{0x80, 0x9F, "", "control"},
    Named{0xA0, 0xA0, "NBSP", "no-break space"},
    Named{0xAD, 0xAD, "SHY", "soft hyphen"},
    Named{0x300, 0x36F, "", "combining mark"},
    Named{0x34F, 0x34F, "CGJ", "combining grapheme joiner"},
    Named{0x61C, 0x61C, "ALM", "Arabic letter mark"},
    Named{0x115F, 0x1160, "", "Hangul filler"},
    Named{0x1680, 0x1680, "", "Ogham space"},
    Named{0x180E, 0x180E, "MVS", "Mongolian vowel separator"},
    Named{0x1AB0, 0x1AFF, "", "combining mark"},
    Named{0x1DC0, 0x1DFF, "", "combining mark"},
    Named{0x2000, 0x200A, "", "typographic space"},
    Named{0x200B, 0x200B, "ZWSP", "zero-width space"},
    Named{0x200C, 0x200C, "ZWNJ", "zero-width non-joiner"},
    Named{0x200D, 0x200D, "ZWJ", "zero-width joiner"},
    Named{0x200E, 0x200E, "LRM", "left-to-right mark"},
    Named{0x200F, 0x200F, "RLM", "right-to-left mark"},
    Named{0x2028, 0x2028, "LSEP", "line separator"},
    Named{0x2029, 0x2029, "PSEP", "paragraph separator"},
    Named{0x202A, 0x202E, "", "direction override"},
    Named{0x202F, 0x202F, "NNBSP", "narrow no-break space"},
    Named{0x205F, 0x205F, "MMSP", "mathematical space"},
    Named{0x2060, 0x2060, "WJ", "word joiner"},
    Named{0x2061, 0x2064, "", "invisible operator"},
    Named{0x2066, 0x206F, "", "direction isolate"},
    Named{0x20D0, 0x20FF, "", "combining mark"},
    Named{0x3000, 0x3000, "IDSP", "ideographic space"},
    Named{0x3164, 0x3164, "", "Hangul filler"},
    Named{0xFE00, 0xFE0F, "", "variation selector"},
    Named{0xFE20, 0xFE2F, "", "combining mark"},
    Named{0xFEFF, 0xFEFF, "BOM", "zero-width no-break space"},
    Named{0xFFA0, 0xFFA0, "", "Hangul filler"},
    Named{0xFFF9, 0xFFFB, "", "annotation mark"},
    Named{0xFFFD, 0xFFFD, "U+FFFD", "replacement character"},
    Named{0xFFFE, 0xFFFF, "", "noncharacter"},
    Named{0xE0000, 0xE01EF, "", "tag or variation selector"},
};

std::string number_of(char32_t c) { return fmt::format("U+{:04X}", static_cast<unsigned>(c)); }

constexpr std::array<std::string_view, 32> kControls = {
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",  "TAB", "LF",
    "VT",  "FF",  "CR",  "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4", "NAK",
    "SYN", "ETB", "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};

Piece marker(char32_t c, std::string_view label, std::string_view name) {
  const std::string number = number_of(c);
  return {label.empty() ? number : std::string(label), number + " " + std::string(name), c, false};
}

Piece control(char32_t c) {  // below U+0020
  const std::string_view name = c == '\t'   ? "tab"
                                : c == '\n' ? "line feed"
                                : c == '\r' ? "carriage return"
                                            : "control";
  return marker(c, kControls[c], name);
}

// A marker in plain text: a control as its picture, a blank as a dot, others by number and name.
std::string in_plain_text(const Piece& piece, const std::string& otherwise) {
  if (piece.code >= 0x20)
    return piece.code == ' ' || piece.code == 0xFFFD ? piece.text : "⟨" + otherwise + "⟩";
  std::string picture;
  append_utf8(picture, 0x2400 + piece.code);
  return picture;
}

// The last range that holds it counts, so that one of a block can have a name of its own.
std::optional<Piece> marker_of(const CodePoint& c) {
  if (!c.valid) return Piece{"�", "bytes that are no UTF-8", 0xFFFD, false};
  if (c.value < 0x20) return control(c.value);
  if (c.value < 0x7F) return std::nullopt;
  const Named* found = nullptr;
  for (const Named& named : kUnseen)
    if (c.value >= named.first && c.value <= named.last) found = &named;
  if (found == nullptr) return std::nullopt;
  return marker(c.value, found->label, found->name);
}

bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F) || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0x200D;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The control that an escape beginning at text[at] stands for, and its length.
struct Escape {
  char32_t value = 0;
  std::size_t size = 0;  // 0: no escape; otherwise its bytes
  bool is_control = false;
};
Escape escape_at(std::string_view text, std::size_t at) {
  if (text[at] != '\\' || at + 1 >= text.size()) return {};
  switch (text[at + 1]) {
    case 't': return {'\t', 2, true};
    case 'n': return {'\n', 2, true};
    case 'r': return {'\r', 2, true};
    case 'b': return {'\b', 2, true};
    case 'f': return {'\f', 2, true};
    case 'u': break;
    default: return {0, 2, false};
  }
  if (at + 6 > text.size()) return {0, 2, false};
  char32_t value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return {0, 2, false};
    value = value << 4 | static_cast<char32_t>(digit);
  }
  return {value, 6, value < 0x20};
}

// Walks over a spelled value and knows when it is inside of a string.
class Speller {
 public:
  Speller(std::string_view text, Span differs) : text_(text), differs_(differs) {
    const std::string_view rest = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    quoted_ = !rest.empty() && (text[0] == '"' || text[0] == '[' || text[0] == '{');
  }

  std::vector<Piece> pieces() {
    inside_ = !quoted_;
    string_start_ = inside_;
    while (at_ < text_.size()) step();
    return std::move(pieces_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (quoted_ && c == '"') {
      inside_ = !inside_;
      string_start_ = inside_;
      return plain(1);
    }
    if (inside_ && c == ' ') return space();
    if (quoted_ && inside_)
      if (const Escape escape = escape_at(text_, at_); escape.size > 0) {
        string_start_ = false;
        return escape.is_control ? mark(control(escape.value), escape.size) : plain(escape.size);
      }
    const CodePoint code_point = decode(text_, at_);
    string_start_ = false;
    if (std::optional<Piece> found = marker_of(code_point)) return mark(std::move(*found), code_point.size);
    plain(code_point.size);
  }

  // Blanks are markers when only blanks stand between them and an end of the string.
  void space() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == ' ') ++end;
    const bool outer = string_start_ || end == text_.size() || (quoted_ && text_[end] == '"');
    string_start_ = false;
    while (at_ < end) outer ? mark(marker(' ', "·", "space"), 1) : plain(1);
  }

  bool differs() const { return at_ >= differs_.from && at_ < differs_.to; }

  void plain(std::size_t size) {
    if (pieces_.empty() || !pieces_.back().name.empty() || pieces_.back().differs != differs())
      pieces_.push_back({"", "", 0, differs()});
    pieces_.back().text += text_.substr(at_, size);
    at_ += size;
  }

  void mark(Piece piece, std::size_t size) {
    piece.differs = differs();
    pieces_.push_back(std::move(piece));
    at_ += size;
  }

  std::string_view text_;
  Span differs_;
  bool quoted_ = false;        // a JSON-like value, not text as it is
  bool inside_ = false;        // of a string
  bool string_start_ = false;  // nothing but blanks so far in it
  std::size_t at_ = 0;
  std::vector<Piece> pieces_;
};

// Moves back to where a code point, an escape or a letter with its marks begins.
std::size_t boundary_before(std::string_view text, std::size_t at) {
  const auto back = [&] {
    do --at;
    while (at > 0 && is_continuation(text[at]));
  };
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  while (at > 0 && at < text.size() && is_combining(decode(text, at).value)) back();
  for (std::size_t i = at > 6 ? at - 6 : 0;
       i < at;) {  // an escape that reaches over `at` begins up to 5 before
    const Escape escape = escape_at(text, i);
    if (escape.size > 0 && i + escape.size > at) return i;
    i += escape.size > 0 ? escape.size : 1;
  }
  return at;
}

std::size_t boundary_after(std::string_view text, std::size_t at) {
  while (at < text.size() && is_continuation(text[at])) ++at;
  while (at < text.size() && is_combining(decode(text, at).value)) at += decode(text, at).size;
  return at;
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string list_code_points(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    if (!out.empty()) out += ", ";
    if (const Escape escape = escape_at(text, at); escape.is_control) {
      out += control(escape.value).name;
      c.size = static_cast<std::uint8_t>(escape.size);
    } else if (c.value == ' ')
      out += "U+0020 space";
    else if (!c.valid)
      out += "byte " + fmt::format("{:02X}", static_cast<unsigned char>(text[at]));
    else if (is_combining(c.value))
      out += "◌" + std::string(text.substr(at, c.size)) + " " + number_of(c.value);
    else if (const auto unseen = marker_of(c))
      out += unseen->name;
    else
      out += std::string(text.substr(at, c.size)) + " " + number_of(c.value);
    at += c.size;
  }
  return out.empty() ? "nothing" : out;
}

}  // namespace

Differing differing(std::string_view source, std::string_view target) {
  const std::size_t shorter = std::min(source.size(), target.size());
  std::size_t start = 0;
  while (start < shorter && source[start] == target[start]) ++start;
  start = std::min(boundary_before(source, start), boundary_before(target, start));
  std::size_t end = 0;
  while (end < shorter - start && source[source.size() - 1 - end] == target[target.size() - 1 - end]) ++end;
  // The common end may begin later than it could; take the later of the two boundaries.
  const std::size_t source_end = boundary_after(source, source.size() - end);
  const std::size_t target_end = boundary_after(target, target.size() - end);
  end = std::min(source.size() - source_end, target.size() - target_end);
  return {{start, source.size() - end}, {start, target.size() - end}};
}

std::vector<Piece> make_visible(std::string_view spelled, Span differs) {
  return Speller(spelled, differs).pieces();
}

std::string visible_text(std::string_view spelled) {
  std::string out;
  for (const Piece& piece : make_visible(spelled))
    out += piece.name.empty() ? piece.text : in_plain_text(piece, piece.name);
  return out;
}

std::string printable(std::string_view text, LineBreaks line_breaks) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const bool kept = c.value == '\n' && line_breaks == LineBreaks::kept;
    const bool letter = c.valid && is_combining(c.value);
    const auto unseen = kept || letter ? std::nullopt : marker_of(c);
    if (unseen)
      out += in_plain_text(*unseen, unseen->text);
    else
      out += text.substr(at, c.size);
    at += c.size;
  }
  return out;
}

CodePoints code_points(std::string_view source, std::string_view target) {
  constexpr std::size_t kMost = 12;
  const Differing part = differing(source, target);
  const std::string_view a = source.substr(part.source.from, part.source.to - part.source.from);
  const std::string_view b = target.substr(part.target.from, part.target.to - part.target.from);
  if (ascii(a) && ascii(b)) return {};
  if (first_code_points(a, kMost).size() < a.size() || first_code_points(b, kMost).size() < b.size())
    return {};
  return {list_code_points(a), list_code_points(b)};
}

}  // namespace parity::reports
