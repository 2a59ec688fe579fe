// For tests: just enough JSON to write nested values down and to stand in for the readers' decoder.
#pragma once

#include <string_view>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// Escapes are \" and \\ only. Kind::invalid ("broken") for anything that is no JSON.
Value tiny_json(std::string_view text, Arena& arena);

}  // namespace parity
