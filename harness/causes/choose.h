// The smallest number of causes that explains most of one group: which hypotheses stand, and which of them
// each difference is put down to.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "harness/causes/tally.h"

namespace parity {

class Choice {
 public:
  explicit Choice(const Tally& tally);

  // First pass over the journal: the hypotheses of one difference and a hash of its source value.
  void count(std::span<const std::uint64_t> hypotheses, std::uint64_t source);
  // Then the decision, greedily: the cause that explains most of what is left, a weak one only where it
  // explains that much more. `total`: differences of the group.
  void decide();
  // Then, in a second pass: the counter that explains it; null: none.
  const Counter* cause_of(std::span<const std::uint64_t> hypotheses) const;

 private:
  std::uint64_t mask_of(std::span<const std::uint64_t> hypotheses) const;

  struct Candidate {
    const Counter* counter = nullptr;
    std::uint64_t count = 0, lowest = ~std::uint64_t{0}, highest = 0;  // hashes of source values
  };
  std::uint64_t doubtful_;
  std::vector<Candidate> candidates_;
  std::unordered_map<std::uint64_t, std::size_t> bit_of_;  // hash → candidate
  std::map<std::uint64_t, std::uint64_t> masks_;           // set of candidates → differences
  std::vector<std::size_t> chosen_;
};

}  // namespace parity
