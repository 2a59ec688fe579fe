// Times: each form that is read, what is refused, precision, and the calendar against one counted day by day.
#include "normalizers/instant.h"

#include <cstdio>
#include <string>

#include "normalizers/generated_values.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

ParsedTime parsed(std::string_view text) {
  INFO("text: " << text);
  const auto time = parse_time(text);
  REQUIRE(time);
  return *time;
}

void check_read(std::string_view text, Kind kind, std::string_view spelled, bool cut = false) {
  INFO("text: " << text);
  const ParsedTime time = parsed(text);
  CHECK(time.value.kind == kind);
  CHECK(spell_time(time.value) == spelled);
  CHECK(time.cut == cut);
  const ParsedTime again = parsed(spelled);
  CHECK(again.value.integer == time.value.integer);
  CHECK_FALSE(again.cut);
}

void check_refused(std::string_view text) {
  INFO("text: [" << text << "]");
  CHECK_FALSE(parse_time(text));
}

void check_same(std::string_view a, std::string_view b) {
  INFO(a << " and " << b);
  CHECK(parsed(a).value.kind == parsed(b).value.kind);
  CHECK(parsed(a).value.integer == parsed(b).value.integer);
}

void check_reduced(std::string_view text, TimePrecision unit, TimeRounding rounding,
                   std::string_view expected) {
  INFO(text << " to unit " << static_cast<int>(unit) << ", rounding " << static_cast<int>(rounding));
  Value time = parsed(text).value;
  time.integer = reduce(time.integer, unit, rounding);
  CHECK(spell_time(time) == expected);
  CHECK(reduce(time.integer, unit, rounding) == time.integer);
}

bool leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

}  // namespace

TEST_CASE("every form of a time is read") {
  check_read("2024-02-29", Kind::date, "2024-02-29");
  check_read("+2024-02-29", Kind::date, "2024-02-29");
  check_read("12024-02-29", Kind::date, "12024-02-29");
  check_read("04:05", Kind::clock, "04:05:00");
  check_read("04:05:06.7", Kind::clock, "04:05:06.7");
  check_read("23:59:59.999999", Kind::clock, "23:59:59.999999");
  check_read("24:00:00", Kind::clock, "24:00:00");
  check_read("2024-02-03T04:05:06", Kind::local, "2024-02-03T04:05:06");
  check_read("2024-02-03 04:05:06", Kind::local, "2024-02-03T04:05:06");
  check_read("2024-02-03t04:05", Kind::local, "2024-02-03T04:05:00");
  check_read("2024-02-03T04:05:06.789Z", Kind::instant, "2024-02-03T04:05:06.789Z");
  check_read("2024-02-03T04:05:06.000001z", Kind::instant, "2024-02-03T04:05:06.000001Z");
  check_read("2024-02-03 04:05:06.780000+00", Kind::instant, "2024-02-03T04:05:06.78Z");
  check_read("2024-02-03 04:05:06+01", Kind::instant, "2024-02-03T03:05:06Z");
  check_read("2024-02-03 04:05:06-0530", Kind::instant, "2024-02-03T09:35:06Z");
  check_read("2024-02-03T04:05:06+05:30", Kind::instant, "2024-02-02T22:35:06Z");
  check_read("1900-01-01 00:00:00+00:53:28", Kind::instant, "1899-12-31T23:06:32Z");
  check_read("2024-02-03T04:05Z", Kind::instant, "2024-02-03T04:05:00Z");
  check_read("2000-01-01T00:00:00Z", Kind::instant, "2000-01-01T00:00:00Z");
  check_read("infinity", Kind::instant, "infinity");
  check_read("-infinity", Kind::instant, "-infinity");
  check_read("-INFINITY", Kind::instant, "-infinity");
  CHECK(parsed("2000-01-01T00:00:00Z").value.integer == 0);
  CHECK(parsed("1970-01-01T00:00:00Z").value.integer == -946'684'800'000'000);
  CHECK(parsed("2000-01-01").value.integer == 0);
  CHECK(parsed("infinity").value.integer == kFutureForever);
}

