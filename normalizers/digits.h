// Numbers of any length as strings of decimal digits, and the schoolbook arithmetic on them. Slow and exact:
// for order between unlike scales and for tolerances, never for equality, which encoding.h decides.
#pragma once

#include <cstdint>
#include <string>

#include "normalizers/value.h"

namespace parity {

// ± digits × 10^exponent, without leading or trailing zeros; zero has no digits, no sign, exponent 0.
struct Digits {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;

  int sign() const { return digits.empty() ? 0 : negative ? -1 : 1; }
};

Digits take_apart(const Value& finite_number);

int compare_magnitude(const Digits& a, const Digits& b);  // -1, 0, 1 without the signs
Digits distance(const Digits& a, const Digits& b);        // |a − b|
Digits magnitude_product(const Digits& a, const Digits& b);

}  // namespace parity
