// Values as JSON and back, losing nothing: every digit, scale, type and flag that a reader gave them. What
// JSON has stands as it is; the rest is an object of one member that says its type.
#pragma once

#include <string>

#include "normalizers/value.h"

namespace parity {

// Appends one JSON value. Every value that a bundle holds passes here: known secrets are taken out, and this
// is where a value that must not leave the machine is to be replaced.
void write_kept(const Value& value, std::string& out);

// `json`: what decode_json() made of it; copied to `arena`. What write_kept() does not write is
// Kind::invalid.
Value read_kept(const Value& json, Arena& arena);

}  // namespace parity
