// What a run found, one by one: differences, and whatever else is red. SARIF, GitHub's annotations and
// GitLab's code quality list them. All texts are printable, without secrets, and bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/place.h"
#include "reports/reported.h"

namespace parity::reports {

struct Finding {
  std::string fingerprint;  // of a difference; else the id of what is red: "reference-api/version"
  std::string rule;         // "difference/missing-row", "check", "gate", "ledger", "audit", "run"
  std::string message;      // one line
  std::string logical;      // where it is in the data: "source → database/equipment/[\"BARBELL\"]/name"
  std::string group = {};   // the same for all of one table, field and kind
  std::vector<Place> places = {};  // source before target
  Transition transition = Transition::none;
  std::string accepted = {};  // the entry that accepts it, or "" …
  std::string expected = {};  // … or the line of the scenario that expects it
  std::uint64_t count = 1;

  bool stands() const { return accepted.empty() && expected.empty(); }
};

struct Findings {
  std::vector<Finding> list;   // differences last
  std::uint64_t left_out = 0;  // those beyond `most`
};

Findings findings_of(const Result& result, const Differences& differences, std::size_t most);

// All rules that a finding may have, each with what it means.
struct FindingRule {
  std::string id;
  std::string meaning;
};
std::vector<FindingRule> finding_rules();

}  // namespace parity::reports
