// What two cells differ in: kinds, paths into nested values, what cannot be compared, tolerances, sequence
// diffs.
#include "harness/compare/test_tables.h"
#include "normalizers/decimal.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::DifferenceKind;

namespace {

Told cells(const Value& source, const Value& target, const RuleSet& rules = {}) {
  return compare_in_memory({MemoryTable::of({"k", "v"}).row({Value::number(1), source}),
                            MemoryTable::of({"k", "v"}).row({Value::number(1), target})},
                           contract_of({"k"}, {{"v", rules}}));
}

Told json(const std::string& source, const std::string& target, const RuleSet& rules = {}) {
  return compare_in_memory({MemoryTable::of({"k", "v"}).row("[1," + source + "]"),
                            MemoryTable::of({"k", "v"}).row("[1," + target + "]")},
                           contract_of({"k"}, {{"v", rules}}));
}

std::string told(const Told& all) {
  std::string text;
  for (const reports::Difference& d : all.differences)
    text += d.path + " " + std::string(reports::kind_name(d.kind)) + ";";
  return text;
}

RuleSet as(FieldType type) {
  RuleSet rules;
  rules.type = declared(type);
  return rules;
}

RuleSet near(const std::string& absolute, const std::string& relative = "") {
  RuleSet rules;
  rules.tolerance = declared(Tolerance{absolute, relative});
  return rules;
}

RuleSet array(ArrayOrder order) {
  RuleSet rules;
  rules.array = declared(ArrayRule{order, {"id"}});
  return rules;
}

}  // namespace

TEST_CASE("each kind of difference by its name") {
  CHECK(told(json("1", "2")) == "v value;");
  CHECK(told(json("1", "\"1\"")) == "v type;");
  CHECK(told(json("1", "null")) == "v null;");
  CHECK(told(json("\"\"", "null")) == "v null;");
  CHECK(told(json("\"\"", "1")) == "v null;");
  CHECK(told(json("1", "\"absent\"")) == "v missing field;");
  CHECK(told(json("\"absent\"", "null")) == "v extra field;");
  CHECK(told(json("[]", "{}")) == "v type;");
  CHECK(told(json("true", "false")) == "v value;");
  CHECK(told(json("1.0", "1.00")) == "");
}

TEST_CASE("differences inside of values are told at their place") {
  CHECK(told(json(R"({"a":{"b":[1,2]},"c":1})", R"({"c":1,"a":{"b":[1,3]}})")) == "v.a.b[1] value;");
  CHECK(told(json(R"({"a":1})", R"({"b":1})")) == "v.a missing field;v.b extra field;");
  CHECK(told(json(R"({"a b":1,"":2})", R"({"a b":2,"":1})")) == "v[\"a b\"] value;v[\"\"] value;");
  CHECK(told(json("[1,[2,[3]]]", "[1,[2,[\"3\"]]]")) == "v[1][1][0] type;");
  const Told one = json(R"({"a":" x"})", R"({"a":"y"})", [] {
    RuleSet rules;
    rules.trim = declared(Trim{Sides::both, {}});
    return rules;
  }());
  REQUIRE(one.differences.size() == 1);
  CHECK(one.differences[0].source.raw == "\" x\"");
  CHECK(one.differences[0].source.normalized == "\"x\"");
  CHECK(one.differences[0].target.raw == "\"y\"");
}

TEST_CASE("forty places in one object are forty findings, and one cell") {
  std::string source = "{", target = "{";
  for (int i = 0; i < 40; ++i) {
    const std::string name = (i ? ",\"m" : "\"m") + std::to_string(i) + "\":";
    source += name + std::to_string(i);
    target += name + std::to_string(i + 1);
  }
  const Told all = json(source + "}", target + "}");
  CHECK(all.differences.size() == 40);
  CHECK(all.field("v").different == 1);
  CHECK(all.field("v").by_kind.at(DifferenceKind::value) == 40);
  CHECK(all.table().different_rows == 1);
}

TEST_CASE("hundreds of places are cut, and the cut is told") {
  std::string source = "{", target = "{";
  for (int i = 0; i < 250; ++i) {
    const std::string name = (i ? ",\"m" : "\"m") + std::to_string(i) + "\":";
    source += name + "1";
    target += name + "2";
  }
  const Told all = json(source + "}", target + "}");
  CHECK(all.differences.size() == 100);
  CHECK_THAT(all.differences.back().note, ContainsSubstring("150 more places"));
}

TEST_CASE("arrays that differ much are shown as a sequence diff") {
  const Told all = json("[1,2,3,4,5,6,7,8,9]", "[1,2,4,5,6,7,8,9,10]");
  REQUIRE(all.differences.size() == 1);
  CHECK(all.differences[0].path == "v");
  std::string ops;
  for (const reports::Edit& edit : all.differences[0].edits) ops += edit.op + edit.text + " ";
  CHECK(ops == " 1  2 -3  4  5  6  7  8  9 +10 ");
  CHECK(told(json("[1,2]", "[1,2,3]")) == "v value;");
  CHECK(told(json("[1,2,3,4]", "[0,2,3,0]")) == "v[0] value;v[3] value;");
}

