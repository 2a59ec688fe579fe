// The honesty audit of one scenario: opens the datasets to be audited, and of its environment only what they
// need, and turns what the audit learned into a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/run.h"
#include "harness/run/world.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

struct AuditRunOptions {
  std::filesystem::path output;       // logs of what had to be started go here
  std::vector<std::string> datasets;  // empty: the first one of each comparison
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> mutants;  // not set: all there are
  std::string tool;
  std::string command;
};

// A check per table: failed where the contract has a hole. Throws Error (usage) for a dataset that takes part
// in no comparison, and as compare() does; what cannot be opened or read is an errored result.
reports::Result audit_scenario(const Scenario& scenario, Servers& servers, const AuditRunOptions& options,
                               RunObserver& observer);

}  // namespace parity
