// Values that stand in for others in rows that only the harness holds: one that the rules of a field can
// read, and one that they must tell from another.
#pragma once

#include "harness/compare/cells.h"

namespace parity {

// One field of a control row, under the field's rules and what the row's dataset says of references.
class ControlField {
 public:
  ControlField(const PlannedField& field, const ReferenceMap* reference, Arena& arena)
      : field_(field), reference_(reference), arena_(arena) {}

  // `value`, or another where the rules can make nothing of it: a bad value would be looked at whatever the
  // digests say, and prove nothing of them. Something else than null or "" for a field of the key.
  Value readable(const Value& value) const;
  // A value that is different from `value` under the field's rules.
  Value unlike(const Value& value) const;

 private:
  NormalizedCell cell(const Value& raw) const;
  bool is_readable(const NormalizedCell& cell) const;

  const PlannedField& field_;
  const ReferenceMap* reference_;
  Arena& arena_;
};

}  // namespace parity
