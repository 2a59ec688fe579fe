// The suites that a scenario names, of every kind: which kind a file is, its first keys say.
#pragma once

#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/suites/run_suite.h"
#include "harness/suites/schema/schema_contract.h"
#include "harness/suites/suite.h"

namespace parity {

struct ScenarioSuites {
  std::vector<Suite> steps;             // checks made of steps
  std::vector<SchemaContract> schemas;  // what a database consists of: `schema:` says so

  bool empty() const { return steps.empty() && schemas.empty(); }
};

// Throws Error (usage) with the place of the first mistake, and where two suites have one name.
ScenarioSuites load_suites(const Scenario& scenario);

}  // namespace parity