TEST_CASE("trap T32: years before 1000, before Christ and far away") {
  check_read("0001-01-01", Kind::date, "0001-01-01");
  check_read("0000-12-31", Kind::date, "0001-12-31 BC");
  check_read("0044-03-15 BC", Kind::date, "0044-03-15 BC");
  check_read("0044-03-15 bc", Kind::date, "0044-03-15 BC");
  check_read("-0043-03-15", Kind::date, "0044-03-15 BC");
  check_read("0001-02-29 BC", Kind::date, "0001-02-29 BC");  // astronomical year 0 is a leap year
  check_read("0044-03-15 12:00:00+00 BC", Kind::instant, "0044-03-15T12:00:00Z BC");
  check_read("0001-01-01 00:00:00+00", Kind::instant, "0001-01-01T00:00:00Z");
  check_read("0001-01-01T00:00:00+01", Kind::instant, "0001-12-31T23:00:00Z BC");
  check_read("9999-12-31T23:59:59.999999Z", Kind::instant, "9999-12-31T23:59:59.999999Z");
  check_read("294276-12-31 23:59:59.999999+00", Kind::instant, "294276-12-31T23:59:59.999999Z");
  check_read("294277-01-01 00:00:00+01", Kind::instant, "294276-12-31T23:00:00Z");
  check_read("4714-11-24 BC", Kind::date, "4714-11-24 BC");
  check_read("5874897-12-31", Kind::date, "5874897-12-31");
  check_refused("294277-01-01 00:00:00+00");
  check_refused("294277-01-01 00:00:00");
  check_refused("294276-12-31 23:59:59-18");
  check_refused("294277-01-02 00:00:00");
  check_refused("5874897-12-31 00:00:00Z");
  check_refused("294277-01-09T23:59:59-18:00");
  check_refused("5874898-01-01");
  check_refused("-4714-01-01");
  check_refused("0000-01-01 BC");
  check_refused("-0001-01-01 BC");
  check_refused("0001-02-29");
  check_refused("0002-02-29 BC");
}

TEST_CASE("what is no time is refused") {
  for (const auto text : {"",
                          " ",
                          "now",
                          "null",
                          "2024",
                          "2024-02",
                          "2024-2-3",
                          "24-02-03",
                          "2024/02/03",
                          "20240203",
                          "2024-00-01",
                          "2024-13-01",
                          "2024-01-00",
                          "2024-01-32",
                          "2024-04-31",
                          "2023-02-29",
                          "1900-02-29",
                          "2024-02-03 ",
                          " 2024-02-03",
                          "2024-02-03T",
                          "2024-02-03Z",
                          "2024-02-03+01",
                          "2024-02-03T04",
                          "2024-02-03T04Z",
                          "2024-02-03T4:05:06",
                          "2024-02-03T24:00:00",
                          "2024-02-03T24:00:00Z",
                          "2024-02-03T25:00:00",
                          "2024-02-03T04:60:00",
                          "2024-02-03T04:05:60",
                          "2024-02-03T04:05:61Z",
                          "2024-02-03T04:05:06.",
                          "2024-02-03T04:05:06.Z",
                          "2024-02-03T04:05:06,5Z",
                          "2024-02-03T04:05:06ZZ",
                          "2024-02-03T04:05:06Z ",
                          "2024-02-03T04:05:06 Z",
                          "2024-02-03T04:05:06 +01",
                          "2024-02-03T04:05:06+1",
                          "2024-02-03T04:05:06+19",
                          "2024-02-03T04:05:06+01:60",
                          "2024-02-03T04:05:06+01:",
                          "2024-02-03T04:05:06+01:0",
                          "2024-02-03T04:05:06+01:00:60",
                          "2024-02-03T04:05:06+01:00:00:00",
                          "2024-02-03T04:05:06+",
                          "2024-02-03T04:05:06-",
                          "2024-02-03T04:05:06UTC",
                          "2024-02-03T04:05:06+01 AD",
                          "2024-02-03  04:05:06",
                          "2024-02-03_04:05:06",
                          "--2024-02-03",
                          "+-2024-02-03",
                          "99999999-01-01",
                          "4:05",
                          "04:5",
                          "04:05:6",
                          "24:00:01",
                          "24:01",
                          "24:00:00.000001",
                          "24:00:00.0000001",
                          "25:00",
                          "04:60",
                          "04:05:60",
                          "04:05:06Z",
                          "04:05:06+02",
                          "04:05 BC",
                          " BC",
                          "BC",
                          "infinity BC",
                          "+infinity",
                          "infinity ",
                          "infinit",
                          "2024-02-03 BCE",
                          "2024-02-03BC",
                          "2024-02-03T04:05:06\xC2\xA0Z",
                          "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA4-02-03"})
    check_refused(text);
  check_refused(std::string_view("2024-02-03\0", 11));
  const std::string whole = "2024-02-03T04:05:06.789+01:30";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto time = parse_time(whole.substr(0, length));  // each beginning: nothing, or a shorter form
    if (time) CHECK((time->value.kind != Kind::instant || length > 23));
  }
}

