// What the types of MongoDB are as Values, whether they come as Extended JSON (extended_json.h) or as BSON.
// The numbers need nothing of their own: an int32, an int64, a double and a decimal of one value are one
// number here, as an integer, a bigint and a numeric of PostgreSQL are. Types without a counterpart (regular
// expressions, timestamps of the oplog, MinKey …) stay objects, {"$timestamp": {…}}: equal to themselves
// only.
#pragma once

#include <cstdint>
#include <string_view>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// Twelve bytes, so that text of the same digits is another value until `type: bytes` reads it.
Value bson_object_id(std::string_view twelve_bytes);

// Milliseconds since 1970 as an instant; invalid where microseconds of them do not fit 64 bits.
Value bson_date(std::int64_t milliseconds, Arena& arena);

// Subtype 0 is bytes, 4 with its sixteen bytes a UUID. Each other subtype says something of its bytes (3: a
// UUID in nobody knows which byte order) and keeps it: {"$binary": {"subType": "03", "bytes": …}}.
Value bson_binary(unsigned subtype, std::string_view bytes, Arena& arena);

// Documents are compared without regard to the order of their members, everywhere but in `_id`: there
// {a: 1, b: 2} and {b: 2, a: 1} are two documents, so that it becomes [{"a": 1}, {"b": 2}], at all depths. An
// `_id` is never an array in MongoDB, so nothing else looks like it.
Value bson_id(const Value& id, Arena& arena);

}  // namespace parity
