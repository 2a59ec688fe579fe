// Results in the Common Test Report Format, 1.0.0: the cases of cases.h as tests. What could not be decided
// counts as failed there, and its rawStatus says "errored".
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

std::string to_ctrf(ReportedRuns runs);

}  // namespace parity::reports
