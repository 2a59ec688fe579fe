// Findings as GitLab's code quality report, which its merge requests show beside the lines that they name,
// and by whose fingerprints it tells what is new. Accepted and expected ones are there for information.
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

// At most 5,000 findings: those beyond them are told as one.
std::string to_gitlab(ReportedRuns runs);

}  // namespace parity::reports
