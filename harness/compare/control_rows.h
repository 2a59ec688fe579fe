// Rows that only the harness holds: in every pair of datasets and every table a few that differ, so that a
// comparison which finds nothing has proved that it would have. Copies of a real row as it was read, with
// keys that no row can have; they take the way of all rows, from digest through the join to the closer look,
// but are counted and reported nowhere else.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/compare/candidates.h"
#include "harness/compare/join.h"
#include "harness/compare/table_run.h"

namespace parity {

// Planted in each pair of datasets: a row that the target lacks, and for each compared field outside of the
// key a pair of rows that differ in it alone.
class ControlRows {
 public:
  // Behind settle_columns(): plants into the streams of `run`.
  explicit ControlRows(TableRun& run);
  ~ControlRows();

  // Whether a key of the join is one of these, …
  static bool holds(const KeyGroup& group);
  // … and then, whose: the run that counts it, with candidates of its own.
  TableRun& run_of(const KeyGroup& group);
  Candidates& candidates_of(const KeyGroup& group);

  // Looks closely at what the join left open, and counts what was found. Per hop.
  std::vector<Planted> look();

 private:
  struct OfHop;
  OfHop& of(const KeyGroup& group);
  std::vector<std::unique_ptr<OfHop>> hops_;  // null: the pair is not compared
};

}  // namespace parity
