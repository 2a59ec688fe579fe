// Rule N09 `type`: a value read as the declared type.
#pragma once

#include "normalizers/normalize.h"

namespace parity {

// `value` unchanged where it already has the type or where the rule does not concern it (null, absent,
// arrays, objects); Kind::invalid with the reason where text cannot be read so. The rules at work are added
// to `changed`.
Value read_as(FieldType type, const Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed);

// Text read as a time, whichever it says; text that is no time is invalid, as are digits beyond the
// microsecond where no precision is declared.
Value read_time(std::string_view text, const FieldRules& rules, Arena& arena, RuleBits& changed);

// A local time as an instant where `rules.zone` is set (the rule `time` then).
Value in_zone(const Value& local, const FieldRules& rules, Arena& arena, RuleBits& changed);

}  // namespace parity
