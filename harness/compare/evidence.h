// What a difference was decided from: the two rows, and the place inside a field where they part. For those
// who look for causes, which no text cut for display could tell.
#pragma once

#include <vector>

#include "harness/compare/cells.h"

namespace parity {

// Lives as long as the call that hands it over.
struct Evidence {
  const PlannedTable& table;
  const std::vector<bool>& compared;  // field → compared between the two
  const ClosedRow& source;            // `there` is false where there is none
  const ClosedRow& target;
  const PlannedField* field = nullptr;  // null: the rows themselves, one of which is missing
  const Leaf* leaf = nullptr;           // null with `field`
};

}  // namespace parity
