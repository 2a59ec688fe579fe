// Results as SARIF 2.1.0: a run of the format for each, a result for each finding. Known by the same
// fingerprint in every run of Parity; accepted ones are there and suppressed; `baselineState` tells what is
// new, where the run had an earlier one to be held against.
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

// At most 5,000 results a run, which is what code hosts show; a notification says how many more there are.
std::string to_sarif(ReportedRuns runs);

}  // namespace parity::reports
