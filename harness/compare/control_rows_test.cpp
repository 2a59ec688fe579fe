// Rows that only the harness holds are found in every comparison, and nowhere else; a comparison that does
// not look is noticed.
#include "harness/compare/control_rows.h"

#include "harness/compare/test_tables.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Outcome;

namespace {

MemoryTable people(int rows) {
  MemoryTable table = MemoryTable::of({"id", "name", "score", "born", "tags", "more"});
  for (int i = 0; i < rows; ++i) {
    const std::string n = std::to_string(i);
    table.row("[" + n + ", \"n" + n + "\", " + n + ".5, \"2001-02-03T04:05:06Z\", [1, 2], {\"a\": null}]");
  }
  return table;
}

void check(const CompareOutcome& outcome, std::uint64_t planted) {
  for (const reports::ComparisonResult& comparison : outcome.comparisons) {
    CHECK(comparison.planted == planted);
    CHECK(comparison.planted_found == planted);
    CHECK(comparison.error == "");
  }
}

}  // namespace

TEST_CASE("a difference in each field and a missing row are planted and found, and counted nowhere") {
  for (const int rows : {0, 1, 2, 3000}) {
    for (const int streams : {1, 3}) {
      for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{1} << 24}) {
        MemoryComparison how;
        how.options.streams = streams;
        how.options.memory = memory;
        const Told told = compare_in_memory({people(rows), people(rows)}, contract_of({"id"}), how);
        check(told.outcome, 6);
        CHECK(told.differences.empty());
        CHECK(told.table().outcome == Outcome::passed);
        CHECK(told.table().source_rows == static_cast<std::uint64_t>(rows));
        CHECK(told.table().paired == static_cast<std::uint64_t>(rows));
        CHECK(told.table().equal == static_cast<std::uint64_t>(rows));
        for (const auto& rows_of : told.outcome.rows) CHECK(rows_of.at(0).rows == told.table().source_rows);
        for (const reports::FieldResult& field : told.table().fields) {
          CHECK(field.different == 0);
          CHECK(field.compared == told.table().paired);
          CHECK(field.masked.empty());
        }
      }
    }
  }
}

TEST_CASE("a comparison that does not look at a field is errored") {
  for (const std::string field : {"name", "score", "tags", "more"}) {
    MemoryComparison how;
    how.options.blind_to = {field};
    const Told told = compare_in_memory({people(5), people(5)}, contract_of({"id"}), how);
    const reports::ComparisonResult& comparison = told.outcome.comparisons[0];
    CHECK(comparison.planted == 6);
    CHECK(comparison.planted_found == 5);
    CHECK(comparison.outcome == Outcome::errored);
    CHECK(comparison.error ==
          "the comparison of table 't' did not find the difference planted in it in field '" + field + "'");
    CHECK(told.table().outcome == Outcome::errored);
    CHECK(told.differences.empty());
  }
}

TEST_CASE("one side empty, in columns or altogether, is no reason to plant nothing") {
  check(compare_in_memory({people(0), people(3)}, contract_of({"id"})).outcome, 6);
  check(compare_in_memory({people(3), people(0)}, contract_of({"id"})).outcome, 6);
  MemoryTable nothing;  // an empty JSON array: no column is known
  check(compare_in_memory({people(3), nothing}, contract_of({"id"})).outcome, 6);
  check(compare_in_memory({nothing, people(3)}, contract_of({"id"})).outcome, 6);
  const Told told = compare_in_memory({nothing, nothing}, contract_of({"id"}));
  check(told.outcome, 0);
  REQUIRE(told.table().notes.size() == 1);
  CHECK(told.table().notes[0] == "no difference was planted in it: no dataset shows a field of it");
}

TEST_CASE("planted rows pass chains, pairs, references and rows that cannot be read") {
  MemoryComparison chain;
  check(compare_in_memory({people(9), people(9), people(9)}, contract_of({"id"}), chain).outcome, 6);
  chain.pairs = true;
  check(compare_in_memory({people(9), people(9), people(9)}, contract_of({"id"}), chain).outcome, 6);

  MemoryTable bad = MemoryTable::of({"id", "v", "w"});
  bad.row({Value::null(), Value::invalid("bad"), Value::number(1)});
  const Told told = compare_in_memory({bad, bad}, contract_of({"id"}));
  check(told.outcome, 3);
  MemoryTable keys = MemoryTable::of({"id"});
  check(compare_in_memory({keys.row("[1]"), keys}, contract_of({"id"})).outcome, 1);
}

TEST_CASE("whatever the rules, something differs under them") {
  std::map<std::string, RuleSet> fields;
  fields["name"].trim = declared(Trim{Sides::both, {}});
  fields["name"].text_case = declared(TextCase::fold);
  fields["name"].empty = declared(Emptiness::null);
  fields["score"].tolerance = declared(Tolerance{"1000", "0.5"});
  fields["born"].type = declared(FieldType::instant);
  fields["born"].time = declared(TimeRule{true, "", nullptr});
  fields["tags"].array = declared(ArrayRule{ArrayOrder::set, {}});
  fields["more"].absent = declared(Emptiness::null);
  const Told told = compare_in_memory({people(3), people(3)}, contract_of({"id"}, fields));
  check(told.outcome, 6);
  CHECK(told.differences.empty());
}
