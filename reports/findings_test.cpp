// What a run found, one by one, and the formats that list it for code hosts.
#include "reports/findings.h"

#include <algorithm>

#include "normalizers/test.h"
#include "reports/github.h"
#include "reports/gitlab.h"
#include "reports/samples.h"
#include "reports/sarif.h"
#include "reports/utc_time.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

Findings findings(const Result& result, std::size_t most = 1000) {
  return findings_of(result, samples_of(result), most);
}

std::string render(std::string (*of)(ReportedRuns), const Result& result) {
  const Reported run{&result, samples_of(result)};
  return of({&run, 1});
}

std::size_t times(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(piece, at)) != text.npos; at += piece.size()) ++count;
  return count;
}

void check_place(const std::string& text, const std::string& file, unsigned line, unsigned column) {
  const auto place = place_of(text);
  INFO(text);
  REQUIRE(place);
  CHECK(place->file == file);
  CHECK(place->line == line);
  CHECK(place->column == column);
}

// As failing(), but nothing of it found against expectation.
Result expected() {
  Result result = samples::failing();
  result.checks.clear();
  result.exit_code = 0, result.outcome = Outcome::passed;
  for (ComparisonResult& comparison : result.comparisons)
    for (TableResult& table : comparison.tables)
      if (table.outcome == Outcome::failed) table.expected = "scenarios/defects.yaml:90";
  return result;
}

}  // namespace

TEST_CASE("a place is a file with a line, and nothing else is") {
  check_place("fixtures/a.json:12:3", "fixtures/a.json", 12, 3);
  check_place("contracts/api.yaml:40", "contracts/api.yaml", 40, 0);
  check_place("C:a:7", "C:a", 7, 0);
  for (const char* none : {"", ":", "a.json", "a.json:", "a.json:0", "a.json:x", ":12", "12",
                           "table public.equipment, ctid (0,4)", "http://h:41873", "javascript:alert(1)"})
    CHECK_FALSE(place_of(none));
}

TEST_CASE("instants are read strictly and spelled as they were") {
  CHECK(unix_milliseconds("1970-01-01T00:00:01Z") == 1000);
  CHECK(spell_utc(unix_milliseconds("2026-03-02T09:15:04Z").value() + 284) == "2026-03-02T09:15:04.284Z");
  for (const char* none :
       {"", "2026-02-30T00:00:00Z", "2026-03-02T09:15:04", "2026-03-02T09:15:04Zx", "soon"})
    CHECK_FALSE(unix_milliseconds(none));
}

TEST_CASE("findings are what is red, differences last, and those beyond the bound are counted") {
  const Result result = samples::gated();
  const Findings all = findings(result);
  CHECK(all.list.front().rule == "gate");
  CHECK(all.list.back().rule.starts_with("difference/"));
  CHECK(all.left_out == 0);
  const Findings some = findings(result, 3);
  CHECK(some.list.size() == 3);
  CHECK(some.left_out == all.list.size() - 3);
  CHECK(findings(samples::passing()).list.empty());
  CHECK(findings(samples::errored()).list.front().rule == "run");
  CHECK(findings(samples::empty()).list.front().rule == "run");
  CHECK(findings(samples::audited()).list.front().rule == "audit");
}

TEST_CASE("every finding has one of the rules, and every difference its two places") {
  const std::vector<FindingRule> rules = finding_rules();
  const Findings all = findings(samples::complete());
  for (const Finding& finding : all.list)
    CHECK(std::any_of(rules.begin(), rules.end(),
                      [&](const FindingRule& rule) { return rule.id == finding.rule; }));
  Result result = samples::failing();
  result.checks.clear();
  Difference& difference = result.comparisons[0].tables[1].samples[0];
  difference.target.origin = "b.json:3:4";
  const Finding first = findings(result).list.front();
  REQUIRE(first.places.size() == 2);
  CHECK(first.places[1].file == "b.json");
}

TEST_CASE("SARIF says what is new, what is accepted and what is fixed") {
  const std::string report = render(to_sarif, samples::complete());
  CHECK_THAT(report, ContainsSubstring(R"("baselineState": "new")"));
  CHECK_THAT(report, ContainsSubstring(R"("baselineState": "unchanged")"));
  CHECK_THAT(report, ContainsSubstring(R"("baselineState": "absent")"));
  CHECK_THAT(report, ContainsSubstring(R"("status": "accepted")"));
  const std::string plain = render(to_sarif, samples::failing());
  CHECK(plain.find("baselineState") == plain.npos);
  CHECK(plain.find(R"("status": "accepted")") == plain.npos);
  CHECK(render(to_sarif, expected()).find(R"("level": "error")") == std::string::npos);
}

TEST_CASE("SARIF takes its results from all differences, up to its bound") {
  const Result result = samples::passing();
  Difference difference = samples::failing().comparisons[0].tables[1].samples[0];
  const Reported run{&result, [&](const auto& take) {
                       for (int i = 0; i < 5'007; ++i) take(difference);
                     }};
  const std::string report = to_sarif({&run, 1});
  CHECK(times(report, "\"ruleIndex\"") == 5'000);
  CHECK_THAT(report, ContainsSubstring("7 further findings left out"));
}

TEST_CASE("GitHub gets nine findings of different kinds and how many more there are") {
  const Result result = samples::failing();
  const std::string commands = render(to_github, result);
  CHECK(times(commands, "::error ") == 10);
  CHECK(times(commands, "\n") == 10);
  // 181 differences and a check are there, nine are shown.
  CHECK_THAT(commands, ContainsSubstring("::and 173 more"));
  CHECK(times(commands, "value in equipment.name") == 1);
  CHECK_THAT(commands, ContainsSubstring("::error file=contracts/reference-api.yaml,line=40,title="));
}

TEST_CASE("GitHub gets what is new before all else, and nothing that is accepted or expected") {
  Result result = samples::failing();
  Difference& last = result.comparisons[1].tables[6].samples[0];
  last.transition = Transition::regressed;
  CHECK(render(to_github, result).find(last.fingerprint) < 300);
  last.accepted = "A-014";
  CHECK(render(to_github, result).find(last.fingerprint) == std::string::npos);
  const std::string green = render(to_github, expected());
  CHECK(times(green, "::error ") == 0);
  CHECK(times(green, "::notice ") == 1);
}

TEST_CASE("no data ends a command of GitHub's or begins one") {
  Result result = samples::failing();
  result.checks[1].message = "50 %\r\n::error::x";
  result.checks[1].where = "a,b:c%.yaml:4";
  result.checks[1].name = "";
  const std::string commands = render(to_github, result);
  CHECK_THAT(commands, ContainsSubstring("file=a%2Cb%3Ac%25.yaml,line=4,"));
  CHECK_THAT(commands, ContainsSubstring("50 %25"));
  CHECK(times(commands, "\n::") == 9);
  CHECK(commands.find('\r') == std::string::npos);
}

TEST_CASE("GitLab gets every fingerprint once, and what is accepted for information") {
  const Result result = samples::explained();
  const Reported run{&result, samples_of(result)};
  const std::vector<Reported> twice = {run, run};
  const std::string once = render(to_gitlab, result), both = to_gitlab(twice);
  CHECK(times(once, "\"fingerprint\"") == times(both, "\"fingerprint\""));
  CHECK_THAT(once, ContainsSubstring(R"("severity": "info")"));
  CHECK_THAT(once, ContainsSubstring(R"("description": "accepted by )"));
  CHECK(render(to_gitlab, samples::failing()).find("info") == std::string::npos);
  CHECK(render(to_gitlab, samples::passing()) == "[]\n");
}

}  // namespace parity::reports
