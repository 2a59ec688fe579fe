// What a run checked, as the cases that test formats know: a suite per comparison with a case per table, one
// per suite of checks, one for gates, and one for the run itself, so that a run that compared nothing is not
// green. JUnit, CTRF and TAP write it down. Bounded whatever the run found: kCasesBytes hold it in any of
// them.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "reports/reported.h"

namespace parity::reports {

// All texts are printable, without secrets, and bounded.
struct Case {
  std::string name;   // no two of a suite have the same
  std::string suite;  // "source → database"
  Outcome outcome = Outcome::passed;
  std::string type = {};     // of a failure: "difference", "check"
  std::string message = {};  // one line
  std::string text = {};     // lines
  double seconds = 0;
  std::string where = {};                  // file:line
  std::vector<std::string> findings = {};  // fingerprints of differences, or the check's id; at most 20
  std::vector<std::string> tags = {};
};

struct CaseSuite {
  std::string name;
  std::string started;  // ISO 8601 UTC
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<Case> cases;

  std::size_t count(Outcome outcome) const;
};

constexpr std::size_t kCasesBytes = std::size_t{30} << 20;

// With several runs each suite begins with the name of its run. Where there is no room for all cases, those
// that are green go first and the suite of the run says how many are not there.
std::vector<CaseSuite> suites_of(ReportedRuns runs);

}  // namespace parity::reports
