// Results as TAP, version 14: the cases of cases.h as one flat list of test points, each that is not green
// with a block of YAML.
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

std::string to_tap(ReportedRuns runs);

}  // namespace parity::reports
