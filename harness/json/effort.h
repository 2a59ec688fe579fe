// How much work one answer may take: a million steps, and 1,000 for each value of the document. Honest
// queries and schemas stay far below; those whose parts multiply end here instead of never.
#pragma once

#include <cstdint>

#include "normalizers/value.h"

namespace parity {

class Effort {
 public:
  explicit Effort(const Value& document) : document_(document) {}

  // False when all is spent.
  bool step() { return ++done_ <= limit_ || (!counted_ && raise_limit()); }

 private:
  bool raise_limit();  // the values are counted only when that matters

  const Value& document_;
  std::int64_t done_ = 0;
  std::int64_t limit_ = 1'000'000;
  bool counted_ = false;
};

}  // namespace parity
