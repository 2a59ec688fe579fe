// Rows that a dataset sent in another order than the contract promises; the digester saw where.
#pragma once

#include "harness/compare/table_run.h"

namespace parity {

void look_at_order(TableRun& run);

}  // namespace parity
