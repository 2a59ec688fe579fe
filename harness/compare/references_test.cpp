// Foreign keys compared by what they point to.
#include "harness/compare/test_tables.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::DifferenceKind;

namespace {

RuleSet refers_to(const std::string& table, const std::string& column) {
  RuleSet rules;
  rules.references = declared(Reference{table, column});
  return rules;
}

MemoryTable named(MemoryTable table, const std::string& name) { return table.name = name, table; }

Told run(std::vector<MemoryTable> source, std::vector<MemoryTable> target, const Contract& contract) {
  MemoryReader left(std::move(source)), right(std::move(target));
  Recorder told;
  CompareOutcome outcome = MemoryComparison()({&left, &right}, contract, told);
  return {std::move(outcome), std::move(told.differences)};
}

// Table t refers to p by its surrogate number; p is known by its code. The numbers are no matter.
Contract surrogate() {
  Contract contract = contract_of({"k"}, {{"ref", refers_to("p", "no")}});
  TableContract parent;
  parent.name = "p";
  parent.key = {"code"};
  RuleSet any;
  any.only_in = declared(std::vector<std::string>{"neither"});
  contract.tables.push_back(parent);
  return contract;
}

MemoryTable parents(std::int64_t from) {
  MemoryTable table = named(MemoryTable::of({"code", "no"}), "p");
  for (const char* code : {"x", "y", "z"}) table.row({Value::text(code), Value::number(from++)});
  return table;
}

// The findings in t, without those about the numbers of p.
std::string in_t(const Told& told) {
  std::string text;
  for (const reports::Difference& d : told.differences) {
    if (d.table == "t") text += d.key + " " + d.path + " " + std::string(reports::kind_name(d.kind)) + ";";
  }
  return text;
}

MemoryTable children(const std::string& references) {
  return MemoryTable::of({"k", "ref"}).row("[1," + references + "]");
}

}  // namespace

TEST_CASE("references are compared by the key of the row they point to") {
  const auto check = [](const std::string& source, const std::string& target, const std::string& expected) {
    CAPTURE(source, target);
    CHECK(in_t(run({children(source), parents(0)}, {children(target), parents(10)}, surrogate())) ==
          expected);
  };
  check("0", "10", "");
  check("0", "11", "[1] ref value;");
  check("0", "0", "[1] ref uncomparable;");  // the same number, which points to nothing there
  check("null", "null", "");
  check("null", "10", "[1] ref null;");
  check("[0,2]", "[10,12]", "");
  check("[0,2]", "[12,10]", "[1] ref[0] value;[1] ref[1] value;");
  const Told told = run({children("0"), parents(0)}, {children("10"), parents(10)}, surrogate());
  CHECK(told.masked("ref") == "references:1");
}

TEST_CASE("a reference that points to no row is reported, on either side and on both") {
  const Told told = run({children("7"), parents(0)}, {children("7"), parents(0)}, surrogate());
  REQUIRE(in_t(told) == "[1] ref uncomparable;");
  CHECK_THAT(told.differences[0].note, ContainsSubstring("7 points to no row of table 'p'"));
  CHECK(in_t(run({children("7"), parents(0)}, {children("10"), parents(10)}, surrogate())) ==
        "[1] ref uncomparable;");
}

TEST_CASE("a reference that points to several rows is reported, not followed to one of them") {
  MemoryTable twice = parents(0);
  twice.row("[\"w\",1]");
  const Told told = run({children("1"), twice}, {children("1"), twice}, surrogate());
  REQUIRE(in_t(told) == "[1] ref uncomparable;");
  CHECK_THAT(told.differences[0].note, ContainsSubstring("several rows of table 'p'"));
}

TEST_CASE("an array of references whose order does not count is ordered by what they stand for") {
  Contract contract = surrogate();
  contract.tables[0].fields["ref"].array = declared(ArrayRule{ArrayOrder::set, {}});
  MemoryTable backwards = named(MemoryTable::of({"code", "no"}), "p");
  backwards.row("[\"x\",3]").row("[\"y\",2]").row("[\"z\",1]");
  CHECK(in_t(run({children("[0,1]"), parents(0)}, {children("[3,2]"), backwards}, contract)) == "");
  CHECK(in_t(run({children("[0,1]"), parents(0)}, {children("[3,1]"), backwards}, contract)) ==
        "[1] ref[1] value;");
}

TEST_CASE("references lead through references in the key of what they point to") {
  Contract contract = surrogate();
  contract.tables[0].fields["ref"] = refers_to("q", "no");
  TableContract middle;
  middle.name = "q";
  middle.key = {"parent", "name"};
  middle.fields["parent"] = refers_to("p", "no");
  contract.tables.push_back(middle);
  const auto middles = [](int parent, int number) {
    return named(MemoryTable::of({"parent", "name", "no"}), "q")
        .row("[" + std::to_string(parent) + ",\"n\"," + std::to_string(number) + "]");
  };
  const auto check = [&](int parent, const std::string& expected) {
    CHECK(in_t(run({children("5"), parents(0), middles(1, 5)},
                   {children("8"), parents(10), middles(parent, 8)}, contract)) == expected);
  };
  check(11, "");
  check(12, "[1] ref[0] value;");
}

TEST_CASE("keys that lead back to themselves are refused") {
  Contract contract = surrogate();
  contract.tables[1].key = {"code", "up"};
  contract.tables[1].fields["up"] = refers_to("p", "no");
  MemoryTable ring = named(MemoryTable::of({"code", "no", "up"}), "p").row("[\"x\",1,1]");
  try {
    run({children("1"), ring}, {children("1"), ring}, contract);
    FAIL("it was compared");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK_THAT(error.what(), ContainsSubstring("leads back to"));
  }
}

TEST_CASE("a reference to what is not compared is refused") {
  const Contract contract = contract_of({"k"}, {{"ref", refers_to("nowhere", "")}});
  CHECK_THROWS_AS(run({children("1")}, {children("1")}, contract), Error);
}
