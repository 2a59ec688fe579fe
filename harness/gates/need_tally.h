// What a set of checks and comparisons amounts to: how many hold, which do not, and the verdict of whoever
// needs all of them.
#pragma once

#include <string>
#include <vector>

#include "harness/gates/planned_checks.h"
#include "reports/result.h"

namespace parity {

class NeedTally {
 public:
  // `one`: what is counted, "check", "table"; `several`: its plural.
  explicit NeedTally(std::string one, std::string several)
      : one_(std::move(one)), several_(std::move(several)) {}

  void add(const reports::Check& check);
  // Its tables; what keeps it from being all of them makes it undecided.
  void add(const reports::Result& result, const reports::ComparisonResult& comparison);
  // Each of the result's checks that `planned` stands for, or that none was made. `statement`: of an open
  // one, only those that name it.
  void add(const reports::Result& result, const PlannedCheck& planned, const std::string& statement = {});
  // Something that was to be there and is not, or could not be decided.
  void miss(const std::string& what, const std::string& why);

  reports::GateVerdict verdict() const;
  std::string reason() const;  // "2 of 31 checks failed: a, b"; empty: it passed
  std::uint64_t covers() const { return covers_; }
  std::uint64_t holds() const { return holds_; }
  std::vector<std::string> wanting() const;  // at most 20, what failed first

 private:
  std::string one_, several_;
  std::uint64_t covers_ = 0, holds_ = 0;
  std::vector<std::string> failed_, undecided_;
  std::string why_;  // of the first undecided
};

}  // namespace parity
