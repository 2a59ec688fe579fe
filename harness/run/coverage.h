// What a run looked at and what it did not, from what was opened, read and compared.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/compare/compare.h"
#include "harness/run/open_dataset.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

// All that the comparisons of a run read of one dataset, each table once.
struct DatasetRead {
  std::vector<DatasetRows> rows;
  std::vector<TableLeftOut> left_out;

  void add(const std::vector<DatasetRows>& more, const std::vector<TableLeftOut>& others);
};

// Fills `coverage` but for its filters, which say why a table was not asked for.
void tell_coverage(const Scenario& scenario, const std::vector<OpenDataset>& open,
                   const std::map<std::string, DatasetRead>& read, reports::Coverage& coverage);

}  // namespace parity
