#include "reports/groups.h"

#include <algorithm>

#include "normalizers/test.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

TableResult table_with(std::map<DifferenceKind, std::uint64_t> by_kind) {
  TableResult table;
  table.by_kind = std::move(by_kind);
  return table;
}

Difference sample(std::string field, DifferenceKind kind) {
  Difference difference;
  difference.field = std::move(field);
  difference.kind = kind;
  return difference;
}

}  // namespace

TEST_CASE("groups have the exact counts whatever the samples") {
  TableResult table = table_with({{DifferenceKind::value, 1000}, {DifferenceKind::missing_row, 3}});
  table.fields = {{"b", 0, 0, {{DifferenceKind::value, 600}}, {}, {}, {}},
                  {"a", 0, 0, {{DifferenceKind::value, 400}}, {}, {}, {}}};
  table.samples = {sample("a", DifferenceKind::value)};
  const auto groups = group_differences(table);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].field.empty());
  CHECK(groups[0].kind == DifferenceKind::missing_row);
  CHECK(groups[0].count == 3);
  CHECK(groups[1].field == "b");
  CHECK(groups[1].count == 600);
  CHECK(groups[2].count == 400);
  CHECK(groups[2].samples.size() == 1);
}

TEST_CASE("a field that the table does not list still has its group") {
  TableResult table = table_with({{DifferenceKind::extra_field, 2}});
  table.samples = {sample("new", DifferenceKind::extra_field)};
  const auto groups = group_differences(table);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].field.empty());  // the one without a sample
  CHECK(groups[0].count == 1);
  CHECK(groups[1].field == "new");
  CHECK(groups[1].count == 1);
}

TEST_CASE("groups of a run add up to its differences") {
  const Result result = samples::failing();
  std::uint64_t sum = 0;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables)
      for (const DifferenceGroup& group : group_differences(table)) sum += group.count;
  CHECK(sum == result.totals.differences);
}

TEST_CASE("masked values are grouped by rule set, most first, and add up") {
  const Result result = samples::failing();
  const auto groups = group_masked(result);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].rules == "empty");
  CHECK(groups[2].rules == "time + precision");
  std::uint64_t sum = 0;
  for (const MaskedGroup& group : groups) sum += group.count;
  CHECK(sum == result.totals.masked);
}

TEST_CASE("a comparison that could not be made is not compared as a whole") {
  const auto list = left_out(samples::errored());
  REQUIRE(list.size() == 1);
  CHECK(list[0].place == "database → bootstrap");
  CHECK(list[0].what == "all tables");
}

TEST_CASE("tables and fields that were not compared are listed with why") {
  const auto list = left_out(samples::failing());
  REQUIRE(list.size() == 2);
  CHECK(list[0].what == "equipment.legacy_flag");
  CHECK(list[1].what == "admin_audit");
  CHECK(list[1].why == "only_in: database (contracts/reference-data.yaml:58)");
}

TEST_CASE("what coverage says is said once, and first what nobody decided") {
  const auto list = left_out(samples::explained());
  REQUIRE(list.size() == 4);
  CHECK(list[0].what == "schema_migrations");
  CHECK(list[0].why == "in no comparison");
  CHECK(list[1].what == "motions.debug.trace");
  CHECK(list[2].what == "admin_audit");
  CHECK(list[3].why == "only_in: source (contracts/reference-data.yaml:31)");
  CHECK(std::all_of(list.begin(), list.end(), [](const LeftOut& item) { return item.of_dataset; }));
}

}  // namespace parity::reports
