// Keeps a document of cases readable and within its size: names of their own, texts that are cut and
// printable, and no more of both than the document has room for.
#pragma once

#include <vector>

#include "reports/cases.h"

namespace parity::reports {

// What is red stays longest. The first suite is that of the run, and says what is not there any more.
void fit_cases(std::vector<CaseSuite>& suites);

}  // namespace parity::reports