TEST_CASE("arrays as sets, as multisets and by key") {
  CHECK(told(json("[1,2,2]", "[2,1]", array(ArrayOrder::set))) == "");
  CHECK(json("[1,2,2]", "[2,1]", array(ArrayOrder::set)).masked("v") == "array:1");
  CHECK(told(json("[1,2,2]", "[2,1]", array(ArrayOrder::multiset))) == "v value;");
  CHECK(told(json("[1,2,2]", "[2,1,2]", array(ArrayOrder::multiset))) == "");
  CHECK(told(json("[true,1,\"1\"]", "[1,1,1]", array(ArrayOrder::set))) == "v value;");
  CHECK(told(json(R"([{"id":1,"v":1},{"id":2,"v":2}])", R"([{"id":2,"v":2},{"id":1,"v":1}])",
                  array(ArrayOrder::by_key))) == "");
  CHECK(told(json(R"([{"id":1,"v":1},{"id":2,"v":2}])", R"([{"id":2,"v":3},{"id":1,"v":1}])",
                  array(ArrayOrder::by_key))) == "v[1].v value;");
  CHECK(told(json("[1,2]", "[2,1]")) == "v[0] value;v[1] value;");
}

TEST_CASE("what cannot be compared is equal to nothing, not even to itself") {
  const Value bad = Value::invalid("bytes that are no UTF-8");
  CHECK(told(cells(bad, Value::text("x"))) == "v uncomparable;");
  CHECK(told(cells(Value::text("x"), bad)) == "v uncomparable;");
  const Told both = cells(bad, bad);
  CHECK(told(both) == "v uncomparable;");
  CHECK(both.differences[0].note == "bytes that are no UTF-8");
  CHECK(both.table().equal == 0);
  CHECK(told(json("\"no time\"", "\"no time\"", as(FieldType::instant))) == "v uncomparable;");
  CHECK(told(json("\"2024-01-01T00:00:00Z\"", "\"no time\"", as(FieldType::instant))) == "v uncomparable;");
  CHECK(told(json("\"2024-01-01T00:00:00Z\"", "\"2024-01-01T01:00:00+01:00\"", as(FieldType::instant))) ==
        "");
  const std::array<Value, 2> items{Value::number(1), bad};
  CHECK(told(cells(Value::array(items), Value::array(items))) == "v[1] uncomparable;");
  const std::array<Member, 1> members{Member{"a", bad}};
  CHECK(told(cells(Value::object(members), Value::object(members))) == "v.a uncomparable;");
  CHECK(told(cells(bad, bad, near("1"))) == "v uncomparable;");
}

TEST_CASE("the stream goes on behind a value that cannot be compared") {
  MemoryTable source = MemoryTable::of({"k", "v"});
  for (std::int64_t i = 0; i < 50; ++i)
    source.row({Value::number(i), i == 7 ? Value::invalid("bad") : Value::number(i)});
  const Told all = compare_in_memory({source, source}, contract_of({"k"}));
  CHECK(told(all) == "v uncomparable;");
  CHECK(all.table().equal == 49);
}

TEST_CASE("trap T09: a tolerance is |a - b|, to its very edge, and no bucket") {
  CHECK(told(json("1.00", "1.05", near("0.05"))) == "");
  CHECK(json("1.00", "1.05", near("0.05")).masked("v") == "tolerance:1");
  CHECK(told(json("1.00", "1.0500000001", near("0.05"))) == "v value;");
  CHECK(told(json("1.1135", "1.11351", near("0.00001"))) == "");
  CHECK(told(json("1.1135", "1.11351", near("0.000009"))) == "v value;");
  CHECK(told(json("100", "110", near("", "0.1"))) == "");  // a tenth of the larger one is 11
  CHECK(told(json("100", "112", near("", "0.1"))) == "v value;");
  CHECK(told(json("0", "0.001", near("", "0.1"))) == "v value;");
  CHECK(told(json("123456789012345678901", "123456789012345678902", near("1"))) == "");
  CHECK(told(json("123456789012345678901", "123456789012345678903", near("1"))) == "v value;");
  CHECK(told(json("1", "\"1.01\"", near("0.05"))) == "v type;");
  CHECK(told(cells(not_a_number(), Value::number(1), near("1e10"))) == "v value;");
  CHECK(told(cells(not_a_number(), not_a_number(), near("1"))) == "");
  CHECK(told(cells(infinity(false), infinity(false), near("1"))) == "");
  CHECK(told(cells(infinity(false), infinity(true), near("1"))) == "v value;");
  CHECK(json("1.0", "1.00", near("0.05")).masked("v") == "");
}

TEST_CASE("trap T51: values of ten megabytes are compared to their last byte") {
  const std::string longer(10'000'000, 'x');
  std::string other = longer;
  CHECK(told(cells(Value::text(longer), Value::text(other))) == "");
  other.back() = 'y';
  const Told all = cells(Value::text(longer), Value::text(other));
  REQUIRE(told(all) == "v value;");
  // Cut for display only, and the length says what was cut.
  CHECK(all.differences[0].source.raw.size() < 5000);
  CHECK(all.differences[0].source.length == longer.size() + 2);
  CHECK(told(cells(Value::text(longer), Value::null())) == "v null;");
}

TEST_CASE("trap T43: two values that look alike once cut are two findings") {
  const std::string head(5000, 'h');
  const Told one = cells(Value::text(head + "a"), Value::text(head + "b"));
  REQUIRE(one.differences.size() == 1);
  CHECK(one.differences[0].source.raw == one.differences[0].target.raw);
  CHECK(one.field("v").different == 1);
}

TEST_CASE("long texts are shown word by word or line by line") {
  const Told words = cells(Value::text("the quick brown fox jumps over the lazy dog, twice"),
                           Value::text("the quick brown cat jumps over the lazy dog, twice"));
  CHECK(words.differences[0].edits.size() > 2);
  const Told lines = cells(Value::text("first line of it\nsecond line of it\nthird line of it"),
                           Value::text("first line of it\n2nd line of it\nthird line of it"));
  REQUIRE(lines.differences[0].edits.size() == 4);
  CHECK(lines.differences[0].edits[1].op == '-');
  CHECK(lines.differences[0].edits[2].text == "2nd line of it\n");
}
