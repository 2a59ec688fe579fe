// The verdict: see verdict.h.
#include "harness/run/verdict.h"

#include <algorithm>
#include <array>

#include "reports/gates.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Outcome;

void count(reports::Totals& totals, Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: ++totals.passed; break;
    case Outcome::failed: ++totals.failed; break;
    case Outcome::errored: ++totals.errored; break;
    case Outcome::skipped: ++totals.skipped; break;
  }
}

std::string joined(const std::vector<std::string>& rules) {
  std::string text;
  for (const std::string& rule : rules) text += (text.empty() ? "" : "+") + rule;
  return text;
}

void add_table(reports::Result& result, const reports::TableResult& table) {
  reports::Totals& totals = result.totals;
  ++totals.tables;
  totals.rows += table.source_rows + table.target_rows;
  for (const auto& [kind, findings] : table.by_kind) totals.differences += findings;
  totals.accepted += table.accepted;
  for (const reports::FieldResult& field : table.fields) {
    totals.cells += field.compared;
    for (const reports::Masked& masked : field.masked) {
      result.masked_by_rule[joined(masked.rules)] += masked.count;
      totals.masked += masked.count;
    }
  }
  count(totals, table.outcome);
}

void conclude(reports::Result& result, Outcome outcome, ExitCode code, std::string reason) {
  result.outcome = outcome;
  result.exit_code = code;
  result.exit_reason = std::move(reason);
  result.verdict = reports::spell_verdict(result);
}

// Checks that pass do not stand for a comparison that had nothing to compare.
bool compared_a_table(const reports::Result& result) {
  return std::any_of(result.comparisons.begin(), result.comparisons.end(), [](const auto& comparison) {
    return std::any_of(comparison.tables.begin(), comparison.tables.end(),
                       [](const reports::TableResult& table) { return table.not_compared.empty(); });
  });
}

void total(reports::Result& result) {
  result.totals = {};
  result.masked_by_rule.clear();
  for (const reports::ComparisonResult& comparison : result.comparisons) {
    for (const reports::TableResult& table : comparison.tables) add_table(result, table);
  }
  for (const reports::Check& check : result.checks) count(result.totals, check.outcome);
}

}  // namespace

void settle_verdict(reports::Result& result) {
  total(result);
  const reports::Totals& totals = result.totals;
  if (result.interrupted) return conclude(result, Outcome::errored, kInterrupted, "interrupted");
  if (!result.errors.empty())
    return conclude(result, Outcome::errored, kUndecided, first_line(result.errors.front()));
  if (totals.errored > 0)
    return conclude(result, Outcome::errored, kUndecided, "something could not be decided");
  if (result.go == "NO-GO") return conclude(result, Outcome::failed, kDiffers, reports::no_go_reason(result));
  if (totals.differences > totals.accepted)
    return conclude(result, Outcome::failed, kDiffers, "a difference was found");
  if (totals.failed > 0) return conclude(result, Outcome::failed, kDiffers, "a check failed");
  const auto empty =
      std::find_if(result.checks.begin(), result.checks.end(), [](const reports::Check& check) {
        return check.suite == "coverage" && check.outcome == Outcome::skipped;
      });
  if (empty != result.checks.end()) return conclude(result, Outcome::skipped, kNothing, empty->message);
  if (totals.tables == 0 && result.checks.empty())
    return conclude(result, Outcome::skipped, kNothing, "no table was compared");
  if (!result.comparisons.empty() && !compared_a_table(result))
    return conclude(result, Outcome::skipped, kNothing, "no table was compared");
  if (totals.cells == 0 && totals.passed == 0)
    return conclude(result, Outcome::skipped, kNothing, "no row was compared");
  conclude(result, Outcome::passed, kHolds, "everything asked was checked and holds");
}

void settle_by_checks(reports::Result& result) {
  total(result);
  bool failed = false;
  bool errored = false;
  for (const reports::Check& check : result.checks) {
    failed = failed || check.outcome == Outcome::failed;
    errored = errored || check.outcome == Outcome::errored;
  }
  if (result.interrupted) return conclude(result, Outcome::errored, kInterrupted, "interrupted");
  if (errored) {
    conclude(result, Outcome::errored, kUndecided, "something could not be decided");
  } else if (failed) {
    conclude(result, Outcome::failed, kDiffers, "what was found is not what was expected");
  } else {
    conclude(result, Outcome::passed, kHolds, "what was expected was found, and nothing else");
  }
  if (result.outcome == Outcome::passed)  // what is masked stays said
    result.verdict.insert(4, ": found what it expects, and nothing else");
  if (result.outcome == Outcome::failed) result.verdict = "FAIL: " + result.exit_reason;
}

std::string first_line(const std::string& error) {
  const std::string line = error.substr(0, error.find('\n'));
  return line.ends_with(':') ? line.substr(0, line.rfind("; ")) : line;
}

ExitCode exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage: return kUsage;
    case ErrorKind::undecidable: return kUndecided;
    case ErrorKind::nothing: return kNothing;
    case ErrorKind::interrupted: return kInterrupted;
  }
  return kBug;
}

int worse(int a, int b) {
  constexpr std::array<int, 7> kOrder = {kHolds, kNothing, kDiffers, kUsage, kUndecided, kInterrupted, kBug};
  const auto rank = [&](int code) { return std::find(kOrder.begin(), kOrder.end(), code) - kOrder.begin(); };
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace parity
