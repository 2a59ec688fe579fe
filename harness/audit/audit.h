// The honesty audit: rows of a dataset are mutated, and the comparison that a run would make is asked about
// each mutant. It is found, or a rule with a name hides it, or the contract has a hole.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/compare/compare.h"
#include "reports/audit.h"

namespace parity {

// A comparison that the dataset takes part in. The mutants stand for the other dataset: its name decides what
// `only_in` concerns.
struct AuditedComparison {
  std::string name;                      // "source → database → bootstrap"
  std::string target;                    // "database"
  bool ordered = false;                  // some dataset of it sends rows in the order that is promised
  const Contract* contract = nullptr;    // outlives the audit
  std::vector<std::string> only_tables;  // logical names; empty: all
};

struct AuditedDataset {
  ComparedDataset dataset;  // its reader is open
  std::vector<AuditedComparison> comparisons;
};

struct AuditOptions {
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> mutants;  // not set: all there are, up to kMostMutants
  JsonDecoder json = nullptr;
  std::function<void(const std::string&)> step = [](const std::string&) {};  // "auditing exercises"
  std::function<void()> check_interrupt = [] {};                             // throws
};
constexpr std::uint64_t kMostMutants = 2'000'000;

// Comparisons that hold a dataset against the same contract in the same way are audited once. Throws Error as
// compare() does; the same options and rows give the same audit, but for its time.
reports::Audit audit(const std::vector<AuditedDataset>& datasets, const AuditOptions& options);

}  // namespace parity
