// Gates, evidence and statements of a scenario, looked up and put in order before anything runs: what is
// wrong with them is a mistake of the scenario's, and not found after an hour.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/gates/planned_checks.h"
#include "harness/gates/requirements.h"
#include "harness/scenario/scenario.h"

namespace parity {

struct GatesPlan {
  std::vector<PlannedCheck> checks;
  std::vector<GatePlan> gates;  // in the order written; no need is `named` any more, ranges are written out
  std::vector<std::size_t> order;  // of `gates`, each behind those that it needs
  std::vector<RequirementBook> books;
  // Statements that checks of other scenarios of a book prove: id → "defects.yaml: expect".
  std::map<std::string, std::vector<std::string>> elsewhere;

  const Statement* find(const std::string& id) const;
};

// Throws Error (usage) at a need that can match nothing, gates that need each other in a circle, and a check
// that names a statement which no file has.
GatesPlan plan_gates(const Scenario& scenario);

}  // namespace parity
