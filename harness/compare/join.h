// Brings the records of one partition together by key: for each key, the records of each dataset.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "harness/compare/records.h"

namespace parity {

// The records that share a key. Views are valid during the call only.
struct KeyGroup {
  // first[d]: the record of dataset d, null where it has none; more[d]: the others of that key, mostly none.
  std::vector<const char*> first;
  std::vector<std::vector<const char*>> more;
  bool repeated = false;  // some dataset has more than one
};

class Join {
 public:
  explicit Join(std::size_t datasets) : datasets_(datasets), bytes_(datasets) {
    group_.first.resize(datasets), group_.more.resize(datasets);
  }

  // `stores[d]`: the stores of dataset d's streams. Keys come in the order of the first dataset's records,
  // then those that only later datasets have. Frees the partition's memory in the stores as it goes.
  void partition(const std::vector<std::vector<RecordStore*>>& stores, std::size_t number,
                 const std::function<void(const KeyGroup&)>& take);

 private:
  struct Slot {
    std::uint32_t tag = 0;    // part of the key's digest, to miss quickly
    std::uint32_t group = 0;  // index + 1; 0: free
  };
  struct Repeat {  // a further record of a dataset under a key
    std::uint32_t group;
    std::uint32_t dataset;
    const char* record;
  };
  std::uint32_t group_of(const RecordHead& head, const char* record);

  std::size_t datasets_;
  std::vector<std::vector<char>> bytes_;
  std::vector<Slot> slots_;
  std::vector<const char*> members_;  // group × datasets
  std::vector<const char*> keys_;     // group → any of its records
  std::vector<Repeat> repeats_;
  KeyGroup group_;
};

}  // namespace parity
