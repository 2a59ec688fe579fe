// Two rows of one key looked at closely, cell by cell: what differs, what rules hide, and in a chain what
// became of it further on.
#pragma once

#include "harness/compare/candidates.h"
#include "harness/compare/cells.h"
#include "harness/compare/table_run.h"

namespace parity {

// Fetches every candidate but the repeated keys, and reports what differs.
void look_closely(TableRun& run, Candidates& found);

// Every field of a pair: counts what is masked, reports what differs. True where something does.
// `last`: the row at the end of the chain; null: there is none.
bool compare_rows(TableRun& run, std::size_t h, const ClosedRow& source, const ClosedRow& target,
                  const ClosedRow* last);
// A row without a partner; one of the two is not `there`.
void report_row(TableRun& run, std::size_t h, const ClosedRow& source, const ClosedRow& target,
                reports::Fate fate);
// What became of a difference further on, where there is a further on.
reports::Fate fate(const TableRun& run, const Hop& hop, reports::Fate at_the_end);

}  // namespace parity
