// Settings tried on a difference: see rule_probe.h.
#include "harness/causes/rule_probe.h"

#include <array>

#include "normalizers/decimal.h"
#include "normalizers/text.h"

namespace parity {
namespace {

// In the order of Probe.
constexpr std::array<ProbeText, kProbes> kTexts = {{
    {"trim", "text: { trim: both, set: space }"},
    {"trim", "text: { trim: both, set: ascii }"},
    {"trim", "trim: both"},
    {"trim", "text: { trim: both, set: invisible }"},
    {"case", "case: fold"},
    {"unicode", "unicode: nfc"},
    {"unicode", "unicode: nfkc"},
    {"empty", "empty: null"},
    {"empty", "empty: absent"},
    {"absent", "absent: null"},
    {"type", "type: integer"},
    {"type", "type: number"},
    {"type", "type: boolean"},
    {"type", "type: date"},
    {"type", "type: local"},
    {"type", "type: instant"},
    {"type", "type: uuid"},
    {"type", "type: bytes"},
    {"type", "type: base64"},
    {"type", "type: json"},
    {"type", "type: text"},
    {"time", "time: { compare: instant, zone: UTC }"},
    {"precision", "time: { precision: us }"},
    {"precision", "time: { precision: ms }"},
    {"precision", "time: { precision: s }"},
    {"precision", "time: { precision: minute }"},
    {"precision", "time: { precision: day }"},
    {"number", "number: { compare: value }"},
    {"tolerance", "number: { tolerance: { rel: 0.00000012 } }"},  // 2^-23: one step of a float32
    {"tolerance", "number: { tolerance: { abs: 0.5 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.05 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.005 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.0005 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.00005 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.000005 } }"},
    {"tolerance", "number: { tolerance: { abs: 0.0000005 } }"},
    {"array", "array: multiset"},
    {"array", "array: set"},
}};

class Utc : public Zone {
 public:
  std::optional<std::int64_t> to_instant(std::int64_t local_micros) const override { return local_micros; }
  std::int64_t to_local(std::int64_t instant_micros) const override { return instant_micros; }
};

template <class T>
Setting<T> setting(T value) {
  return Declared<T>{std::move(value), {}, {}};
}

constexpr std::array kTypes = {FieldType::integer, FieldType::number,    FieldType::boolean,
                               FieldType::date,    FieldType::local,     FieldType::instant,
                               FieldType::uuid,    FieldType::bytes_hex, FieldType::bytes_base64,
                               FieldType::json,    FieldType::text};
constexpr std::array kUnits = {TimePrecision::microsecond, TimePrecision::millisecond, TimePrecision::second,
                               TimePrecision::minute, TimePrecision::day};

int behind(Probe probe, Probe first) { return static_cast<int>(probe) - static_cast<int>(first); }
bool between(Probe probe, Probe first, Probe last) { return probe >= first && probe <= last; }

bool is_time(Kind kind) {
  return kind == Kind::date || kind == Kind::clock || kind == Kind::local || kind == Kind::instant;
}
bool is_nothing(Kind kind) { return kind == Kind::null || kind == Kind::absent; }

// Whether it is worth asking: a rule for times need not be tried on two numbers.
bool concerns(Probe probe, const Value& source, const Value& target) {
  const auto both = [&](Kind kind) { return source.kind == kind && target.kind == kind; };
  const auto either = [&](Kind kind) { return source.kind == kind || target.kind == kind; };
  const auto like_time = [](const Value& value) {
    return is_time(value.kind) || (value.kind == Kind::text && value.size >= 8 && value.size <= 40 &&
                                   value.view().find_first_of("0123456789") < 2);
  };
  const auto starts = [](const Value& value, std::string_view with) {
    return value.kind == Kind::text && value.size > 0 && with.find(value.view().front()) != with.npos;
  };
  const bool number_texts = [&] {
    const std::string_view begins = "0123456789+-.nNiI";
    return (source.kind == Kind::number || starts(source, begins)) &&
           (target.kind == Kind::number || starts(target, begins)) && (either(Kind::text));
  }();
  // What changes neither text hides nothing.
  const auto outer = [](const Value& value) {
    const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' ' || (c & 0x80) != 0; };
    return value.size > 0 && (blank(value.view().front()) || blank(value.view().back()));
  };
  if (between(probe, Probe::trim_space, Probe::trim_invisible))
    return both(Kind::text) && (outer(source) || outer(target));
  if (probe == Probe::nfc || probe == Probe::nfkc)
    return both(Kind::text) && !(is_ascii(source.view()) && is_ascii(target.view()));
  if (probe == Probe::case_fold) return both(Kind::text);
  if (between(probe, Probe::empty_null, Probe::absent_null))
    return is_nothing(source.kind) || is_nothing(target.kind);
  if (probe == Probe::type_integer || probe == Probe::type_number) return number_texts;
  if (probe == Probe::type_boolean)
    return either(Kind::boolean) && (either(Kind::text) || either(Kind::number));
  if (between(probe, Probe::type_date, Probe::type_instant) || probe == Probe::time_utc ||
      between(probe, Probe::precision_microsecond, Probe::precision_day))
    return like_time(source) && like_time(target);
  if (probe == Probe::type_uuid) return either(Kind::uuid) || (both(Kind::text) && source.size >= 32);
  if (probe == Probe::type_hex || probe == Probe::type_base64) return either(Kind::bytes);
  if (probe == Probe::type_json)
    return (source.kind == Kind::text) != (target.kind == Kind::text) || starts(source, "[{\"");
  if (probe == Probe::type_text)
    return source.kind != target.kind && either(Kind::text) && !either(Kind::array) && !either(Kind::object);
  if (probe == Probe::multiset || probe == Probe::set) return both(Kind::array);
  return both(Kind::number);
}

}  // namespace

