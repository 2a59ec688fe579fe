// How old evidence is.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace parity {

using Moment = std::chrono::system_clock::time_point;

// ISO 8601. A time without an offset is taken as UTC, as most writers of JUnit mean none.
std::optional<Moment> parse_instant(const std::string& text);

std::optional<Moment> written_at(const std::filesystem::path& file);  // nothing: it is not there

// "it is 26 hours old, and may be 24"; "it is from the future"; empty: it is young enough.
std::string why_too_old(Moment made, Moment now, std::chrono::milliseconds younger_than);

}  // namespace parity
