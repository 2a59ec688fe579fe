// Traps T11 to T15: null, empty, missing, true and false.
#include "harness/compare/traps/test_trial.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("trap T11: nothing is trimmed, and nothing is null, unless a rule says so") {
  CHECK(json_cells("\"a \"", "\"a\"") == "v value;");
  CHECK(json_cells("null", "false") == "v null;");
  CHECK(json_cells("null", "\"\"") == "v null;");
  CHECK(json_cells("\"\"", "\" \"") == "v value;");
  CHECK(json_cells("0.0004", "0") == "v value;");
  CHECK(postgres_cell("NULL::bool", "false") == "v null;");
  CHECK(postgres_cell("''::text", "null") == "v null;");
  CHECK(postgres_cell("'a '::varchar", "\"a\"") == "v value;");
  CHECK(json_cells("\"a \"", "\"a\"", "trim: both") == "[trim:1]");
  CHECK(json_cells("\"\"", "null", "empty: null") == "[empty:1]");
}

TEST_CASE("trap T12: no text stands for null") {
  for (const char* text : {"<null>", "\\\\N", "NULL", "null", "None", "DEFAULT_REPLACEMENT_STRING", "absent",
                           "\\u0000", "\\u0001", "~", "nan"}) {
    CAPTURE(text);
    const std::string quoted = "\"" + std::string(text) + "\"";
    CHECK(json_cells(quoted, "null") == "v null;");
    CHECK(json_cells(quoted, "") == "v missing field;");
    CHECK(json_cells(quoted, quoted) == "");
  }
  CHECK(postgres_cell("'NULL'::text", "null") == "v null;");
  CHECK(postgres_cell("NULL::text", "\"NULL\"") == "v null;");
}

TEST_CASE("trap T13: null against null, against a value, and against no row") {
  CHECK(postgres_cell("NULL::text", "null") == "");
  CHECK(postgres_cell("NULL::int", "1") == "v null;");
  Reader& source =
      postgres_rows("CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, NULL), (2, NULL)");
  Reader& target = json_rows(R"([{"id": 1, "v": null}, {"id": 3, "v": null}])");
  const Told told = compared(source, target);
  CHECK(verdict(told) == "missing row;extra row;");
  CHECK(told.table().equal == 1);
}

TEST_CASE("trap T14: null, [], {} and a missing field are four things") {
  const std::string things[] = {"null", "[]", "{}", ""};
  for (const std::string& a : things) {
    for (const std::string& b : things) {
      CAPTURE(a, b);
      if (!a.empty() || !b.empty()) CHECK((json_cells(a, b) == "") == (a == b));
    }
  }
  CHECK(postgres_cell("'{}'::int[]", "null") == "v null;");
  CHECK(postgres_cell("'{}'::int[]", "[]") == "");
  CHECK(postgres_cell("'{}'::jsonb", "[]") == "v type;");
}

TEST_CASE("trap T15: true, 1, \"true\" and \"1\" are four things, inside arrays without order too") {
  const std::string things[] = {"true", "1", "\"true\"", "\"1\""};
  for (const std::string& a : things) {
    for (const std::string& b : things) {
      CAPTURE(a, b);
      CHECK((json_cells(a, b) == "") == (a == b));
      for (const char* order : {"array: set", "array: multiset"})
        CHECK((json_cells("[" + a + ",0]", "[0," + b + "]", order).find("value;") == std::string::npos &&
               json_cells("[" + a + ",0]", "[0," + b + "]", order).find("type;") == std::string::npos) ==
              (a == b));
    }
  }
  CHECK(json_cells("1", "1.0") == "");
  CHECK(postgres_cell("true", "1") == "v type;");
  CHECK(postgres_cell("true", "1", "type: boolean") == "[type:1]");
  CHECK(postgres_cell("true", "0", "type: boolean") == "v value;");
}
