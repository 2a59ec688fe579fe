#include "reports/utc_time.h"

#include <chrono>
#include <cstdio>

#include <fmt/format.h>

namespace parity::reports {

using namespace std::chrono;

std::optional<std::int64_t> unix_milliseconds(std::string_view time) {
  int y = 0, hour = 0, minute = 0, second = 0, end = 0;
  unsigned m = 0, d = 0;
  const std::string text(time);
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ%n", &y, &m, &d, &hour, &minute, &second, &end) != 6)
    return std::nullopt;
  const year_month_day date{year(y), month(m), day(d)};
  if (static_cast<std::size_t>(end) != text.size() || !date.ok()) return std::nullopt;
  const auto at = sys_days(date) + hours(hour) + minutes(minute) + seconds(second);
  return duration_cast<milliseconds>(at.time_since_epoch()).count();
}

std::string spell_utc(std::int64_t unix_milliseconds) {
  const sys_time<milliseconds> at{milliseconds(unix_milliseconds)};
  const sys_days days = floor<std::chrono::days>(at);
  const year_month_day date(days);
  const hh_mm_ss<milliseconds> time(at - days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

}  // namespace parity::reports
