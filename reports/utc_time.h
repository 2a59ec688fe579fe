// Instants as results spell them, "2026-03-02T09:15:04Z", as numbers and further on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parity::reports {

// Milliseconds since 1970; nothing: this is no such instant.
std::optional<std::int64_t> unix_milliseconds(std::string_view time);

std::string spell_utc(std::int64_t unix_milliseconds);  // "2026-03-02T09:15:04.284Z"

}  // namespace parity::reports
