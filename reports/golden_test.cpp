// The exact text of each rendering, one directory per case in golden/. UPDATE_GOLDEN=1 writes them anew; the
// review is the diff.
#include <cstdlib>
#include <fstream>

#include "normalizers/test.h"
#include "reports/console.h"
#include "reports/junit.h"
#include "reports/result_json.h"
#include "reports/samples.h"
#include "reports/test_files.h"
#include "reports/write_reports.h"

namespace parity::reports {
namespace {

void check_golden(const std::string& name, const std::string& file, const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::path(PARITY_SOURCE_DIR) / "reports/golden" / name / file;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  INFO(path.string() << "; UPDATE_GOLDEN=1 rewrites it");
  CHECK(read_file(path) == text);
}

void check_case(const std::string& name, const Result& result) {
  check_golden(name, "console.txt", console_summary(result, {}));
  check_golden(name, "junit.xml", to_junit(result));
  check_golden(name, "result.json", to_json(result));
}

// Of the formats that CI systems and code hosts read.
void check_others(const std::string& name, const Result& result) {
  for (const Renderer& renderer : renderers())
    if (renderer.name != "html" && renderer.name != "json" && renderer.name != "junit")
      check_golden(name, std::string(renderer.file_name), renderer.render(result, samples_of(result)));
}

// With one table per comparison, so that a golden result.json can be reviewed.
Result small(Result result) {
  for (ComparisonResult& comparison : result.comparisons)
    if (comparison.tables.size() > 2)
      comparison.tables.erase(comparison.tables.begin() + 2, comparison.tables.end());
  return result;
}

}  // namespace

TEST_CASE("golden: a passing run") {
  check_case("passing", small(samples::passing()));
  check_golden("passing", "console-verbose.txt", console_summary(samples::passing(), {.verbosity = 1}));
}
TEST_CASE("golden: a failing run") {
  check_golden("failing", "console.txt", console_summary(samples::failing(), {}));
  check_golden("failing", "junit.xml", to_junit(samples::failing()));
  check_others("failing", samples::failing());
}
TEST_CASE("golden: a run whose differences have causes") {
  const Result result = samples::explained();
  check_golden("explained", "console.txt", console_summary(result, {}));
  check_golden("explained", "console-verbose.txt", console_summary(result, {.verbosity = 1}));
  check_golden("explained", "junit.xml", to_junit(result));
}
TEST_CASE("golden: a run with gates") {
  check_golden("gated", "console.txt", console_summary(samples::gated(), {}));
  check_golden("gated", "console-verbose.txt", console_summary(samples::gated(), {.verbosity = 1}));
  check_golden("gated", "junit.xml", to_junit(samples::gated()));
}
TEST_CASE("golden: an audit") {
  const Result result = samples::audited();
  check_golden("audited", "console.txt", console_summary(result, {}));
  check_golden("audited", "console-verbose.txt", console_summary(result, {.verbosity = 1}));
  check_golden("audited", "junit.xml", to_junit(result));
}
TEST_CASE("golden: an errored run") {
  check_golden("errored", "console.txt", console_summary(samples::errored(), {}));
  check_golden("errored", "junit.xml", to_junit(samples::errored()));
  check_others("errored", samples::errored());
}
TEST_CASE("golden: a run with all that there is, as code hosts read it") {
  const Result result = samples::complete();
  check_golden("complete", "report.sarif", find_renderer("sarif")->render(result, samples_of(result)));
}
TEST_CASE("golden: an empty run") { check_case("empty", samples::empty()); }
TEST_CASE("golden: hostile data") {
  Result result = samples::hostile();
  Side& big = result.comparisons[0].tables[0].samples[2].source;
  big.raw = "\"" + std::string(600, 'x');  // as in samples.cpp but small enough to review
  check_case("hostile", result);
  check_others("hostile", result);
}

}  // namespace parity::reports
