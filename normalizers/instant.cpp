// Dates and times: see instant.h. One fixed grammar, written by hand because it runs once per cell (13 ns
// here, 860 ns through iostreams) and because what it refuses is part of the promise.
#include "normalizers/instant.h"

#include <algorithm>

namespace parity {
namespace {

constexpr std::int64_t kEpochShift = 10957;        // 1970-01-01 to 2000-01-01, days
constexpr std::int64_t kEndOfTimes = 106'751'983;  // 294277-01-01, where PostgreSQL's timestamps end

// Reads digits and marks from the front of a text; `good` turns false once and stays so.
struct Scanner {
  std::string_view rest;
  bool good = true;

  bool next_is(char c) const { return !rest.empty() && rest[0] == c; }
  bool accept(char c) {
    if (!next_is(c)) return false;
    rest.remove_prefix(1);
    return true;
  }
  void expect(char c) { good = accept(c) && good; }
  std::int64_t two_digits() {
    if (rest.size() < 2 || rest[0] < '0' || rest[0] > '9' || rest[1] < '0' || rest[1] > '9') {
      good = false;
      return 0;
    }
    const std::int64_t value = (rest[0] - '0') * 10 + (rest[1] - '0');
    rest.remove_prefix(2);
    return value;
  }
  std::int64_t digits(int least, int most) {
    std::int64_t value = 0;
    int count = 0;
    while (count < most && !rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
      value = value * 10 + (rest[0] - '0');
      rest.remove_prefix(1);
      ++count;
    }
    if (count < least) good = false;
    return value;
  }
};

bool is_word(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}

bool leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

struct Clock {
  std::int64_t micros = 0;
  bool cut = false;
};

Clock read_clock(Scanner& in, bool midnight_24) {
  const std::int64_t hour = in.two_digits();
  in.expect(':');
  const std::int64_t minute = in.two_digits();
  std::int64_t second = 0;
  std::int64_t fraction = 0;
  bool cut = false;
  if (in.accept(':')) {
    second = in.two_digits();
    if (in.accept('.')) {
      int place = 0;
      while (!in.rest.empty() && in.rest[0] >= '0' && in.rest[0] <= '9') {
        if (place < 6)
          fraction = fraction * 10 + (in.rest[0] - '0');
        else if (in.rest[0] != '0')
          cut = true;
        in.rest.remove_prefix(1);
        ++place;
      }
      if (place == 0) in.good = false;
      for (; place < 6; ++place) fraction *= 10;
    }
  }
  const std::int64_t micros = ((hour * 60 + minute) * 60 + second) * 1'000'000 + fraction;
  const bool end_of_day = midnight_24 && hour == 24 && micros == kMicrosPerDay && !cut;
  if ((hour > 23 && !end_of_day) || minute > 59 || second > 59) in.good = false;
  return {micros, cut};
}

// Seconds east of UTC.
std::int64_t read_offset(Scanner& in) {
  const bool west = in.next_is('-');
  in.rest.remove_prefix(1);
  const std::int64_t hours = in.two_digits();
  std::int64_t minutes = 0;
  std::int64_t seconds = 0;
  if (in.accept(':') || (!in.rest.empty() && in.rest[0] >= '0' && in.rest[0] <= '9')) {
    minutes = in.two_digits();
    if (in.accept(':')) seconds = in.two_digits();
  }
  if (hours > 18 || minutes > 59 || seconds > 59) in.good = false;
  const std::int64_t offset = (hours * 60 + minutes) * 60 + seconds;
  return west ? -offset : offset;
}

struct Civil {
  std::int64_t year;
  unsigned month, day;
};

Civil civil_from_days(std::int64_t days) {
  days += kEpochShift + 719468;  // days since 0000-03-01
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * shifted + 2) / 5 + 1};
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// Year 0 is 1 BC.
struct DateText {
  std::string text;
  bool before_christ;
};

DateText spell_date(std::int64_t days) {
  const Civil date = civil_from_days(days);
  const bool before = date.year <= 0;
  return {
      padded(before ? 1 - date.year : date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2),
      before};
}

std::string spell_clock(std::int64_t micros) {
  const std::int64_t seconds = micros / 1'000'000;
  std::string text =
      padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2);
  if (const std::int64_t fraction = micros % 1'000'000) {
    std::string digits = padded(fraction, 6);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += "." + digits;
  }
  return text;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468 - kEpochShift;
}

