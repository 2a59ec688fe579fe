// Differences of one kind in one field of one table of one comparison: where causes are looked for.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "harness/causes/rule_probe.h"
#include "harness/causes/tally.h"
#include "reports/result.h"

namespace parity {

struct CauseGroup {
  std::string comparison, table;
  std::string field;  // empty: whole rows
  std::string path;   // array positions as [*]
  reports::DifferenceKind kind = reports::DifferenceKind::value;
  std::size_t contract = 0;
  std::uint64_t count = 0;
  std::array<std::uint64_t, kProbes> hidden_by{};  // differences that each setting would hide
  Tally tally;
  Examples examples;
};

// "sets[12].reps" → "sets[*].reps".
std::string pattern_of(std::string_view path);

class CauseGroups {
 public:
  // The number of the group that it belongs to.
  std::uint32_t of(const reports::Difference& difference, std::size_t contract);
  CauseGroup& operator[](std::size_t group) { return groups_[group]; }
  const std::vector<CauseGroup>& all() const { return groups_; }

 private:
  // A document whose member names are data has patterns without number: beyond this many they are told by
  // field.
  static constexpr std::size_t kMost = 5000;
  using Name = std::tuple<std::string, std::string, std::string, reports::DifferenceKind, std::size_t>;
  std::map<Name, std::uint32_t> by_name_;
  std::vector<CauseGroup> groups_;
};

}  // namespace parity
