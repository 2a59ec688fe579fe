// What the join of the records leaves open: keys whose rows have to be looked at closely.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/compare/candidate_store.h"
#include "harness/compare/table_run.h"

namespace parity {

// A key that repeats: per dataset, the places of its rows.
struct Repeated {
  std::vector<std::vector<Place>> places;
};

struct Candidates {
  explicit Candidates(const TableRun& run)
      : keys(run.count, run.context.budget, run.context.options.spill_directory) {}

  CandidateStore keys;
  std::vector<Repeated> repeated;
  bool keep_pairs = false;   // set before the join: `pairs` is asked for
  std::vector<Place> pairs;  // one per dataset, for a few keys that all of them have; only where asked for
};

class ControlRows;

// Joins what was read by key, counts what the records decide into the hops, and puts the rest into `found`.
// What is open of the control rows goes to them.
void join_records(TableRun& run, ControlRows& control, Candidates& found);

}  // namespace parity
