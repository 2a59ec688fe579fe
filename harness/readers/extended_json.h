// MongoDB's Extended JSON (version 2, and what version 1 wrote for strict JSON): {"$oid": "…"} and its like,
// inside of JSON that is read already, become the values that they stand for. Nothing here knows of files.
#pragma once

#include <cstdint>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

enum class JsonDialect : std::uint8_t { plain, extended };

// The value with all that it holds. A wrapper that is not as it should be ({"$oid": "12"}, {"$numberInt": 1},
// a member beside "$date") is Kind::invalid with the reason; a name with a dollar sign that is none of
// MongoDB's stays what it is. `relaxed` is counted up for each number that is written plainly: relaxed
// Extended JSON does not say whether it was an int32, an int64 or a double.
Value from_extended_json(const Value& value, Arena& arena, std::uint64_t& relaxed);

// Whether a wrapper is in it: such a file wants to be read as Extended JSON.
bool has_extended_json(const Value& value);

}  // namespace parity
