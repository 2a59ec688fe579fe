// The rules at work: see normalize.h. The steps come in the order of the enum Rule, with two exceptions: what
// `type: text` spells is text before the rules for text; and text that is to be read as something else is
// trimmed only, since another letter case or Unicode form would change what it spells (base64, JSON's names).
#include "normalizers/normalize.h"

#include "normalizers/array_order.h"
#include "normalizers/decimal.h"
#include "normalizers/text.h"
#include "normalizers/typed.h"

namespace parity {
namespace {

Value normalize(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed);

bool is_json_text(const Value& value, const FieldRules& rules) {
  return rules.type == FieldType::json && value.kind == Kind::text && !(value.flags & kJsonString);
}

// Whether text will be read as another type.
bool reads_text(const Value& text, const FieldRules& rules) {
  if (rules.as_instant) return true;
  if (rules.type == FieldType::json) return is_json_text(text, rules);
  return rules.type && rules.type != FieldType::text;
}

void set_text(Value& value, std::string_view text) {  // the flags stay
  value.data = text.data();
  value.size = static_cast<std::uint32_t>(text.size());
}

void trim_step(Value& value, const FieldRules& rules, RuleBits& changed) {
  if (rules.trim.sides == Sides::none) return;
  const std::string_view text = trimmed(value.view(), rules.trim);
  if (text.size() == value.size) return;
  changed |= bit(Rule::trim);
  set_text(value, text);
}

// Trim, form and case, until none of them finds anything to do: a compatibility form can bring forth a blank
// (U+00A8 is " ̈" in NFKC), and a letter's other case can be another form (U+01F0 folds to two code points).
void text_step(Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (rules.unicode == UnicodeForm::none && rules.text_case == TextCase::keep)
    return trim_step(value, rules, changed);
  constexpr int kPasses = 8;  // two are enough for every single code point
  for (int pass = 0; pass < kPasses; ++pass) {
    const std::string_view before = value.view();
    RuleBits bits = 0;
    trim_step(value, rules, bits);
    const std::string_view plain = value.view();
    const std::string_view formed = normalized(plain, rules.unicode, arena);
    if (formed.data() != plain.data() && formed != plain) bits |= bit(Rule::unicode);
    const std::string_view cased = recased(formed, rules.text_case, arena);
    if (cased.data() != formed.data() && cased != formed) bits |= bit(Rule::text_case);
    if (bits == 0) return;
    set_text(value, cased);
    if (cased == before) return;  // two steps may undo one another: nothing has changed then
    changed |= bits;
    if (is_ascii(before)) return;
  }
}

// What "", null or a missing field stands for, and what that stands for in turn.
Emptiness resolve(Emptiness what, const FieldRules& rules, RuleBits& changed) {
  for (int step = 0; step < 2; ++step) {  // compile() leaves no circles
    const Emptiness next = what == Emptiness::empty  ? rules.empty
                           : what == Emptiness::null ? rules.null
                                                     : rules.absent;
    if (next == Emptiness::distinct || next == what) break;
    changed |= bit(what == Emptiness::empty  ? Rule::empty
                   : what == Emptiness::null ? Rule::null
                                             : Rule::absent);
    what = next;
  }
  return what;
}

// The three things that are no content, `distinct` for all others.
Emptiness emptiness(const Value& value) {
  if (value.kind == Kind::null) return Emptiness::null;
  if (value.kind == Kind::absent) return Emptiness::absent;
  return value.kind == Kind::text && value.size == 0 ? Emptiness::empty : Emptiness::distinct;
}

void emptiness_step(Value& value, Emptiness what, const FieldRules& rules, RuleBits& changed) {
  const Emptiness form = resolve(what, rules, changed);
  if (form == what) return;
  value = form == Emptiness::null    ? Value::null()
          : form == Emptiness::empty ? Value::text({})
                                     : Value::absent();
}

void precision_step(Value& value, const FieldRules& rules, RuleBits& changed) {
  const bool to_day = rules.precision.unit == TimePrecision::day;
  const bool dated = value.kind == Kind::local || value.kind == Kind::instant;
  if (!dated && (value.kind != Kind::clock || to_day)) return;  // a time of day has no day to keep
  const auto reduced = [&](std::int64_t micros) {
    return reduce(micros, rules.precision.unit, rules.precision.rounding);
  };
  std::int64_t micros = reduced(value.integer);
  const bool forever = dated && (micros == kFutureForever || micros == kPastForever);
  if (to_day && value.kind == Kind::instant && rules.zone && !forever) {
    const std::int64_t there = reduced(rules.zone->to_local(value.integer));
    if (there != micros) changed |= bit(Rule::time);  // whose zone it is
    micros = there;
  }
  if (to_day || micros != value.integer) changed |= bit(Rule::precision);
  if (to_day)
    value = Value::date(forever ? micros : micros / kMicrosPerDay);  // exact: reduced to whole days
  else
    value.integer = micros;
}

// Type, time, precision and scale.
void typed_step(Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (rules.type && rules.type != FieldType::json) value = read_as(*rules.type, value, rules, arena, changed);
  if (rules.as_instant && value.kind == Kind::text) {
    value = read_time(value.view(), rules, arena, changed);
    changed |= bit(Rule::time);
  }
  if (rules.as_instant) value = in_zone(value, rules, arena, changed);
  if (rules.precision.unit != TimePrecision::exact) precision_step(value, rules, changed);
  if (rules.drops_scale && value.kind == Kind::number && is_finite(value)) {
    const Value plain = without_scale(value, arena);
    if (scale_of(plain) != scale_of(value)) changed |= bit(Rule::number);
    value = plain;
  }
}

Value normalize_array(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  const FieldRules& inner = rules.items ? *rules.items : rules.nested ? *rules.nested : rules;
  auto items = arena.array<Value>(raw.size);
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = normalize(raw.elements[i], inner, arena, changed);
  if (rules.array.order == ArrayOrder::ordered) return Value::array(items);
  bool moved = false;
  const Value array = in_canonical_order(items, rules, arena, moved);
  if (moved) changed |= bit(Rule::array);
  return array;
}

const FieldRules& rules_of_member(const FieldRules& rules, std::string_view name) {
  if (!rules.members.empty()) {
    const auto own = rules.members.find(name);
    if (own != rules.members.end()) return own->second;
  }
  return rules.nested ? *rules.nested : rules;
}

// Where a missing member stands for null, a null member and none are the same, and none is the simpler form;
// likewise for "".
bool stands_for_missing(const Value& member, const FieldRules& rules, RuleBits& changed) {
  const Emptiness what = emptiness(member);
  if (what == Emptiness::distinct) return false;
  RuleBits by = 0;
  if (resolve(Emptiness::absent, rules, by) != what) return false;
  changed |= by;
  return true;
}

Value normalize_object(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  auto members = arena.array<Member>(raw.size);
  std::size_t count = 0;
  for (const Member& member : raw.fields()) {
    const FieldRules& inner = rules_of_member(rules, member.name);
    const Value value = normalize(member.value, inner, arena, changed);
    if (value.kind == Kind::absent) continue;
    if (inner.absent != Emptiness::distinct && stands_for_missing(value, inner, changed)) continue;
    members[count++] = {member.name, value};
  }
  return Value::object(members.first(count));
}

Value normalize(const Value& raw, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (rules.changes_nothing) return raw;
  Value value = raw;
  if (rules.type == FieldType::text) value = read_as(FieldType::text, value, rules, arena, changed);
  if (value.kind == Kind::text) {
    if (!rules.text_only && reads_text(value, rules))
      trim_step(value, rules, changed);
    else
      text_step(value, rules, arena, changed);
  }
  if (const Emptiness what = emptiness(value); what != Emptiness::distinct)
    emptiness_step(value, what, rules, changed);
  if (!rules.text_only) {
    if (is_json_text(value, rules)) {
      const Value document = read_as(FieldType::json, value, rules, arena, changed);
      return normalize(document, rules, arena, changed);  // no JSON text any more: once is enough
    }
    typed_step(value, rules, arena, changed);
  }
  if (value.kind == Kind::array) return normalize_array(value, rules, arena, changed);
  if (value.kind == Kind::object) return normalize_object(value, rules, arena, changed);
  return value;
}

}  // namespace

Normalized normalize(const Value& value, const FieldRules& rules, Arena& arena) {
  Normalized out;
  out.value = normalize(value, rules, arena, out.changed);
  return out;
}

}  // namespace parity
