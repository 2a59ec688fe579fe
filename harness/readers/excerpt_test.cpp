#include "harness/readers/excerpt.h"

#include <vector>

#include "normalizers/test.h"

using namespace parity;

static void shows(std::string_view body, const std::string& line, std::vector<std::string> secrets = {}) {
  CHECK(excerpt(body, 20, secrets) == line);
}

TEST_CASE("an excerpt is one line that a terminal survives") {
  shows("", "");
  shows("  a\r\n\t b\x01 ", "a b");
  shows("\x1b[31mred\x1b[0m", "[31mred [0m");
  shows("caf\xc3\xa9 \xe9 \xc2\x9b", "café ?");
  shows("12345678901234567890", "12345678901234567890");
  shows("123456789012345678901", "12345678901234567890…");
  shows("123456789012345678\xe2\x82\xac.", "123456789012345678…");  // no half of a code point
}

TEST_CASE("an excerpt hides secrets before it cuts") {
  shows("key=abcdef.", "key=***.", {"abcdef"});
  shows("1234567890123456abcdef", "1234567890123456***", {"abcdef"});
  shows("aaa", "aaa", {"", "aa"});
}
