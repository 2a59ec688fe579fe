// The rules at work: see normalize.h. The order of the steps is the order of the enum Rule.
#include "normalizers/normalize.h"

#include <algorithm>
#include <vector>

#include "normalizers/text.h"
#include "normalizers/typed.h"

namespace parity {
namespace {

template <class T>
void set(T& target, const Setting<T>& setting) {
  if (setting) target = setting->value;
}

// What members and elements inherit: everything about one value, nothing about the array that holds it.
FieldRules leaf_rules(const FieldRules& rules) {
  FieldRules leaf;
  leaf.changes_nothing = rules.changes_nothing;
  leaf.number = rules.number;
  leaf.trim = rules.trim;
  leaf.unicode = rules.unicode;
  leaf.text_case = rules.text_case;
  leaf.empty = rules.empty;
  leaf.null = rules.null;
  leaf.absent = rules.absent;
  leaf.type = rules.type == FieldType::json ? std::nullopt : rules.type;
  leaf.as_instant = rules.as_instant;
  leaf.zone = rules.zone;
  leaf.precision = rules.precision;
  return leaf;
}

bool nothing_set(const FieldRules& rules) {
  return rules.trim.sides == Sides::none && rules.unicode == UnicodeForm::none &&
         rules.text_case == TextCase::keep && rules.empty == Emptiness::distinct &&
         rules.null == Emptiness::distinct && rules.absent == Emptiness::distinct && !rules.type &&
         !rules.as_instant && rules.precision.unit == TimePrecision::exact &&
         rules.array.order == ArrayOrder::ordered && rules.members.empty() && !rules.items;
}

const FieldRules& rules_of_member(const FieldRules& rules, std::string_view name) {
  const auto own = rules.members.find(name);
  if (own != rules.members.end()) return own->second;
  return rules.nested ? *rules.nested : rules;
}

const FieldRules& rules_of_items(const FieldRules& rules) {
  if (rules.items) return *rules.items;
  return rules.nested ? *rules.nested : rules;
}

Value stand_in(Emptiness what) {
  switch (what) {
    case Emptiness::null: return Value::null();
    case Emptiness::empty: return Value::text({});
    case Emptiness::distinct:
    case Emptiness::absent: return Value::absent();
  }
  return Value::absent();
}

// One text after the rules that keep it text.
Value text_step(const Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  std::string_view text = value.view();
  if (rules.trim.sides != Sides::none) {
    const std::string_view shorter = trimmed(text, rules.trim);
    if (shorter.size() != text.size()) changed |= bit(Rule::trim);
    text = shorter;
  }
  if (rules.unicode != UnicodeForm::none) {
    const std::string_view formed = normalized(text, rules.unicode, arena);
    if (formed != text) changed |= bit(Rule::unicode);
    text = formed;
  }
  if (rules.text_case != TextCase::keep) {
    const std::string_view cased = recased(text, rules.text_case, arena);
    if (cased != text) changed |= bit(Rule::text_case);
    text = cased;
  }
  return Value::text(text);
}

Value time_step(Value value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (rules.as_instant) {
    if (value.kind == Kind::text) {
      value = read_time(value.view(), rules, arena);
      changed |= bit(Rule::time);
    } else if (value.kind == Kind::local && rules.zone) {
      value = in_zone(value, rules, arena);
      changed |= bit(Rule::time);
    }
  }
  if (rules.precision.unit == TimePrecision::exact) return value;
  const bool has_clock =
      value.kind == Kind::local || value.kind == Kind::instant || value.kind == Kind::clock;
  if (!has_clock) return value;
  std::int64_t micros = value.integer;
  const bool to_date = rules.precision.unit == TimePrecision::day && value.kind != Kind::clock;
  const bool forever = micros == kFutureForever || micros == kPastForever;
  if (to_date && value.kind == Kind::instant && rules.zone && !forever) micros = rules.zone->to_local(micros);
  micros = reduce(micros, rules.precision.unit, rules.precision.rounding);
  if (to_date) {
    changed |= bit(Rule::precision);
    return Value::date(forever ? micros : micros / kMicrosPerDay);  // exact: reduced to whole days
  }
  if (micros != value.integer) changed |= bit(Rule::precision);
  value.integer = micros;
  return value;
}

// Elements in a canonical order, each with its encoding. `set` also drops repetitions.
Value array_step(std::span<Value> items, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  struct Element {
    std::string sort_key;
    Value value;
  };
  std::vector<Element> elements;
  elements.reserve(items.size());
  ByteBuffer bytes;
  for (const Value& item : items) {
    bytes.clear();
    if (rules.array.order == ArrayOrder::by_key && item.kind == Kind::object) {
      for (const std::string& name : rules.array.key) {
        const auto fields = item.fields();
        const auto at =
            std::find_if(fields.begin(), fields.end(), [&](const Member& m) { return m.name == name; });
        encode(at == fields.end() ? Value::absent() : at->value, rules.number, bytes);
      }
    }
    encode(item, rules.number, bytes);  // also breaks ties between equal keys
    elements.push_back({std::string(bytes.view()), item});
  }
  const auto by_key = [](const Element& a, const Element& b) { return a.sort_key < b.sort_key; };
  if (!std::is_sorted(elements.begin(), elements.end(), by_key)) {
    changed |= bit(Rule::array);
    std::stable_sort(elements.begin(), elements.end(), by_key);
  }
  if (rules.array.order == ArrayOrder::set) {
    const auto repeated =
        std::unique(elements.begin(), elements.end(),
                    [](const Element& a, const Element& b) { return a.sort_key == b.sort_key; });
    if (repeated != elements.end()) changed |= bit(Rule::array);
    elements.erase(repeated, elements.end());
  }
  auto out = arena.array<Value>(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) out[i] = elements[i].value;
  return Value::array(out);
}

Value normalize(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed);

Value normalize_array(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  const FieldRules& inner = rules_of_items(rules);
  auto items = arena.array<Value>(raw.size);
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = normalize(raw.elements[i], inner, arena, changed);
  if (rules.array.order == ArrayOrder::ordered) return Value::array(items);
  return array_step(items, rules, arena, changed);
}

Value normalize_object(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  auto members = arena.array<Member>(raw.size);
  std::size_t count = 0;
  for (const Member& member : raw.fields()) {
    const FieldRules& inner = rules_of_member(rules, member.name);
    const Value value = normalize(member.value, inner, arena, changed);
    // Where a missing member stands for null, a null member and none are the same, and none is the simpler
    // form.
    if (value.kind == Kind::absent) continue;
    if (value.kind == Kind::null && inner.absent == Emptiness::null) {
      changed |= bit(Rule::absent);
      continue;
    }
    members[count++] = {member.name, value};
  }
  return Value::object(members.first(count));
}

Value normalize(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (rules.changes_nothing) return raw;
  Value value = raw;
  if (value.kind == Kind::text) {
    value = text_step(value, rules, arena, changed);
    if (value.size == 0 && rules.empty != Emptiness::distinct) {
      value = stand_in(rules.empty);
      changed |= bit(Rule::empty);
    }
  }
  if (value.kind == Kind::null && rules.null != Emptiness::distinct) {
    value = stand_in(rules.null);
    changed |= bit(Rule::null);
  }
  if (value.kind == Kind::absent && rules.absent != Emptiness::distinct) {
    value = stand_in(rules.absent);
    changed |= bit(Rule::absent);
  }
  if (rules.type) {
    const Kind before = value.kind;
    value = read_as(*rules.type, value, rules, arena);
    if (value.kind != before) changed |= bit(Rule::type);
  }
  if (rules.as_instant || rules.precision.unit != TimePrecision::exact)
    value = time_step(value, rules, arena, changed);
  if (value.kind == Kind::array) return normalize_array(value, rules, arena, changed);
  if (value.kind == Kind::object) return normalize_object(value, rules, arena, changed);
  return value;
}

}  // namespace

FieldRules compile(const RuleSet& inherited, const RuleSet& own, bool holds_time, JsonDecoder json) {
  const RuleSet all = overlay(inherited, own);
  FieldRules rules;
  set(rules.trim, all.trim);
  set(rules.unicode, all.unicode);
  set(rules.text_case, all.text_case);
  set(rules.empty, all.empty);
  set(rules.null, all.null);
  set(rules.absent, all.absent);
  if (all.type) rules.type = all.type->value;
  if (all.time && (own.time || holds_time)) {
    rules.as_instant = all.time->value.as_instant;
    rules.zone = all.time->value.zone_data;
  } else if (all.time) {
    rules.zone = all.time->value.zone_data;  // `type: instant` on a local time needs it too
  }
  if (own.precision || holds_time) set(rules.precision, all.precision);
  if (all.number && all.number->value == NumberCompare::scale) rules.number = NumberForm::scale;
  set(rules.array, all.array);
  rules.json = json;
  RuleSet inner = all;  // nested values start from the field's own settings, array handling excepted
  inner.array.reset();
  inner.members.clear();
  inner.items.reset();
  for (const auto& [name, member] : all.members)
    rules.members.emplace(name, compile(inner, member, holds_time, json));
  if (all.items) rules.items = std::make_unique<FieldRules>(compile(inner, *all.items, holds_time, json));
  rules.changes_nothing = nothing_set(rules);
  if (!rules.changes_nothing) {
    rules.nested = std::make_unique<FieldRules>(leaf_rules(rules));
    rules.nested->changes_nothing = nothing_set(*rules.nested);
  }
  return rules;
}

Normalized normalize(const Value& value, const FieldRules& rules, Arena& arena) {
  Normalized out;
  out.value = normalize(value, rules, arena, out.changed);
  return out;
}

}  // namespace parity
