// The rules at work: one field's settings applied to one value. Pure, and normalizing twice is normalizing
// once. Values with one encoding have one normal form.
#pragma once

#include "normalizers/field_rules.h"
#include "normalizers/rules.h"

namespace parity {

struct Normalized {
  Value value;
  // The rules that altered something in it, members and elements included. None exactly where the encoding
  // (in the form FieldRules::number) is that of the raw value.
  RuleBits changed = 0;
};

// The result points into `arena` or into `value`'s own bytes. A value that a rule cannot read (text that is
// no time where one is declared) becomes Kind::invalid with the reason.
Normalized normalize(const Value& value, const FieldRules& rules, Arena& arena);

}  // namespace parity
