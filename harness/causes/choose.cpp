// The smallest number of causes that explains most: see choose.h.
#include "harness/causes/choose.h"

#include <algorithm>
#include <tuple>

namespace parity {
namespace {

constexpr std::size_t kMostCauses = 8;  // of one group: what they do not explain has no cause in common

}  // namespace

Choice::Choice(const Tally& tally) : doubtful_(tally.doubtful()) {
  auto best = tally.best();
  // In an order of their own, since what comes first is preferred among equals.
  std::sort(best.begin(), best.end(), [](const auto& x, const auto& y) {
    return std::tie(x.second->cause, x.second->number, x.first) <
           std::tie(y.second->cause, y.second->number, y.first);
  });
  for (const auto& [hash, counter] : best) {
    bit_of_[hash] = candidates_.size();
    candidates_.push_back({counter});
  }
}

std::uint64_t Choice::mask_of(std::span<const std::uint64_t> hypotheses) const {
  std::uint64_t mask = 0;
  for (const std::uint64_t hash : hypotheses) {
    const auto at = bit_of_.find(hash);
    if (at != bit_of_.end()) mask |= std::uint64_t{1} << at->second;
  }
  return mask;
}

void Choice::count(std::span<const std::uint64_t> hypotheses, std::uint64_t source) {
  const std::uint64_t mask = mask_of(hypotheses);
  ++masks_[mask];
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!(mask >> i & 1)) continue;
    ++candidates_[i].count;
    candidates_[i].lowest = std::min(candidates_[i].lowest, source);
    candidates_[i].highest = std::max(candidates_[i].highest, source);
  }
}

void Choice::decide() {
  std::uint64_t gone = 0;  // candidates that were chosen or cannot be
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const CauseTraits& traits = traits_of(candidates_[i].counter->cause);
    const bool one_value = traits.varied && candidates_[i].lowest == candidates_[i].highest;
    if (one_value || (traits.open && candidates_[i].count <= doubtful_)) gone |= std::uint64_t{1} << i;
  }
  std::uint64_t explained = 0;
  while (chosen_.size() < kMostCauses) {
    std::size_t best = candidates_.size();
    std::uint64_t best_weight = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (gone >> i & 1) continue;
      std::uint64_t left = 0;
      for (const auto& [mask, count] : masks_) {
        if ((mask >> i & 1) && !(mask & explained)) left += count;
      }
      const CauseTraits& traits = traits_of(candidates_[i].counter->cause);
      if (left < static_cast<std::uint64_t>(traits.least)) continue;
      const std::uint64_t weight = left * static_cast<std::uint64_t>(traits.strength);
      if (weight <= best_weight) continue;  // candidates stand in an order: the first of equals
      best_weight = weight;
      best = i;
    }
    if (best == candidates_.size()) break;
    chosen_.push_back(best);
    gone |= std::uint64_t{1} << best;
    explained |= std::uint64_t{1} << best;
  }
}

const Counter* Choice::cause_of(std::span<const std::uint64_t> hypotheses) const {
  const std::uint64_t mask = mask_of(hypotheses);
  for (const std::size_t i : chosen_) {
    if (mask >> i & 1) return candidates_[i].counter;
  }
  return nullptr;
}

}  // namespace parity
