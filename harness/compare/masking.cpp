// The smallest set of rules that hides a difference: see masking.h.
#include "harness/compare/masking.h"

#include <bit>

namespace parity {
namespace {

template <class T>
void drop(Setting<T>& setting, Rule rule, RuleBits kept) {
  if (!(kept & bit(rule))) setting.reset();
}

RuleSet cut_down(RuleSet rules, RuleBits kept) {
  drop(rules.trim, Rule::trim, kept);
  drop(rules.unicode, Rule::unicode, kept);
  drop(rules.text_case, Rule::text_case, kept);
  drop(rules.empty, Rule::empty, kept);
  drop(rules.null, Rule::null, kept);
  drop(rules.absent, Rule::absent, kept);
  drop(rules.type, Rule::type, kept);
  drop(rules.time, Rule::time, kept);
  drop(rules.precision, Rule::precision, kept);
  drop(rules.array, Rule::array, kept);
  for (auto& [name, member] : rules.members) member = cut_down(member, kept);
  if (rules.items) rules.items = std::make_shared<RuleSet>(cut_down(*rules.items, kept));
  return rules;
}

}  // namespace

RuleBits smallest_set(RuleBits candidates, const std::function<bool(RuleBits)>& hides) {
  const int count = std::popcount(candidates);
  if (count <= 1) return candidates;
  std::vector<RuleBits> rules;
  for (int i = 0; i < kRules; ++i) {
    if (candidates >> i & 1) rules.push_back(RuleBits{1} << i);
  }
  for (int size = 1; size < count; ++size) {
    for (RuleBits choice = 1; choice < RuleBits{1} << count; ++choice) {
      if (std::popcount(choice) != size) continue;
      RuleBits subset = 0;
      for (int i = 0; i < count; ++i) {
        if (choice >> i & 1) subset |= rules[static_cast<std::size_t>(i)];
      }
      if (hides(subset)) return subset;
    }
  }
  return candidates;
}

const FieldRules& RestrictedRules::only(RuleBits rules) {
  const auto at = compiled_.find(rules);
  if (at != compiled_.end()) return at->second;
  return compiled_
      .emplace(rules, compile(cut_down(inherited_, rules), cut_down(own_, rules), holds_time_, json_))
      .first->second;
}

std::vector<std::string> rule_names(RuleBits rules) {
  std::vector<std::string> names;
  for (int i = 0; i < kRules; ++i) {
    if (rules >> i & 1) names.emplace_back(describe(static_cast<Rule>(i)).name);
  }
  return names;
}

}  // namespace parity
