// What became of findings from an earlier run to a later one: `parity run --baseline` and `parity diff`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reports/result.h"

namespace parity {

// The one rule for both commands, of something that is found now.
reports::Transition transition_of(bool found_then, bool looked_then);

// Where a run looked: an answer of it would have been heard. Not everywhere where only one key was asked for.
class LookedAt {
 public:
  explicit LookedAt(const reports::Result& result);

  bool at(const reports::Difference& difference) const;
  bool at(const reports::Check& check) const;  // it was decided

 private:
  bool one_key_only_ = false;
  // comparison, table → fields compared
  std::map<std::pair<std::string, std::string>, std::set<std::string>> tables_;
  std::set<std::string> checks_;
};

// Holds what an earlier run found: 8 bytes a difference.
class EarlierFindings {
 public:
  // `all`: of that run, called now and by settle(), and like `result` it outlives this. `file`: its name in
  // reports. Throws Error (usage) where the differences cannot be read.
  EarlierFindings(std::filesystem::path file, const reports::Result& result, reports::Differences all);

  // False: only a part of that run's differences is there, so that no transition can be told.
  bool whole() const { return whole_; }

  reports::Transition of(const reports::Difference& difference) const;
  reports::Transition of(const reports::Check& check) const;  // none: it is green, or was skipped
  // The same, counted, and remembered as still there.
  reports::Transition take(const reports::Difference& difference);
  reports::Transition take(const reports::Check& check);

  // Behind the last take(). Counts as fixed what `later` did not find where it looked; `unseen` is what it
  // did not find where it did not look.
  reports::Change settle(const reports::Result& later, std::uint64_t& unseen) const;

 private:
  std::size_t index_of(const reports::Difference& difference) const;  // in fingerprints_; its size: none

  std::string file_;
  const reports::Result& result_;
  reports::Differences all_;
  LookedAt looked_;
  bool whole_ = true;
  std::vector<std::uint64_t> fingerprints_;  // sorted, each once
  std::vector<bool> still_there_;
  std::set<std::string> checks_;  // that were not green
  reports::Change change_;
};

// "value in equipment.label [\"BARBELL\"] (source → database)".
std::string sentence_of(const reports::Difference& difference);

// Fills transitions of `result`'s checks and samples, and Result::change. Its differences were taken already.
void tell_change(reports::Result& result, EarlierFindings& earlier);

}  // namespace parity
