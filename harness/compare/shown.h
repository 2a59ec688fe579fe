// Values as they are told: spelled, or, of a sensitive field, as a keyed hash in their place.
#pragma once

#include <string>

#include "harness/compare/plan.h"

namespace parity {

// Null, nothing and "" are told as they are: they are no data of anybody.
std::string shown(const PlannedField& field, const Value& value);

// Some field of the key is sensitive, and so is what is told of rows by their keys.
bool has_sensitive_key(const PlannedTable& table);

}  // namespace parity
