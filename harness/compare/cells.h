// Two rows looked at closely: each field normalized, and where two differ, what differs inside them and of
// which kind.
#pragma once

#include <string>
#include <vector>

#include "harness/compare/plan.h"
#include "harness/compare/references.h"
#include "normalizers/value.h"
#include "reports/result.h"

namespace parity {

struct NormalizedCell {
  Value raw;
  Value normal;
  RuleBits changed = 0;
};

// A row of one dataset, fetched again and normalized. All it points to lives in the arena given to look_at().
struct ClosedRow {
  bool there = false;
  Locator locator = 0;
  std::vector<NormalizedCell> cells;  // by field
  std::string_view origin;
};

ClosedRow look_at(const PlannedTable& table, std::size_t dataset, const TableReferences& references,
                  const FetchedRow& row, Locator locator, Arena& arena);

// A place inside a field where two normalized values differ.
struct Leaf {
  std::string path;  // "scores.upper[2]"
  reports::DifferenceKind kind;
  Value source, target;  // normalized
  Value raw_source,
      raw_target;  // where the way into the raw values is the same; else equal to the normalized ones
  std::vector<reports::Edit> edits;
  std::string note;
};

enum class CellVerdict { equal, masked, different };

// Equal under the field's rules, its tolerance included? `masked`: equal, and not so raw; `hidden_by` is then
// the smallest set of rules.
CellVerdict compare_cells(const PlannedField& field, const NormalizedCell& source,
                          const NormalizedCell& target, RuleBits& hidden_by);

// The leaves of a difference, at most 100; `note` of the last says how many there are more.
std::vector<Leaf> leaves_of(const PlannedField& field, const NormalizedCell& source,
                            const NormalizedCell& target);

}  // namespace parity