const ProbeText& describe(Probe probe) { return kTexts[static_cast<std::size_t>(probe)]; }

RuleSet setting_of(Probe probe) {
  RuleSet rules;
  switch (probe) {
    case Probe::trim_space: rules.trim = setting(Trim{Sides::both, TrimSet::space}); break;
    case Probe::trim_ascii: rules.trim = setting(Trim{Sides::both, TrimSet::ascii}); break;
    case Probe::trim_white: rules.trim = setting(Trim{Sides::both, TrimSet::white_space}); break;
    case Probe::trim_invisible: rules.trim = setting(Trim{Sides::both, TrimSet::invisible}); break;
    case Probe::case_fold: rules.text_case = setting(TextCase::fold); break;
    case Probe::nfc: rules.unicode = setting(UnicodeForm::nfc); break;
    case Probe::nfkc: rules.unicode = setting(UnicodeForm::nfkc); break;
    case Probe::empty_null: rules.empty = setting(Emptiness::null); break;
    case Probe::empty_absent: rules.empty = setting(Emptiness::absent); break;
    case Probe::absent_null: rules.absent = setting(Emptiness::null); break;
    case Probe::time_utc: rules.time = setting(TimeRule{true, "UTC", std::make_shared<Utc>()}); break;
    case Probe::number_value: rules.number = setting(NumberCompare::value); break;
    case Probe::float32: rules.tolerance = setting(Tolerance{"", "0.00000012"}); break;
    case Probe::multiset: rules.array = setting(ArrayRule{ArrayOrder::multiset, {}}); break;
    case Probe::set: rules.array = setting(ArrayRule{ArrayOrder::set, {}}); break;
    default: break;
  }
  if (between(probe, Probe::type_integer, Probe::type_text))
    rules.type = setting(kTypes[static_cast<std::size_t>(behind(probe, Probe::type_integer))]);
  if (between(probe, Probe::precision_microsecond, Probe::precision_day)) {
    const auto unit = kUnits[static_cast<std::size_t>(behind(probe, Probe::precision_microsecond))];
    rules.precision = setting(Precision{unit, TimeRounding::truncate});
  }
  if (between(probe, Probe::digits_0, Probe::digits_6)) {
    const auto zeros = static_cast<std::size_t>(behind(probe, Probe::digits_0));
    rules.tolerance = setting(Tolerance{"0." + std::string(zeros, '0') + "5", ""});
  }
  return rules;
}

const RuleProbes::Compiled& RuleProbes::compiled(const PlannedTable& table, const PlannedField& field,
                                                 Probe probe) {
  auto& of_field = fields_[{table.name, field.name}];
  const auto at = of_field.find(probe);
  if (at != of_field.end()) return at->second;
  const RuleSet own = setting_of(probe);
  Compiled made{compile(contract_.rules_for(table.name, field.name), own, false, json_), {}};
  if (own.tolerance) made.tolerance = own.tolerance->value;
  return of_field.emplace(probe, std::move(made)).first->second;
}

ProbeBits RuleProbes::hiding(const PlannedTable& table, const PlannedField& field, const Value& source,
                             const Value& target) {
  ProbeBits hidden = 0;
  if (field.reference || source.kind == Kind::invalid || target.kind == Kind::invalid) return hidden;
  for (int i = 0; i < kProbes; ++i) {
    const auto probe = static_cast<Probe>(i);
    if (!concerns(probe, source, target)) continue;
    arena_.reset();
    const Compiled& probed = compiled(table, field, probe);
    const Value from = normalize(source, probed.rules, arena_).value;
    const Value to = normalize(target, probed.rules, arena_).value;
    if (from.kind == Kind::invalid || to.kind == Kind::invalid) continue;
    const auto bound = [&](const std::string& text) {
      const auto number = text.empty() ? std::nullopt : parse_decimal(text, arena_);
      return number ? *number : Value::number(0);
    };
    const bool near = probed.tolerance && from.kind == Kind::number && to.kind == Kind::number &&
                      within(from, to, bound(probed.tolerance->absolute), bound(probed.tolerance->relative));
    if (near || same(from, to, probed.rules.number)) hidden |= bit(probe);
  }
  return hidden;
}

}  // namespace parity
