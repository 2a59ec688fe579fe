// Reports under the schemas that the formats themselves publish: results put together by hand, and results of
// real runs. The schemas are not part of this repository; without them these tests say so and prove nothing.
#include <cstdlib>
#include <iostream>
#include <sstream>

#include "harness/json/document.h"
#include "harness/json/json_schema.h"
#include "harness/run/result_file.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"
#include "reports/ctrf.h"
#include "reports/junit.h"
#include "reports/samples.h"
#include "reports/sarif.h"

using namespace parity;
namespace fs = std::filesystem;
namespace samples = parity::reports::samples;

namespace {

const fs::path kSchemas = fs::path(PARITY_SOURCE) / "../shared/conformance";

std::optional<std::string> schema_text(const std::string& name) {
  std::ifstream in(kSchemas / name, std::ios::binary);
  if (!in) {
    std::cerr << "skipped: there is no " << (kSchemas / name) << '\n';
    return std::nullopt;
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string with(std::string text, const std::string& piece, const std::string& by) {
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), by);
}

JsonSchema compiled(std::string text) {
  const JsonDocument document = JsonDocument::parse(std::move(text));
  REQUIRE(document.valid());
  SchemaOptions options;
  options.assert_formats = true;
  return JsonSchema::compile(document.value(), options);
}

void check_valid(const JsonSchema& schema, const std::string& text) {
  const JsonDocument document = JsonDocument::parse(text);
  INFO(document.value().view());
  REQUIRE(document.valid());
  for (const SchemaFault& fault : schema.validate(document.value()))
    FAIL_CHECK(fault.at << ": " << fault.message << " (" << fault.rule << ")");
}

void check_broken(const JsonSchema& schema, const std::string& text) {
  const JsonDocument document = JsonDocument::parse(text);
  REQUIRE(document.valid());
  CHECK_FALSE(schema.validate(document.value()).empty());
}

// Runs of small scenarios: equal, different in many ways, masked, undecided.
std::vector<reports::Result> real_results() {
  RunFolder folder;
  folder.write("a.json", R"([{"id": 1, "name": "Bench ", "at": "2024-01-01"}, {"id": 2, "name": "Rope"},
                             {"id": 4, "name": "]]><script>\u202e"}])");
  folder.write("b.json", R"([{"id": 1, "name": "Bench", "at": null}, {"id": 3, "name": "Röpe"},
                             {"id": 4, "name": 4}, {"id": 4, "name": 5}])");
  const auto scenario = [](const std::string& target, const std::string& more = "") {
    return "name: real\ndatasets:\n  source: { json: a.json }\n  target: { json: " + target +
           " }\nparity:\n  - compare: [source, target]\n    tables: { t: { key: [id], known_as: [a, b], " +
           more + " } }\n";
  };
  std::vector<reports::Result> results;
  results.push_back(folder.run(scenario("a.json")));
  results.push_back(folder.run(scenario("b.json")));
  results.push_back(folder.run(scenario("b.json", "fields: { name: { trim: both } }")));
  results.push_back(folder.run(scenario("absent.json")));
  return results;
}

std::vector<reports::Result> varied_results() {
  std::vector<reports::Result> results = {samples::passing(),   samples::failing(), samples::errored(),
                                          samples::hostile(),   samples::empty(),   samples::audited(),
                                          samples::explained(), samples::gated(),   samples::complete()};
  for (reports::Result& result : real_results()) results.push_back(std::move(result));
  return results;
}

template <class Check>
void for_each_rendering(std::string (*render)(reports::ReportedRuns), Check check) {
  const std::vector<reports::Result> results = varied_results();
  std::vector<reports::Reported> all;
  for (const reports::Result& result : results) {
    const reports::Reported one{&result, samples_of(result)};
    INFO(reports::run_label(result));
    check(render({&one, 1}));
    all.push_back(one);
  }
  check(render(all));  // and all of them in one document
}

std::string to_jenkins(reports::ReportedRuns runs) { return to_junit(runs, reports::JunitDialect::jenkins); }

std::string render_one(std::string (*render)(reports::ReportedRuns), const reports::Result& result) {
  const reports::Reported one{&result, samples_of(result)};
  return render({&one, 1});
}

}  // namespace

TEST_CASE("real runs are as varied as the validators need them") {
  const std::vector<reports::Result> results = real_results();
  CHECK(results.at(0).exit_code == 0);
  CHECK(results.at(1).totals.differences > 4);
  CHECK(results.at(2).totals.masked > 0);
  CHECK(results.at(3).exit_code == 3);
}

TEST_CASE("CTRF is valid by its schema, whatever the run found") {
  const auto text = schema_text("ctrf/ctrf.schema.json");
  if (!text) return;
  const JsonSchema schema = compiled(*text);
  for_each_rendering(reports::to_ctrf, [&](const std::string& report) { check_valid(schema, report); });
  const std::string report = render_one(reports::to_ctrf, samples::failing());
  check_broken(schema, with(report, R"("status": "failed")", R"("status": "errored")"));
  check_broken(schema, with(report, R"("duration": )", R"("duration": 0.5, "d": )"));
}

// The schema names draft 4, of which it uses nothing that draft 7 reads otherwise.
TEST_CASE("SARIF is valid by its schema, whatever the run found") {
  const auto text = schema_text("sarif/sarif-schema-2.1.0.json");
  if (!text) return;
  const JsonSchema schema = compiled(
      with(*text, "http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#"));
  for_each_rendering(reports::to_sarif, [&](const std::string& report) { check_valid(schema, report); });
  const std::string report = render_one(reports::to_sarif, samples::failing());
  check_broken(schema, with(report, R"("level": "error")", R"("level": "fatal")"));
  check_broken(schema, with(report, R"("version": "2.1.0")", R"("version": "2.0.0")"));
  check_broken(schema, with(report, R"("startLine": )", R"("startLine": -)"));
}

TEST_CASE("JUnit for Jenkins is valid by the schema of its plugin, whatever the run found") {
  const fs::path schema = kSchemas / "junit/junit-10.xsd";
  if (!schema_text("junit/junit-10.xsd")) return;
  const TestFolder folder;
  const auto valid = [&](const std::string& report) {
    std::ofstream(folder / "junit.xml", std::ios::binary) << report;
    return std::system(("xmllint --noout --schema " + schema.string() + " " +
                        (folder / "junit.xml").string() + " 2>/dev/null")
                           .c_str()) == 0;
  };
  for_each_rendering(to_jenkins, [&](const std::string& report) { CHECK(valid(report)); });
  const std::string report = render_one(to_jenkins, samples::failing());
  CHECK_FALSE(valid(with(report, " tests=\"", " test=\"")));
  CHECK_FALSE(valid(with(report, " time=\"", " time=\"1e")));
}
