// What rules hid: counted per field and per smallest set of rules that hides it, with samples that show it.
#include "harness/compare/masking.h"

#include "harness/compare/test_tables.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;

namespace {

RuleSet forgiving() {
  RuleSet rules;
  rules.trim = declared(Trim{Sides::both, {}});
  rules.text_case = declared(TextCase::fold);
  rules.empty = declared(Emptiness::null);
  return rules;
}

Told compared(const std::vector<std::pair<std::string, std::string>>& cells, const RuleSet& rules) {
  MemoryTable source = MemoryTable::of({"k", "v"});
  MemoryTable target = MemoryTable::of({"k", "v"});
  for (std::size_t i = 0; i < cells.size(); ++i) {
    source.row("[" + std::to_string(i) + "," + cells[i].first + "]");
    target.row("[" + std::to_string(i) + "," + cells[i].second + "]");
  }
  return compare_in_memory({source, target}, contract_of({"k"}, {{"v", rules}}));
}

std::string masked(const std::string& source, const std::string& target, const RuleSet& rules) {
  const Told told = compared({{source, target}}, rules);
  CHECK(told.differences.empty());
  return told.masked("v");
}

}  // namespace

TEST_CASE("the smallest set of rules is named") {
  CHECK(masked("\"a \"", "\"a\"", forgiving()) == "trim:1");
  CHECK(masked("\"A\"", "\"a\"", forgiving()) == "case:1");
  CHECK(masked("\"A \"", "\"a\"", forgiving()) == "trim+case:1");
  CHECK(masked("\"A \"", "\"a \"", forgiving()) == "case:1");  // both were trimmed, and need not have been
  CHECK(masked("\"A \"", "\"A\"", forgiving()) == "trim:1");
  CHECK(masked("\"\"", "null", forgiving()) == "empty:1");
  CHECK(masked("\" \"", "null", forgiving()) == "trim+empty:1");
  CHECK(masked("\"A\"", "\"A\"", forgiving()) == "");
  CHECK(compared({{"\"A \"", "\"b\""}}, forgiving()).count(DifferenceKind::value) == 1);
}

TEST_CASE("a tolerance that needs another rule is named with it") {
  RuleSet rules;
  rules.type = declared(FieldType::number);
  rules.tolerance = declared(Tolerance{"0.05", ""});
  CHECK(masked("\"1.00\"", "1.04", rules) == "type+tolerance:1");
  CHECK(masked("1.00", "1.04", rules) == "tolerance:1");
  CHECK(masked("\"1.00\"", "1", rules) == "type:1");
  CHECK(masked("\"1.00\"", "\"1.00\"", rules) == "");
}

TEST_CASE("a scale that only a part of the field asks for hides nothing elsewhere") {
  RuleSet rules;
  rules.members["a"].number = declared(NumberCompare::scale);
  CHECK(masked("1.0", "1.00", rules) == "");
  CHECK(masked("1", "1.00", rules) == "");  // dropped on one side only
  CHECK(masked("{\"b\":1.0}", "{\"b\":1.00}", rules) == "");
  CHECK(compared({{"{\"a\":1.0}", "{\"a\":1.00}"}}, rules).count(DifferenceKind::value) == 1);
}

TEST_CASE("rows and cells that were masked are counted, with a few that show it") {
  std::vector<std::pair<std::string, std::string>> cells;
  for (int i = 0; i < 30; ++i)
    cells.emplace_back("\"v" + std::to_string(i) + " \"", "\"v" + std::to_string(i) + "\"");
  cells.emplace_back("\"same\"", "\"same\"");
  cells.emplace_back("\"X \"", "\"x\"");
  const Told told = compared(cells, forgiving());
  CHECK(told.masked("v") == "trim:30 trim+case:1");
  CHECK(told.table().masked_rows == 31);
  CHECK(told.table().equal == 1);
  const reports::Masked& trim = told.field("v").masked[0];
  CHECK(trim.samples.size() == 5);
  for (const reports::MaskedSample& sample : trim.samples) {
    CHECK(sample.path == "v");
    CHECK(sample.source.raw != sample.target.raw);
    CHECK(sample.source.normalized == sample.target.raw);
    CHECK(sample.target.normalized.empty());
    CHECK_FALSE(sample.source.origin.empty());
  }
  REQUIRE(told.field("v").masked[1].samples.size() == 1);
  CHECK(told.field("v").masked[1].samples[0].key == "[31]");
}

TEST_CASE("in a row that differs elsewhere, what is masked is counted too") {
  MemoryTable source = MemoryTable::of({"k", "v", "w"}).row("[1,\"a \",1]");
  MemoryTable target = MemoryTable::of({"k", "v", "w"}).row("[1,\"a\",2]");
  const Told told = compare_in_memory({source, target}, contract_of({"k"}, {{"v", forgiving()}}));
  CHECK(told.masked("v") == "trim:1");
  CHECK(told.table().masked_rows == 0);
  CHECK(told.table().different_rows == 1);
}

TEST_CASE("of several sets of one size, the first in the order of the rules") {
  const RuleBits a = bit(Rule::trim), b = bit(Rule::empty), c = bit(Rule::type);
  const auto smallest = [&](const std::function<bool(RuleBits)>& hides) {
    return smallest_set(a | b | c, hides);
  };
  CHECK(smallest([&](RuleBits some) { return some == b || some == c; }) == b);
  CHECK(smallest([&](RuleBits some) { return (some & (a | c)) == (a | c); }) == (a | c));
  CHECK(smallest([&](RuleBits) { return false; }) == (a | b | c));
  CHECK(smallest_set(c, [](RuleBits) { return false; }) == c);
  CHECK(rule_names(a | c) == std::vector<std::string>{"trim", "type"});
}
