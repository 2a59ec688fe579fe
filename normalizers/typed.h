// Rule N09 `type`: a value read as the declared type.
#pragma once

#include "normalizers/normalize.h"

namespace parity {

// `value` unchanged where it already has the type or where the rule does not concern it (null, absent,
// arrays, objects); Kind::invalid with the reason where text cannot be read so.
Value read_as(FieldType type, const Value& value, const FieldRules& rules, Arena& arena);

// Text read as a time; a local time becomes an instant where `rules.zone` is set. Text that is no time is
// invalid.
Value read_time(std::string_view text, const FieldRules& rules, Arena& arena);
Value in_zone(const Value& local, const FieldRules& rules, Arena& arena);

}  // namespace parity
