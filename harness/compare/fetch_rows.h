// Rows fetched again for a closer look: by place, in batches, in the snapshot that was streamed.
#pragma once

#include <vector>

#include "harness/compare/candidate_store.h"
#include "harness/compare/cells.h"
#include "harness/compare/table_run.h"

namespace parity {

// `places`: one per dataset, then those of the next key; `rows[key][dataset]`, not `there` where a place is
// none. What the rows point to lives in `arena`. Throws Error (undecidable) where a row is not what it was.
std::vector<std::vector<ClosedRow>> fetch_rows(TableRun& run, const std::vector<Place>& places, Arena& arena);

}  // namespace parity
