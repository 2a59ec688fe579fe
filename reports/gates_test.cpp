// How gates and statements are said in each report.
#include "reports/gates.h"

#include "normalizers/test.h"
#include "reports/console.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/result_json.h"
#include "reports/samples.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a verdict says GO or NO-GO behind its word") {
  Result result = samples::passing();
  CHECK_THAT(spell_verdict(result), !ContainsSubstring("GO"));
  Gate gate;
  gate.name = "Phase 0", gate.verdict = GateVerdict::passed;
  result.gates = {gate};
  result.go = "GO";
  CHECK_THAT(spell_verdict(result), Catch::Matchers::StartsWith("PASS: GO, 1 of 1 gate passed ("));
  CHECK_THAT(spell_verdict(samples::gated()),
             Catch::Matchers::StartsWith("FAIL: NO-GO, 1 of 4 gates passed; "));
}

TEST_CASE("the reason of a NO-GO is the first gate that is red by itself, not one that it blocks") {
  Result result = samples::gated();
  CHECK(no_go_reason(result) == "gate Phase 3: 1 of 2 checks failed: reference-api/unknown-table");
  std::swap(result.gates[1], result.gates[3]);
  CHECK_THAT(no_go_reason(result), Catch::Matchers::StartsWith("gate Phase 5: "));
  CHECK(no_go_reason(samples::passing()).empty());
}

TEST_CASE("statements are counted by what became of them") {
  CHECK(requirements_sentence(samples::gated()) ==
        "Of 5 statements, 2 are proven, 1 failed, 1 not proven, 1 not applicable");
  CHECK(requirements_sentence(samples::passing()).empty());
}

TEST_CASE("a need says how much it rests on") {
  const auto said = [](std::string kind, std::uint64_t covers, std::uint64_t holds) {
    return spell_need({"x", std::move(kind), GateVerdict::passed, covers, holds, {}, {}});
  };
  CHECK(said("suite", 31, 31) == "31 checks");
  CHECK(said("parity", 16, 14) == "14 of 16 tables");
  CHECK(said("gate", 0, 0) == "passed");
  CHECK(said("requirement", 1, 1) == "1 check or table");
}

TEST_CASE("the page shows gates on its first screen, with links that lead somewhere") {
  const std::string page = to_html(samples::gated());
  CHECK(page.find("NO-GO") < page.find("class=\"gates\""));
  CHECK(page.find("class=\"gates\"") < page.find("class=\"tiles\""));
  for (std::size_t at = page.find("href=\"#"); at != page.npos; at = page.find("href=\"#", at + 1)) {
    const std::size_t end = page.find('"', at + 7);
    const std::string target = page.substr(at + 7, end - at - 7);
    INFO(target);
    CHECK(page.find("id=\"" + target + "\"") != page.npos);
  }
  CHECK_THAT(page, ContainsSubstring("href=\"#k-1\""));
  CHECK_THAT(to_html(samples::passing()), !ContainsSubstring("class=\"gates\""));
}

TEST_CASE("JUnit is red where a gate is, and a blocked gate is skipped") {
  const std::string xml = to_junit(samples::gated());
  const std::string suite = xml.substr(xml.find("<testsuite name=\"gates\""));
  CHECK_THAT(suite, ContainsSubstring("tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\""));
  CHECK_THAT(xml, ContainsSubstring("<property name=\"go\" value=\"NO-GO\"/>"));
}

TEST_CASE("gates and statements come back from result.json") {
  const Result before = samples::gated();
  const Result after = read_result_json(to_json(before));
  CHECK(to_json(after) == to_json(before));
  CHECK(after.gates.at(3).verdict == GateVerdict::blocked);
  CHECK(after.requirements.at(2).status == RequirementStatus::failed);
}

}  // namespace
}  // namespace parity::reports
