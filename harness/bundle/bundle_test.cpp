// A bundle as files and back, and what is no bundle.
#include "harness/bundle/bundle.h"

#include "harness/bundle/checks.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

Bundle sample() {
  Bundle bundle;
  bundle.tool = "parity 0.1.0";
  bundle.scenario = "s";
  bundle.scenario_file = "s.yaml";
  bundle.scenario_text = "version: 1\n";
  bundle.verdict = "FAIL: 1 difference in 1 table";
  bundle.environment = {{"Unicode", "15.0"}};
  bundle.left_out = 7;
  BundledComparison& comparison = bundle.comparisons.emplace_back();
  comparison.contract = {"c.yaml", "", "{\"t\": {\"key\": [\"id\"]}}"};
  comparison.contract_text = "version: 1\n";
  comparison.contract_name = "c";
  comparison.chains = {{0, 1}};
  for (const char* name : {"source", "target"}) {
    BundledDataset& dataset = comparison.datasets.emplace_back();
    dataset.name = name;
    TableInfo info;
    info.name = "t";
    info.key = {"id"};
    info.columns = {{"id", "integer", Kind::number}};
    dataset.tables.push_back({info, {{"t row 1", {Value::number(1), Value::null()}, {"late"}}}});
  }
  reports::Difference finding;
  finding.fingerprint = "f-0000000000000001";
  finding.comparison = "source → target";
  finding.table = "t";
  bundle.findings.push_back(finding);
  return bundle;
}

std::string refused(const Files& files) {
  try {
    bundle_of(files, "x.zip");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a bundle reads back as it was written") {
  const Files files = files_of(sample());
  const Bundle back = bundle_of(unzip_bytes(zip(files), "x.zip"), "x.zip");
  CHECK(files_of(back) == files);
  CHECK(back.left_out == 7);
  const BundledTable& table = back.comparisons.at(0).datasets.at(1).tables.at(0);
  CHECK(table.info.columns.at(0).kind == Kind::number);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].values.at(0).integer == 1);
  CHECK(table.rows[0].late_columns == std::vector<std::string>{"late"});
}

TEST_CASE("what is no bundle, or a damaged one, is told by what is wrong with it") {
  const Files whole = files_of(sample());
  CHECK(refused(whole) == "nothing was thrown");
  CHECK(refused({}) == "x.zip is no bundle that can be read: it holds no bundle.json");
  const auto with = [&](const std::string& name, const std::string& from, const std::string& to) {
    Files files = whole;
    std::string& text = files[name];
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return refused(files);
  };
  CHECK_THAT(with("bundle.json", "\"version\": 1", "\"version\": 2"), ContainsSubstring("does not know"));
  CHECK_THAT(with("bundle.json", "\"tool\"", "\"tol\""), ContainsSubstring("tool is missing"));
  CHECK_THAT(with("bundle.json", "\"left_out\": 7", "\"left_out\": -7"), ContainsSubstring("is no count"));
  CHECK_THAT(with("rows.ndjson", "[0,1,0]", "[0,2,0]"), ContainsSubstring("out of range"));
  CHECK_THAT(with("rows.ndjson", "[1,null]", "[1]"), ContainsSubstring("columns of its table"));
  CHECK_THAT(with("findings.ndjson", "fingerprint", "f"), ContainsSubstring("is no bundle"));
  Files without = whole;
  without.erase("contract-0.yaml");
  CHECK_THAT(refused(without), ContainsSubstring("contract-0.yaml"));
}

TEST_CASE("a recorded check reads back as it was written") {
  RecordedCheck check;
  check.id = "s/a";
  check.name = "a \"name\"";
  RecordedStep step;
  step.name = "GET /item";
  step.where = "s.yaml:3";
  step.expect = "{\"status\": 200}";
  step.names = {{"id", Datum::number(7)}};
  step.saw.parts = {{"status", Datum::number(404)},
                    {"json", Datum::json(R"({"b": [1.50, null], "a": "x"})")}};
  step.saw.headers = {{"X", "1"}, {"X", "2"}};
  step.saw.took_us = {1200};
  step.saw.faults = {{"path", "message"}};
  step.saw.shown = "$ curl\n";
  check.steps = {step};
  const std::string line = write_check(check);
  const RecordedCheck back = read_check(line);
  CHECK(write_check(back) == line);
  CHECK(to_json(back.steps.at(0).saw.part("json").value()) == to_json(step.saw.part("json").value()));
  CHECK(hold_again(back.steps[0]).size() == 2);
  CHECK_THROWS_AS(read_check("{}"), Error);
}
