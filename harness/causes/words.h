// How a cause is said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/causes/cause.h"

namespace parity {

// "'' became NULL", "cut off at 20 characters", without a subject.
std::string phrase(Cause cause, std::int64_t number, std::string_view a, std::string_view b);

// Microseconds as people say them: "+1 h", "-2 days", "+90 s".
std::string spell_shift(std::int64_t micros);

}  // namespace parity
