// Which fields of a sample lead to rows of another table: those that the contract says are references, and
// those that look like it, by their name and because every value of theirs is a key there. The second are a
// guess, made only to know which rows are children; nothing is decided by it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "harness/audit/sample.h"
#include "harness/compare/plan.h"

namespace parity {

struct Relation {
  std::size_t column = 0;      // of the child
  std::string parent;          // logical name of the table
  std::vector<Value> targets;  // values that lead to a row there, each once, at most a thousand
};

// `plans[i]` plans `sample.tables[i]`; null: it is in no comparison.
std::vector<std::vector<Relation>> relations_of(const Sample& sample,
                                                const std::vector<const PlannedTable*>& plans);

}  // namespace parity
