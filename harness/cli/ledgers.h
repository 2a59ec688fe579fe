// Which ledger of accepted differences each scenario has.
#pragma once

#include <optional>
#include <vector>

#include "harness/accepted/ledger.h"
#include "harness/cli/options.h"
#include "harness/scenario/scenario.h"

namespace parity {

// One for each scenario: that of the command line, else its own, else none. Throws Error (usage) at the first
// mistake.
std::vector<std::optional<Ledger>> ledgers_of(const std::vector<Scenario>& scenarios, const Options& options);

}  // namespace parity
