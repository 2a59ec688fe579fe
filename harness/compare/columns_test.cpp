// Columns and tables that one dataset lacks, that come late, or that belong to some datasets only.
#include "harness/compare/test_tables.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::DifferenceKind;

namespace {

RuleSet absent_stands_for(Emptiness what) {
  RuleSet rules;
  rules.absent = declared(what);
  return rules;
}

RuleSet only_in(std::vector<std::string> datasets) {
  RuleSet rules;
  rules.only_in = declared(std::move(datasets));
  return rules;
}

MemoryTable table(const std::vector<std::string>& columns, const std::vector<std::string>& rows) {
  MemoryTable made = MemoryTable::of(columns);
  for (const std::string& row : rows) made.row(row);
  return made;
}

std::string usage(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE(
    "trap T49: a column that one side lacks is one finding with its rows, and the others are compared") {
  const MemoryTable source =
      table({"id", "gone", "v"}, {"[1,\"x\",1]", "[2,null,2]", "[3,\"absent\",3]", "[4,1,4]"});
  const MemoryTable target = table({"v", "id"}, {"[1,1]", "[2,2]", "[9,3]"});
  const Told told = compare_in_memory({source, target}, contract_of({"id"}));
  REQUIRE(told.count(DifferenceKind::missing_field) == 1);
  const reports::Difference& column = told.differences[0];
  CHECK(column.path == "gone");
  CHECK(column.key.empty());
  CHECK(column.count == 3);  // the rows that have it, null among them
  CHECK_THAT(column.note, ContainsSubstring("dataset 'target' has no such field"));
  CHECK(told.field("gone").compared == 0);
  CHECK_THAT(told.field("gone").not_compared, ContainsSubstring("has no such field"));
  CHECK(told.count(DifferenceKind::value) == 1);  // row 3
  CHECK(told.count(DifferenceKind::missing_row) == 1);
  CHECK(told.differences.size() == 3);
  // From the other side it is an extra field; with the column there, nothing but the values.
  CHECK(compare_in_memory({target, source}, contract_of({"id"})).count(DifferenceKind::extra_field) == 1);
  CHECK(compare_in_memory({source, source}, contract_of({"id"})).differences.empty());
}

TEST_CASE("a missing field that stands for null is compared in every row") {
  const MemoryTable source = table({"id"}, {"[1]", "[2]"});
  const MemoryTable target = table({"id", "v"}, {"[1,null]", "[2,7]"});
  const Told told =
      compare_in_memory({source, target}, contract_of({"id"}, {{"v", absent_stands_for(Emptiness::null)}}));
  CHECK(told.masked("v") == "absent:1");
  CHECK(told.differences.size() == 1);
  CHECK(told.count(DifferenceKind::null) == 1);
  // The same the other way round: "" stands for nothing, so a column of "" may be missing altogether.
  RuleSet rules;
  rules.empty = declared(Emptiness::absent);
  const Told other = compare_in_memory({source, table({"id", "v"}, {"[1,\"\"]", "[2,\"x\"]"})},
                                       contract_of({"id"}, {{"v", rules}}));
  CHECK(other.masked("v") == "empty:1");
  CHECK(other.differences.size() == 1);
  CHECK(other.count(DifferenceKind::extra_field) == 1);
}

TEST_CASE("columns that come late are fields like others") {
  MemoryTable source = table({"id"}, {"[1]", "[2,\"a \"]", "[3,\"b\"]", "[4,\"absent\",\"own\"]"});
  source.late = {"late", "mine"};
  MemoryTable target = table({"id"}, {"[1,\"absent\"]", "[2,\"a\"]", "[3,\"c\"]", "[4]"});
  target.late = {"late"};
  RuleSet trim;
  trim.trim = declared(Trim{Sides::both, {}});
  for (const int streams : {1, 2}) {
    MemoryComparison how;
    how.options.streams = streams;
    const Told told = compare_in_memory({source, target}, contract_of({"id"}, {{"late", trim}}), how);
    CHECK(told.field("late").compared == 4);
    CHECK(told.field("late").different == 1);
    CHECK(told.masked("late") == "trim:1");
    CHECK(told.count(DifferenceKind::missing_field) == 1);
    CHECK(told.differences[0].path == "mine");
    CHECK(told.differences[0].count == 1);
    CHECK(told.table().equal == 2);
    // Against a table that can have no other columns.
    const Told final =
        compare_in_memory({source, table({"id"}, {"[1]", "[2]", "[3]", "[4]"})}, contract_of({"id"}), how);
    CHECK(final.differences.size() == 2);
    CHECK(final.count(DifferenceKind::missing_field) == 2);
    CHECK(final.differences[0].count == 2);
    // Against one that has it from the beginning.
    const Told early =
        compare_in_memory({source, table({"late", "id"}, {"[null,1]", "[\"a\",2]", "[\"b\",3]", "[null,4]"})},
                          contract_of({"id"}, {{"late", trim}}), how);
    CHECK(early.masked("late") == "trim:1");
    CHECK(early.field("late").different == 2);  // null is not absent
  }
}

TEST_CASE("a late column under the name of another is refused") {
  MemoryTable source = table({"id", "a_b"}, {"[1,1,2]"});
  source.late = {"aB"};
  Contract contract = contract_of({"id"});
  contract.names = NameStyle::snake_case;
  CHECK_THAT(usage([&] { compare_in_memory({source, source}, contract); }),
             ContainsSubstring("two columns that the contract names 'a_b'"));
}

TEST_CASE("a field of some datasets only") {
  const MemoryTable with = table({"id", "f"}, {"[1,1]", "[2,2]"});
  const MemoryTable without = table({"id"}, {"[1]", "[2]"});
  const auto findings = [](const Told& told) {
    std::string text;
    for (const reports::Difference& d : told.differences)
      text += std::string(reports::kind_name(d.kind)) + " " + std::to_string(d.count) + ";";
    return text;
  };
  const auto check = [&](const MemoryTable& source, const MemoryTable& target, std::vector<std::string> in,
                         const std::string& expected) {
    CAPTURE(in);
    const Told told = compare_in_memory({source, target}, contract_of({"id"}, {{"f", only_in(in)}}));
    CHECK(findings(told) == expected);
    if (expected.empty() && in.size() == 1) {
      CHECK_THAT(told.field("f").not_compared, ContainsSubstring("only_in: " + in[0]));
      CHECK(told.field("f").compared == 0);
    }
  };
  check(with, without, {"source"}, "");
  check(without, with, {"target"}, "");
  check(with, with, {"source"}, "extra field 2;");    // the target has it, and must not
  check(with, with, {"target"}, "missing field 2;");  // so does the source
  check(without, with, {"source"}, "extra field 2;");
  check(with, without, {"source", "target"}, "missing field 2;");
  check(with, with, {"source", "target"}, "");
}

TEST_CASE("a table of some datasets only, and one that nobody else has") {
  MemoryTable one = table({"id"}, {"[1]"});
  MemoryTable own = one;
  own.name = "own";
  own.key = {"id"};
  const auto run = [&](std::vector<MemoryTable> source, std::vector<MemoryTable> target,
                       const Contract& contract) {
    MemoryReader left(std::move(source)), right(std::move(target));
    Recorder told;
    CompareOutcome outcome = MemoryComparison()({&left, &right}, contract, told);
    return Told{std::move(outcome), std::move(told.differences)};
  };
  Contract contract = contract_of({"id"});
  const Told missing = run({one, own}, {one}, contract);
  REQUIRE(missing.differences.size() == 1);
  CHECK(missing.differences[0].kind == DifferenceKind::missing_table);
  CHECK(missing.differences[0].table == "own");
  CHECK(missing.outcome.comparisons[0].outcome == reports::Outcome::failed);
  CHECK(missing.outcome.comparisons[0].tables.size() == 2);
  CHECK(run({one}, {own, one}, contract).count(DifferenceKind::extra_table) == 1);

  TableContract somewhere;
  somewhere.name = "own";
  somewhere.key = {"id"};
  somewhere.only_in = declared(std::vector<std::string>{"source"});
  contract.tables.push_back(somewhere);
  const Told declared_so = run({one, own}, {one}, contract);
  CHECK(declared_so.differences.empty());
  CHECK(declared_so.outcome.comparisons[0].tables[1].outcome == reports::Outcome::skipped);
  CHECK_THAT(declared_so.outcome.comparisons[0].tables[1].not_compared, ContainsSubstring("only_in: source"));
  CHECK(run({one}, {one, own}, contract).count(DifferenceKind::extra_table) == 1);
  CHECK(run({one, own}, {one, own}, contract).count(DifferenceKind::extra_table) == 1);
}

TEST_CASE("two hundred columns, one of which differs") {
  std::vector<std::string> names{"id"};
  std::string row = "[1";
  for (int i = 0; i < 199; ++i) {
    names.push_back("c" + std::to_string(i));
    row += "," + std::to_string(i);
  }
  MemoryTable source = MemoryTable::of(names).row(row + "]");
  MemoryTable target = MemoryTable::of(names).row(row + "]");
  CHECK(compare_in_memory({source, target}, contract_of({"id"})).differences.empty());
  target.rows[0][150] = Value::text("149");
  const Told told = compare_in_memory({source, target}, contract_of({"id"}));
  REQUIRE(told.differences.size() == 1);
  CHECK(told.differences[0].path == "c149");
  CHECK(told.differences[0].kind == DifferenceKind::type);
  CHECK(told.table().fields.size() == 200);
}

TEST_CASE("names are brought together before anything is compared") {
  Contract contract = contract_of({"id"});
  contract.names = NameStyle::snake_case;
  contract.tables[0].rename = {{"displayName", "label"}};
  contract.tables[0].known_as = {"Things"};
  MemoryTable source = table({"Id", "displayName", "sortOrder"}, {"[1,\"a\",3]"});
  source.name = "Things";
  const MemoryTable target = table({"sort_order", "label", "id"}, {"[3,\"a\",1]"});
  CHECK(compare_in_memory({source, target}, contract).differences.empty());
  const MemoryTable both = table({"id", "label", "display_name"}, {"[1,\"a\",\"b\"]"});
  CHECK(compare_in_memory({source, both}, contract).differences.size() == 2);
}

TEST_CASE("a contract that does not fit is refused") {
  const MemoryTable one = table({"id", "v"}, {"[1,1]"});
  RuleSet near;
  near.tolerance = declared(Tolerance{"0.1", ""});
  CHECK_THAT(usage([&] { compare_in_memory({one, one}, contract_of({})); }), ContainsSubstring("has no key"));
  CHECK_THAT(usage([&] { compare_in_memory({one, one}, contract_of({"nobody"})); }),
             ContainsSubstring("nobody"));
  CHECK_THAT(usage([&] { compare_in_memory({one, one}, contract_of({"id"}, {{"id", near}})); }),
             ContainsSubstring("has a tolerance"));
  CHECK_THAT(usage([&] { compare_in_memory({one, one}, contract_of({"id"}, {{"nobody", near}})); }),
             ContainsSubstring("no dataset has such a field"));
  MemoryTable keyed = one;
  keyed.key = {"id"};
  MemoryTable other = one;
  other.key = {"v"};
  CHECK_THAT(usage([&] { compare_in_memory({keyed, other}, Contract{}); }),
             ContainsSubstring("different primary keys"));
  // A tolerance among the defaults does not concern keys, and there may be no word about the table at all.
  Contract defaults;
  defaults.defaults = near;
  CHECK(compare_in_memory({keyed, keyed}, defaults).differences.empty());
  MemoryTable nearly = MemoryTable::of({"id", "v"}, {"id"}).row("[1.05,1.05]");
  const Told told = compare_in_memory({keyed, nearly}, defaults);
  CHECK(told.count(DifferenceKind::missing_row) == 1);
  CHECK(told.count(DifferenceKind::extra_row) == 1);
  near.tolerance = declared(Tolerance{"0", "0.0"});
  CHECK(compare_in_memory({one, one}, contract_of({"id"}, {{"id", near}})).differences.empty());
}
