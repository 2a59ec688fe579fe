// From chosen findings to the rows in a bundle: fetched by their places in the snapshots that were compared,
// with the rows that show columns which no catalog names.
#pragma once

#include <string>
#include <vector>

#include "harness/bundle/bundle.h"
#include "harness/bundle/choose.h"
#include "harness/compare/compare.h"

namespace parity {

// Datasets that were compared together, their readers still open.
struct ComparedGroup {
  std::vector<ComparedDataset> datasets;
  std::vector<ComparisonSpec> specs;
  const Contract* contract = nullptr;
  ContractSource source;
  std::vector<std::string> only_tables;
  // What was read of each dataset; may name more tables than this group has.
  std::vector<const std::vector<DatasetRows>*> rows;
};

constexpr std::uint64_t kMostKeptBytes = std::uint64_t{8} << 20;  // of rows, before they are packed

// Fills comparisons and findings of `bundle`, in the order of `chosen`, as far as they fit. `differences`:
// those chosen, in the same order. Throws Error (undecidable) where a place cannot give its rows again.
void keep_rows(const std::vector<ComparedGroup>& groups, const std::vector<ChosenFinding>& chosen,
               const std::vector<reports::Difference>& differences, Bundle& bundle);

}  // namespace parity
