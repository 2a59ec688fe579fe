#include "reports/reported.h"

#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"

namespace parity::reports {

Differences samples_of(const Result& result) {
  return [&result](const std::function<void(const Difference&)>& take) {
    for (const ComparisonResult& comparison : result.comparisons)
      for (const TableResult& table : comparison.tables)
        for (const Difference& sample : table.samples) take(sample);
  };
}

std::string run_label(const Result& result) {
  const std::string name = result.cell.empty() ? result.scenario : result.scenario + " [" + result.cell + "]";
  return std::string(first_code_points(printable(redact(name)), 200));
}

}  // namespace parity::reports
