// From settings to the rules of one field: see field_rules.h.
#include "normalizers/field_rules.h"

namespace parity {
namespace {

template <class T>
void set(T& target, const Setting<T>& setting) {
  if (setting) target = setting->value;
}

bool is_time(FieldType type) {
  return type == FieldType::date || type == FieldType::time || type == FieldType::local ||
         type == FieldType::instant;
}

Emptiness stands_for(Emptiness what, const FieldRules& rules) {
  switch (what) {
    case Emptiness::empty: return rules.empty == Emptiness::distinct ? what : rules.empty;
    case Emptiness::null: return rules.null == Emptiness::distinct ? what : rules.null;
    case Emptiness::absent: return rules.absent == Emptiness::distinct ? what : rules.absent;
    case Emptiness::distinct: break;
  }
  return what;
}

// Where null stands for "" and "" for null the two are one thing, and one of them has to be its form.
void break_circles(FieldRules& rules) {
  const auto leads_back = [&](Emptiness start) {
    Emptiness at = stands_for(start, rules);
    for (int step = 0; step < 2 && at != start; ++step) at = stands_for(at, rules);
    return at == start;
  };
  if (leads_back(Emptiness::null)) rules.null = Emptiness::distinct;
  if (leads_back(Emptiness::empty)) rules.empty = Emptiness::distinct;
  if (leads_back(Emptiness::absent)) rules.absent = Emptiness::distinct;
}

// What members and elements inherit: everything about one value, nothing about the array that holds it.
FieldRules leaf_rules(const FieldRules& rules) {
  FieldRules leaf;
  leaf.number = rules.number;
  leaf.drops_scale = rules.drops_scale;
  leaf.trim = rules.trim;
  leaf.unicode = rules.unicode;
  leaf.text_case = rules.text_case;
  leaf.empty = rules.empty;
  leaf.null = rules.null;
  leaf.absent = rules.absent;
  if (rules.type != FieldType::json) leaf.type = rules.type;
  leaf.as_instant = rules.as_instant;
  leaf.zone = rules.zone;
  leaf.precision = rules.precision;
  return leaf;
}

bool only_text(const FieldRules& rules) {
  return !rules.type && !rules.as_instant && rules.precision.unit == TimePrecision::exact &&
         !rules.drops_scale;
}

bool nothing_set(const FieldRules& rules) {
  return only_text(rules) && rules.trim.sides == Sides::none && rules.unicode == UnicodeForm::none &&
         rules.text_case == TextCase::keep && rules.empty == Emptiness::distinct &&
         rules.null == Emptiness::distinct && rules.absent == Emptiness::distinct &&
         rules.array.order == ArrayOrder::ordered && rules.members.empty() && !rules.items;
}

// `holds_time` is about the field; its members and elements are what it is.
FieldRules compile_tree(const RuleSet& inherited, const RuleSet& own, bool holds_time, JsonDecoder json) {
  const RuleSet all = overlay(inherited, own);
  const bool declared_time = all.type && is_time(all.type->value);
  const bool time = holds_time || own.time || own.precision || declared_time;
  FieldRules rules;
  set(rules.trim, all.trim);
  set(rules.unicode, all.unicode);
  set(rules.text_case, all.text_case);
  set(rules.empty, all.empty);
  set(rules.null, all.null);
  set(rules.absent, all.absent);
  break_circles(rules);
  if (all.type) rules.type = all.type->value;
  if (all.time) rules.zone = all.time->value.zone_data;  // `type: instant` on a local time needs it too
  const bool other_type = rules.type && !declared_time && rules.type != FieldType::json;
  if (all.time && time && !other_type) rules.as_instant = all.time->value.as_instant;
  if (time) set(rules.precision, all.precision);
  if (all.number && all.number->value == NumberCompare::scale) rules.number = NumberForm::scale;
  set(rules.array, all.array);
  rules.json = json;
  RuleSet inner = all;  // nested values start from the field's own settings, what is about the whole excepted
  if (rules.type == FieldType::json) inner.type.reset();
  inner.array.reset();
  inner.members.clear();
  inner.items.reset();
  for (const auto& [name, member] : all.members)
    rules.members.emplace(name, compile_tree(inner, member, time, json));
  if (all.items) rules.items = std::make_unique<FieldRules>(compile_tree(inner, *all.items, time, json));
  return rules;
}

bool scale_somewhere(const FieldRules& rules) {
  if (rules.number == NumberForm::scale || (rules.items && scale_somewhere(*rules.items))) return true;
  for (const auto& [name, member] : rules.members) {
    if (scale_somewhere(member)) return true;
  }
  return false;
}

// One field has one encoding. Where any part of it asks for the scale, the others drop theirs themselves.
void settle_scale(FieldRules& rules) {
  rules.drops_scale = rules.number == NumberForm::value;
  rules.number = NumberForm::scale;
  if (rules.items) settle_scale(*rules.items);
  for (auto& [name, member] : rules.members) settle_scale(member);
}

void finish(FieldRules& rules) {
  if (rules.items) finish(*rules.items);
  for (auto& [name, member] : rules.members) finish(member);
  rules.changes_nothing = nothing_set(rules);
  if (rules.changes_nothing) return;
  rules.text_only = only_text(rules);
  rules.nested = std::make_unique<FieldRules>(leaf_rules(rules));
  rules.nested->text_only = only_text(*rules.nested);
  rules.nested->changes_nothing = nothing_set(*rules.nested);
}

}  // namespace

FieldRules compile(const RuleSet& inherited, const RuleSet& own, bool holds_time, JsonDecoder json) {
  FieldRules rules = compile_tree(inherited, own, holds_time, json);
  if (scale_somewhere(rules)) settle_scale(rules);
  finish(rules);
  return rules;
}

}  // namespace parity
