// Results as JUnit XML: suites and cases as cases.h has them. What was not compared is skipped, what could
// not be decided is an error. At most 30 MB.
#pragma once

#include <string>

#include "reports/reported.h"

namespace parity::reports {

enum class JunitDialect {
  generic,  // what most CI systems read
  gitlab,   // with files of cases, and the message at the head of the text, as attributes are not shown
  jenkins,  // valid by the schema of Jenkins' xUnit plugin, and no dot where none stands for a folder
};

std::string to_junit(ReportedRuns runs, JunitDialect dialect);
std::string to_junit(const Result& result);  // generic

}  // namespace parity::reports
