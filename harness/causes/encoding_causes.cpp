// Causes in how characters were encoded: UTF-8 that was read as something else, and what an encoding could
// not hold. See explain.h.
#include <array>

#include "harness/causes/explain.h"
#include "normalizers/text.h"

namespace parity {
namespace {

// Windows-1252, 0x80 to 0x9F; 0: not assigned, where programs keep the control character.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// What is seen where the bytes of a text are taken for one character each.
std::string misread(std::string_view utf8, bool windows) {
  std::string out;
  for (const unsigned char byte : utf8) {
    const char16_t shown = windows && byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : 0;
    append(out, shown != 0 ? shown : byte);
  }
  return out;
}

// Latin-1 and Windows-1252 agree on most letters: where both explain, both are said.
void explain_misreading(Cause cause, std::string_view right, std::string_view wrong, Hypotheses& out) {
  if (wrong.size() <= right.size() || is_ascii(right)) return;
  for (const bool windows : {false, true}) {
    const std::string once = misread(right, windows);
    if (once == wrong) out.add(cause, static_cast<int>(windows ? Encoding::windows_1252 : Encoding::latin1));
    if (wrong.size() > once.size() && misread(once, windows) == wrong)
      out.add(cause, static_cast<int>(windows ? Encoding::windows_1252_twice : Encoding::latin1_twice));
  }
}

// `target` with one `mark` for each character, or each byte of one, that is not ASCII in `source`.
bool lost_to(std::string_view source, std::string_view target, std::string_view mark) {
  std::string per_character, per_byte;
  for (const char c : source) {
    const bool ascii = (c & 0x80) == 0;
    const bool goes_on = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (ascii) per_character += c;
    if (!ascii && !goes_on) per_character += mark;
    if (ascii) per_byte += c;
    if (!ascii) per_byte += mark;
  }
  return per_character == target || per_byte == target;
}

}  // namespace

void explain_encoding(std::string_view source, std::string_view target, Hypotheses& out) {
  if (is_ascii(source) && is_ascii(target)) return;
  explain_misreading(Cause::mojibake, source, target, out);
  explain_misreading(Cause::mojibake_repaired, target, source, out);
  for (const std::string_view mark : {"?", "\xEF\xBF\xBD", ""}) {
    if (!is_ascii(source) && lost_to(source, target, mark)) out.add(Cause::characters_lost, 0, mark);
  }
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::latin1: return "Latin-1";
    case Encoding::windows_1252: return "Windows-1252";
    case Encoding::latin1_twice: return "Latin-1, twice";
    case Encoding::windows_1252_twice: return "Windows-1252, twice";
  }
  return "";
}

}  // namespace parity
