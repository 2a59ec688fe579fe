// Which findings of a run a bundle holds: they come one by one with the places of their rows, and a bounded
// number of them is remembered, until it is known which cluster explains each.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "harness/compare/compare.h"
#include "reports/result.h"

namespace parity {

struct ChosenFinding {
  std::uint64_t fingerprint = 0;
  std::size_t group = 0;    // as begin_group() counted
  std::vector<RowAt> rows;  // that it was decided from; none: it is about a table or a column
  std::string cluster;
};

class FindingChoice {
 public:
  explicit FindingChoice(std::size_t most) : most_(most) {}  // that will be chosen

  // Behind this come findings of other datasets; RowAt::dataset is an index into these.
  void begin_group() { ++groups_; }
  // As CompareObserver's.
  void looking_at(const RowsOfKey* rows) { rows_ = rows; }
  void add(const reports::Difference& difference);

  void explained(std::uint64_t fingerprint, const std::string& cluster);

  // One of each comparison, table, field and kind and one of each cluster first, then others.
  std::vector<ChosenFinding> choose() const;
  std::uint64_t found() const { return found_; }

 private:
  std::size_t most_;
  const RowsOfKey* rows_ = nullptr;
  std::size_t groups_ = 0;
  std::uint64_t found_ = 0;
  std::vector<ChosenFinding> candidates_;
  std::vector<std::size_t> sort_of_;  // candidate → number of its comparison, table, field and kind
  struct Sort {
    std::size_t number = 0;
    std::size_t remembered = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string, reports::DifferenceKind>, Sort> sorts_;
  std::unordered_map<std::uint64_t, std::size_t> by_fingerprint_;  // → candidate
};

}  // namespace parity
