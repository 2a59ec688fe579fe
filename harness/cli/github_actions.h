// What a run says by itself in a step of GitHub Actions.
#pragma once

#include "reports/reported.h"

namespace parity {

bool in_github_actions();  // GITHUB_ACTIONS=true

// Annotations to stdout, and the summary to the end of $GITHUB_STEP_SUMMARY, where there is one. One that
// cannot be written is told on stderr, and changes no verdict.
void tell_github(reports::ReportedRuns runs);

}  // namespace parity
