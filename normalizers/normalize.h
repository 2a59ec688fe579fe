// The rules at work: one field's settings compiled, and applied to one value. Pure, and normalizing twice is
// normalizing once.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "normalizers/arena.h"
#include "normalizers/contract.h"
#include "normalizers/encoding.h"
#include "normalizers/value.h"

namespace parity {

// Reads text as JSON for `type: json`; Kind::invalid where it is none. Injected, since parsing JSON is the
// readers' part.
using JsonDecoder = Value (*)(std::string_view text, Arena& arena);

// The settings of one field, flat. Built once per run by compile().
struct FieldRules {
  bool changes_nothing = true;  // no rule can alter a value: raw and normalized are the same
  NumberForm number = NumberForm::value;
  Trim trim;
  UnicodeForm unicode = UnicodeForm::none;
  TextCase text_case = TextCase::keep;
  Emptiness empty = Emptiness::distinct;
  Emptiness null = Emptiness::distinct;
  Emptiness absent = Emptiness::distinct;
  std::optional<FieldType> type;
  bool as_instant = false;
  std::shared_ptr<const Zone> zone;
  Precision precision;
  ArrayRule array;
  JsonDecoder json = nullptr;
  std::map<std::string, FieldRules, std::less<>> members;
  std::unique_ptr<FieldRules> items;
  std::unique_ptr<FieldRules> nested;  // what members and elements inherit: this field's leaf rules
};

// `holds_time`: a catalog says that the field is a time in some dataset, so that time settings made for a
// whole table or contract concern it. Settings of the field itself always do.
FieldRules compile(const RuleSet& inherited, const RuleSet& own, bool holds_time, JsonDecoder json = nullptr);

struct Normalized {
  Value value;
  RuleBits changed = 0;  // the rules that altered something in it, members and elements included
};

// The result points into `arena` or into `value`'s own bytes. A value that a rule cannot read (text that is
// no time where one is declared) becomes Kind::invalid with the reason.
Normalized normalize(const Value& value, const FieldRules& rules, Arena& arena);

}  // namespace parity
