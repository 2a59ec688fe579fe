// For tests: values made from a seed, with a liking for what is nearly the same.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

class Generator {
 public:
  Generator(std::uint64_t seed, Arena& arena) : random_(seed), arena_(arena) {}

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  bool chance(int one_in) { return below(static_cast<std::uint64_t>(one_in)) == 0; }
  std::uint64_t bits() { return random_(); }

  Value value(int depth = 3);  // any kind but absent, which only a whole field can be
  Value number();
  std::string decimal();  // a JSON number: few digits or many
  Value text();

  // Another writing of the same value, to be called the same: members in another order; other zeros at the
  // end of a number where `form` lets them be.
  Value rewritten(const Value& value, bool scale_counts);

 private:
  std::mt19937_64 random_;
  Arena& arena_;
};

}  // namespace parity
