// Cases: names of their own, and what goes first where there is no room; and TAP, which writes them down.
#include "reports/cases.h"

#include <set>

#include "normalizers/test.h"
#include "reports/samples.h"
#include "reports/tap.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

std::vector<CaseSuite> suites(const Result& result) {
  const Reported run{&result, samples_of(result)};
  return suites_of({&run, 1});
}

std::string tap(const Result& result) {
  const Reported run{&result, samples_of(result)};
  return to_tap({&run, 1});
}

std::size_t count(const std::vector<CaseSuite>& of, Outcome outcome) {
  std::size_t sum = 0;
  for (const CaseSuite& suite : of) sum += suite.count(outcome);
  return sum;
}

}  // namespace

TEST_CASE("no two cases have one name, and no two suites") {
  Result result = samples::failing();
  for (int i = 0; i < 3; ++i) result.checks.push_back(result.checks[0]);
  result.checks[3].name = result.checks[4].name + " (2)";
  result.checks.back().suite = "run";
  std::set<std::pair<std::string, std::string>> names;
  std::set<std::string> of_suites;
  std::size_t all = 0;
  for (const CaseSuite& suite : suites(result)) {
    CHECK(of_suites.insert(suite.name).second);
    for (const Case& one : suite.cases) names.insert({one.suite, one.name}), ++all;
  }
  CHECK(names.size() == all);
  CHECK(of_suites.count("run (2)") == 1);
}

TEST_CASE("where there is no room, what is green goes first") {
  Result result = samples::failing();
  Check green = result.checks[0];
  green.name = std::string(200, '"');
  const Check red = result.checks[1];
  for (int i = 0; i < 20'000; ++i) result.checks.push_back(green);
  for (int i = 0; i < 100; ++i) result.checks.push_back(red);
  const std::vector<CaseSuite> kept = suites(result);
  CHECK(count(kept, Outcome::failed) == 8 + 100);
  CHECK(count(kept, Outcome::passed) < 20'000);
  CHECK(kept.front().cases.front().name == "verdict");
  const auto& [name, value] = kept.front().properties.back();
  CHECK(name == "left out");
  CHECK(count(kept, Outcome::passed) > 1'000);
}

TEST_CASE("a red case names the findings behind it") {
  const Result result = samples::failing();
  for (const CaseSuite& suite : suites(result)) {
    for (const Case& one : suite.cases) {
      if (one.outcome == Outcome::failed) CHECK_FALSE(one.findings.empty());
      if (one.outcome == Outcome::passed) CHECK(one.findings.empty());
    }
  }
}

TEST_CASE("TAP has a plan, a point for each case and blocks for those that are red") {
  const std::string text = tap(samples::failing());
  CHECK(text.starts_with("TAP version 14\n1..21\n"));
  CHECK_THAT(text, ContainsSubstring("\nok 1 - run: verdict\n"));
  CHECK_THAT(text,
             ContainsSubstring("\nnot ok 3 - parity: source → database: equipment\n  ---\n  message: "));
  CHECK_THAT(text,
             ContainsSubstring(" - smoke: cold offline start says so # SKIP needs the provider matrix\n"));
  CHECK_THAT(tap(samples::errored()), ContainsSubstring("not ok 1 - run: verdict"));
}

TEST_CASE("no data is a directive, a plan or a point of TAP") {
  Result result = samples::failing();
  result.checks[0].name = "a # SKIP b \\# TODO";
  result.checks[1].detail = "x\nnot ok 99 - y\n...\nBail out!";
  const std::string text = tap(result);
  CHECK_THAT(text, ContainsSubstring("a \\# SKIP b \\\\\\# TODO\n"));
  CHECK(text.find("\nnot ok 99") == text.npos);
  CHECK(text.find("\nBail out!") == text.npos);
}

}  // namespace parity::reports
