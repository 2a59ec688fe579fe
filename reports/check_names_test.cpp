#include "reports/check_names.h"

#include "normalizers/test.h"

using parity::reports::fits;

TEST_CASE("a star stands for anything, everything else for itself") {
  CHECK(fits("api/wrapper", "api/wrapper"));
  CHECK(fits("api/*", "api/wrapper"));
  CHECK(fits("*[muscles]", "seed/empty[muscles]"));
  CHECK(fits("a*c*e", "abcde"));
  CHECK(fits("*", ""));
  CHECK(!fits("api/wrap", "api/wrapper"));
  CHECK(!fits("seed/empty[muscles]", "seed/emptym"));
  CHECK(!fits("a*c*e", "abcd"));
  CHECK(!fits("", "a"));
}