std::optional<ParsedTime> parse_time(std::string_view text) {
  if (is_word(text, "infinity")) return ParsedTime{Value::instant(kFutureForever)};
  if (is_word(text, "-infinity")) return ParsedTime{Value::instant(kPastForever)};
  Scanner in{text};
  if (text.size() >= 5 && text[2] == ':') {
    const Clock clock = read_clock(in, true);
    if (!in.good || !in.rest.empty()) return std::nullopt;
    return ParsedTime{Value::clock(clock.micros), clock.cut};
  }
  bool before = false;
  if (text.size() > 3 && is_word(text.substr(text.size() - 3), " bc")) {
    before = true;
    in.rest.remove_suffix(3);
  }
  const bool negative = in.accept('-');
  if (!negative) in.accept('+');
  std::int64_t year = in.digits(4, 7);
  in.expect('-');
  const std::int64_t month = in.two_digits();
  in.expect('-');
  const std::int64_t day = in.two_digits();
  if (before && (negative || year == 0)) in.good = false;
  if (negative) year = -year;
  if (before) year = 1 - year;
  if (!in.good || month < 1 || month > 12 || day < 1 || day > days_in(year, month) || year < -4713 ||
      year > 5874897)
    return std::nullopt;
  const std::int64_t days = days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (in.rest.empty()) return ParsedTime{Value::date(days)};
  if (!in.accept('T') && !in.accept('t') && !in.accept(' ')) return std::nullopt;
  const Clock clock = read_clock(in, false);
  if (!in.good || days > kEndOfTimes) return std::nullopt;
  std::int64_t micros = days * kMicrosPerDay + clock.micros;
  Kind kind = Kind::local;
  if (!in.rest.empty()) {
    kind = Kind::instant;
    if (in.next_is('+') || in.next_is('-'))
      micros -= read_offset(in) * 1'000'000;
    else if (!in.accept('Z') && !in.accept('z'))
      return std::nullopt;
  }
  if (!in.good || !in.rest.empty() || micros >= kEndOfTimes * kMicrosPerDay) return std::nullopt;
  return ParsedTime{kind == Kind::local ? Value::local(micros) : Value::instant(micros), clock.cut};
}

std::int64_t reduce(std::int64_t micros, TimePrecision precision, TimeRounding rounding) {
  if (micros < kPastForever + kMicrosPerDay || micros > kFutureForever - kMicrosPerDay) return micros;
  std::int64_t unit = 1;
  switch (precision) {
    case TimePrecision::exact:
    case TimePrecision::microsecond: return micros;
    case TimePrecision::millisecond: unit = 1'000; break;
    case TimePrecision::second: unit = 1'000'000; break;
    case TimePrecision::minute: unit = 60'000'000; break;
    case TimePrecision::day: unit = kMicrosPerDay; break;
  }
  const std::int64_t down = floor_divide(micros, unit);
  const std::int64_t rest = micros - down * unit;
  bool up = false;
  if (rounding == TimeRounding::half_up) up = rest * 2 >= unit;
  if (rounding == TimeRounding::half_even) up = rest * 2 > unit || (rest * 2 == unit && (down & 1) != 0);
  return (down + (up ? 1 : 0)) * unit;
}

std::string spell_time(const Value& value) {
  if (value.kind == Kind::clock) return spell_clock(value.integer);
  if (value.integer == kFutureForever) return "infinity";
  if (value.integer == kPastForever) return "-infinity";
  const bool date_only = value.kind == Kind::date;
  const std::int64_t days = date_only ? value.integer : floor_divide(value.integer, kMicrosPerDay);
  const DateText date = spell_date(days);
  std::string text = date.text;
  if (!date_only) {
    // Not by days × kMicrosPerDay: within a day of the two ends that would overflow.
    const std::int64_t of_day = value.integer % kMicrosPerDay;
    text += "T" + spell_clock(of_day < 0 ? of_day + kMicrosPerDay : of_day);
    if (value.kind == Kind::instant) text += "Z";
  }
  return date.before_christ ? text + " BC" : text;
}

}  // namespace parity
