// The suites that a scenario names, of every kind: which kind a file is, its first keys say.
#pragma once

#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/suites/run_suite.h"
#include "harness/suites/suite.h"

namespace parity {

// Throws Error (usage) with the place of the first mistake, and where two suites have one name.
std::vector<Suite> load_suites(const Scenario& scenario);

}  // namespace parity
