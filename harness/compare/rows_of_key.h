// The rows of one key for whoever hears its differences: where they are, and where the rows are that their
// references lead to. Asked for only by those who want to keep them.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "harness/compare/cells.h"
#include "harness/compare/table_run.h"

namespace parity {

using RowsOfDatasets = std::vector<std::pair<std::size_t, const ClosedRow*>>;  // dataset, row

// Tells the observer that differences of these rows come, as long as it lives.
class LookingAt {
 public:
  LookingAt(const TableRun& run, std::function<RowsOfDatasets()> rows);
  ~LookingAt();
  LookingAt(LookingAt&&) = delete;

 private:
  std::vector<RowAt> places() const;

  const TableRun& run_;
  std::function<RowsOfDatasets()> rows_;
  RowsOfKey tell_;
};

}  // namespace parity
