// Broken orders: see row_order.h.
#include "harness/compare/row_order.h"

#include "harness/compare/fetch_rows.h"
#include "harness/compare/own_faults.h"
#include "harness/compare/rows_of_key.h"
#include "harness/compare/shown.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;

// `breaks`: this one, and those behind it that are not told one by one.
void report_order(TableRun& run, std::size_t d, const ClosedRow& before, const ClosedRow& after,
                  std::uint64_t breaks) {
  const auto spelled = [&](const ClosedRow& row) {
    std::string text;
    for (const PlannedOrder& order : run.table.order)
      text += (text.empty() ? "" : ", ") + run.table.fields[order.field].name + " " +
              shown(run.table.fields[order.field], row.cells[order.field].raw);
    return text;
  };
  Difference finding;
  finding.kind = DifferenceKind::order;
  finding.key = run.findings.key_text(after);
  finding.note = "dataset '" + run.dataset(d).name + "' sent it behind " + run.findings.key_text(before) +
                 " (" + spelled(before) + "), which the contract's order puts after it";
  finding.count = breaks;
  if (breaks > 1) finding.note += "; and " + std::to_string(breaks - 1) + " more such places";
  reports::Side side = run.findings.row_side(after);
  side.raw = spelled(after);
  side.length = side.raw.size();
  add_for_dataset(run, d, finding, side);
}

}  // namespace

void look_at_order(TableRun& run) {
  for (const ReadStream& stream : run.streams) {
    const std::size_t d = stream.dataset;
    const std::vector<OrderBreak>& shown = stream.result.first_breaks;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      std::vector<Place> places(2 * run.count);
      places[d].locator = shown[i].before;
      places[run.count + d].locator = shown[i].after;
      Arena arena;
      const auto rows = fetch_rows(run, places, arena);
      const ClosedRow& before = rows[0][d];
      const ClosedRow& after = rows[1][d];
      const LookingAt these(run, [&] { return RowsOfDatasets{{d, &before}, {d, &after}}; });
      const bool last = i + 1 == shown.size();
      report_order(run, d, before, after, last ? stream.result.order_breaks - i : 1);
    }
  }
}

}  // namespace parity
