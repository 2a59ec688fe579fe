// Which scenarios and cells the command line names.
#pragma once

#include <vector>

#include "harness/cli/options.h"
#include "harness/scenario/scenario.h"

namespace parity {

// In the order of the paths, folders by name. Throws Error (usage) at the first mistake, Error (nothing)
// where nothing is selected.
std::vector<Scenario> select_scenarios(const Options& options);

}  // namespace parity
