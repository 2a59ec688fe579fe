// One neighbour pair of a comparison, while a table is compared: its counts, and what the digests left open.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "harness/compare/digester.h"
#include "harness/compare/join.h"
#include "harness/compare/plan.h"

namespace parity {

constexpr Locator kNoRow = ~Locator{0};
constexpr std::size_t kMaskedSamples = 5;

// What one set of rules hid in one field, with the places of a few rows that show it.
struct MaskedTally {
  std::uint64_t count = 0;
  std::vector<std::pair<Locator, Locator>> samples;
};

enum class RowVerdict {
  equal,
  masked,
  look,    // the digests do not decide it
  differ,  // they do: the fields compared differ
};

struct Hop {
  std::size_t source = 0, target = 0;  // dataset indices
  std::size_t last = 0;                // the end of its chain; target where it is the last hop or no chain
  std::size_t comparison = 0;          // index of the spec
  // Field → compared between these two, as far as both turned out to have it; likewise between each of them
  // and the end of the chain, to tell what became of a difference.
  std::vector<bool> compared, source_and_last, target_and_last;

  std::uint64_t paired = 0, equal = 0, masked_rows = 0, different_rows = 0;
  std::map<std::pair<std::size_t, RuleBits>, MaskedTally> masked;  // by field and rule set
  // By field and line of the contract, where several lines set one rule of the field.
  std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> masked_by_line;
};

// Decides from records alone whether two rows are equal, masked, or have to be looked at.
class RecordComparer {
 public:
  RecordComparer(const PlannedTable& table, const std::vector<DigestClass>& classes);

  // Counts into `hop` where the verdict is final: `equal` and `masked`.
  RowVerdict compare(const RecordView& source, const RecordView& target, Hop& hop);

 private:
  bool classes_agree(const Hop& hop) const;
  RowVerdict weigh_tolerances(const Hop& hop);
  RowVerdict weigh_changes(const RecordView& source, const RecordView& target, Hop& hop);

  const PlannedTable& table_;
  const std::vector<DigestClass>& classes_;
  std::vector<ExtrasLayout> layouts_;  // per dataset
  Extras source_, target_;
  std::vector<std::pair<std::size_t, RuleBits>> hidden_;
};

}  // namespace parity
