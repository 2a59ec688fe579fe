// From the causes chosen in each group to the clusters of the result: the same cause in several fields is one
// cluster.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/causes/candidates.h"
#include "harness/causes/choose.h"
#include "harness/causes/journal.h"

namespace parity {

// `mark` as given to Causes::add(), and the fingerprint as a number.
using TellCluster =
    std::function<void(std::uint64_t mark, std::uint64_t fingerprint, const std::string& cluster)>;

struct ClusterInput {
  CauseGroups& groups;
  Journal& journal;
  const ValuesOfFields& values;
  const std::vector<reports::ComparisonResult>& comparisons;
  JsonDecoder json;
};

std::vector<reports::Cluster> make_clusters(const ClusterInput& input, const TellCluster& tell);

}  // namespace parity