TEST_CASE("trap T08: digits beyond the microsecond are cut, and said") {
  check_read("23:59:59.9999995", Kind::clock, "23:59:59.999999", true);
  check_read("2023-12-31T23:59:59.9999995Z", Kind::instant, "2023-12-31T23:59:59.999999Z", true);
  check_read("1969-12-31T23:59:59.9999999Z", Kind::instant, "1969-12-31T23:59:59.999999Z", true);
  check_read("2024-01-01T00:00:00.0000001", Kind::local, "2024-01-01T00:00:00", true);
  check_read("2024-01-01T00:00:00.1234560000000000000000", Kind::local, "2024-01-01T00:00:00.123456");
  check_read("2024-01-01T00:00:00.123456000000000000001", Kind::local, "2024-01-01T00:00:00.123456", true);
}

TEST_CASE("trap T31: one moment has one value whatever its offset, and no zone is no zone") {
  check_same("2024-02-03T04:05:06Z", "2024-02-03 05:05:06+01");
  check_same("2024-02-03T04:05:06Z", "2024-02-02T23:05:06-05:00");
  check_same("2024-02-03T04:05:06Z", "2024-02-03T04:05:06.000000-00:00");
  check_same("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z");
  CHECK(parsed("2024-02-03T04:05:06").value.kind != parsed("2024-02-03T04:05:06Z").value.kind);
  CHECK(parsed("2024-02-03").value.kind != parsed("2024-02-03T00:00:00").value.kind);
  CHECK(parsed("2024-02-03T04:05:06.000001Z").value.integer !=
        parsed("2024-02-03T04:05:06.000002Z").value.integer);
}

TEST_CASE("precision is reduced towards the past or to the nearest") {
  using P = TimePrecision;
  using R = TimeRounding;
  const auto time = "2023-12-31T23:59:59.999999Z";
  check_reduced(time, P::exact, R::half_up, time);
  check_reduced(time, P::microsecond, R::half_up, time);
  check_reduced(time, P::millisecond, R::truncate, "2023-12-31T23:59:59.999Z");
  check_reduced(time, P::second, R::truncate, "2023-12-31T23:59:59Z");
  check_reduced(time, P::minute, R::truncate, "2023-12-31T23:59:00Z");
  check_reduced(time, P::day, R::truncate, "2023-12-31T00:00:00Z");
  check_reduced(time, P::millisecond, R::half_up, "2024-01-01T00:00:00Z");
  check_reduced(time, P::day, R::half_even, "2024-01-01T00:00:00Z");
  // Before 2000 the count is negative: towards the past all the same.
  check_reduced("1969-12-31T23:59:59.999999Z", P::millisecond, R::truncate, "1969-12-31T23:59:59.999Z");
  check_reduced("1999-12-31T23:59:59.9999Z", P::second, R::truncate, "1999-12-31T23:59:59Z");
  check_reduced("0044-03-15T12:34:56.789Z BC", P::minute, R::truncate, "0044-03-15T12:34:00Z BC");
  for (const std::string date : {"2024-01-01T00:00:", "1999-01-01T00:00:"}) {
    check_reduced(date + "00.0005Z", P::millisecond, R::half_up, date + "00.001Z");
    check_reduced(date + "00.000499Z", P::millisecond, R::half_up, date + "00Z");
    check_reduced(date + "00.000501Z", P::millisecond, R::half_even, date + "00.001Z");
    check_reduced(date + "00.0005Z", P::millisecond, R::half_even, date + "00Z");
    check_reduced(date + "00.0015Z", P::millisecond, R::half_even, date + "00.002Z");
    check_reduced(date + "00.0025Z", P::millisecond, R::half_even, date + "00.002Z");
    check_reduced(date + "30Z", P::minute, R::half_up, date.substr(0, 14) + "01:00Z");
    check_reduced(date + "29.999999Z", P::minute, R::half_up, date + "00Z");
    check_reduced(date + "30Z", P::minute, R::half_even, date + "00Z");
  }
  check_reduced("23:59:59.9995", P::second, R::half_up, "24:00:00");
  check_reduced("infinity", P::day, R::half_up, "infinity");
  check_reduced("-infinity", P::millisecond, R::truncate, "-infinity");
  for (const std::int64_t edge : {INT64_MIN + 1, INT64_MIN + 999, INT64_MAX - 1, INT64_MAX - 999}) {
    CHECK(reduce(edge, P::day, R::half_up) == edge);  // no overflow, and no way to infinity
    CHECK(reduce(edge, P::millisecond, R::half_even) == edge);
  }
}

TEST_CASE("times beyond any calendar are spelled all the same") {  // found by encoding_fuzz
  CHECK(spell_time(Value::instant(INT64_MIN + 1)) == "290279-12-22T19:59:05.224193Z BC");
  CHECK(spell_time(Value::local(INT64_MAX - 1)) == "294277-01-09T04:00:54.775806");
}

