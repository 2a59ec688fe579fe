// Which findings are kept: see choose.h.
#include "harness/bundle/choose.h"

#include <algorithm>
#include <set>

#include "reports/fingerprint.h"

namespace parity {
namespace {

constexpr std::size_t kOfEachSort = 200;     // remembered, so that a small cluster is among them
constexpr std::size_t kCandidates = 20'000;  // in all; about 100 bytes each

}  // namespace

void FindingChoice::add(const reports::Difference& difference) {
  ++found_;
  const auto [at, fresh] =
      sorts_.try_emplace({difference.comparison, difference.table, difference.field, difference.kind});
  if (fresh) at->second.number = sorts_.size() - 1;
  // The first of its sort has its place whatever was remembered.
  if (!fresh && (at->second.remembered >= std::max(kOfEachSort, most_) || candidates_.size() >= kCandidates))
    return;
  ChosenFinding candidate;
  candidate.fingerprint = reports::fingerprint_number(difference.fingerprint);
  if (!by_fingerprint_.emplace(candidate.fingerprint, candidates_.size()).second) return;
  candidate.group = groups_ - 1;
  if (rows_ != nullptr && !difference.key.empty()) candidate.rows = (*rows_)();
  candidates_.push_back(std::move(candidate));
  sort_of_.push_back(at->second.number);
  ++at->second.remembered;
}

void FindingChoice::explained(std::uint64_t fingerprint, const std::string& cluster) {
  const auto at = by_fingerprint_.find(fingerprint);
  if (at != by_fingerprint_.end()) candidates_[at->second].cluster = cluster;
}

std::vector<ChosenFinding> FindingChoice::choose() const {
  std::set<std::size_t> sorts;
  std::set<std::string> clusters;
  std::vector<std::size_t> first, others;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const bool new_sort = sorts.insert(sort_of_[i]).second;
    const bool new_cluster =
        !candidates_[i].cluster.empty() && clusters.insert(candidates_[i].cluster).second;
    (new_sort || new_cluster ? first : others).push_back(i);
  }
  first.insert(first.end(), others.begin(), others.end());
  std::vector<ChosenFinding> chosen;
  for (const std::size_t i : first)
    if (chosen.size() < most_) chosen.push_back(candidates_[i]);
  return chosen;
}

}  // namespace parity
