// The numbers of a run for its history: see history.h.
#include "reports/history.h"

#include <cmath>

#include "reports/json_writer.h"

namespace parity::reports {

HistoryPoint history_point(const Result& result) {
  HistoryPoint point;
  point.started = result.started;
  point.tool = result.tool;
  point.verdict = result.verdict;
  point.outcome = result.outcome;
  point.findings = result.totals.differences;
  for (const Check& check : result.checks)
    point.findings += check.outcome == Outcome::failed || check.outcome == Outcome::errored;
  point.masked = result.totals.masked;
  point.rows = result.totals.rows;
  point.seconds = std::round(result.seconds * 1000) / 1000;
  return point;
}

std::string history_json(const HistoryPoint& point) {
  std::string out;
  {
    JsonObject line(out);
    line.put("version", 1);
    line.put("started", point.started);
    line.put("tool", point.tool);
    line.put("outcome", outcome_name(point.outcome));
    line.put("verdict", point.verdict);
    line.put("findings", point.findings);
    line.put("masked", point.masked);
    line.put("rows", point.rows);
    line.put("seconds", point.seconds);
  }
  return out;
}

}  // namespace parity::reports
