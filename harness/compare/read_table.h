// Every dataset's rows of one table, read in threads into records. Nothing is compared here.
#pragma once

#include "harness/compare/table_run.h"

namespace parity {

// Fills `run.streams`. Throws what a stream threw, with the table and dataset it happened in.
void read_table(TableRun& run);

}  // namespace parity
