// One table of one comparison under audit: its rows, how it is compared if it is, and the places where its
// rows can be mutated.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "harness/audit/judge.h"
#include "harness/audit/mutation.h"
#include "harness/audit/nodes.h"
#include "harness/audit/random.h"
#include "harness/audit/relations.h"
#include "harness/audit/sample.h"
#include "reports/audit.h"

namespace parity {

struct AuditedTable {
  std::string comparison;  // "source → database"; empty: the table is in none
  std::string name;        // logical
  const SampledTable* rows = nullptr;
  const PlannedTable* plan = nullptr;  // null: compared by nobody
  bool compared = false;               // on both sides
  RuleBits instead = 0;                // not compared: the rule that says so; none: nobody does
  TableReferences source, target;
  std::vector<Relation> relations;

  std::string field_name(std::size_t column) const;
  std::string told(std::size_t column, const Value& value) const;  // as reports may show it
  std::string key_text(std::size_t row) const;
};

// So many of `total` things, spread evenly and chosen by chance within each part; all where there are enough.
class Picks {
 public:
  Picks(std::uint64_t total, std::uint64_t share, Random random)
      : total_(total), share_(share), random_(random) {
    choose();
  }
  // Asked for each index in turn, from 0.
  bool wanted(std::uint64_t index) {
    if (share_ >= total_) return true;
    if (index != chosen_) return false;
    ++taken_;
    choose();
    return true;
  }

 private:
  void choose() {
    if (share_ >= total_ || taken_ >= share_) return;
    const std::uint64_t from = part(taken_);
    chosen_ = from + random_.below(part(taken_ + 1) - from);
  }
  std::uint64_t part(std::uint64_t i) const {
    return static_cast<std::uint64_t>(static_cast<double>(total_) * static_cast<double>(i) /
                                      static_cast<double>(share_));
  }
  std::uint64_t total_, share_;
  Random random_;
  std::uint64_t taken_ = 0, chosen_ = 0;
};

constexpr std::size_t kHoleSamples = 3;  // of one cell of the matrix

// Counts one mutant into a cell of the matrix; a few are kept to be shown.
void count_mutant(reports::AuditCell& cell, const MutantVerdict& verdict,
                  const std::function<reports::AuditSample()>& sample);

}  // namespace parity
