// How often each hypothesis was met: see tally.h.
#include "harness/causes/tally.h"

#include <algorithm>
#include <tuple>

namespace parity {
namespace {

constexpr std::size_t kBest = 64;

}  // namespace

void Examples::add(std::uint64_t fingerprint, const std::string& text) {
  if (!wants(fingerprint)) return;
  const auto at = std::lower_bound(kept_.begin(), kept_.end(), fingerprint,
                                   [](const Example& each, std::uint64_t f) { return each.fingerprint < f; });
  if (at != kept_.end() && at->fingerprint == fingerprint) return;
  kept_.insert(at, {fingerprint, text});
  if (kept_.size() > kMost) kept_.pop_back();
}

void Tally::add(const Hypothesis& hypothesis, std::uint64_t hash, std::uint64_t fingerprint,
                const std::string& example) {
  const bool open = traits_of(hypothesis.cause).open;
  auto& counters = open ? open_ : closed_;
  met_ += open;
  auto at = counters.find(hash);
  if (at == counters.end()) {
    if (open && open_.size() >= kOpen) {
      prune();
      return;
    }
    at = counters
             .emplace(hash, Counter{hypothesis.cause,
                                    hypothesis.number,
                                    std::string(hypothesis.a),
                                    std::string(hypothesis.b),
                                    0,
                                    {}})
             .first;
  }
  ++at->second.count;
  at->second.examples.add(fingerprint, example);
}

// One more than there are counters: it and one of each of the others cancel out.
void Tally::prune() {
  pruned_ = true;
  for (auto at = open_.begin(); at != open_.end();)
    at = --at->second.count == 0 ? open_.erase(at) : std::next(at);
}

std::vector<std::pair<std::uint64_t, const Counter*>> Tally::best() const {
  std::vector<std::pair<std::uint64_t, const Counter*>> all;
  for (const auto* counters : {&closed_, &open_}) {
    for (const auto& [hash, counter] : *counters) all.emplace_back(hash, &counter);
  }
  const auto weight = [](const Counter& counter) {
    return counter.count * static_cast<std::uint64_t>(traits_of(counter.cause).strength);
  };
  std::sort(all.begin(), all.end(), [&](const auto& x, const auto& y) {
    const std::uint64_t a = weight(*x.second), b = weight(*y.second);
    if (a != b) return a > b;
    return std::tie(x.second->cause, x.second->number, x.first) <
           std::tie(y.second->cause, y.second->number, y.first);
  });
  if (all.size() > kBest) all.resize(kBest);
  return all;
}

}  // namespace parity
