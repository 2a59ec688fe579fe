// Findings as workflow commands of GitHub Actions, which shows them beside the lines of the files that they
// name. It takes ten of a kind from a step: nine findings, and one command that says how many more there are.
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

// What is new comes first, and the first of each table, field and kind before the second of any. What is
// accepted or expected is not shown. Green runs get a notice each, nine at most.
std::string to_github(ReportedRuns runs);

}  // namespace parity::reports
