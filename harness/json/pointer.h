// JSON pointers (RFC 6901): spelled step by step, and followed into a value.
#pragma once

#include <string>
#include <string_view>

#include "normalizers/value.h"

namespace parity {

// "/" and the step, with `~` and `/` escaped.
void append_pointer_step(std::string& pointer, std::string_view step);

// What `pointer` ("", "/a~1b/0") names inside `root`; nullptr where there is nothing, or it is no pointer.
const Value* follow_pointer(const Value& root, std::string_view pointer);

bool is_json_pointer(std::string_view text);

}  // namespace parity
