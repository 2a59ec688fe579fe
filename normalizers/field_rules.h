// The settings of one field, compiled from the contract into what normalize() asks, value by value. Built
// once per run.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "normalizers/arena.h"
#include "normalizers/contract.h"
#include "normalizers/encoding.h"
#include "normalizers/value.h"

namespace parity {

// Reads text as JSON for `type: json`; Kind::invalid where it is none. Injected, since parsing JSON is the
// readers' part.
using JsonDecoder = Value (*)(std::string_view text, Arena& arena);

struct FieldRules {
  bool changes_nothing = true;  // no rule can alter a value: raw and normalized are the same
  bool text_only = false;  // no rule but those for text, emptiness and arrays is set: what most fields have
  NumberForm number = NumberForm::value;  // how the field's values are encoded, whole
  bool drops_scale = false;  // encoded with scale because of another part of the field; here 1.0 is still 1
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

// Time settings made for a whole table or contract concern a field where it is known to hold a time: where
// `holds_time` says so (a catalog does, in some dataset), or its own declared type, or a time setting of its
// own. A field declared to be something else than a time is not read as an instant.
FieldRules compile(const RuleSet& inherited, const RuleSet& own, bool holds_time, JsonDecoder json = nullptr);

}  // namespace parity
