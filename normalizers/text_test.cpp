// Text: what is UTF-8, what is white space, Unicode forms and letter case.
#include "normalizers/text.h"

#include <set>
#include <string>

#include "normalizers/generated_values.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

Arena& arena() {
  static Arena all;
  return all;
}

std::string utf8(char32_t c) {
  std::string out;
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | c >> 18));
    out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
  }
  if (c >= 0x80) out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  return out;
}

void check_valid(std::string_view bytes, bool expected) {
  INFO("bytes: " << Catch::StringMaker<std::string>::convert(std::string(bytes)));
  CHECK(valid_utf8(bytes) == expected);
  CHECK(valid_utf8("0123456789 " + std::string(bytes)) == expected);  // in and behind whole words of ASCII
  CHECK(valid_utf8(std::string(bytes) + " 0123456789") == expected);
  CHECK(valid_utf8("\u00E9" + std::string(bytes) + "\u3042") == expected);
}

void check_form(std::string_view text, UnicodeForm form, std::string_view expected) {
  INFO("text: " << text << ", form " << static_cast<int>(form));
  CHECK(normalized(text, form, arena()) == expected);
  CHECK(normalized(expected, form, arena()) == expected);
}

void check_case(std::string_view text, TextCase text_case, std::string_view expected) {
  INFO("text: " << text << ", case " << static_cast<int>(text_case));
  CHECK(recased(text, text_case, arena()) == expected);
}

const std::set<char32_t> kAscii = {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20};
const std::set<char32_t> kWhiteSpace = {
    0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
    0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
const std::set<char32_t> kInvisible = {0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF};

bool belongs(char32_t c, TrimSet set) {
  switch (set) {
    case TrimSet::space: return c == 0x20;
    case TrimSet::ascii: return kAscii.contains(c);
    case TrimSet::white_space: return kWhiteSpace.contains(c);
    case TrimSet::invisible: return kWhiteSpace.contains(c) || kInvisible.contains(c);
  }
  return false;
}

}  // namespace

TEST_CASE("trap T39: UTF-8 is checked by the letter of RFC 3629") {
  for (const std::string_view good :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBB\xBF", "\u00E9\u3042\U0001F600"})
    check_valid(good, true);
  check_valid(std::string_view("\0", 1), true);
  for (const std::string_view bad : {"\x80",
                                     "\xBF",
                                     "\xE9",
                                     "caf\xE9",
                                     "\xC3",  // lone bytes, Latin-1, cut short
                                     "\xC0\x80",
                                     "\xC1\xBF",
                                     "\xE0\x80\x80",
                                     "\xE0\x9F\xBF",  // overlong
                                     "\xF0\x80\x80\x80",
                                     "\xF0\x8F\xBF\xBF",  // overlong
                                     "\xED\xA0\x80",
                                     "\xED\xBF\xBF",
                                     "\xED\xA0\xBD\xED\xB8\x80",  // surrogates, alone and as CESU-8
                                     "\xF4\x90\x80\x80",
                                     "\xF5\x80\x80\x80",
                                     "\xF8\x88\x80\x80\x80",  // beyond U+10FFFF
                                     "\xFE",
                                     "\xFF",
                                     "\xE2\x82",
                                     "\xF0\x9F\x98",
                                     "\xF0\x9F",
                                     "\xC3\xC3",
                                     "\xE2\x82\xC3",
                                     "\xF0\x9F\x98\xC3",
                                     "\xC3\xA9\xA9",
                                     "\xE2\x28\xA1",
                                     "\xE2\x82\x28",
                                     "\xF0\x28\x8C\xBC",
                                     "\xF0\x90\x28\xBC"})
    check_valid(bad, false);
}

TEST_CASE("every code point is valid UTF-8, and no surrogate is") {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (valid_utf8(utf8(c)) == surrogate) FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("of any bytes those are UTF-8 that some code points are written as") {
  // An oracle that cannot be wrong about overlong forms: it writes down what it has read.
  const auto reads_back = [](std::string_view bytes) {
    while (!bytes.empty()) {
      const auto lead = static_cast<unsigned char>(bytes[0]);
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      if (bytes.size() < length) return false;
      char32_t c = length == 1 ? lead : lead & (0x7F >> length);
      for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(bytes[i]) & 0x3F);
      if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || utf8(c) != bytes.substr(0, length)) return false;
      bytes.remove_prefix(length);
    }
    return true;
  };
  constexpr unsigned char kBytes[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                      0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
  Generator any(14, arena());
  int valid = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string bytes(any.below(5) + 1, ' ');
    for (char& c : bytes)
      c = static_cast<char>(any.chance(2) ? kBytes[2 + any.below(6)] : kBytes[any.below(24)]);
    if (valid_utf8(bytes) != reads_back(bytes)) FAIL(Catch::StringMaker<std::string>::convert(bytes));
    valid += valid_utf8(bytes);
  }
  CHECK(valid > 2'000);
}

TEST_CASE("ASCII is told from the rest at each place and length") {
  for (std::size_t length = 0; length < 40; ++length) {
    std::string text(length, 'a');
    CHECK(is_ascii(text));
    for (char& c : text) {
      c = static_cast<char>(0x80);
      REQUIRE_FALSE(is_ascii(text));
      c = 0x7F;
      REQUIRE(is_ascii(text));
    }
  }
}

TEST_CASE("trap T29: each set trims its code points from each side, and no other") {
  REQUIRE(kWhiteSpace.size() == 25);
  for (const TrimSet set : {TrimSet::space, TrimSet::ascii, TrimSet::white_space, TrimSet::invisible}) {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3100 || (c > 0xFE00 && c < 0x10000) ? 1 : 101) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      const std::string mark = utf8(c);
      const std::string text = mark + "x" + mark + "y" + mark;
      const std::string inner = "x" + mark + "y";
      const bool trims = belongs(c, set);
      const std::string at_start = trims ? inner + mark : text;
      const std::string at_end = trims ? mark + inner : text;
      const std::string at_both = trims ? inner : text;
      const bool right =
          trimmed(text, {Sides::none, set}) == text && trimmed(text, {Sides::start, set}) == at_start &&
          trimmed(text, {Sides::end, set}) == at_end && trimmed(text, {Sides::both, set}) == at_both;
      if (!right) FAIL("U+" << std::hex << static_cast<unsigned>(c) << " in set " << static_cast<int>(set));
    }
  }
}

