// Operators on letters: see mutation.h.
#include <array>
#include <string>

#include "harness/audit/mutation.h"
#include "normalizers/text.h"

namespace parity {
namespace {

bool is_text(const Value& value) { return value.kind == Kind::text && value.size > 0; }

bool set_text(const Value& value, std::string_view after, Arena& arena, Mutant& out) {
  Value changed = value;  // with its flags
  const std::string_view kept = arena.copy(after);
  changed.data = kept.data();
  changed.size = static_cast<std::uint32_t>(kept.size());
  out = {value, changed};
  return true;
}

// The value with something behind it, on both sides.
bool plant_behind(const Value& value, std::string_view before, std::string_view after, Arena& arena,
                  Mutant& out) {
  Mutant first, second;
  const std::string text(value.view());
  set_text(value, text + std::string(before), arena, first);
  set_text(value, text + std::string(after), arena, second);
  out = {first.after, second.after};
  return true;
}

int one(const Value& value) { return is_text(value) ? 1 : 0; }
int two(const Value& value) { return is_text(value) ? 2 : 0; }
int three(const Value& value) { return is_text(value) ? 3 : 0; }
int two_if_foreign(const Value& value) { return is_text(value) && !is_ascii(value.view()) ? 2 : 0; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Where the code point begins that holds byte `at`.
std::size_t start_of(std::string_view text, std::size_t at) {
  while (at > 0 && is_continuation(text[at])) --at;
  return at;
}
std::size_t end_of(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && is_continuation(text[at]);) ++at;
  return at;
}

// The first, the middle and the last code point in turn becomes another one.
bool make_letter(const Value& value, int variant, Arena& arena, Mutant& out) {
  const std::string_view text = value.view();
  const std::size_t near = variant == 0 ? 0 : variant == 1 ? text.size() / 2 : text.size() - 1;
  const std::size_t at = start_of(text, near);
  if (variant > 0 && at == start_of(text, variant == 1 ? 0 : text.size() / 2)) return false;
  const std::size_t end = end_of(text, at);
  std::string after(text);
  after.replace(at, end - at, text.substr(at, end - at) == "q" ? "w" : "q");
  return set_text(value, after, arena, out);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool make_case(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant > 0) {
    const TextCase other = variant == 1 ? TextCase::upper : TextCase::lower;
    return set_text(value, recased(value.view(), other, arena), arena, out);
  }
  std::string after(value.view());
  for (char& c : after) {
    if (!is_letter(c)) continue;
    c = static_cast<char>(c ^ 0x20);
    return set_text(value, after, arena, out);
  }
  return false;
}

// The other canonical form of a text that has one, and of a text with an accent put behind it.
bool make_form(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant == two_if_foreign(value)) return plant_behind(value, "\u00E9", "e\u0301", arena, out);
  const UnicodeForm form = variant == 0 ? UnicodeForm::nfd : UnicodeForm::nfc;
  return set_text(value, normalized(value.view(), form, arena), arena, out);
}

bool make_compatible(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant == two_if_foreign(value)) return plant_behind(value, "\uFB01\u00B2", "fi2", arena, out);
  const UnicodeForm form = variant == 0 ? UnicodeForm::nfkd : UnicodeForm::nfkc;
  const std::string_view canonical =
      normalized(value.view(), variant == 0 ? UnicodeForm::nfd : UnicodeForm::nfc, arena);
  const std::string_view after = normalized(value.view(), form, arena);
  return after != canonical && set_text(value, after, arena, out);
}

// Letters of other alphabets that look like these.
constexpr std::array<std::pair<char, std::string_view>, 14> kLookAlikes{{
    {'a', "\u0430"},
    {'e', "\u0435"},
    {'o', "\u043E"},
    {'p', "\u0440"},
    {'c', "\u0441"},
    {'x', "\u0445"},
    {'A', "\u0410"},
    {'B', "\u0412"},
    {'E', "\u0395"},
    {'H', "\u041D"},
    {'O', "\u039F"},
    {'P', "\u0420"},
    {'T', "\u03A4"},
    {'-', "\u2010"},
}};

// The first letter that has a double, or the last.
bool make_homoglyph(const Value& value, int variant, Arena& arena, Mutant& out) {
  std::string after(value.view());
  for (std::size_t i = 0; i < after.size(); ++i) {
    const std::size_t at = variant == 0 ? i : after.size() - 1 - i;
    for (const auto& [letter, alike] : kLookAlikes) {
      if (after[at] != letter) continue;
      after.replace(at, 1, alike);
      return set_text(value, after, arena, out);
    }
  }
  return false;
}

bool make_truncated(const Value& value, int variant, Arena& arena, Mutant& out) {
  const std::string_view text = value.view();
  std::size_t end = start_of(text, text.size() - 1);
  if (variant == 1) end = start_of(text, text.size() / 2);
  if (variant == 2) end = text.find(' ');
  if (variant == 1 && end == start_of(text, text.size() - 1)) return false;
  return end != std::string_view::npos && set_text(value, text.substr(0, end), arena, out);
}

void append_code_point(std::string& to, unsigned code) {
  if (code < 0x80) {
    to.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    to.push_back(static_cast<char>(0xC0 | code >> 6));
    to.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    to.push_back(static_cast<char>(0xE0 | code >> 12));
    to.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
    to.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

// Windows-1252 where it is not Latin-1; 0: it has no character there.
constexpr std::array<unsigned, 32> kWindows1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The bytes of UTF-8 taken for Latin-1, or for Windows-1252.
bool make_mojibake(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant == two_if_foreign(value)) return plant_behind(value, "\u00E9", "\u00C3\u00A9", arena, out);
  std::string after;
  for (const char c : value.view()) {
    const auto byte = static_cast<unsigned char>(c);
    unsigned code = byte;
    if (variant == 1 && byte >= 0x80 && byte < 0xA0) code = kWindows1252[byte - 0x80];
    append_code_point(after, code == 0 && byte != 0 ? 0xFFFD : code);
  }
  return set_text(value, after, arena, out);
}

}  // namespace

void add_text_mutations(std::vector<Mutation>& all) {
  all.push_back({"one letter", "the first, the middle or the last character becomes another one", "text",
                 three, never, make_letter});
  all.push_back(
      {"case", "one letter, or all of them, in the other case", "a letter", three, never, make_case});
  all.push_back({"NFC and NFD", "a letter with an accent becomes a letter and an accent, or the other way",
                 "text", two_if_foreign, one, make_form});
  all.push_back({"compatibility form", "ligatures, superscripts and full-width letters become plain ones",
                 "text", two_if_foreign, one, make_compatible});
  all.push_back({"homoglyph", "a letter becomes one of another alphabet that looks the same",
                 "a letter with a look-alike", two, never, make_homoglyph});
  all.push_back({"truncated text", "text loses its last character, its second half, or all behind a blank",
                 "text", three, never, make_truncated});
  all.push_back(
      {"mojibake", "UTF-8 is read as Latin-1 or Windows-1252", "text", two_if_foreign, one, make_mojibake});
}

}  // namespace parity
