#include "reports/fingerprint.h"

#include "normalizers/test.h"

namespace parity::reports {
namespace {

Difference base() {
  Difference difference;
  difference.comparison = "source → database";
  difference.table = "equipment";
  difference.key = R"(["BARBELL"])";
  difference.path = "name";
  difference.field = "name";
  difference.source = {true, "text", R"("Barbell ")", R"("Barbell")", 10, "a.json:1:1"};
  difference.target = {true, "text", R"("Barbel")", "", 8, "ctid (0,1)"};
  return difference;
}

void check_changes(const char* what, void (*change)(Difference&)) {
  Difference difference = base();
  change(difference);
  INFO(what);
  CHECK(fingerprint(difference) != fingerprint(base()));
}

void check_stays(const char* what, void (*change)(Difference&)) {
  Difference difference = base();
  change(difference);
  INFO(what);
  CHECK(fingerprint(difference) == fingerprint(base()));
}

}  // namespace

TEST_CASE("a fingerprint is the same on every machine") {
  CHECK(fingerprint(base()) == "f-07a4fe44d3e8752a");
}

TEST_CASE("a fingerprint depends on what the difference is") {
  check_changes("comparison", [](Difference& d) { d.comparison = "source → api"; });
  check_changes("table", [](Difference& d) { d.table = "motions"; });
  check_changes("key", [](Difference& d) { d.key = R"(["BOX"])"; });
  check_changes("path", [](Difference& d) { d.path = "names"; });
  check_changes("kind", [](Difference& d) { d.kind = DifferenceKind::type; });
  check_changes("normalized value", [](Difference& d) { d.source.normalized = R"("Barbells")"; });
  check_changes("value without normalized", [](Difference& d) { d.target.raw = R"("Bar")"; });
  check_changes("length", [](Difference& d) { d.target.length = 9000; });
  check_changes("absence", [](Difference& d) { d.target.there = false; });
  check_changes("sides", [](Difference& d) { std::swap(d.source, d.target); });
}

TEST_CASE("a fingerprint does not depend on where and how it was seen") {
  check_stays("origin", [](Difference& d) { d.source.origin = "b.json:9:9"; });
  check_stays("raw under a rule", [](Difference& d) { d.source.raw = R"(" Barbell  ")"; });
  check_stays("rules", [](Difference& d) { d.rules = {"N03 trim"}; });
  check_stays("fate", [](Difference& d) { d.fate = Fate::carried; });
  check_stays("note", [](Difference& d) { d.note = "x"; });
}

TEST_CASE("fields of a fingerprint cannot run together") {
  Difference one = base(), two = base();
  one.table = "ab", one.key = "c";
  two.table = "a", two.key = "bc";
  CHECK(fingerprint(one) != fingerprint(two));
}

}  // namespace parity::reports
