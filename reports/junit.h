// The result as JUnit XML, the generic dialect that CI systems read: a test suite per comparison with a test
// case per table, a test suite per suite of checks, and one for the run itself, so that a run that compared
// nothing is not green. What was not compared is skipped, what could not be decided is an error.
#pragma once

#include <string>

#include "reports/result.h"

namespace parity::reports {

std::string to_junit(const Result& result);

}  // namespace parity::reports
