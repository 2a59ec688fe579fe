#include "reports/junit.h"

#include <fstream>
#include <iostream>

#include "normalizers/test.h"
#include "reports/samples.h"
#include "reports/test_files.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

const std::filesystem::path kSchema =
    std::filesystem::path(PARITY_SOURCE_DIR) / "../shared/conformance/junit/junit-10.xsd";

int xmllint(const std::string& xml, const std::string& arguments) {
  const Scratch scratch;
  std::ofstream(scratch.path / "junit.xml", std::ios::binary) << xml;
  return std::system(
      ("xmllint --noout " + arguments + " " + (scratch.path / "junit.xml").string() + " 2>/dev/null")
          .c_str());
}

}  // namespace

TEST_CASE("JUnit has a suite per comparison, a case per table and the masked totals") {
  const std::string xml = to_junit(samples::failing());
  CHECK_THAT(xml,
             ContainsSubstring("<testsuite name=\"parity: source → database\" tests=\"9\" failures=\"4\""));
  CHECK_THAT(xml, ContainsSubstring("<testcase name=\"equipment\" classname=\"parity.source → database\""));
  CHECK_THAT(xml, ContainsSubstring("<property name=\"masked\" value=\"19\"/>"));
  CHECK_THAT(xml, ContainsSubstring("<property name=\"masked.trim\" value=\"6\"/>"));
  CHECK_THAT(xml, ContainsSubstring("<skipped message=\"not compared: only_in: database"));
  CHECK_THAT(xml, ContainsSubstring("<failure type=\"check\" message=\"status is 500, not 404\">"));
}

TEST_CASE("a run that decided nothing is not green in JUnit") {
  for (const Result& result : {samples::errored(), samples::empty()})
    CHECK_THAT(to_junit(result), ContainsSubstring("<error type=\"errored\""));
  CHECK(to_junit(samples::passing()).find("<error") == std::string::npos);
  CHECK(to_junit(samples::passing()).find("<failure") == std::string::npos);
  Result interrupted = samples::passing();
  interrupted.interrupted = true;
  CHECK_THAT(to_junit(interrupted), ContainsSubstring("<error type=\"errored\""));
}

TEST_CASE("what a scenario expects is green in JUnit") {
  Result result = samples::failing();
  REQUIRE(to_junit(result).find("<failure type=\"difference\"") != std::string::npos);
  for (ComparisonResult& comparison : result.comparisons)
    for (TableResult& table : comparison.tables)
      if (table.outcome == Outcome::failed) {
        table.outcome = Outcome::passed;
        table.expected = "scenarios/defects.yaml:90";
      }
  CHECK(to_junit(result).find("<failure type=\"difference\"") == std::string::npos);
}

TEST_CASE("JUnit of any data is well-formed and valid") {
  if (!has_program("xmllint")) {
    std::cerr << "skipped: xmllint (libxml2-utils) is not installed\n";
    return;
  }
  const bool schema = std::filesystem::exists(kSchema);
  if (!schema) std::cerr << "skipped: validation against the schema, " << kSchema << " is absent\n";
  const std::string arguments = schema ? "--schema " + kSchema.string() : "";
  for (const Result& result :
       {samples::passing(), samples::failing(), samples::errored(), samples::hostile(), samples::empty(),
        samples::explained(), samples::audited(), samples::complete()})
    CHECK(xmllint(to_junit(result), arguments) == 0);
  CHECK(xmllint("<a>]]></a>", arguments) != 0);  // the twin
  if (schema) CHECK(xmllint("<testsuites><testsuite name=\"x\"/></testsuites>", arguments) != 0);
}

}  // namespace parity::reports
