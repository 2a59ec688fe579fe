// How often each hypothesis was met in one group of differences (one field of one table, one kind of
// difference). Those whose parameters are without number ("'a' became 'b'") share a bounded number of
// counters, by Misra and Gries: what more than one in kOpen of them says is never lost, whatever the order.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/causes/cause.h"

namespace parity {

// A difference to be shown. The few with the smallest fingerprints are kept, whichever came first.
struct Example {
  std::uint64_t fingerprint = 0;
  std::string text;  // "\"Köln \" → \"Köln\""
};
class Examples {
 public:
  static constexpr std::size_t kMost = 5;
  // Whether one with this fingerprint would be kept.
  bool wants(std::uint64_t fingerprint) const {
    return kept_.size() < kMost || fingerprint < kept_.back().fingerprint;
  }
  void add(std::uint64_t fingerprint, const std::string& text);
  void add(const Examples& others) {
    for (const Example& each : others.kept_) add(each.fingerprint, each.text);
  }
  const std::vector<Example>& all() const { return kept_; }

 private:
  std::vector<Example> kept_;  // by fingerprint
};

struct Counter {
  Cause cause;
  std::int64_t number = 0;
  std::string a, b;
  std::uint64_t count = 0;  // at most the true one
  Examples examples;
};

class Tally {
 public:
  static constexpr std::size_t kOpen = 256;

  void add(const Hypothesis& hypothesis, std::uint64_t hash, std::uint64_t fingerprint,
           const std::string& example);
  // The best of them by count and strength, at most 64: hash and counter.
  std::vector<std::pair<std::uint64_t, const Counter*>> best() const;
  // Counted exactly, and yet met no more often than this, a hypothesis may have been in the counters or not,
  // as the order was: it is not to be told.
  std::uint64_t doubtful() const { return pruned_ ? met_ / kOpen : 0; }

 private:
  void prune();

  std::unordered_map<std::uint64_t, Counter> closed_, open_;
  std::uint64_t met_ = 0;  // open ones
  bool pruned_ = false;
};

}  // namespace parity
