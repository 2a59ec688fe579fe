// Divisibility of decimals, exact and without a double, however long they are and however far apart.
#pragma once

#include "normalizers/value.h"

namespace parity {

// Whether number / divisor is an integer; both finite, divisor > 0.
bool is_multiple_of(const Value& number, const Value& divisor);

}  // namespace parity