TEST_CASE("a time spelled and read is that time") {
  Arena arena;
  Generator any(4, arena);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t range = any.chance(2) ? 9'223'371'331'200'000'000 : 100'000'000'000'000'000;
    std::int64_t micros = static_cast<std::int64_t>(any.below(static_cast<std::uint64_t>(range)));
    if (any.chance(2)) micros = -(micros % 211'813'488'000'000'000);
    for (const Value time :
         {Value::instant(micros), Value::local(micros), Value::date(micros / kMicrosPerDay),
          Value::clock(static_cast<std::int64_t>(any.below(86'400'000'001)))}) {
      const auto again = parse_time(spell_time(time));
      INFO(spell_time(time));
      REQUIRE(again);
      REQUIRE(again->value.kind == time.kind);
      REQUIRE(again->value.integer == time.integer);
    }
  }
}

TEST_CASE("reducing is never to the future, by less than a unit, and once is enough") {
  Arena arena;
  Generator any(5, arena);
  constexpr std::pair<TimePrecision, std::int64_t> kUnits[] = {{TimePrecision::millisecond, 1'000},
                                                               {TimePrecision::second, 1'000'000},
                                                               {TimePrecision::minute, 60'000'000},
                                                               {TimePrecision::day, kMicrosPerDay}};
  for (int i = 0; i < 20'000; ++i) {
    std::int64_t micros = static_cast<std::int64_t>(any.bits());
    micros /= 1 << (any.below(3) * 10);
    for (const auto& [unit, size] : kUnits) {
      const std::int64_t cut = reduce(micros, unit, TimeRounding::truncate);
      REQUIRE(cut <= micros);
      REQUIRE(micros - cut < size);
      if (cut != micros) REQUIRE(cut % size == 0);
      for (const TimeRounding rounding : {TimeRounding::half_up, TimeRounding::half_even}) {
        const std::int64_t rounded = reduce(micros, unit, rounding);
        REQUIRE((rounded > micros ? rounded - micros : micros - rounded) * 2 <= size);
        REQUIRE(reduce(rounded, unit, rounding) == rounded);
      }
    }
  }
}

TEST_CASE("the calendar agrees with one counted day by day") {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int64_t expected = days_from_civil(1600, 1, 1);
  CHECK(days_from_civil(2000, 1, 1) == 0);
  CHECK(days_from_civil(1970, 1, 1) == -10957);
  CHECK(expected == -146097);  // 400 years, one whole cycle
  for (std::int64_t year = 1600; year <= 2400; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      const unsigned days = static_cast<unsigned>(kDays[month - 1] + (month == 2 && leap(year)));
      for (unsigned day = 1; day <= days; ++day, ++expected) {
        if (days_from_civil(year, month, day) != expected) FAIL(year << "-" << month << "-" << day);
        if (day != 1 && day != days) continue;
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(year), month, day);
        if (spell_time(Value::date(expected)) != text) FAIL(text);
      }
      char beyond[32];
      std::snprintf(beyond, sizeof beyond, "%04d-%02u-%02u", static_cast<int>(year), month, days + 1);
      if (parse_time(beyond)) FAIL(beyond << " is no date");
    }
  }
  for (std::int64_t year = -4400; year < 300'000; year += 400)  // the cycle repeats
    if (days_from_civil(year + 400, 3, 1) - days_from_civil(year, 3, 1) != 146097) FAIL(year);
}

TEST_CASE("of texts nearly right, what is read is what it is spelled as") {
  constexpr std::string_view kWhole[] = {"2024-02-29T23:59:59.999999+05:30",
                                         "0044-03-15 12:34:56.7Z BC",
                                         "-0043-12-31T00:00-18",
                                         "294276-12-31 23:59:59.999999+00:00:01",
                                         "23:59:59.000001",
                                         "-infinity",
                                         "5874897-12-31"};
  constexpr std::string_view kMarks = "0123456789-+:. TZzBCbc";
  Arena arena;
  Generator any(13, arena);
  int read = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string text(kWhole[any.below(std::size(kWhole))]);
    for (std::uint64_t left = any.below(3) + 1; left > 0 && !text.empty(); --left) {
      const std::size_t at = any.below(text.size());
      const char mark = kMarks[any.below(kMarks.size())];
      switch (any.below(4)) {
        case 0: text.erase(at, 1); break;
        case 1: text.insert(at, 1, mark); break;
        case 2: text.resize(at); break;
        default: text[at] = mark;
      }
    }
    const auto time = parse_time(text);
    if (!time) continue;
    ++read;
    INFO("text: " << text << ", read as " << spell_time(time->value));
    const auto again = parse_time(spell_time(time->value));
    REQUIRE(again);
    REQUIRE(again->value.kind == time->value.kind);
    REQUIRE(again->value.integer == time->value.integer);
  }
  CHECK(read > 2'000);
}
