// The tables of each comparison: those that differ, one line each; those that do not, in one.
#include <fmt/format.h>

#include "reports/console/paper.h"
#include "reports/groups.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

std::string all_equal(const TableResult& sum) {
  std::string text = counted(sum.equal, "row") + " equal";
  if (sum.masked_rows > 0)
    text += fmt::format(", {} equal under the contract only", thousands(sum.masked_rows));
  return text;
}

std::vector<Cell> row(const Paper& paper, const TableResult& table) {
  std::vector<Cell> cells = {{std::string(sign_of(table.outcome)), ink_of(table.outcome)},
                             {fit(safe(table.name), paper.width() / 2)}};
  if (!table.not_compared.empty()) {
    cells.push_back({"not compared", Ink::dim});
    if (!table.expected.empty()) cells.push_back({"as expected", Ink::dim});
    return cells;
  }
  const auto number = [&](std::uint64_t count, Ink with = Ink::plain) {
    cells.push_back({thousands(count), count == 0 ? Ink::dim : with, true});
  };
  number(table.source_rows), number(table.target_rows), number(table.equal);
  number(table.masked_rows, Ink::info), number(table.different_rows, Ink::bad);
  number(count_of(table, DifferenceKind::missing_row), Ink::bad);
  number(count_of(table, DifferenceKind::extra_row), Ink::bad);
  if (!table.expected.empty()) cells.push_back({"as expected", Ink::dim});
  if (table.accepted > 0) cells.push_back({thousands(table.accepted) + " accepted", Ink::dim});
  return cells;
}

// Whether all was said of a table in the line of those that are equal.
bool quiet(const TableResult& table) {
  return table.outcome == Outcome::passed && table.expected.empty() && table.accepted == 0;
}

}  // namespace

void write_tables(Paper& paper) {
  bool detailed = true;  // what stands above is a table: leave a line free
  for (const ComparisonResult& comparison : paper.result.comparisons) {
    std::vector<const TableResult*> shown;
    TableResult others;
    std::uint64_t hidden = 0;
    for (const TableResult& table : comparison.tables) {
      if (paper.verbose() || !quiet(table)) {
        shown.push_back(&table);
        continue;
      }
      ++hidden;
      others.source_rows += table.source_rows, others.target_rows += table.target_rows;
      others.equal += table.equal, others.masked_rows += table.masked_rows;
    }
    if (!shown.empty() || detailed) paper.line();
    detailed = !shown.empty();
    const std::string count = !comparison.error.empty() && comparison.tables.empty()
                                  ? "not compared"
                                  : counted(comparison.tables.size(), "table");
    paper.line(fmt::format("{} {}: {}{}", paper.ink(ink_of(comparison.outcome), sign_of(comparison.outcome)),
                           paper.ink(Ink::bold, safe(comparison.name)), count,
                           shown.empty() && hidden > 0 ? fmt::format(", {}", all_equal(others)) : ""));
    if (!comparison.error.empty()) paper.line("  " + paper.ink(Ink::warn, safe(comparison.error)));
    if (shown.empty()) continue;
    std::vector<std::vector<Cell>> rows = {{{""}, {"table", Ink::dim}}};
    for (const std::string_view name :
         {"source", "target", "equal", "masked", "different", "missing", "extra"})
      rows[0].push_back({std::string(name), Ink::dim, true});
    for (const TableResult* table : shown) rows.push_back(row(paper, *table));
    paper.rows(rows);
    if (hidden > 0)
      paper.line("  " + paper.ink(Ink::good, "✓") + "  " + counted(hidden, "other table") + ": " +
                 all_equal(others));
  }
}

}  // namespace parity::reports::console
