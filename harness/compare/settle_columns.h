// Which fields the datasets of a table really share: known only when all rows were read, since a dataset may
// show a column in its last row.
#pragma once

#include "harness/compare/table_run.h"

namespace parity {

// Plans the fields that only reading showed, and settles for each hop which are compared; a field that only
// one of two datasets has is one finding. Throws Error (usage) where the contract does not fit what was read.
void settle_columns(TableRun& run);

}  // namespace parity
