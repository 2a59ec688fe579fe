// What each line of the contract that sets a rule did in a comparison: values changed, differences hidden,
// and what it did otherwise, where it changes no value. Counted while tables are compared, one after the
// other.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "harness/compare/compare.h"
#include "harness/compare/rule_lines.h"
#include "normalizers/contract.h"
#include "reports/result.h"

namespace parity {

struct TableRun;
struct PlannedTable;

class RuleUses {
 public:
  explicit RuleUses(const Contract& contract);

  void count(const TableRun& run);                 // a table that was compared
  void count_left_out(const PlannedTable& table);  // one that its only_in keeps from being compared
  std::vector<LineUse> take() { return std::move(uses_); }

 private:
  // A line is known by its place: an anchor of YAML serves several scopes.
  using Id = std::pair<Rule, std::string>;
  static Id id_of(const RuleLine& line);
  LineUse* find(const RuleLine& line);
  void count_names(const TableRun& run);

  std::vector<LineUse> uses_;
  std::map<Id, std::size_t> index_;
};

}  // namespace parity
