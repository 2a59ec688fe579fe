// What the join of the records leaves open: keys whose rows have to be looked at closely.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/compare/fetch_rows.h"
#include "harness/compare/table_run.h"

namespace parity {

// Bits of hops.
struct Open {
  std::uint32_t hops = 0;    // those to be looked at
  std::uint32_t differ = 0;  // of these, those in which the digests differ: so must a field
};

// A key that repeats: per dataset, the places of its rows.
struct Repeated {
  std::vector<std::vector<Place>> places;
};

struct Candidates {
  std::vector<Place> places;  // one per dataset, for each key
  std::vector<Open> open;     // per key
  std::vector<Repeated> repeated;
  std::vector<Place> pairs;  // one per dataset, for a few keys that all of them have; only where asked for
};

// Joins what was read by key, counts what the records decide into the hops, and returns the rest.
Candidates join_records(TableRun& run, bool keep_pairs);

// Keys in the order of the first dataset that has them: findings read like the source file.
std::vector<std::size_t> in_reading_order(const TableRun& run, const Candidates& found);

}  // namespace parity
