// The rule that would hide a cluster, and what it costs: from counts that the real normalizer made, never
// from what the rule is thought to do.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/causes/groups.h"
#include "reports/cluster.h"
#include "reports/result.h"

namespace parity {

// Raw values of a field, a few: what a rule is blind to is tried on them. Those with the smallest digests,
// whichever came first.
struct FieldValues {
  Arena arena;
  std::map<std::uint64_t, Value> by_digest;
  bool holds_time = false;

  void keep_one(const Value& value);
};
using ValuesOfFields = std::map<std::pair<std::string, std::string>, FieldValues>;  // table, field

// What is asked about one cluster.
struct Explained {
  Cause cause = Cause::became;
  std::int64_t number = 0;  // of the hypothesis
  std::size_t contract = 0;
  std::set<std::pair<std::string, std::string>> fields;  // table and field
  std::uint64_t count = 0;
  std::array<std::uint64_t, kProbes> hidden_by{};  // of its differences
};

// At most two, the one that hides least first; none where no rule hides all of the cluster, or where hiding
// it would be no honest answer (a text cut off, a constant written).
std::vector<reports::CandidateRule> candidates_for(const Explained& cluster, const CauseGroups& groups,
                                                   const std::vector<reports::ComparisonResult>& comparisons,
                                                   const ValuesOfFields& values, JsonDecoder json);

}  // namespace parity
