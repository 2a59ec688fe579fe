// Traps T31 to T33: times.
#include "harness/compare/traps/test_trial.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("trap T31: text, local times and instants are different until a rule reads them as one") {
  const std::string noon = "'2024-05-01 12:00:00Z'::timestamptz";
  const std::string naive = "'2024-05-01 12:00:00'::timestamp";
  CHECK(postgres_cell(noon, "\"2024-05-01T12:00:00Z\"") == "v type;");
  CHECK(postgres_cell(noon, "\"2024-05-01T14:00:00+02:00\"", "type: instant") == "[type:1]");
  CHECK(postgres_cell(noon, "\"2024-05-01T12:00:00+02:00\"", "type: instant") == "v value;");
  // A naive time is not taken for UTC: a zone has to be declared, and decides.
  CHECK(postgres_cell(naive, "\"2024-05-01T12:00:00Z\"", "type: instant") == "v type;");
  CHECK(postgres_cell(naive, "\"2024-05-01T12:00:00Z\"", "time: { compare: instant, zone: UTC }") ==
        "[time:1]");
  CHECK(postgres_cell(naive, "\"2024-05-01T10:00:00Z\"", "time: { compare: instant, zone: Europe/Berlin }") ==
        "[time:1]");
  CHECK(postgres_cell(naive, "\"2024-05-01T12:00:00Z\"", "time: { compare: instant, zone: Europe/Berlin }") ==
        "v value;");
  CHECK(postgres_cell("'2024-03-31 02:30'::timestamp", "\"2024-03-31T01:30:00Z\"",
                      "time: { compare: instant, zone: Europe/Berlin }") == "v uncomparable;");
  CHECK(postgres_cell("'2024-05-01'::date", "\"2024-05-01T00:00:00\"") == "v type;");
  CHECK(postgres_cell("'2024-05-01'::date", "\"2024-05-01T00:00:00\"", "type: date") == "v type;");
  CHECK(postgres_cell("'2024-05-01'::date", "\"2024-05-01\"", "type: date") == "[type:1]");
}

TEST_CASE("trap T32: years before 1000, before Christ, and no end") {
  const auto same = [](const std::string& expression, const std::string& text, const std::string& type) {
    CAPTURE(expression, text);
    CHECK(postgres_cell(expression, "\"" + text + "\"", "type: " + type) == "[type:1]");
    CHECK(postgres_cell(expression, "\"2024-01-01" + std::string(type == "date" ? "" : "T00:00:00Z") + "\"",
                        "type: " + type) == "v value;");
  };
  same("'0999-01-01'::date", "0999-01-01", "date");
  same("'0001-01-01'::date", "0001-01-01", "date");
  same("'0044-03-15 BC'::date", "0044-03-15 BC", "date");
  same("'infinity'::date", "infinity", "date");
  same("'-infinity'::timestamptz", "-infinity", "instant");
  same("'0001-01-01 00:00:00Z'::timestamptz", "0001-01-01T00:00:00Z", "instant");
  same("'9999-12-31 23:59:59.999999Z'::timestamptz", "9999-12-31T23:59:59.999999Z", "instant");
  CHECK(postgres_cell("'infinity'::date", "\"-infinity\"", "type: date") == "v value;");
}

TEST_CASE("trap T33: times are compared to the microsecond") {
  CHECK(postgres_cell("'2024-05-01 12:00:00.000001Z'::timestamptz", "\"2024-05-01T12:00:00Z\"",
                      "type: instant") == "v value;");
  CHECK(postgres_cell("'2024-05-01 12:00:00.000001Z'::timestamptz", "\"2024-05-01T12:00:00.000001Z\"",
                      "type: instant") == "[type:1]");
  CHECK(postgres_cell("'12:00:00.000001'::time", "\"12:00:00\"", "type: time") == "v value;");
}
