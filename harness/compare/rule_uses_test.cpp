// What each line of the contract did: values changed, differences hidden, and lines that did nothing.
#include "harness/compare/rule_uses.h"

#include "harness/compare/test_tables.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

template <class T>
Setting<T> line(T value, int number) {
  return Declared<T>{std::move(value), {"c.yaml", number, 1}, "because"};
}

// "trim defaults 2: changed 3 masked 2 applied 0", a line each; "dead" behind those that are.
std::string uses_of(const Told& told, bool whole = true) {
  std::string text;
  for (const reports::RuleUse& use : settle_uses(told.outcome.uses, whole)) {
    text += use.rule + " " + use.scope + ": changed " + std::to_string(use.changed) + " masked " +
            std::to_string(use.masked);
    if (use.applied > 0) text += " applied " + std::to_string(use.applied);
    text += use.dead ? " dead\n" : "\n";
  }
  return text;
}

Told compared(const std::vector<std::string>& source, const std::vector<std::string>& target,
              const Contract& contract, const std::vector<std::string>& columns = {"k", "v", "w"}) {
  MemoryTable from = MemoryTable::of(columns);
  MemoryTable to = MemoryTable::of(columns);
  for (const std::string& row : source) from.row(row);
  for (const std::string& row : target) to.row(row);
  return compare_in_memory({from, to}, contract);
}

}  // namespace

TEST_CASE("a line of the defaults is counted in all fields that have no line of their own") {
  Contract contract = contract_of({"k"});
  contract.defaults.trim = line(Trim{Sides::both, {}}, 2);
  contract.tables[0].defaults.text_case = line(TextCase::fold, 3);
  contract.tables[0].fields["w"].trim = line(Trim{Sides::end, {}}, 4);
  const Told told =
      compared({R"([1,"a ","b "])", R"([2,"A"," c"])"}, {R"([1,"a","b"])", R"([2,"a"," c"])"}, contract);
  CHECK(uses_of(told) ==
        "trim defaults: changed 1 masked 1\n"
        "case t: changed 1 masked 1\n"
        "trim t.w: changed 1 masked 1\n");
  const reports::RuleUse use = settle_uses(told.outcome.uses, true).at(0);
  CHECK(use.where == "c.yaml:2:1");
  CHECK(use.why == "because");
}

TEST_CASE("a line that changed nothing and hid nothing is dead, unless something was left out of the run") {
  Contract contract = contract_of({"k"});
  contract.tables[0].fields["v"].trim = line(Trim{Sides::both, {}}, 2);
  const Told told = compared({R"([1,"a","b"])"}, {R"([1,"a","b"])"}, contract);
  CHECK(uses_of(told) == "trim t.v: changed 0 masked 0 dead\n");
  CHECK(uses_of(told, false) == "trim t.v: changed 0 masked 0\n");
  const Told empty = compared({}, {}, contract);
  CHECK(uses_of(empty) == "trim t.v: changed 0 masked 0\n");  // no row came that it could have changed
}

TEST_CASE("a line that changed both sides alike hid nothing, and is not dead") {
  Contract contract = contract_of({"k"});
  contract.tables[0].fields["v"].trim = line(Trim{Sides::both, {}}, 2);
  CHECK(uses_of(compared({R"([1,"a ","b"])"}, {R"([1,"a ","b"])"}, contract)) ==
        "trim t.v: changed 2 masked 0\n");
}

TEST_CASE("settings that set no rule are no lines") {
  Contract contract = contract_of({"k"});
  contract.defaults.trim = line(Trim{Sides::both, {}}, 2);
  contract.tables[0].fields["v"].trim = line(Trim{Sides::none, {}}, 3);
  contract.tables[0].fields["v"].number = line(NumberCompare::scale, 4);
  contract.tables[0].fields["v"].tolerance = line(Tolerance{"0", ""}, 5);
  CHECK(uses_of(compared({R"([1,"a ","b"])"}, {R"([1,"a ","b"])"}, contract)) ==
        "trim defaults: changed 0 masked 0 dead\n");
}

TEST_CASE("a tolerance changes no value; what it hid keeps it alive") {
  Contract contract = contract_of({"k"});
  contract.tables[0].fields["v"].tolerance = line(Tolerance{"0.1", ""}, 2);
  CHECK(uses_of(compared({"[1,1.00,0]"}, {"[1,1.05,0]"}, contract)) == "tolerance t.v: changed 0 masked 1\n");
  CHECK(uses_of(compared({"[1,1.00,0]"}, {"[1,1.00,0]"}, contract)) ==
        "tolerance t.v: changed 0 masked 0 dead\n");
}

