// Ten thousand differences as a handful of causes. Takes every difference of a run as it is found and, behind
// the last, groups them by what explains them. Deterministic, whatever order they came in; linear in their
// number; in memory that does not grow with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/causes/clusters.h"
#include "harness/compare/evidence.h"
#include "normalizers/contract.h"
#include "reports/result.h"

namespace parity {

struct CausesOptions {
  std::uint64_t memory = std::uint64_t{24} << 20;
  std::filesystem::path spill_directory;
  JsonDecoder json = nullptr;
};

class Causes {
 public:
  explicit Causes(CausesOptions options);
  ~Causes();

  // What comes next is decided under this contract, which outlives the object.
  void under(const Contract& contract);
  // `mark` comes back from finish(): whatever tells the caller which difference it was.
  void add(const reports::Difference& difference, const Evidence* evidence, std::uint64_t mark);
  // A column that one side lacks and one that the other lacks hold the same.
  void column_renamed(const std::string& comparison, const std::string& table, const std::string& missing,
                      const std::string& extra);

  // Once. Clusters, largest first; `tell` is given the cluster of every difference that has one, in no
  // particular order.
  std::vector<reports::Cluster> finish(const std::vector<reports::ComparisonResult>& comparisons,
                                       const TellCluster& tell);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parity
