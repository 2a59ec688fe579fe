// A dataset compared with itself, read a second time, under the contract: what is not the same twice cannot
// be compared with anything else, unless the contract says how.
#pragma once

#include <vector>

#include "harness/compare/compare.h"
#include "harness/run/open_dataset.h"
#include "reports/result.h"

namespace parity {

struct Calibration {
  std::vector<reports::Volatile> fields;
  std::vector<reports::Check> checks;  // those that nothing declares: failed, with the line to write
};

// `again`: the same dataset, opened anew. `read`: what the run's comparisons looked at; a field that they
// leave out by a line of the contract is declared. Throws as compare() does.
Calibration calibrate(const OpenDataset& open, const OpenDataset& again, const Contract& contract,
                      const CompareOptions& options, const std::vector<DatasetRows>& read,
                      CompareObserver& outside);

}  // namespace parity
