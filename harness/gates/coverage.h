// Which statements a run proves, and by which checks; and the checks that none is forgotten.
#pragma once

#include <string>

#include "harness/gates/need_tally.h"
#include "harness/gates/plan.h"
#include "reports/result.h"

namespace parity {

// All that names the statement and was made in this run; where nothing does, that is missed.
void add_proofs(const GatesPlan& plan, const reports::Result& result, const std::string& id,
                NeedTally& tally);

// Adds the checks of the suite `requirements`: each statement has a check, here or in another scenario of its
// book, or a reason why not; and no reason is stale. Says nothing where the scenario names no book.
void check_statements(const GatesPlan& plan, reports::Result& result);

// Fills Result::requirements; the gates are settled.
void tell_statements(const GatesPlan& plan, reports::Result& result);

// What every statement of class P is given as its reason.
extern const char* const kFactOfProcess;

}  // namespace parity
