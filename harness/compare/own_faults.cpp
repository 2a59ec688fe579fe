// Faults of one dataset alone: see own_faults.h.
#include "harness/compare/own_faults.h"

namespace parity {

using reports::Difference;
using reports::DifferenceKind;

namespace {

std::vector<std::size_t> hops_telling(const TableRun& run, std::size_t d) {
  std::vector<std::size_t> telling;
  for (std::size_t h = 0; h < run.hops.size(); ++h) {
    if (!run.both_there(run.hops[h])) continue;
    if (run.hops[h].target == d ||
        (run.hops[h].source == d && run.context.specs[run.hops[h].comparison].datasets.front() == d))
      telling.push_back(h);
  }
  return telling;
}

}  // namespace

void add_for_dataset(TableRun& run, std::size_t d, const Difference& finding, const reports::Side& side) {
  for (const std::size_t h : hops_telling(run, d)) {
    Difference told = finding;
    (run.hops[h].source == d ? told.source : told.target) = side;
    run.findings.add(h, run.hops[h], std::move(told));
  }
}

void report_null_key(TableRun& run, std::size_t d, const ClosedRow& row) {
  if (!row.there) return;
  for (const std::size_t f : run.table.key) {
    const Value& value = row.cells[f].normal;
    const bool nothing = value.kind == Kind::null || value.kind == Kind::absent ||
                         (value.kind == Kind::text && value.size == 0);
    if (!nothing) continue;
    Difference finding;
    finding.kind = DifferenceKind::null_key;
    finding.key = run.findings.key_text(row);
    finding.field = finding.path = run.table.fields[f].name;
    finding.rules = run.table.fields[f].in_force;
    finding.note = "a row of dataset '" + run.dataset(d).name +
                   "' cannot be told from others: its key holds " + spell(value);
    add_for_dataset(run, d, finding, run.findings.side(d, row, f, row.cells[f].raw, row.cells[f].normal));
  }
}

}  // namespace parity
