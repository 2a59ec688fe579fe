// Lines of the contract at work: see rule_lines.h.
#include "harness/compare/rule_lines.h"

#include <algorithm>
#include <functional>

#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/normalize.h"

namespace parity {
namespace {

bool sets(const Trim& trim) { return trim.sides != Sides::none; }
bool sets(UnicodeForm form) { return form != UnicodeForm::none; }
bool sets(TextCase text_case) { return text_case != TextCase::keep; }
bool sets(Emptiness what) { return what != Emptiness::distinct; }
bool sets(FieldType) { return true; }
bool sets(const TimeRule& time) { return time.as_instant; }
bool sets(const Precision& precision) { return precision.unit != TimePrecision::exact; }
bool sets(NumberCompare) { return false; }
bool sets(const ArrayRule& array) { return array.order != ArrayOrder::ordered; }
bool sets(const Reference&) { return true; }
bool sets(const std::vector<std::string>&) { return true; }
bool sets(const Tolerance& tolerance) {
  Arena arena;
  const auto positive = [&](const std::string& digits) {
    const auto number = digits.empty() ? std::nullopt : parse_decimal(digits, arena);
    return number && compare_numbers(*number, Value::number(0)) > 0;
  };
  return positive(tolerance.absolute) || positive(tolerance.relative);
}

// Calls `take` with each setting that stands here, and the rule that it is of.
template <class Rules, class Take>
void each_setting(Rules& rules, Take take) {
  take(Rule::trim, rules.trim);
  take(Rule::unicode, rules.unicode);
  take(Rule::text_case, rules.text_case);
  take(Rule::empty, rules.empty);
  take(Rule::null, rules.null);
  take(Rule::absent, rules.absent);
  take(Rule::type, rules.type);
  take(Rule::time, rules.time);
  take(Rule::precision, rules.precision);
  take(Rule::number, rules.number);
  take(Rule::tolerance, rules.tolerance);
  take(Rule::array, rules.array);
  take(Rule::references, rules.references);
  take(Rule::only_in, rules.only_in);
}

void collect(const RuleSet& rules, const std::string& scope, std::vector<RuleLine>& out) {
  each_setting(rules, [&](Rule rule, const auto& setting) {
    if (setting && sets(setting->value)) out.push_back({rule, scope, setting->where, setting->why, nullptr});
  });
}

void collect_inside(const RuleSet& rules, const std::string& scope, std::vector<RuleLine>& out) {
  for (const auto& [name, member] : rules.members) {
    collect(member, scope + "." + name, out);
    collect_inside(member, scope + "." + name, out);
  }
  if (!rules.items) return;
  collect(*rules.items, scope + "[*]", out);
  collect_inside(*rules.items, scope + "[*]", out);
}

// Puts what changes nothing in the place of a setting; a type has no such thing, so it goes.
template <class T>
void silence(Setting<T>& setting) {
  if constexpr (std::is_same_v<T, FieldType>)
    setting.reset();
  else
    setting->value = T{};
}

void silence_here(RuleSet& rules, Rule rule) {
  each_setting(rules, [&](Rule of, auto& setting) {
    if (of == rule && setting) silence(setting);
  });
}

// The field's own settings without the line of `rule` at `scope`.
RuleSet silenced(RuleSet rules, const std::string& here, const std::string& scope, Rule rule) {
  if (here == scope) silence_here(rules, rule);
  for (auto& [name, member] : rules.members) member = silenced(member, here + "." + name, scope, rule);
  if (rules.items) rules.items = std::make_shared<RuleSet>(silenced(*rules.items, here + "[*]", scope, rule));
  return rules;
}

template <class Names>
void collect_names(const TableContract& table, const Names& at, std::vector<RuleLine>& out) {
  for (const auto& [name, where] : at)
    out.push_back({Rule::rename, table.name + " (" + name + ")", where, table.why, nullptr});
}

}  // namespace

std::vector<RuleLine> lines_of(const Contract& contract, const std::string& table, const std::string& field,
                               bool holds_time, JsonDecoder json) {
  std::vector<RuleLine> lines;
  const TableContract* of_table = contract.find(table);
  RuleSet own;
  if (of_table && of_table->fields.count(field)) own = of_table->fields.at(field);
  const std::string scope = table + "." + field;
  // The nearest setting of each rule is the one at work, whether it sets something or not.
  const RuleSet inherited = of_table ? overlay(contract.defaults, of_table->defaults) : contract.defaults;
  const RuleSet all = overlay(inherited, own);
  each_setting(all, [&](Rule rule, const auto& setting) {
    if (!setting || !sets(setting->value)) return;
    const auto has = [&](const RuleSet& rules) {
      bool there = false;
      each_setting(rules, [&](Rule of, const auto& other) { there = there || (of == rule && other); });
      return there;
    };
    const std::string from = has(own) ? scope : of_table && has(of_table->defaults) ? table : "defaults";
    lines.push_back({rule, from, setting->where, setting->why, nullptr});
  });
  collect_inside(own, scope, lines);
  const RuleBits several = set_by_several(lines);
  for (RuleLine& line : lines) {
    if (!(several & bit(line.rule))) continue;
    RuleSet base = inherited, over = own;
    if (line.scope == "defaults" || line.scope == table)
      silence_here(base, line.rule);
    else
      over = silenced(over, scope, line.scope, line.rule);
    line.without = std::make_unique<FieldRules>(compile(base, over, holds_time, json));
  }
  return lines;
}

std::vector<RuleLine> lines_of(const Contract& contract) {
  std::vector<RuleLine> lines;
  collect(contract.defaults, "defaults", lines);
  for (const TableContract& table : contract.tables) {
    collect(table.defaults, table.name, lines);
    if (table.only_in)
      lines.push_back({Rule::only_in, table.name, table.only_in->where, table.only_in->why, nullptr});
    collect_names(table, table.named_at, lines);
    for (const auto& [name, rules] : table.fields) {
      collect(rules, table.name + "." + name, lines);
      collect_inside(rules, table.name + "." + name, lines);
    }
  }
  return lines;
}

RuleBits set_by_several(const std::vector<RuleLine>& lines) {
  RuleBits once = 0, again = 0;
  for (const RuleLine& line : lines) {
    again |= once & bit(line.rule);
    once |= bit(line.rule);
  }
  return again;
}

bool matters(const RuleLine& line, const Value& raw, const Value& normal, NumberForm form) {
  Arena arena;
  return !same(normalize(raw, *line.without, arena).value, normal, form);
}

bool holds_together(const RuleLine& line, const Value& source, const Value& target) {
  Arena arena;
  return !same(normalize(source, *line.without, arena).value, normalize(target, *line.without, arena).value,
               line.without->number);
}

}  // namespace parity
