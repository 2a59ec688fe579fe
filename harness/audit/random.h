// Numbers that look random and are the same on every machine for the same seed.
#pragma once

#include <cstdint>
#include <string_view>

#include "normalizers/encoding.h"

namespace parity {

// splitmix64.
class Random {
 public:
  Random(std::uint64_t seed, std::string_view purpose) : state_(seed ^ digest64(purpose)) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace parity
