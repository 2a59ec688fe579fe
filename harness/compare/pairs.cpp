// Pairs of rows: see pairs.h.
#include "harness/compare/pairs.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "harness/compare/evidence.h"
#include "harness/compare/fetch_rows.h"
#include "harness/compare/own_faults.h"
#include "harness/compare/rows_of_key.h"

namespace parity {

using reports::Difference;
using reports::DifferenceKind;
using reports::Fate;

namespace {

// `last`: the row at the end of the chain; null: there is none.
Fate fate_of_cell(TableRun& run, const Hop& hop, std::size_t f, const ClosedRow& source,
                  const ClosedRow* last) {
  if (!last || !hop.source_and_last[f]) return fate(run, hop, Fate::introduced);
  RuleBits hidden_by = 0;
  const CellVerdict verdict = compare_cells(run.table.fields[f], source.cells[f], last->cells[f], hidden_by);
  return fate(run, hop, verdict == CellVerdict::different ? Fate::carried : Fate::compensated);
}

void report_cell(TableRun& run, std::size_t h, std::size_t f, const ClosedRow& source,
                 const ClosedRow& target, Fate fate) {
  const Hop& hop = run.hops[h];
  const PlannedField& field = run.table.fields[f];
  ++run.findings.field(h, f).different;
  for (Leaf& leaf : leaves_of(field, source.cells[f], target.cells[f])) {
    const bool whole = leaf.path == field.name;
    Difference finding;
    finding.kind = leaf.kind;
    finding.key = run.findings.key_text(source);
    finding.field = field.name;
    finding.path = leaf.path;
    finding.source =
        run.findings.side(hop.source, source, f, whole ? source.cells[f].raw : leaf.raw_source, leaf.source);
    finding.target =
        run.findings.side(hop.target, target, f, whole ? target.cells[f].raw : leaf.raw_target, leaf.target);
    finding.rules = field.in_force;
    finding.fate = fate;
    if (field.sensitive) {  // each of these would say what is in it
      finding.path = field.name;
    } else {
      finding.edits = std::move(leaf.edits);
      finding.note = std::move(leaf.note);
    }
    const Evidence evidence{run.table, hop.compared, source, target, &field, &leaf};
    run.findings.add(h, hop, std::move(finding), &evidence);
  }
}

// Which of the lines that set one rule hid it: those without which it would show, or, where any of them would
// do, all that changed one of the two values.
void count_lines(const PlannedField& field, std::size_t f, RuleBits hidden_by, const NormalizedCell& source,
                 const NormalizedCell& target, Hop& hop) {
  for (RuleBits left = hidden_by & field.told_apart; left != 0; left &= left - 1) {
    const auto rule = static_cast<Rule>(std::countr_zero(left));
    std::vector<std::size_t> needed, changing;
    for (std::size_t l = 0; l < field.lines.size(); ++l) {
      const RuleLine& line = field.lines[l];
      if (line.rule != rule) continue;
      if (holds_together(line, source.raw, target.raw)) needed.push_back(l);
      if (matters(line, source.raw, source.normal, field.rules.number) ||
          matters(line, target.raw, target.normal, field.rules.number))
        changing.push_back(l);
    }
    for (const std::size_t l : needed.empty() ? changing : needed) ++hop.masked_by_line[{f, l}];
  }
}

void look_at_key(TableRun& run, const std::vector<ClosedRow>& rows, const Open& open) {
  const LookingAt these(run, [&rows] {
    RowsOfDatasets all;
    for (std::size_t d = 0; d < rows.size(); ++d) all.emplace_back(d, &rows[d]);
    return all;
  });
  for (std::size_t d = 0; d < run.count; ++d) report_null_key(run, d, rows[d]);
  for (std::size_t h = 0; h < run.hops.size(); ++h) {
    const Hop& hop = run.hops[h];
    if (!run.both_there(hop)) continue;
    const ClosedRow& source = rows[hop.source];
    const ClosedRow& target = rows[hop.target];
    const ClosedRow& last = rows[hop.last];
    if (source.there != target.there)
      report_row(run, h, source, target,
                 fate(run, hop, last.there == source.there ? Fate::compensated : Fate::carried));
    if (!(open.hops >> h & 1)) continue;
    const bool differs = compare_rows(run, h, source, target, last.there ? &last : nullptr);
    if (!differs && (open.differ >> h & 1)) {
      throw std::logic_error("table '" + run.table.name + "', key " + run.findings.key_text(source) +
                             ": the digests of two rows differ, and none of their fields does");
    }
  }
}

}  // namespace

void look_closely(TableRun& run, Candidates& found) {
  Arena arena;
  std::vector<Place> places;
  std::vector<Open> open;
  while (places.clear(), open.clear(), found.keys.next(run.context.options.batch, places, open)) {
    arena.reset();
    const auto rows = fetch_rows(run, places, arena);
    for (std::size_t i = 0; i < rows.size(); ++i) look_at_key(run, rows[i], open[i]);
    run.stop_if_asked("looking at differences of");
  }
}

bool compare_rows(TableRun& run, std::size_t h, const ClosedRow& source, const ClosedRow& target,
                  const ClosedRow* last) {
  Hop& hop = run.hops[h];
  bool different = false;
  bool masked = false;
  for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
    if (!hop.compared[f]) continue;
    RuleBits hidden_by = 0;
    switch (compare_cells(run.table.fields[f], source.cells[f], target.cells[f], hidden_by)) {
      case CellVerdict::equal: break;
      case CellVerdict::masked: {
        masked = true;
        MaskedTally& tally = hop.masked[{f, hidden_by}];
        ++tally.count;
        if (tally.samples.size() < kMaskedSamples) tally.samples.emplace_back(source.locator, target.locator);
        count_lines(run.table.fields[f], f, hidden_by, source.cells[f], target.cells[f], hop);
        break;
      }
      case CellVerdict::different:
        different = true;
        report_cell(run, h, f, source, target, fate_of_cell(run, hop, f, source, last));
        break;
    }
  }
  ++(different ? hop.different_rows : masked ? hop.masked_rows : hop.equal);
  return different;
}

void report_row(TableRun& run, std::size_t h, const ClosedRow& source, const ClosedRow& target, Fate fate) {
  Difference finding;
  finding.kind = source.there ? DifferenceKind::missing_row : DifferenceKind::extra_row;
  finding.key = run.findings.key_text(source.there ? source : target);
  finding.source = run.findings.row_side(source);
  finding.target = run.findings.row_side(target);
  finding.fate = fate;
  const Evidence evidence{run.table, run.hops[h].compared, source, target};
  run.findings.add(h, run.hops[h], std::move(finding), &evidence);
}

Fate fate(const TableRun& run, const Hop& hop, Fate at_the_end) {
  if (run.context.specs[hop.comparison].datasets.size() < 3) return Fate::none;
  return hop.last == hop.target || !run.there(hop.last) ? Fate::introduced : at_the_end;
}

}  // namespace parity
