// Traps T01 to T10: numbers, and options that do nothing.
#include "harness/compare/traps/test_trial.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("trap T01: neighbours of twelve and sixteen digits differ") {
  CHECK(json_cells("123456789012", "123456789013") == "v value;");
  CHECK(json_cells("9007199254740992", "9007199254740993") == "v value;");
  CHECK(postgres_cell("123456789012::bigint", "123456789013") == "v value;");
  CHECK(postgres_cell("9007199254740993::bigint", "9007199254740992") == "v value;");
  CHECK(postgres_cell("9007199254740993::bigint", "9007199254740993") == "");
  CHECK(postgres_cell("1e11::float8", "100000000000") == "");
}

TEST_CASE("trap T02: decimals that share a float differ") {
  CHECK(json_cells("12345678.91", "12345679.40") == "v value;");
  CHECK(postgres_cell("12345678.91::numeric", "12345679.40") == "v value;");
  CHECK(postgres_cell("12345678.91::numeric", "12345678.91") == "");
  CHECK(postgres_cell("0.1::float4", "0.1") == "");
  CHECK(postgres_cell("0.1::float4", "0.10000000149011612") == "v value;");
}

TEST_CASE("trap T03: integers above 2^53 stay apart, under a tolerance too") {
  CHECK(json_cells("9007199254740993", "9007199254740992", "number: { tolerance: { abs: 0 } }") ==
        "v value;");
  CHECK(json_cells("9007199254740993", "9007199254740992", "number: { tolerance: { abs: 0.5 } }") ==
        "v value;");
  CHECK(json_cells("9007199254740993", "9007199254740992", "number: { tolerance: { abs: 1 } }") ==
        "[tolerance:1]");
}

TEST_CASE("trap T04: keys of thirty digits are joined, and big integers that share a double differ") {
  Reader& source = postgres_rows(
      "CREATE TABLE t (id numeric PRIMARY KEY, v int);"
      "INSERT INTO t VALUES (123456789012345678901234567890, 1),"
      " (123456789012345678901234567891, 2)");
  Reader& target = json_rows(R"([{"id": 123456789012345678901234567891, "v": 2},
                                 {"id": 123456789012345678901234567890, "v": 3}])");
  const Told told = compared(source, target);
  CHECK(told.table().paired == 2);
  REQUIRE(verdict(told) == "v value;");
  CHECK(told.differences[0].key == "[123456789012345678901234567890]");
  CHECK(json_cells("10176718226607830673", "10176718226607831000") == "v value;");
}

TEST_CASE("trap T05: zeros are one number, next to nothing is not zero, and null is no zero") {
  CHECK(json_cells("0", "-0") == "");
  CHECK(json_cells("0", "0.0") == "");
  CHECK(json_cells("0", "1e-5") == "v value;");
  CHECK(json_cells("0", "null") == "v null;");
  CHECK(postgres_cell("5e-324::float8", "0") == "v value;");
  CHECK(postgres_cell("5e-324::float8", "5e-324") == "");
  CHECK(postgres_cell("'NaN'::float8", "\"NaN\"") == "v type;");
  CHECK(postgres_cell("'NaN'::float8", "\"NaN\"", "type: number") == "[type:1]");
  CHECK(postgres_cell("'-Infinity'::float8", "\"Infinity\"", "type: number") == "v value;");
  CHECK(postgres_cell("NULL::float8", "0") == "v null;");
}

TEST_CASE("trap T06: a numeric that declares no scale keeps its own") {
  CHECK(postgres_cell("-0.19::numeric", "-0.19") == "");
  CHECK(postgres_cell("-0.19::numeric", "0") == "v value;");
  CHECK(postgres_cell("-0.19::float4", "-0.19") == "");
}

TEST_CASE("trap T07: 1.0 and 1 are one number, in jsonb too, unless the scale is asked for") {
  CHECK(json_cells("1.0", "1") == "");
  CHECK(json_cells("1.0", "1", "number: { compare: scale }") == "v value;");
  CHECK(postgres_cell("'{\"a\": 1.0}'::jsonb", "{\"a\": 1}") == "");
  CHECK(postgres_cell("'{\"a\": 1.0}'::jsonb", "{\"a\": 1}", "number: { compare: scale }") == "v.a value;");
  CHECK(postgres_cell("1.50::numeric", "1.5") == "");
  CHECK(postgres_cell("1.50::numeric", "1.5", "number: { compare: scale }") == "v value;");
  CHECK(postgres_cell("1.50::numeric", "1.50", "number: { compare: scale }") == "");
}

TEST_CASE("trap T08: precision is cut towards the past, and nothing is cut that nobody declared") {
  const std::string second = "type: instant, time: { precision: s }";
  CHECK(json_cells("\"2023-12-31T23:59:59.999999Z\"", "\"2023-12-31T23:59:59Z\"", second) ==
        "[type+precision:1]");
  CHECK(json_cells("\"2023-12-31T23:59:59.9999995Z\"", "\"2024-01-01T00:00:00Z\"", second) == "v value;");
  CHECK(json_cells("\"2023-12-31T23:59:59.9999995Z\"", "\"2024-01-01T00:00:00Z\"",
                   "type: instant, time: { precision: s, rounding: half_up }") != "v value;");
  CHECK(json_cells("\"2023-12-31T23:59:59.9999995Z\"", "\"2023-12-31T23:59:59.9999995Z\"", "type: instant") ==
        "v uncomparable;");
  CHECK(postgres_cell("'2024-01-01 00:00:00.000001Z'::timestamptz", "\"2024-01-01T00:00:00Z\"",
                      "type: instant") == "v value;");
  CHECK(postgres_cell("'2024-01-01 00:00:00.000001Z'::timestamptz", "\"2024-01-01T00:00:00.000Z\"",
                      "type: instant, time: { precision: ms }") == "[type+precision:1]");
}

TEST_CASE("trap T10: an option that would do nothing is refused") {
  const auto refused = [](const std::string& rules) {
    try {
      compared(json_rows(R"([{"id": 1, "v": 1}])"), json_rows(R"([{"id": 1, "v": 1}])"), rules);
    } catch (const Error& error) { return error.kind == ErrorKind::usage; }
    return false;
  };
  CHECK(refused("{ key: [id], fields: { v: { precison: s } } }"));
  CHECK(refused("{ key: [id], fields: { w: { trim: both } } }"));
  CHECK(refused("{ key: [id], order: [w] }"));
  CHECK(refused("{ key: [id], fields: { id: { number: { tolerance: { abs: 1 } } } } }"));
  CHECK_FALSE(refused("{ key: [id], fields: { v: { trim: both } } }"));
}
