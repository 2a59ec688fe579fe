// For tests of causes: two tables in memory, compared for real, and the clusters of what differs.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "harness/causes/causes.h"
#include "harness/compare/test_tables.h"

namespace parity {

// Hands on all that it is told to those who look for causes.
class CauseRecorder : public Recorder {
 public:
  explicit CauseRecorder(Causes& causes) : causes_(causes) {}
  void difference(const reports::Difference& difference, const Evidence* evidence) override {
    causes_.add(difference, evidence, differences.size());
    Recorder::difference(difference, evidence);
  }
  void column_renamed(const std::string& comparison, const std::string& table, const std::string& missing,
                      const std::string& extra) override {
    causes_.column_renamed(comparison, table, missing, extra);
  }

 private:
  Causes& causes_;
};

struct Explanation {
  CompareOutcome outcome;
  std::vector<reports::Difference> differences;  // with their clusters
  std::vector<reports::Cluster> clusters;

  // Sentences of clusters with a cause.
  std::vector<std::string> sentences() const {
    std::vector<std::string> all;
    for (const reports::Cluster& cluster : clusters) {
      if (!cluster.cause.empty()) all.push_back(cluster.sentence);
    }
    return all;
  }
};

inline Explanation explain_in_memory(std::vector<std::vector<MemoryTable>> datasets, const Contract& contract,
                                     std::uint64_t memory = 1 << 20) {
  std::vector<std::unique_ptr<MemoryReader>> readers;
  std::vector<MemoryReader*> pointers;
  for (std::vector<MemoryTable>& tables : datasets) {
    readers.push_back(std::make_unique<MemoryReader>(std::move(tables)));
    pointers.push_back(readers.back().get());
  }
  const MemoryComparison how;
  Causes causes({memory, how.options.spill_directory, &tiny_json});
  causes.under(contract);
  CauseRecorder told(causes);
  Explanation explained;
  explained.outcome = how(pointers, contract, told);
  explained.differences = std::move(told.differences);
  explained.clusters = causes.finish(explained.outcome.comparisons,
                                     [&](std::uint64_t mark, std::uint64_t, const std::string& cluster) {
                                       explained.differences.at(mark).cluster = cluster;
                                     });
  return explained;
}

// One field "v", row after row; JSON, or "absent".
struct ValuePair {
  std::string source, target;
};
inline Explanation explain_pairs(const std::vector<ValuePair>& pairs, RuleSet rules = {}) {
  MemoryTable source = MemoryTable::of({"id", "v"}), target = source;
  source.arena = std::make_shared<Arena>();
  target.arena = std::make_shared<Arena>();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    source.row("[" + std::to_string(i) + ", " + pairs[i].source + "]");
    target.row("[" + std::to_string(i) + ", " + pairs[i].target + "]");
  }
  return explain_in_memory({{source}, {target}}, contract_of({"id"}, {{"v", std::move(rules)}}));
}

}  // namespace parity