TEST_CASE("only_in leaves a field out, or is dead where there is nothing to leave out") {
  Contract contract = contract_of({"k"});
  contract.tables[0].fields["w"].only_in = line(std::vector<std::string>{"source"}, 2);
  const MemoryTable with = MemoryTable::of({"k", "w"}).row("[1,2]");
  const MemoryTable without = MemoryTable::of({"k"}).row("[1]");
  CHECK(uses_of(compare_in_memory({with, without}, contract)) ==
        "only_in t.w: changed 0 masked 0 applied 1\n");
  contract.tables[0].fields["w"].only_in = line(std::vector<std::string>{"source", "target"}, 2);
  CHECK(uses_of(compare_in_memory({with, with}, contract)) == "only_in t.w: changed 0 masked 0 dead\n");
}

TEST_CASE("a rename is dead where no dataset has the name") {
  Contract contract = contract_of({"k"});
  contract.tables[0].rename = {{"Name", "v"}, {"Title", "v"}};
  contract.tables[0].known_as = {"tt"};
  contract.tables[0].named_at = {
      {"Name", {"c.yaml", 2, 1}}, {"Title", {"c.yaml", 3, 1}}, {"tt", {"c.yaml", 4, 1}}};
  const MemoryTable source = MemoryTable::of({"k", "Name"}).row("[1,2]");
  const MemoryTable target = MemoryTable::of({"k", "v"}).row("[1,2]");
  CHECK(uses_of(compare_in_memory({source, target}, contract)) ==
        "rename t (Name): changed 0 masked 0 applied 1\n"
        "rename t (Title): changed 0 masked 0 dead\n"
        "rename t (tt): changed 0 masked 0 dead\n");
}

TEST_CASE("an anchor of YAML is one line, dead only where it is in all of its places") {
  Contract contract = contract_of({"k"});
  for (const char* field : {"v", "w"}) contract.tables[0].fields[field].trim = line(Trim{Sides::both, {}}, 2);
  CHECK(uses_of(compared({R"([1,"a","b "])"}, {R"([1,"a","b"])"}, contract)) ==
        "trim t.v: changed 1 masked 1\n");
}

TEST_CASE("lines of one rule in parts of a field are told apart") {
  Contract contract = contract_of({"k"});
  RuleSet& v = contract.tables[0].fields["v"];
  v.trim = line(Trim{Sides::both, {}}, 2);
  v.members["a"].trim = line(Trim{Sides::end, {}}, 3);
  v.members["b"].trim = line(Trim{Sides::none, {}}, 4);
  v.members["c"].trim = line(Trim{Sides::both, {}}, 5);
  const Told told = compared({R"([1,{"a":"x ","b":"y","c":"z","d":"q "},0])"},
                             {R"([1,{"a":"x","b":"y","c":"z","d":"q"},0])"}, contract);
  CHECK(told.masked("v") == "trim:1");
  CHECK(uses_of(told) ==
        "trim t.v: changed 1 masked 1\n"
        "trim t.v.a: changed 1 masked 1\n"
        "trim t.v.c: changed 0 masked 0 dead\n");
}

TEST_CASE("where any of two lines would hide a difference, both hid it") {
  Contract contract = contract_of({"k"});
  RuleSet& v = contract.tables[0].fields["v"];
  v.type = line(FieldType::json, 2);
  v.members["a"].type = line(FieldType::number, 3);
  const Told told = compared({R"([1,"{\"a\":\"1\"}",0])"}, {R"([1,{"a":1},0])"}, contract);
  CHECK(told.masked("v") == "type:1");
  CHECK(uses_of(told) ==
        "type t.v: changed 1 masked 1\n"
        "type t.v.a: changed 1 masked 1\n");
}

TEST_CASE("the lines of two comparisons under one contract are one list") {
  Contract contract = contract_of({"k"});
  contract.tables[0].fields["v"].trim = line(Trim{Sides::both, {}}, 2);
  Told one = compared({R"([1,"a ","b"])"}, {R"([1,"a","b"])"}, contract);
  Told two = compared({R"([1,"a","b"])"}, {R"([1,"a","b"])"}, contract);
  for (LineUse& use : two.outcome.uses) one.outcome.uses.push_back(use);
  CHECK(uses_of(one) == "trim t.v: changed 1 masked 1\n");
}
