// What becomes of a ledger in a run: differences come one by one and are matched and counted; at the end each
// entry is in force, lapsed, stale or over its maximum, and only one in force accepts. Nothing is removed.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "harness/accepted/ledger.h"
#include "reports/result.h"

namespace parity {

// Memory grows with the ledger, not with the differences.
class Acceptance {
 public:
  // Entries for comparisons that are none of `comparisons` are no part of it. The last day of an entry is one
  // of its days.
  Acceptance(const Ledger& ledger, const std::vector<std::string>& comparisons, Date today);

  struct Mark {
    std::string entry;     // id; empty: nobody accepts it
    bool settled = false;  // nothing that comes later can take the mark off
  };
  // Counts it for every entry that matches. It is accepted by the first of them that holds, as far as is
  // known now.
  Mark take(const reports::Difference& difference);

  // No difference comes any more. `complete`: all that was to be compared was, so what matched nothing is
  // stale. Marks tables and samples, moves outcomes of what is accepted whole to `passed`, and adds each
  // entry's fate and a check for each that suppresses nothing.
  void settle(reports::Result& result, bool complete);

  // After settle(): whether marks given by take() do not hold, and what holds instead.
  bool took_back() const { return took_back_; }
  std::string mark_of(const reports::Difference& difference) const;

 private:
  using Matches = std::vector<std::size_t>;  // indices of entries, ascending
  Matches matches_of(const reports::Difference& difference) const;
  std::string accepting(const Matches& matches) const;
  void settle_states(bool complete);

  std::vector<LedgerEntry> entries_;
  std::string file_;
  Date today_;
  std::vector<reports::AcceptedState> states_;
  std::vector<std::uint64_t> matched_;
  std::unordered_map<std::string, Matches> by_fingerprint_;
  Matches others_;                                                                // without one
  std::map<std::tuple<std::string, std::string, Matches>, std::uint64_t> found_;  // comparison, table
  bool took_back_ = false;
};

// Rewrites the marks in differences.ndjson where some do not hold: line by line into a file beside it that
// then takes its place. Throws std::system_error.
void mark_again(const std::filesystem::path& differences, const Acceptance& acceptance);

}  // namespace parity
