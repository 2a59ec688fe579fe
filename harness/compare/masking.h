// Which rules hide a difference: the smallest set of them under which two raw values are already the same.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "normalizers/contract.h"
#include "normalizers/field_rules.h"
#include "normalizers/rules.h"

namespace parity {

// `hides(subset)` says whether the two values are equal under these rules alone; it does under all of
// `candidates`. Returns the first of the smallest subsets, in the order of the rules.
RuleBits smallest_set(RuleBits candidates, const std::function<bool(RuleBits)>& hides);

// A field's settings cut down to some of its rules, compiled when first asked for.
class RestrictedRules {
 public:
  RestrictedRules(RuleSet inherited, RuleSet own, bool holds_time, JsonDecoder json)
      : inherited_(std::move(inherited)), own_(std::move(own)), holds_time_(holds_time), json_(json) {}
  const FieldRules& only(RuleBits rules);

 private:
  RuleSet inherited_;
  RuleSet own_;
  bool holds_time_;
  JsonDecoder json_;
  std::map<RuleBits, FieldRules> compiled_;
};

// The names of a set, in order: {"trim", "empty"}.
std::vector<std::string> rule_names(RuleBits rules);

}  // namespace parity
