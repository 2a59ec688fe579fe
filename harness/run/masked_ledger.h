// What the rules hid, held against what they may hide: the budgets of the contract, and an earlier run.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "harness/scenario/scenario.h"
#include "normalizers/contract.h"
#include "reports/result.h"

namespace parity {

// A check for each budget of the contract: what a rule hid alone or with others, what all rules hid in a
// table, in all comparisons under this contract. `comparisons`: their indices in `all`. None where nothing
// was compared.
void check_budgets(const Contract& contract, const std::vector<std::size_t>& comparisons,
                   const std::vector<reports::ComparisonResult>& all, std::vector<reports::Check>& checks);

// A failed check for each field in which a set of rules hid more than in the baseline, or else one that
// passed; a note where one hid less.
void check_baseline(reports::Result& result, const reports::Result& baseline);

// The result of an earlier run, for a run of this scenario. Throws Error (usage) where it cannot be read, is
// not whole, or is of another scenario, contract or cell.
reports::Result load_baseline(const std::filesystem::path& file, const Scenario& scenario);

}  // namespace parity
