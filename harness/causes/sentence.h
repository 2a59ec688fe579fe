// What a cluster says of itself: its sentence, its places, and the hop that introduced it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "harness/causes/groups.h"
#include "reports/cluster.h"
#include "reports/result.h"

namespace parity {

// A cluster while its differences are counted.
struct Gathered {
  std::string id;
  const Counter* counter = nullptr;      // one of those that say the same; null: no cause known
  std::vector<const Counter*> counters;  // of all its groups
  std::uint64_t count = 0;
  std::map<std::size_t, std::uint64_t> in_group;
  std::array<std::uint64_t, 4> by_fate{};
  std::array<std::uint64_t, kProbes> hidden_by{};
  Examples fingerprints;
};

// All but examples and candidates.
reports::Cluster describe_cluster(const Gathered& gathered, CauseGroups& groups,
                                  const std::vector<reports::ComparisonResult>& comparisons);

}  // namespace parity
