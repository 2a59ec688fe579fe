// What no verdict speaks of: what was not compared, by reason; and fields that change by themselves.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/console/paper.h"
#include "reports/groups.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

std::string names(const Paper& paper, const std::vector<const LeftOut*>& items) {
  const std::size_t most = paper.at_most(3, items.size());
  std::vector<std::string> named;
  for (const LeftOut* item : items) {
    if (named.size() == most) break;
    named.push_back(safe(item->what));
    if (item->rows > 0) named.back() += " " + counted(item->rows, "row");
    if (paper.result.comparisons.size() > 1 || item->of_dataset)
      named.back() += " (" + safe(item->place) + ")";
  }
  const std::size_t left = items.size() - named.size();
  return fmt::format("{}{}", fmt::join(named, ", "),
                     left > 0 ? fmt::format(" and {} more", thousands(left)) : "");
}

void write_volatile(Paper& paper) {
  const std::vector<Volatile>& fields = paper.result.volatile_fields;
  if (fields.empty()) return;
  paper.title(
      fmt::format("Volatile: {} between two readings of the same side",
                  fields.size() == 1 ? "1 field changes" : thousands(fields.size()) + " fields change"));
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < paper.at_most(10, fields.size()); ++i)
    rows.push_back({{safe(fields[i].table + "." + fields[i].path), Ink::warn},
                    {safe(fields[i].dataset)},
                    {counted(fields[i].cells, "value"), Ink::plain, true},
                    {fit(safe(fields[i].example), paper.width() / 2), Ink::dim}});
  paper.rows(rows);
  if (rows.size() < fields.size())
    paper.line(fmt::format("  and {} more; -v shows all", thousands(fields.size() - rows.size())));
}

}  // namespace

void write_not_compared(Paper& paper) {
  const std::vector<LeftOut> all = left_out(paper.result);
  if (!all.empty()) {
    paper.title("Not compared: " + counted(all.size(), "table or field", "tables and fields"));
    const std::vector<LeftOutReason> reasons = by_reason(all);
    const std::size_t most = paper.at_most(10, reasons.size());
    for (std::size_t i = 0; i < most; ++i) {
      paper.line(fmt::format("  {}  {}", thousands(reasons[i].items.size()), safe(reasons[i].why)));
      paper.line("    " + paper.ink(Ink::dim, names(paper, reasons[i].items)));
    }
    if (reasons.size() > most)
      paper.line(fmt::format("  and {} more; -v shows all", counted(reasons.size() - most, "reason")));
  }
  write_volatile(paper);
}

}  // namespace parity::reports::console
