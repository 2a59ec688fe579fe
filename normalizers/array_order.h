// Rule N14 `array`: elements in an order of our own, where their order is declared not to count.
#pragma once

#include <span>

#include "normalizers/field_rules.h"

namespace parity {

// The elements, normalized already, in the one order that all arrays with these elements share; `set` drops
// repetitions. True in `changed` where that is another array.
Value in_canonical_order(std::span<const Value> items, const FieldRules& rules, Arena& arena, bool& changed);

}  // namespace parity
