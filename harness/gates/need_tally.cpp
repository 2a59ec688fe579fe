// Counting what holds: see need_tally.h.
#include "harness/gates/need_tally.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/words.h"

namespace parity {
namespace {

using reports::GateVerdict;
using reports::Outcome;

constexpr std::size_t kTold = 20;

std::string first_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 3; ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > 3 ? text + fmt::format(" and {} more", names.size() - 3) : text;
}

}  // namespace

void NeedTally::miss(const std::string& what, const std::string& why) {
  ++covers_;
  if (undecided_.empty()) why_ = why;
  undecided_.push_back(what);
}

void NeedTally::add(const reports::Check& check) {
  switch (check.outcome) {
    case Outcome::passed: ++covers_, ++holds_; return;
    case Outcome::failed: ++covers_, failed_.push_back(check.id); return;
    case Outcome::errored: return miss(check.id, "could not be decided");
    case Outcome::skipped: return miss(check.id, check.message.empty() ? "was skipped" : check.message);
  }
}

void NeedTally::add(const reports::Result& result, const reports::ComparisonResult& comparison) {
  if (!result.coverage.filters.empty())
    return miss(comparison.name, "only a part of it was asked for (" + result.coverage.filters.front() + ")");
  std::uint64_t compared = 0;
  for (const reports::TableResult& table : comparison.tables) {
    const std::string name = comparison.name + ": " + table.name;
    if (table.outcome == Outcome::errored) {
      miss(name, "could not be decided");
    } else if (table.outcome == Outcome::failed) {
      ++covers_, failed_.push_back(name);
    } else if (table.outcome == Outcome::passed && table.not_compared.empty()) {
      ++covers_, ++holds_, ++compared;
    }
  }
  if (comparison.outcome == Outcome::errored && undecided_.empty())
    miss(comparison.name, comparison.error.empty() ? "could not be decided" : comparison.error);
  else if (compared == 0 && failed_.empty() && undecided_.empty())
    miss(comparison.name, "no table was compared");
  for (const reports::Check& check : result.checks)  // tables without a row, or without a field
    if (check.id.starts_with("coverage." + comparison.name + ".")) add(check);
}

void NeedTally::add(const reports::Result& result, const PlannedCheck& planned,
                    const std::string& statement) {
  bool made = false;
  if (planned.is_comparison()) {
    for (const reports::ComparisonResult& comparison : result.comparisons) {
      if (comparison.name != planned.id) continue;
      made = true;
      add(result, comparison);
    }
    if (!made) miss(planned.id, "was not compared");
    return;
  }
  for (const reports::Check& check : result.checks) {
    if (!stands_for(planned, check)) continue;
    if (planned.open && !statement.empty() &&
        std::find(check.requirements.begin(), check.requirements.end(), statement) ==
            check.requirements.end())
      continue;
    made = true;
    add(check);
  }
  if (!made) miss(planned.id, "was not made");
}

GateVerdict NeedTally::verdict() const {
  if (!failed_.empty()) return GateVerdict::failed;
  if (covers_ == 0 || !undecided_.empty()) return GateVerdict::not_proven;
  return GateVerdict::passed;
}

std::string NeedTally::reason() const {
  const auto amount = [&](const std::vector<std::string>& which) {
    return fmt::format("{} of {}", reports::thousands(which.size()),
                       reports::counted(covers_, one_, several_));
  };
  if (!failed_.empty()) return fmt::format("{} failed: {}", amount(failed_), first_of(failed_));
  if (covers_ == 0) return fmt::format("there is no {} that it could rest on", one_);
  if (undecided_.empty()) return {};
  return fmt::format("{} not decided: {} ({})", amount(undecided_), first_of(undecided_), why_);
}

std::vector<std::string> NeedTally::wanting() const {
  std::vector<std::string> all = failed_;
  all.insert(all.end(), undecided_.begin(), undecided_.end());
  if (all.size() > kTold) all.resize(kTold);
  return all;
}

}  // namespace parity
