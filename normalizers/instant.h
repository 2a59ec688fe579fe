// Dates and times: parsing, spelling and precision. All are counted from 2000-01-01T00:00:00 (PostgreSQL's
// epoch, so that its whole range fits 64 bits), days for `date`, microseconds for the rest, proleptic
// Gregorian, astronomical years. The two ends of int64 are -infinity and infinity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "normalizers/value.h"

namespace parity {

constexpr std::int64_t kPastForever = INT64_MIN;
constexpr std::int64_t kFutureForever = INT64_MAX;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

// `by` later; earlier where that would be beyond the end of time. From an infinity, which nothing is near to,
// `by` from the epoch.
inline std::int64_t moved_by(std::int64_t at, std::int64_t by) {
  if (at == kPastForever || at == kFutureForever) return by;
  std::int64_t there = 0;
  return __builtin_add_overflow(at, by, &there) ? at - by : there;
}

// What ISO 8601 / RFC 3339 / PostgreSQL ISO text says: a date, a clock time, a local time, or an instant when
// it ends in `Z` or an offset. `T` or a blank between date and time, seconds and their fraction optional,
// ` BC`, `infinity`, letters in any case; years from 4714 BC to 5874897 (date) and 294276 (with a time), as
// PostgreSQL has them. 24:00:00 is a time of day (PostgreSQL has it), not one of a date; second 60 is
// refused, as is anything around it. `cut` is true when non-zero digits beyond the microsecond were there:
// they are left out, before any rounding that a rule declares.
struct ParsedTime {
  Value value;
  bool cut = false;
};
std::optional<ParsedTime> parse_time(std::string_view text);

// Turns a local time into an instant. Implemented by the harness over the zone database; UTC is built in.
class Zone {
 public:
  virtual ~Zone() = default;
  // nullopt: this local time does not exist there or exists twice (a change of clocks).
  virtual std::optional<std::int64_t> to_instant(std::int64_t local_micros) const = 0;
  virtual std::int64_t to_local(std::int64_t instant_micros) const = 0;
};

enum class TimePrecision : std::uint8_t { exact, microsecond, millisecond, second, minute, day };
enum class TimeRounding : std::uint8_t { truncate, half_up, half_even };

// Truncation is towards the past. Infinities stay, as does what lies so near to one that no calendar has it.
// For `day` the caller makes a date of it.
std::int64_t reduce(std::int64_t micros, TimePrecision precision, TimeRounding rounding);

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);  // days since 2000-01-01
std::string spell_time(const Value& value);  // "2024-02-03T04:05:06.789Z", "0044-03-15 BC"

}  // namespace parity
