// One value of a large JSON document, found without reading the rest into memory.
#pragma once

#include <string>
#include <vector>

#include "harness/readers/json_cursor.h"

namespace parity {

// The steps of an RFC 6901 pointer, unescaped: "/a~1b/0" is "a/b", "0".
std::vector<std::string> split_json_pointer(const std::string& pointer);

// The single value (no array, no object) that `pointer` names, as it is written there: `42`, `"v7"`. Throws
// Error (undecidable) where there is none.
std::string json_scalar_at(JsonFile& file, const std::string& pointer);

}  // namespace parity
