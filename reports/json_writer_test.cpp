#include "reports/json_writer.h"

#include <limits>

#include "normalizers/test.h"

namespace parity::reports {
namespace {

using namespace std::string_literals;

void check_quoted(const std::string& text, const std::string& expected) {
  CHECK(quote_json(text) == expected);
}

}  // namespace

TEST_CASE("scopes close what they open, in order") {
  std::string out;
  {
    JsonObject root(out);
    root.put("a", 1);
    {
      JsonArray list = root.array("list");
      list.put("x");
      list.put(true);
      JsonObject inner = list.object();
      inner.put("d", 0.5);
    }
    const JsonObject none = root.object("none");
  }
  CHECK(out == R"({"a":1,"list":["x",true,{"d":0.5}],"none":{}})");
}

TEST_CASE("indented JSON has one item per line and nothing in empty containers") {
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    { const JsonArray list = root.array("empty"); }
    JsonArray list = root.array("list");
    list.put(1);
  }
  CHECK(out == "{\n  \"empty\": [],\n  \"list\": [\n    1\n  ]\n}");
}

TEST_CASE("numbers keep every digit, and what is no number is null") {
  std::string out;
  {
    JsonArray list(out);
    list.put(std::numeric_limits<std::uint64_t>::max());
    list.put(std::numeric_limits<std::int64_t>::min());
    list.put(std::numeric_limits<double>::quiet_NaN());
    list.put(false);
  }
  CHECK(out == "[18446744073709551615,-9223372036854775808,null,false]");
}

TEST_CASE("any bytes are escaped into valid JSON") {
  check_quoted("a\"b\\c", R"("a\"b\\c")");
  check_quoted("\b\f\n\r\t", R"("\b\f\n\r\t")");
  check_quoted("\0\x1f\x7f"s, R"("\u0000\u001f\u007f")");
  check_quoted("\u202e\u2028", R"("\u202e\u2028")");
  check_quoted("é€😀", R"("é€😀")");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD, one for each broken sequence") {
  check_quoted("\xff", R"("\ufffd")");
  check_quoted("a\xc3", R"("a\ufffd")");
  check_quoted("\xe2\x82z", R"("\ufffdz")");                          // cut
  check_quoted("\xc0\xaf", R"("\ufffd\ufffd")");                      // overlong
  check_quoted("\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")");            // surrogate
  check_quoted("\xf4\x90\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")");  // beyond U+10FFFF
}

}  // namespace parity::reports
