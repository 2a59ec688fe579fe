// Local times and instants of real zones, at the changes of clocks and at the ends of the calendar.
#include "harness/environment/zone.h"

#include <optional>

#include "normalizers/test.h"

using namespace parity;

namespace {

// Microseconds since 2000-01-01, counted apart from the code under test (Howard Hinnant's days_from_civil).
std::int64_t at(std::int64_t year, int month, int day, int hour = 0, int minute = 0, int second = 0,
                std::int64_t micros = 0) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  const std::int64_t days = era * 146'097 + day_of_era - 730'425;
  return ((days * 24 + hour) * 60 + minute) * 60'000'000 + second * 1'000'000 + micros;
}

void check(const std::string& zone, std::int64_t local, std::optional<std::int64_t> instant) {
  CAPTURE(zone, local);
  const auto loaded = load_zone(zone);
  REQUIRE(loaded);
  CHECK(loaded->to_instant(local) == instant);
  if (instant) CHECK(loaded->to_local(*instant) == local);
}

}  // namespace

TEST_CASE("the counting of the test itself") {
  CHECK(at(2000, 1, 1) == 0);
  CHECK(at(1970, 1, 1) == -946'684'800'000'000);
}

TEST_CASE("UTC and fixed offsets") {
  const auto noon = at(2024, 2, 29, 12, 0, 0, 123'456);
  check("UTC", noon, noon);
  check("Z", noon, noon);
  check("+02:00", noon, noon - 7'200'000'000);
  check("-0330", noon, noon + 12'600'000'000);
  check("+05", noon, noon - 18'000'000'000);
  check("UTC", at(1999, 12, 31, 23, 59, 59, 999'999), -1);
}

TEST_CASE("a zone in summer and winter") {
  check("Europe/Berlin", at(2024, 1, 15, 12), at(2024, 1, 15, 11));
  check("Europe/Berlin", at(2024, 7, 15, 12, 0, 0, 1), at(2024, 7, 15, 10, 0, 0, 1));
  check("Asia/Kathmandu", at(2024, 7, 15, 12), at(2024, 7, 15, 6, 15));
}

TEST_CASE("local times that were skipped or came twice are no instants") {
  check("Europe/Berlin", at(2024, 3, 31, 1, 59, 59, 999'999), at(2024, 3, 31, 0, 59, 59, 999'999));
  check("Europe/Berlin", at(2024, 3, 31, 2), std::nullopt);
  check("Europe/Berlin", at(2024, 3, 31, 2, 59, 59, 999'999), std::nullopt);
  check("Europe/Berlin", at(2024, 3, 31, 3), at(2024, 3, 31, 1));
  check("Europe/Berlin", at(2024, 10, 27, 1, 59, 59), at(2024, 10, 26, 23, 59, 59));
  check("Europe/Berlin", at(2024, 10, 27, 2), std::nullopt);
  check("Europe/Berlin", at(2024, 10, 27, 2, 59, 59, 999'999), std::nullopt);
  check("Europe/Berlin", at(2024, 10, 27, 3), at(2024, 10, 27, 2));
  // Both hours that look the same exist as instants.
  const auto berlin = load_zone("Europe/Berlin");
  CHECK(berlin->to_local(at(2024, 10, 27, 0, 30)) == at(2024, 10, 27, 2, 30));
  CHECK(berlin->to_local(at(2024, 10, 27, 1, 30)) == at(2024, 10, 27, 2, 30));
}

TEST_CASE("the first and the last years, and eternity") {
  check("UTC", at(1, 1, 1), at(1, 1, 1));
  check("UTC", at(9999, 12, 31, 23, 59, 59, 999'999), at(9999, 12, 31, 23, 59, 59, 999'999));
  check("Europe/Berlin", at(1, 1, 1), at(1, 1, 1) - 3'208'000'000);  // local mean time, 53 min 28 s
  check("Europe/Berlin", at(9999, 7, 1, 12), at(9999, 7, 1, 10));
  check("Europe/Berlin", at(-4712, 1, 1), at(-4712, 1, 1) - 3'208'000'000);
  check("Europe/Berlin", kPastForever, kPastForever);
  check("Europe/Berlin", kFutureForever, kFutureForever);
  CHECK(load_zone("+02:00")->to_instant(kPastForever + 1) == std::nullopt);
  CHECK(load_zone("+02:00")->to_local(kFutureForever - 1) == kFutureForever - 1);
}

TEST_CASE("what is no zone") {
  for (const char* name : {"", "Europe/Atlantis", "localtime", "/etc/localtime", "../../etc/passwd", "+24:00",
                           "+02:60", "+2", "+2:00", "+02:0", "02:00", "+0a:00", "UTC+2", "utc"}) {
    CAPTURE(name);
    CHECK(load_zone(name) == nullptr);
  }
}
