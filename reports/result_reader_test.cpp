#include "normalizers/test.h"
#include "reports/result_json.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

// What read_result_json() has against a text; empty: nothing.
std::string reason(const std::string& text) {
  try {
    read_result_json(text);
  } catch (const NoResult& error) { return error.what(); }
  return {};
}

// The JSON of a result with the first `from` made `to`.
std::string changed(const Result& result, const std::string& from, const std::string& to) {
  std::string text = to_json(result);
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("what was written and read is written the same again") {
  for (const Result& result :
       {samples::passing(), samples::failing(), samples::errored(), samples::hostile(), samples::empty(),
        samples::explained(), samples::audited(), samples::complete()}) {
    const std::string text = to_json(result);
    CHECK(to_json(read_result_json(text)) == text);
  }
}

TEST_CASE("what is read is the result, number by number") {
  const Result result = read_result_json(to_json(samples::explained()));
  const Result wanted = samples::explained();
  CHECK(result.outcome == Outcome::failed);
  CHECK(result.masked_by_rule == wanted.masked_by_rule);
  CHECK(result.totals.masked == wanted.totals.masked);
  CHECK(result.environment == wanted.environment);
  CHECK(result.comparisons[0].tables[1].by_kind == wanted.comparisons[0].tables[1].by_kind);
  CHECK(result.accepted[0].max == 12U);
  CHECK_FALSE(result.accepted[1].max.has_value());
  CHECK(result.accepted[3].state == AcceptedState::over_maximum);
  CHECK_FALSE(result.audit.has_value());
  CHECK(read_result_json(to_json(samples::audited())).audit->cells.size() ==
        samples::audited().audit->cells.size());
}

TEST_CASE("what is no result is refused with the reason") {
  const Result good = samples::explained();
  CHECK(reason(to_json(good)).empty());
  CHECK(reason("") == "it is empty");
  CHECK(reason("\xEF\xBB\xBF{}") == "it begins with a byte order mark");
  CHECK(reason("[]") == "it has no version, so it is no result of Parity");
  CHECK(reason("{\"version\": 2}") == "it is of version 2, and this Parity reads version 1");
  CHECK(reason("{\"version\": 1}") == "tool is missing");
  CHECK(reason(to_json(good).substr(0, 5000)) == "it is not valid JSON, or only a part of it");
  CHECK(reason(changed(good, "reference-data", "reference\xff")) == "it is not valid UTF-8");
  CHECK(reason(changed(good, "\"tool\"", "\"tools\"")) == "tool is missing");
  CHECK(reason(changed(good, "\"tool\"", "\"tools\": \"\", \"tool\"")) ==
        "tools is not known to this Parity");
  CHECK(reason(changed(good, "\"tool\"", "\"tool\": \"\", \"tool\"")) == "tool is there twice");
  CHECK(reason(changed(good, "\"exit_code\": 1", "\"exit_code\": 1.5")) == "exit_code is no whole number");
  CHECK(reason(changed(good, "\"tables\": 17", "\"tables\": -1")) == "totals.tables is no count");
  CHECK(reason(changed(good, "\"outcome\": \"failed\"", "\"outcome\": \"green\"")) ==
        "outcome is \"green\", which is none of passed, failed, errored, skipped");
  CHECK(reason(changed(good, "\"kind\": \"missing row\"", "\"kind\": \"gone\"")) ==
        "comparisons[0].tables[1].samples[6].kind is \"gone\", which is no kind of difference");
  CHECK(reason(changed(good, "\"interrupted\": false", "\"interrupted\": 0")) ==
        "interrupted is neither true nor false");
}

TEST_CASE("a line of differences.ndjson is read back") {
  const Result result = samples::explained();
  for (const Difference& difference : result.comparisons[0].tables[1].samples) {
    const std::string line = difference_json(difference);
    CHECK(difference_json(read_difference_json(line)) == line);
  }
  CHECK_THROWS_AS(read_difference_json("{}"), NoResult);
}

}  // namespace parity::reports
