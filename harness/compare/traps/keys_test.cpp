// Traps T16 to T30: digests of rows, keys, order, duplicates.
#include <fstream>

#include "harness/compare/traps/test_trial.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;

namespace {

std::string rows(const std::string& source, const std::string& target, const std::string& rules = "") {
  return verdict(compared(json_rows(source), json_rows(target), rules));
}

}  // namespace

TEST_CASE("trap T16: neighbouring fields do not run together") {
  CHECK(rows(R"([{"id": 1, "a": "ab", "b": "c"}])", R"([{"id": 1, "a": "a", "b": "bc"}])") ==
        "a value;b value;");
  CHECK(rows(R"([{"id": 1, "a": "a|b", "b": "c"}])", R"([{"id": 1, "a": "a", "b": "b|c"}])") ==
        "a value;b value;");
  CHECK(rows(R"([{"id": 1, "a": "x", "b": null}])", R"([{"id": 1, "a": null, "b": "x"}])") ==
        "a null;b null;");
  CHECK(rows(R"([{"a": "ab", "b": "c"}])", R"([{"a": "a", "b": "bc"}])", "key: [a, b]") ==
        "missing row;extra row;");
  CHECK(rows(R"([{"id": 1, "a": "ab", "b": "c"}])", R"([{"b": "c", "a": "ab", "id": 1}])") == "");
}

TEST_CASE("trap T17: what is doubled on both sides does not cancel what differs") {
  CHECK(rows(R"([{"id": 1, "v": 1}, {"id": 1, "v": 1}])", R"([{"id": 2, "v": 2}, {"id": 2, "v": 2}])") ==
        "duplicate key;missing row;missing row;duplicate key;extra row;extra row;");
  CHECK(rows(R"([{"id": 1, "v": 1}, {"id": 1, "v": 1}])", R"([{"id": 1, "v": 1}, {"id": 1, "v": 1}])") ==
        "duplicate key;duplicate key;");
}

TEST_CASE("trap T18: sums and CRC32 agree, the rows do not") {
  // "plumless" and "buckeroo" share their CRC32.
  CHECK(json_cells("\"plumless\"", "\"buckeroo\"") == "v value;");
  // The same cells in other rows, so that every column has the sum that it had.
  CHECK(rows(R"([{"id": 1, "v": 3}, {"id": 2, "v": 4}])", R"([{"id": 1, "v": 4}, {"id": 2, "v": 3}])") ==
        "v value;v value;");
  CHECK(rows(R"([{"id": 1, "v": 3}, {"id": 2, "v": 4}])", R"([{"id": 2, "v": 4}, {"id": 1, "v": 3}])") == "");
}

TEST_CASE("trap T23: no database's collation decides which rows belong together") {
  const std::string keys[] = {"a-b", "ab", "a b", "A", "a", "ä", "z", "-", "_"};
  std::string script = "CREATE TABLE t (id text COLLATE \"en-x-icu\" PRIMARY KEY, v int);";
  std::string json;
  int number = 0;
  for (const std::string& key : keys) {
    script += "INSERT INTO t VALUES ('" + key + "', " + std::to_string(++number) + ");";
    json = R"({"id": ")" + key + R"(", "v": )" + std::to_string(number) + "}" + (json.empty() ? "" : ", ") +
           json;
  }
  const Told told = compared(postgres_rows(script), json_rows("[" + json + "]"));
  CHECK(told.table().equal == 9);
  CHECK(verdict(told) == "");
  const Told folded = compared(
      postgres_rows(
          "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);"
          "CREATE TABLE t (id text COLLATE loose PRIMARY KEY); INSERT INTO t VALUES ('A')"),
      json_rows(R"([{"id": "a"}])"));
  CHECK(verdict(folded) == "missing row;extra row;");  // whatever the database itself would call equal
}

TEST_CASE("trap T24: order is that of code points, not of UTF-16") {
  const std::string wave = "\xEF\xBD\x9E", smile = "\xF0\x9F\x98\x80";  // U+FF5E, U+1F600
  const auto sent = [](const std::string& first, const std::string& second) {
    return R"([{"id": ")" + first + R"("}, {"id": ")" + second + R"("}])";
  };
  const std::string rules = "{ key: [id], order: [id] }";
  CHECK(rows(sent(wave, smile), sent(wave, smile), rules) == "");
  CHECK(rows(sent(smile, wave), sent(smile, wave), rules) == "order;order;");
}

TEST_CASE("trap T25: an enum is its label, whatever order it was declared in") {
  Reader& source = postgres_rows(
      "CREATE TYPE size AS ENUM ('small', 'large', 'medium');"
      "CREATE TABLE t (id size PRIMARY KEY, v int);"
      "INSERT INTO t VALUES ('small', 1), ('large', 2), ('medium', 3)");
  Reader& target =
      json_rows(R"([{"id": "large", "v": 2}, {"id": "medium", "v": 3}, {"id": "small", "v": 1}])");
  CHECK(verdict(compared(source, target)) == "");
  Reader& other =
      json_rows(R"([{"id": "large", "v": 1}, {"id": "medium", "v": 3}, {"id": "small", "v": 2}])");
  CHECK(verdict(compared(source, other)) == "v value;v value;");
}

TEST_CASE("trap T28: the blanks that fill up char(n) are no data, those of text are") {
  CHECK(postgres_cell("'ab'::char(5)", "\"ab\"") == "");
  CHECK(postgres_cell("'ab   '::text", "\"ab\"") == "v value;");
  CHECK(postgres_cell("'ab'::char(5)", "\"abc\"") == "v value;");
  Reader& source =
      postgres_rows("CREATE TABLE t (id char(8) PRIMARY KEY, v int); INSERT INTO t VALUES ('k', 1)");
  CHECK(verdict(compared(source, json_rows(R"([{"id": "k", "v": 1}])"))) == "");
}

TEST_CASE("trap T29: a trim takes what its set says, not just spaces") {
  for (const char* blank : {"\\t", "\\n", "\\u00a0", "\\u3000"}) {
    CAPTURE(blank);
    const std::string text = "\"a" + std::string(blank) + "\"";
    CHECK(json_cells(text, "\"a\"", "trim: both") == "[trim:1]");
    CHECK(json_cells(text, "\"a\"", "text: { trim: both, set: space }") == "v value;");
    CHECK(json_cells(text, "\"a\"") == "v value;");
  }
  CHECK(json_cells("\"a \"", "\"a\"", "text: { trim: both, set: space }") == "[trim:1]");
}
