// Patterns: what ECMA-262 and RFC 9485 mean, and what RE2 has not.
#include "harness/json/pattern.h"

#include <optional>

#include "harness/json/pattern_text.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

bool finds(std::string_view pattern, std::string_view text) { return Pattern::parse(pattern).finds(text); }

std::optional<PatternFault> fault_of(std::string_view pattern,
                                     PatternDialect dialect = PatternDialect::ecma) {
  try {
    Pattern::parse(pattern, dialect);
    return std::nullopt;
  } catch (const PatternFault& fault) { return fault; }
}

}  // namespace

TEST_CASE("an ECMA-262 pattern means what it means there") {
  CHECK(finds("b", "abc"));
  CHECK_FALSE(finds("^b", "abc"));
  CHECK_FALSE(finds("^abc$", "abc\n"));
  CHECK(finds("^\\d$", "7"));
  CHECK_FALSE(finds("^\\d$", "\u0967"));  // DEVANAGARI DIGIT ONE
  CHECK(finds("^\\p{Nd}$", "\u0967"));
  CHECK(finds("^\\p{Decimal_Number}$", "\u0967"));
  CHECK_FALSE(finds("^\\w$", "é"));
  CHECK(finds("^\\W$", "é"));
  CHECK(finds("^\\s$", "\u00a0"));
  CHECK(finds("^\\s$", "\u2029"));
  CHECK(finds("^\\s$", "\v"));
  CHECK_FALSE(finds("^\\s$", "\u200b"));
  CHECK_FALSE(finds("^\\S$", "\ufeff"));
  CHECK(finds("^[^\\S]$", " "));
  CHECK_FALSE(finds("^.$", "\u2028"));
  CHECK(finds("^.$", "\U0001F432"));
  CHECK(finds("^\\u0041\\x42\\u{43}\\cA\\0$", std::string_view("ABC\x01\0", 5)));
  CHECK(finds("^\\uD83D\\uDC32*$", "\U0001F432\U0001F432"));
  CHECK(finds("^[\\u0041-C\\-\\]x]+$", "ABC-]x"));
  CHECK(finds("^[\\d-x]+$", "7-x"));
  CHECK(finds("^[[:a]$", ":"));
  CHECK(finds("^[^]$", "\n"));
  CHECK_FALSE(finds("[]", "anything"));
  CHECK(finds("^a{,2}$", "a{,2}"));
  CHECK(Pattern::parse("seq:(?:x)?([0-9]+)(b)?").first_group("a seq:41") == "41");
  CHECK(Pattern::parse("[0-9]+").first_group("seq:41") == "41");
  CHECK(Pattern::parse("a(b)?").first_group("a") == "");
  CHECK(!Pattern::parse("a(b)").first_group("a"));
  CHECK(finds("^(?<year>\\d{4})-(?:a|b)+?$", "2024-ab"));
  CHECK(finds("^\\p{Script=Greek}+$", "αβγ"));
  CHECK(finds("^\\p{Letter}\\P{L}[\\p{Lu}\\b]$", "äÖ") == false);
  CHECK(finds("\\bfoo\\b", "a foo."));
  CHECK(finds("^#~,;:'\"<>=!%&@`/_ -$", "#~,;:'\"<>=!%&@`/_ -"));
  CHECK(finds("", ""));
}

TEST_CASE("groups keep their numbers") {
  CHECK(re2_syntax("(a)(?:b)(?<n>c)", PatternDialect::ecma) == "(a)(?:b)(c)");
  CHECK(re2_syntax("(a)", PatternDialect::iregexp) == "(?:a)");
}

TEST_CASE("a whole text matches from its first to its last byte") {
  const Pattern pattern = Pattern::parse("a|ab");
  CHECK(pattern.matches_whole("ab"));
  CHECK_FALSE(pattern.matches_whole("abc"));
  CHECK(pattern.finds("abc"));
}

TEST_CASE("what is no pattern is refused with its place") {
  for (const char* pattern :
       {"(",     ")",     "[a",   "a**",         "*a",      "a{2,1}",       "[b-a]", "\\",   "\\a",  "\\Z",
        "\\u12", "\\xG0", "(?a)", "\\u{110000}", "\\uD800", "\\p{Nothing}", "\\p",   "\\c1", "(?<a", "[\\"}) {
    CAPTURE(pattern);
    const auto fault = fault_of(pattern);
    REQUIRE(fault);
    CHECK_FALSE(fault->message.empty());
  }
  CHECK(fault_of("ab(cd[e")->offset == 5);
  CHECK(fault_of("\xFF"));
  CHECK(fault_of(std::string(70'000, 'a')));
}

TEST_CASE("what RE2 has not is named, and is a pattern all the same") {
  for (const char* pattern :
       {"(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(a)\\1", "(?<n>a)\\k<n>", "a{1001}", "a{1,2000}"}) {
    CAPTURE(pattern);
    const auto fault = fault_of(pattern);
    REQUIRE(fault);
    CHECK(fault->beyond_re2);
  }
  CHECK_FALSE(fault_of("a{1000}"));
  CHECK_FALSE(fault_of("(")->beyond_re2);
}

TEST_CASE("a hostile pattern costs neither stack nor time") {
  CHECK_FALSE(finds("^(a+)+$", std::string(100'000, 'a') + "b"));
  CHECK(finds(std::string(30'000, '(') + "a" + std::string(30'000, ')'), "a"));
  std::string repeated = std::string(15'000, '(') + "a";
  for (int i = 0; i < 15'000; ++i) repeated += ")*";
  const auto fault = fault_of(repeated);  // taken or refused, as this RE2 likes
  CHECK((!fault || fault->beyond_re2));
}

TEST_CASE("an I-Regexp is one of RFC 9485") {
  const auto matches = [](std::string_view pattern, std::string_view text) {
    return Pattern::parse(pattern, PatternDialect::iregexp).matches_whole(text);
  };
  CHECK(matches("[a-z-]+\\.\\p{Lu}{2,}", "a-z.ÄÖ"));
  CHECK(matches(".", "\u2028"));
  CHECK_FALSE(matches(".", "\r"));
  CHECK(matches("(a|b)*", "abba"));
  for (const char* pattern : {"\\d", "\\w", "a*?", "(?:a)", "[]", "[a-\\p{L}]", "\\u0041", "a{",
                              "\\p{Letter}", "[a-b-c]", "[[]", "]"}) {
    CAPTURE(pattern);
    CHECK(fault_of(pattern, PatternDialect::iregexp));
  }
  CHECK_THAT(fault_of("\\d", PatternDialect::iregexp)->message, ContainsSubstring("[0-9]"));
}
