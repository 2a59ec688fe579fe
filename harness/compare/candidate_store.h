// Keys to be looked at closely, in the order in which the first dataset that has them was read, however many
// there are: sorted in runs, and the runs spilled past the comparison's memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harness/compare/hop.h"
#include "harness/compare/records.h"

namespace parity {

// Where a row is found again, and how to know it again; 0: it need not be known.
struct Place {
  Locator locator = kNoRow;
  std::uint64_t check = 0;
};

// Bits of hops.
struct Open {
  std::uint32_t hops = 0;    // those to be looked at
  std::uint32_t differ = 0;  // of these, those in which the digests differ: so must a field
};

class CandidateStore {
 public:
  CandidateStore(std::size_t datasets, MemoryBudget& budget, const std::filesystem::path& spill_directory);
  ~CandidateStore();
  CandidateStore(CandidateStore&&) = delete;

  void add(std::span<const Place> places, Open open);  // one place per dataset
  std::uint64_t size() const { return size_; }

  // The next keys in order, at most `count`, behind what is in `places` and `open`; false: there are no more.
  // No key may be added behind the first call.
  bool next(std::size_t count, std::vector<Place>& places, std::vector<Open>& open);

 private:
  struct Run {
    std::vector<std::uint64_t> words;  // those at hand: all, or a window on what was spilled
    std::size_t at = 0;
    std::uint64_t offset = 0, left = 0;  // of the words that are still in the file
  };
  bool before(const std::uint64_t* a, const std::uint64_t* b) const;
  void seal();
  void start();
  bool refill(Run& run) const;

  std::size_t datasets_;
  std::size_t width_;  // words of one key
  MemoryBudget& budget_;
  SpillFile file_;
  std::vector<std::uint64_t> open_run_;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;  // indices into runs_, the next one first
  std::int64_t held_ = 0;
  std::uint64_t size_ = 0;
  bool started_ = false;
};

}  // namespace parity