TEST_CASE("trimming takes all there is, up to nothing") {
  const Trim both{Sides::both, TrimSet::white_space};
  CHECK(trimmed("", both).empty());
  CHECK(trimmed(" ", both).empty());
  CHECK(trimmed(" \t\r\n\u00A0\u3000", both).empty());
  CHECK(trimmed(" \u3000 a \u00A0b\t \n", both) == "a \u00A0b");
  CHECK(trimmed("\u200B", both) == "\u200B");
  CHECK(trimmed("\uFEFF a", {Sides::both, TrimSet::invisible}) == "a");
  CHECK(trimmed("\u00A0 a", {Sides::both, TrimSet::space}) == "\u00A0 a");
  CHECK(trimmed("\n a ", {Sides::both, TrimSet::space}) == "\n a");
  CHECK(trimmed("\u00E9 \u00E9", both) == "\u00E9 \u00E9");
  const std::string_view text = "  \U0001F600 ";
  CHECK(trimmed(text, both).data() == text.data() + 2);  // a part of it, no copy
}

TEST_CASE("trap T38: Unicode forms, and what they merge") {
  using F = UnicodeForm;
  check_form("e\u0301", F::none, "e\u0301");
  check_form("e\u0301", F::nfc, "\u00E9");
  check_form("\u00E9", F::nfd, "e\u0301");
  check_form("\u212B", F::nfc, "\u00C5");  // ANGSTROM SIGN merges with A WITH RING
  check_form("\u00C5", F::nfc, "\u00C5");
  check_form("\u212B", F::nfd, "A\u030A");
  check_form("\uAC00", F::nfd, "\u1100\u1161");
  check_form("q\u0307\u0323", F::nfc, "q\u0323\u0307");  // marks in canonical order
  check_form("\uFB01", F::nfc, "\uFB01");
  check_form("\uFB01", F::nfkc, "fi");
  check_form("x\u00B2", F::nfkd, "x2");
  check_form("\uFF21", F::nfkc, "A");
  check_form("\u00A0", F::nfc, "\u00A0");
  check_form("plain", F::nfkc, "plain");
  const std::string_view formed = "\u00E9t\u00E9";
  CHECK(normalized(formed, F::nfc, arena()).data() == formed.data());
}

TEST_CASE("letter case without any language's own rules") {
  using C = TextCase;
  check_case("Stra\u00DFe", C::keep, "Stra\u00DFe");
  check_case("Stra\u00DFe", C::fold, "strasse");
  check_case("Stra\u00DFe", C::upper, "STRASSE");
  check_case("STRASSE", C::lower, "strasse");
  check_case("I\u0130", C::lower, "ii\u0307");  // no Turkish
  check_case("i\u0131", C::upper, "II");
  check_case("\u039F\u03A3", C::lower, "\u03BF\u03C2");  // final sigma
  check_case("\u03C2", C::fold, "\u03C3");
  check_case("\u01F0", C::fold, "j\u030C");
  check_case("\uFF21", C::fold, "\uFF41");
  check_case("AZaz09@[`{", C::lower, "azaz09@[`{");
  check_case("AZaz09@[`{", C::upper, "AZAZ09@[`{");
  check_case("AZaz09@[`{", C::fold, "azaz09@[`{");
  const std::string_view small = "all small";
  CHECK(recased(small, C::fold, arena()).data() == small.data());
  CHECK(recased(small, C::upper, arena()).data() != small.data());
}

TEST_CASE("the short way of ASCII is the long way") {
  Generator any(6, arena());
  for (int i = 0; i < 5'000; ++i) {
    std::string ascii(any.below(20), ' ');
    for (char& c : ascii) c = static_cast<char>(any.below(0x80));
    for (const TextCase text_case : {TextCase::lower, TextCase::upper, TextCase::fold}) {
      // A letter without case behind it sends the same text the long way.
      const std::string longer = ascii + "\u3042";
      REQUIRE(recased(longer, text_case, arena()) ==
              std::string(recased(ascii, text_case, arena())) + "\u3042");
    }
    REQUIRE(normalized(ascii, UnicodeForm::nfkd, arena()) == ascii);
    arena().reset();
  }
}

TEST_CASE("forms and case of every code point: valid, and final where they should be") {
  const auto check = [](char32_t c) {
    const std::string text = utf8(c);
    for (const UnicodeForm form :
         {UnicodeForm::nfc, UnicodeForm::nfd, UnicodeForm::nfkc, UnicodeForm::nfkd}) {
      const std::string_view once = normalized(text, form, arena());
      if (!valid_utf8(once) || normalized(once, form, arena()) != once) return false;
    }
    const std::string_view folded = recased(text, TextCase::fold, arena());
    return valid_utf8(folded) && recased(folded, TextCase::fold, arena()) == folded;
  };
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x2800 || (c > 0xF900 && c < 0x10000) ? 1 : 53) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (!check(c)) FAIL("U+" << std::hex << static_cast<unsigned>(c));
    arena().reset();
  }
}

TEST_CASE("the Unicode version is named") { CHECK(std::stod(unicode_version()) >= 14.0); }
