// Causes in the row around a cell: a column swapped with another, filled from another, or all of them
// shifted.
#pragma once

#include "harness/causes/cause.h"
#include "harness/compare/evidence.h"

namespace parity {

void explain_by_row(const Evidence& evidence, Hypotheses& out);

}  // namespace parity
