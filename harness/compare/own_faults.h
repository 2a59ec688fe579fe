// Faults of one dataset alone, whatever the others hold: which comparisons tell them, and the plainest, a row
// that cannot be told from others because its key holds nothing.
#pragma once

#include "harness/compare/cells.h"
#include "harness/compare/table_run.h"

namespace parity {

// Tells a fault of dataset `d` in each hop that it is the target of, and in its first where it is only a
// source; `side` goes to its side.
void add_for_dataset(TableRun& run, std::size_t d, const reports::Difference& finding,
                     const reports::Side& side);
void report_null_key(TableRun& run, std::size_t d, const ClosedRow& row);

}  // namespace parity
