// One scenario over its runs: a line of numbers for each, and a page that plots them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/result.h"

namespace parity::reports {

struct HistoryPoint {
  std::string started;  // ISO 8601 UTC
  std::string tool;
  std::string verdict;
  Outcome outcome = Outcome::passed;
  std::uint64_t findings = 0;  // differences and checks that are not green
  std::uint64_t masked = 0;
  std::uint64_t rows = 0;
  double seconds = 0;
};

HistoryPoint history_point(const Result& result);
std::string history_json(const HistoryPoint& point);  // one line, without its line break

// A page by itself. `name`: of the scenario and its cell; oldest first.
std::string history_html(const std::string& name, const std::vector<HistoryPoint>& points);

}  // namespace parity::reports
