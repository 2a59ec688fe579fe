// A column that one side lacks and a column that the other lacks, which hold the same in all rows looked at:
// one column under two names. Told to the observer, never acted on.
#pragma once

#include "harness/compare/candidates.h"
#include "harness/compare/table_run.h"

namespace parity {

// Whether some hop has columns on both of its sides that the other lacks: then pairs of rows are worth
// keeping.
bool may_have_renamed_columns(const TableRun& run);

// Looks at the few pairs that the join kept (Candidates::pairs).
void look_for_renamed_columns(TableRun& run, const Candidates& found);

}  // namespace parity
