// What a scenario will check, known before anything runs: the ids that gates may need and the statements that
// they prove. Checks that only a run can name (a budget that is exceeded, a table that is empty) are not
// here.
#pragma once

#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

struct PlannedCheck {
  std::string id;     // as in the result; of data-driven cases, what all of them begin with
  std::string suite;  // "" for a comparison
  std::string name;
  std::vector<Text> requirements;
  Location where;
  // Stands for however many checks its suite makes: which of them prove a statement, they say themselves.
  bool open = false;

  bool is_comparison() const { return suite.empty(); }
};

// Comparisons, checks of `prepare`, of suites, evidence and of `expect`, in the order in which they are made.
std::vector<PlannedCheck> planned_checks(const Scenario& scenario);

// Suites whose checks a run makes as it goes: they may be needed though nothing declares them.
bool is_suite_of_runs(const std::string& suite);

// A check of the result is one of those that `planned` stands for.
bool stands_for(const PlannedCheck& planned, const reports::Check& check);
bool stands_for(const PlannedCheck& planned, const std::string& id);  // of its suite

}  // namespace parity
