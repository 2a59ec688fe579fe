// How many values each rule changed in one stream, per field: a few counters, touched only where a value was
// changed.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "harness/compare/rule_lines.h"

namespace parity {

class ChangedValues {
 public:
  explicit ChangedValues(std::size_t fields = 0) : counts_(fields * kRules) {}

  void add(std::size_t field, RuleBits changed) {
    std::uint64_t* of_field = &counts_[field * kRules];
    for (RuleBits left = changed; left != 0; left &= left - 1) ++of_field[std::countr_zero(left)];
  }
  // Where several lines set one rule of the field: which of them mattered.
  void tell_apart(std::size_t field, const std::vector<RuleLine>& lines, RuleBits changed, const Value& raw,
                  const Value& normal, NumberForm form) {
    for (std::size_t l = 0; l < lines.size(); ++l) {
      if (lines[l].without && (changed & bit(lines[l].rule)) && matters(lines[l], raw, normal, form))
        ++by_line_[{field, l}];
    }
  }

  std::uint64_t by(std::size_t field, std::size_t number, const RuleLine& line) const {
    if (line.without) {
      const auto at = by_line_.find({field, number});
      return at == by_line_.end() ? 0 : at->second;
    }
    const std::size_t at = field * kRules + static_cast<std::size_t>(line.rule);
    return at < counts_.size() ? counts_[at] : 0;  // a field that only the rows showed
  }

 private:
  std::vector<std::uint64_t> counts_;
  std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> by_line_;  // field, line
};

}  // namespace parity
