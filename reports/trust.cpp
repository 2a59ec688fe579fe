#include "reports/trust.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/words.h"

namespace parity::reports {

std::vector<const RuleUse*> dead_rules(const Result& result) {
  std::vector<const RuleUse*> dead;
  for (const RuleUse& use : result.rule_uses)
    if (use.dead) dead.push_back(&use);
  return dead;
}

std::vector<const AcceptedEntry*> accepted_entries(const Result& result) {
  std::vector<const AcceptedEntry*> entries;
  for (const AcceptedEntry& entry : result.accepted) entries.push_back(&entry);
  std::stable_partition(entries.begin(), entries.end(),
                        [](const AcceptedEntry* entry) { return entry->state != AcceptedState::in_force; });
  return entries;
}

std::string matched_of(const AcceptedEntry& entry) {
  return thousands(entry.matched) + (entry.max ? " of " + thousands(*entry.max) : "");
}

std::string coverage_sentence(const Result& result) {
  const Coverage& coverage = result.coverage;
  if (coverage.tables_read == 0) return {};
  const auto part = [](std::uint64_t compared, std::uint64_t read, std::string_view singular) {
    return compared == read ? "all " + counted(read, singular)
                            : thousands(compared) + " of " + counted(read, singular);
  };
  std::string said = "Of what was read, " + part(coverage.tables_compared, coverage.tables_read, "table");
  const std::string rows = part(coverage.rows_compared, coverage.rows_read, "row");
  if (coverage.paths_read == 0) return said + " and " + rows + " were compared";
  return said + ", " + rows + " and " + part(coverage.paths_compared, coverage.paths_read, "field") +
         " were compared";
}

std::string planted_sentence(const Result& result) {
  std::uint64_t planted = 0, found = 0;
  for (const ComparisonResult& comparison : result.comparisons)
    planted += comparison.planted, found += comparison.planted_found;
  if (planted == 0) return {};
  return thousands(found) + " of " + counted(planted, "planted difference") + " found";
}

std::string audit_sentence(const Audit& audit) {
  return fmt::format(
      "Audit of {}: {} of {}, {}, in {}", audit.dataset, counted(audit.mutants, "mutant"),
      counted(audit.rows, "row"),
      audit.exhaustive ? "every operator at every value" : "a sample by seed " + std::to_string(audit.seed),
      spell_seconds(audit.seconds));
}

// Rounded down, so that one hole in a million is never called 100 %.
std::string spell_score(const Audit& audit) {
  if (audit.holes == 0) return "100 %";
  const double score = std::min(std::floor(audit.score * 1000) / 1000, 99.999);
  return fmt::format("{:.3f} %", score);
}

std::vector<const AuditCell*> cells_with_holes(const Audit& audit) {
  std::vector<const AuditCell*> cells;
  for (const AuditCell& cell : audit.cells)
    if (cell.holes > 0) cells.push_back(&cell);
  std::stable_sort(cells.begin(), cells.end(),
                   [](const AuditCell* a, const AuditCell* b) { return a->holes > b->holes; });
  return cells;
}

std::vector<std::pair<std::string, std::uint64_t>> by_count(
    const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

}  // namespace parity::reports
