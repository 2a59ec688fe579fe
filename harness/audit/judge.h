// Asks the real comparison about two rows: their digests and records, and where these leave it open, their
// cells; exactly what a run asks. Says what hides a mutant that was not found.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "harness/compare/cells.h"
#include "harness/compare/digester.h"
#include "harness/compare/hop.h"

namespace parity {

// Beside the rules' own bits: what is equal by nature, where no rule is needed.
constexpr RuleBits kMemberOrder = RuleBits{1} << 30;  // members of an object have no order
constexpr RuleBits kRowOrder = RuleBits{1} << 31;  // rows are paired by key; no order of theirs is promised

// "trim+empty", "by nature: member order".
std::string hidden_by_text(RuleBits rules);

struct MutantVerdict {
  bool found = false;
  RuleBits hidden_by = 0;  // not found, and none: a hole
};

class Judge {
 public:
  // Dataset 0 of the plan holds the row as read, dataset 1 the mutant. All outlive the judge.
  Judge(const PlannedTable& table, const TableReferences& source, const TableReferences& target);
  ~Judge();

  // The row that the next mutants are held against.
  void against(std::span<const Value> row);
  // `columns`: those in which the mutant differs.
  MutantVerdict judge(std::span<const Value> mutant, std::span<const std::size_t> columns);

  Digest key_of(std::span<const Value> row);  // of its normalized key

 private:
  MutantVerdict look_closely(std::span<const Value> mutant, std::span<const std::size_t> columns,
                             bool digests_differ);
  RuleBits equal_by(std::span<const Value> mutant, std::span<const std::size_t> columns) const;
  NormalizedCell cell_of(std::size_t dataset, const Value& value, std::size_t column);

  const PlannedTable& table_;
  std::vector<DigestClass> classes_;
  const TableReferences* references_[2];
  struct Unused;  // what a digester asks for and this one never uses
  std::unique_ptr<Unused> unused_;
  Digester source_, target_;
  RecordComparer comparer_;
  Hop hop_;
  std::span<const Value> row_;
  RecordView record_{nullptr, {}};
  Arena arena_;
  std::vector<Value> sparse_;  // a row with one value
};

}  // namespace parity
