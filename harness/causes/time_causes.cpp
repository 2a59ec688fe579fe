// Causes between times: a shift, a lost precision, another way to write them down. See explain.h.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "harness/causes/explain.h"
#include "normalizers/instant.h"

namespace parity {
namespace {

constexpr std::array kUnits = {TimePrecision::microsecond, TimePrecision::millisecond, TimePrecision::second,
                               TimePrecision::minute, TimePrecision::day};

bool is_time(Kind kind) {
  return kind == Kind::date || kind == Kind::clock || kind == Kind::local || kind == Kind::instant;
}

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

int number(std::string_view digits) { return std::atoi(std::string(digits).c_str()); }

// "31.01.2024", "01/31/2024", "2024/01/31", "20240131", with a time behind them or not.
void read_written_dates(std::string_view text, std::vector<ReadTime>& out) {
  std::string_view clock;
  std::string_view day = text;
  if (const std::size_t blank = text.find_first_of(" T"); blank != text.npos) {
    day = text.substr(0, blank);
    clock = text.substr(blank + 1);
  }
  const auto add = [&](int year, int month, int date, std::string_view format) {
    if (month < 1 || month > 12 || date < 1 || date > 31) return;
    char iso[48];
    std::snprintf(iso, sizeof iso, "%04d-%02d-%02d%s", year, month, date, clock.empty() ? "" : "T");
    const auto parsed = parse_time(std::string(iso) + std::string(clock));
    if (parsed && !parsed->cut) out.push_back({parsed->value, format});
  };
  if (day.size() == 8 && all_digits(day))
    add(number(day.substr(0, 4)), number(day.substr(4, 2)), number(day.substr(6)), "YYYYMMDD");
  const std::size_t first = day.find_first_of("./-");
  if (first == day.npos) return;
  const char separator = day[first];
  const std::size_t second = day.find(separator, first + 1);
  if (second == day.npos) return;
  const std::string_view a = day.substr(0, first), b = day.substr(first + 1, second - first - 1),
                         c = day.substr(second + 1);
  if (!all_digits(a) || !all_digits(b) || !all_digits(c) || b.size() > 2) return;
  const auto format = [&](std::string_view dots, std::string_view slashes, std::string_view dashes) {
    return separator == '.' ? dots : separator == '/' ? slashes : dashes;
  };
  if (a.size() == 4 && separator != '-' && c.size() <= 2)
    add(number(a), number(b), number(c), format("YYYY.MM.DD", "YYYY/MM/DD", ""));
  if (c.size() != 4 || a.size() > 2) return;
  add(number(c), number(b), number(a), format("DD.MM.YYYY", "DD/MM/YYYY", "DD-MM-YYYY"));
  add(number(c), number(a), number(b), format("MM.DD.YYYY", "MM/DD/YYYY", "MM-DD-YYYY"));
}

}  // namespace

std::vector<ReadTime> read_times(std::string_view text) {
  std::vector<ReadTime> out;
  if (text.size() < 8 || text.size() > 40) return out;
  if (const auto parsed = parse_time(text); parsed && !parsed->cut) {
    const Kind kind = parsed->value.kind;
    out.push_back({parsed->value, kind == Kind::date      ? "ISO 8601 date"
                                  : kind == Kind::clock   ? "ISO 8601 time"
                                  : kind == Kind::instant ? "ISO 8601 with an offset"
                                                          : "ISO 8601"});
    return out;
  }
  read_written_dates(text, out);
  return out;
}

void explain_times(const Value& source, const Value& target, Hypotheses& out) {
  if (!is_time(source.kind) || source.kind != target.kind) return;
  for (const Value& time : {source, target}) {
    if (time.integer == kPastForever || time.integer == kFutureForever) return;
  }
  if (source.kind == Kind::date) {
    out.add(Cause::time_shift, (target.integer - source.integer) * kMicrosPerDay);
    return;
  }
  for (const TimePrecision unit : kUnits) {
    const auto to = [&](TimeRounding rounding) { return reduce(source.integer, unit, rounding); };
    if (to(TimeRounding::truncate) == target.integer || to(TimeRounding::half_up) == target.integer)
      out.add(Cause::time_precision, static_cast<int>(unit));
  }
  std::int64_t shift = 0;
  if (!__builtin_sub_overflow(target.integer, source.integer, &shift)) out.add(Cause::time_shift, shift);
}

}  // namespace parity
