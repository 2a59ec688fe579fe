// Traps T34 to T41: JSON, Unicode, and documents that are deep or large.
#include "harness/compare/traps/test_trial.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("trap T36: a name twice in one object is no value, and what jsonb rewrites is still one number") {
  CHECK(json_cells(R"({"a": 1, "a": 2})", R"({"a": 2})") == "v uncomparable;");
  CHECK(json_cells(R"({"a": 1, "a": 1})", R"({"a": 1, "a": 1})") == "v uncomparable;");
  CHECK(postgres_cell(R"('{"a": 1, "a": 2}'::json)", R"({"a": 2})") == "v uncomparable;");
  CHECK(postgres_cell(R"('{"b": 1e2, "a": "x"}'::jsonb)", R"({"a": "x", "b": 100})") == "");
  CHECK(postgres_cell(R"('{"b": 1e2, "a": "x"}'::jsonb)", R"({"a": "x", "b": 1000})") == "v.b value;");
  const Told twice =
      compared(json_rows(R"([{"id": 1, "v": 1, "v": 2}])"), json_rows(R"([{"id": 1, "v": 2}])"));
  CHECK(verdict(twice) == "v uncomparable;");
}

TEST_CASE("trap T37: U+0000 is text that PostgreSQL cannot have, and half a surrogate is none") {
  CHECK(json_cells("\"a\\u0000b\"", "\"a\\u0000b\"") == "");
  CHECK(json_cells("\"a\\u0000b\"", "\"ab\"") == "v value;");
  CHECK(json_cells("\"a\\u0000\"", "\"a\"") == "v value;");
  CHECK(postgres_cell("'ab'::text", "\"a\\u0000b\"") == "v value;");
  CHECK(json_cells("\"\\ud800\"", "\"\\ud800\"") == "v uncomparable;");
  CHECK(json_cells("\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"") == "");
}

TEST_CASE("trap T38: Unicode forms differ until a rule merges them, and are counted then") {
  CHECK(json_cells("\"\\u00e9\"", "\"e\\u0301\"") == "v value;");
  CHECK(json_cells("\"\\u00e9\"", "\"e\\u0301\"", "unicode: nfc") == "[unicode:1]");
  CHECK(json_cells("\"\\u212b\"", "\"\\u00c5\"") == "v value;");
  CHECK(json_cells("\"\\u212b\"", "\"\\u00c5\"", "unicode: nfc") == "[unicode:1]");
  CHECK(json_cells("\"x\\u00b2\"", "\"x2\"", "unicode: nfc") == "v value;");
  CHECK(json_cells("\"x\\u00b2\"", "\"x2\"", "unicode: nfkc") == "[unicode:1]");
}

TEST_CASE("trap T39: Latin-1 is no UTF-8, and a byte order mark is no data") {
  CHECK(json_cells("\"caf\xE9\"", "\"caf\xC3\xA9\"") == "v uncomparable;");
  CHECK(json_cells("\"caf\xE9\"", "\"caf\xE9\"") == "v uncomparable;");
  const std::string row = R"([{"id": 1, "v": "x"}])";
  CHECK(verdict(compared(json_rows("\xEF\xBB\xBF" + row), json_rows(row))) == "");
  // Read as Latin-1 and written as UTF-8: one letter became two.
  CHECK(json_cells("\"\xC3\xA9\"", "\"\xC3\x83\xC2\xA9\"") == "v value;");
  CHECK(verdict(compared(sqlite_rows("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);"
                                     "INSERT INTO t VALUES (1, CAST(x'636166e9' AS TEXT))"),
                         json_rows("[{\"id\": 1, \"v\": \"caf\xC3\xA9\"}]"))) == "v uncomparable;");
}

TEST_CASE("trap T40: no name is magic, and a large change is told place by place") {
  CHECK(json_cells(R"({"__class": "a", "__proto__": 1, "$ref": 1})",
                   R"({"__class": "b", "__proto__": 2, "$ref": 2})") ==
        "v.__class value;v.__proto__ value;v[\"$ref\"] value;");
  CHECK(verdict(compared(json_rows(R"([{"id": 1, "__v": 0}])"), json_rows(R"([{"id": 1, "__v": 1}])"))) ==
        "__v value;");
  std::string source = "{", target = "{", expected;
  for (int i = 0; i < 20; ++i) {
    const std::string name = "m" + std::to_string(i);
    source += (i ? ", \"" : "\"") + name + "\": {\"x\": 1}";
    target += (i ? ", \"" : "\"") + name + "\": {\"x\": 2}";
    expected += "v." + name + ".x value;";
  }
  CHECK(json_cells(source + "}", target + "}") == expected);
}

TEST_CASE("trap T41: what is 10,000 deep or 1,000,000 long is no trouble") {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  CHECK_THAT(json_cells(deep, deep),
             ContainsSubstring("] uncomparable;"));  // beyond the depth that is read, said and not crashed on
  const std::string nested = std::string(200, '[') + "1" + std::string(200, ']');
  CHECK(json_cells(nested, nested) == "");
  std::string items = "[0";
  for (int i = 1; i < 1'000'000; ++i) items += "," + std::to_string(i);
  CHECK(json_cells(items + "]", items + "]") == "");
  CHECK(json_cells(items + "]", items + ",1000000]") == "v value;");
  CHECK(json_cells(items + "]", "[999999" + items.substr(2) + "]", "array: set") == "v value;");
}
