// Keys that several rows of one dataset share: the repetition is a finding, and the rows are compared all the
// same, each with the one that is most like it.
#pragma once

#include "harness/compare/candidates.h"
#include "harness/compare/table_run.h"

namespace parity {

void look_at_repeated(TableRun& run, const std::vector<Repeated>& keys);

}  // namespace parity
