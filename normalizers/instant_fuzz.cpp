// Fuzzes dates and times: two integers of 8 bytes, then each line is a time, as text. What is read is held
// against a calendar that counts years and months one by one.
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "normalizers/fuzz.h"
#include "normalizers/instant.h"

using namespace parity;
using parity::fuzz::require;

namespace {

constexpr std::int64_t kSecond = 1'000'000;

bool leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::int64_t length_of(std::int64_t year, int month) {
  if (month == 2) return leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Days from 2000-01-01, counted: whole cycles of 400 years are alike, all else goes year by year.
std::int64_t count_days(std::int64_t year, int month, std::int64_t day) {
  std::int64_t days = day - 1;
  for (; year >= 2400; year -= 400) days += 146'097;
  for (; year < 2000; year += 400) days -= 146'097;
  for (std::int64_t y = 2000; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += length_of(year, m);
  return days;
}

// What a spelling says, "[+-]Y…-MM-DD[THH:MM:SS[.ffffff]][Z][ BC]", read place by place.
struct Spelled {
  std::int64_t days = 0;
  std::int64_t micros = 0;  // of the day
};

Spelled count(std::string_view text) {
  const bool before = text.ends_with(" BC");
  std::size_t at = 0;
  const auto number = [&] {
    std::int64_t value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
      value = value * 10 + (text[at] - '0');
    ++at;  // the mark behind it
    return value;
  };
  const std::int64_t year = number();
  const auto month = static_cast<int>(number());
  const std::int64_t day = number();
  require(month >= 1 && month <= 12 && day >= 1 && day <= length_of(before ? 1 - year : year, month),
          "a day that the calendar has", text);
  Spelled out{count_days(before ? 1 - year : year, month, day), 0};
  if (at >= text.size() || text[at - 1] != 'T') return out;
  for (const std::int64_t unit : {3600 * kSecond, 60 * kSecond, kSecond}) out.micros += number() * unit;
  if (at > text.size() || text[at - 1] != '.') return out;
  const std::size_t start = at;
  std::int64_t fraction = number();
  for (std::size_t places = at - 1 - start; places < 6; ++places) fraction *= 10;
  out.micros += fraction;
  return out;
}

void check_spelling(const Value& value, std::string_view from) {
  const std::string text = spell_time(value);
  const auto again = parse_time(text);
  require(again.has_value(), "what is spelled can be read", from, text);
  require(again->value.kind == value.kind && again->value.integer == value.integer && !again->cut,
          "spelled and read it is the same time", from, text);
  if (value.kind == Kind::clock || text.ends_with("infinity")) return;
  const Spelled counted = count(text);
  const std::int64_t expected =
      value.kind == Kind::date ? counted.days : counted.days * kMicrosPerDay + counted.micros;
  require(value.integer == expected, "the calendar counted year by year says the same", from, text);
  require((value.kind == Kind::instant) == (text.find('Z') != text.npos), "only an instant has a zone", text);
}

// Any day that the calendar has is read, and counted as it is.
void check_day(std::uint64_t any) {
  const auto year = static_cast<std::int64_t>(any % 14'712) - 4'712;
  const auto month = static_cast<int>(any / 14'712 % 12) + 1;
  const auto day = static_cast<std::int64_t>(any / 14'712 / 12 % 31) + 1;
  char text[40];
  std::snprintf(text, sizeof text, "%s%04d-%02d-%02d", year < 0 ? "-" : "", std::abs(static_cast<int>(year)),
                month, static_cast<int>(day));
  const auto time = parse_time(text);
  require(time.has_value() == (day <= length_of(year, month)), "the days of each month, no more and no less",
          text);
  if (time) require(time->value.integer == count_days(year, month, day), "counted as it is", text);
}

// Text that ends with an offset is the text without it, less the offset.
void check_offset(std::string_view text, const ParsedTime& time) {
  const bool before = text.ends_with('C') || text.ends_with('c');
  const std::string era = before ? " BC" : "";
  const std::string_view body = text.substr(0, text.size() - era.size());
  const std::size_t sign = body.find_last_of("+-");
  const std::size_t clock = body.find(':');
  if (time.value.kind != Kind::instant || sign == body.npos || clock == body.npos || sign < clock) return;
  std::int64_t seconds = 0;
  std::size_t at = sign + 1;
  for (const int unit : {3600, 60, 1}) {
    if (at == body.size()) break;
    if (body[at] == ':') ++at;
    require(at + 2 <= body.size(), "an offset has two digits in each part", text);
    seconds += ((body[at] - '0') * 10 + (body[at + 1] - '0')) * unit;
    at += 2;
  }
  if (body[sign] == '-') seconds = -seconds;
  const auto utc = parse_time(std::string(body.substr(0, sign)) + "Z" + era);
  const auto local = parse_time(std::string(body.substr(0, sign)) + era);
  require(utc.has_value() == local.has_value(), "a zone more or less changes nothing about the rest", text);
  if (!utc) return;  // beyond the end of times, from where the offset led back
  require(utc->value.integer == local->value.integer && utc->value.kind == Kind::instant &&
              local->value.kind == Kind::local,
          "Z makes an instant of a local time", text);
  require(time.value.integer == utc->value.integer - seconds * kSecond, "an offset is taken off", text);
  require(time.cut == utc->cut, "an offset cuts nothing", text);
}

void check_text(std::string_view line) {
  const fuzz::Exact exact(line);
  const auto time = parse_time(exact.view());
  if (!time) return;
  check_spelling(time->value, line);
  check_offset(line, *time);
}

void check_reduced(std::int64_t micros) {
  constexpr std::pair<TimePrecision, std::int64_t> kUnits[] = {{TimePrecision::microsecond, 1},
                                                               {TimePrecision::millisecond, 1'000},
                                                               {TimePrecision::second, kSecond},
                                                               {TimePrecision::minute, 60 * kSecond},
                                                               {TimePrecision::day, kMicrosPerDay}};
  const std::string shown = std::to_string(micros);
  for (const auto& [unit, size] : kUnits) {
    const std::int64_t down = reduce(micros, unit, TimeRounding::truncate);
    require(down <= micros && micros - down < size, "truncation is to the past, by less than a unit", shown);
    const bool whole = down % size == 0;
    for (const TimeRounding rounding :
         {TimeRounding::truncate, TimeRounding::half_up, TimeRounding::half_even}) {
      const std::int64_t once = reduce(micros, unit, rounding);
      require(reduce(once, unit, rounding) == once, "once is enough", shown);
      require(once == down || (whole && once == down + size), "to one of the two neighbours", shown);
      if (!whole || rounding == TimeRounding::truncate) continue;
      const std::int64_t rest = micros - down;
      const bool odd = down / size % 2 != 0;
      const bool up = rest > size - rest ||
                      (rest == size - rest && size > 1 && (rounding == TimeRounding::half_up || odd));
      require((once != down) == up, "to the nearer of the two", shown);
    }
  }
}

// The years that PostgreSQL's timestamps have, for any integer at all.
std::int64_t in_range(std::int64_t any) {
  constexpr std::int64_t kFirst = -211'813'488'000'000'000;  // 4714-11-24 BC
  constexpr std::int64_t kEnd = 9'223'371'331'200'000'000;   // 294277-01-01
  return any >= kEnd ? any - kEnd : any < kFirst ? any % -kFirst : any;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  const auto micros = input.take<std::int64_t>();
  const auto other = input.take<std::int64_t>();
  check_reduced(micros);
  check_day(static_cast<std::uint64_t>(micros));
  check_spelling(Value::instant(in_range(micros)), "");
  check_spelling(Value::local(in_range(other)), "");
  check_spelling(Value::date(in_range(other) / kMicrosPerDay), "");
  check_spelling(Value::clock(std::abs(in_range(other)) % (kMicrosPerDay + 1)), "");
  for (int lines = 0; lines < 4 && !input.empty(); ++lines) check_text(input.line());
  return 0;
}
