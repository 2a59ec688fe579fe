// Rows that share one key because it repeats, brought together: first those that are equal as read, then
// those that are equal under the contract, then what is left, in an order that depends on what the rows hold
// and not on where they stand.
#pragma once

#include <vector>

#include "harness/compare/cells.h"

namespace parity {

struct RowPair {
  const ClosedRow* source = nullptr;  // null: no partner
  const ClosedRow* target = nullptr;
};

// `compared`: field → compared between the two.
std::vector<RowPair> pair_rows(const PlannedTable& table, const std::vector<bool>& compared,
                               const std::vector<const ClosedRow*>& source,
                               const std::vector<const ClosedRow*>& target);

// Equal under the contract in all fields compared.
bool same_row(const PlannedTable& table, const std::vector<bool>& compared, const ClosedRow& source,
              const ClosedRow& target);

// What the rows hold in the fields compared, in an order of its own.
void sort_by_content(const PlannedTable& table, const std::vector<bool>& compared,
                     std::vector<const ClosedRow*>& rows);

}  // namespace parity
