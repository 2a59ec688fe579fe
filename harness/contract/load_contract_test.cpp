// What a contract becomes when nothing is wrong with it.
#include "harness/contract/load_contract.h"

#include <fmt/format.h>

#include "harness/contract/mistakes.h"
#include "harness/environment/zone.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::filesystem::path source(const char* path) { return std::filesystem::path(PARITY_SOURCE) / path; }

Contract load(const std::string& yaml) {
  const Elsewhere here;
  here.write("gym.yaml", "version: 1\n" + yaml);
  return load_contract("gym.yaml", load_zone);
}

RuleSet field(const std::string& rules) {
  return load("tables:\n  t:\n    fields:\n      f: " + rules + "\n").tables.at(0).fields.at("f");
}

}  // namespace

TEST_CASE("an empty contract changes nothing") {
  const Contract contract = load("");
  CHECK(contract.name == "gym");
  CHECK(contract.file == "gym.yaml");
  CHECK(contract.names == NameStyle::as_is);
  CHECK(contract.tables.empty());
  const RuleSet rules = contract.rules_for("any", "field");
  CHECK_FALSE(rules.trim);
  CHECK_FALSE(rules.time);
  CHECK_FALSE(rules.tolerance);
}

TEST_CASE("a contract's tables are as written") {
  const Contract contract = load(R"(
name: reference
about: all of it
names: snake_case
x-note: { anything: [goes] }
max_masked: { trim: 500, N06: 3 }
tables:
  equipment:
    key: [id, locale]
    order: [sort_order, { field: id, descending: true, nulls: first }]
    known_as: equipmentItems
    rename: { displayName: label, display-name: label }
    names: as_is
    only_in: [source, database]
    why: internal
    max_masked: 12
  muscles: {}
)");
  CHECK(contract.name == "reference");
  CHECK(contract.about == "all of it");
  CHECK(contract.names == NameStyle::snake_case);
  REQUIRE(contract.max_masked.size() == 2);
  CHECK(contract.max_masked.at("trim").value == 500);
  CHECK(contract.max_masked.at("trim").where.line > 1);
  CHECK(contract.max_masked.at("empty").value == 3);
  REQUIRE(contract.tables.size() == 2);
  const TableContract& table = contract.tables[0];
  CHECK(table.name == "equipment");
  CHECK(table.where == Location{"gym.yaml", 9, 3});
  CHECK(table.key == std::vector<std::string>{"id", "locale"});
  REQUIRE(table.order.size() == 2);
  CHECK(table.order[0].field == "sort_order");
  CHECK_FALSE(table.order[0].descending);
  CHECK_FALSE(table.order[0].nulls_first);
  CHECK(table.order[1].field == "id");
  CHECK(table.order[1].descending);
  CHECK(table.order[1].nulls_first);
  CHECK(table.known_as == std::vector<std::string>{"equipmentItems"});
  CHECK(table.rename.at("displayName") == "label");
  CHECK(table.rename.at("display-name") == "label");
  CHECK(table.names == NameStyle::as_is);
  CHECK(table.only_in->value == std::vector<std::string>{"source", "database"});
  CHECK(table.only_in->why == "internal");
  REQUIRE(table.max_masked);
  CHECK(table.max_masked->value == 12);
  CHECK(table.max_masked->where.file == "gym.yaml");
}

TEST_CASE("rules are as written, in short and in long form") {
  CHECK(field("{ trim: both }").trim->value.sides == Sides::both);
  CHECK(field("{ trim: both }").trim->value.set == TrimSet::white_space);
  CHECK(field("{ text: { trim: start, set: invisible } }").trim->value.set == TrimSet::invisible);
  CHECK(field("{ unicode: nfkd }").unicode->value == UnicodeForm::nfkd);
  CHECK(field("{ text: { case: fold } }").text_case->value == TextCase::fold);
  CHECK(field("{ empty: null }").empty->value == Emptiness::null);
  CHECK(field("{ text: { empty: absent } }").empty->value == Emptiness::absent);
  CHECK(field("{ null: empty }").null->value == Emptiness::empty);
  CHECK(field("{ absent: null }").absent->value == Emptiness::null);
  CHECK(field("{ absent: 'null' }").absent->value == Emptiness::null);
  CHECK(field("{ number: { compare: scale } }").number->value == NumberCompare::scale);
  CHECK(field("{ type: bytes }").type->value == FieldType::bytes_hex);
  CHECK(field("{ type: { bytes: base64 } }").type->value == FieldType::bytes_base64);
  CHECK(field("{ type: base64 }").type->value == FieldType::bytes_base64);
  CHECK(field("{ type: json }").type->value == FieldType::json);
  CHECK(field("{ array: multiset }").array->value.order == ArrayOrder::multiset);
  CHECK(field("{ array: { key: [a, b] } }").array->value.order == ArrayOrder::by_key);
  CHECK(field("{ array: { key: [a, b] } }").array->value.key == std::vector<std::string>{"a", "b"});
  CHECK(field("{ references: t }").references->value.table == "t");
  CHECK(field("{ references: { table: t, column: c } }").references->value.column == "c");
  CHECK(field("{ only_in: database }").only_in->value == std::vector<std::string>{"database"});
}

TEST_CASE("a tolerance keeps its digits as they are written") {
  const RuleSet rules = field("{ number: { tolerance: { abs: 0.10, rel: 1e-9 } } }");
  CHECK(rules.tolerance->value.absolute == "0.10");
  CHECK(rules.tolerance->value.relative == "1e-9");
  CHECK(
      field("{ number: { tolerance: { abs: 12345678901234567890.123456789 } } }").tolerance->value.absolute ==
      "12345678901234567890.123456789");
  CHECK(field("{ number: { tolerance: { abs: '0.5' } } }").tolerance->value.absolute == "0.5");
}

TEST_CASE("times: a zone implies instants, and is found") {
  const RuleSet rules = field("{ time: { zone: Europe/Berlin, precision: ms, rounding: half_even } }");
  CHECK(rules.time->value.as_instant);
  CHECK(rules.time->value.zone == "Europe/Berlin");
  REQUIRE(rules.time->value.zone_data != nullptr);
  CHECK(rules.time->value.zone_data->to_instant(0) == -3'600'000'000);
  CHECK(rules.precision->value.unit == TimePrecision::millisecond);
  CHECK(rules.precision->value.rounding == TimeRounding::half_even);
  CHECK_FALSE(field("{ time: { compare: strict } }").time->value.as_instant);
  CHECK_FALSE(field("{ time: { precision: day } }").time);
  CHECK(field("{ time: { compare: instant } }").time->value.zone_data == nullptr);
}

TEST_CASE("each setting keeps its place and the nearest reason") {
  const RuleSet rules = load(
                            "tables:\n  t:\n    fields:\n      f:\n        why: outer\n        trim: both\n  "
                            "      number: { compare: scale, why: inner }\n        type: text\n")
                            .tables.at(0)
                            .fields.at("f");
  CHECK(rules.trim->where == Location{"gym.yaml", 7, 9});
  CHECK(rules.trim->why == "outer");
  CHECK(rules.number->where == Location{"gym.yaml", 8, 19});
  CHECK(rules.number->why == "inner");
  CHECK(rules.type->why == "outer");
}

TEST_CASE("rules nest") {
  const RuleSet rules = field(
      "{ type: json, fields: { lines: { array: { key: [sku] }, items: { fields: { note: { trim: end } } } } "
      "} }");
  const RuleSet& lines = rules.members.at("lines");
  CHECK(lines.array->value.order == ArrayOrder::by_key);
  CHECK(lines.items->members.at("note").trim->value.sides == Sides::end);
}

TEST_CASE("a key field may lift the tolerance of all fields") {
  const Contract contract = load(
      "defaults: { number: { tolerance: { rel: 1e-6 } } }\ntables:\n  t:\n    key: [id]\n    fields: { id: { "
      "number: { tolerance: { abs: 0 } } } }\n");
  CHECK(contract.rules_for("t", "id").tolerance->value.absolute == "0");
  CHECK(contract.rules_for("t", "x").tolerance->value.relative == "1e-6");
}

TEST_CASE("tables are laid over a contract setting by setting") {
  const Contract base = load(
      "tables:\n  t:\n    key: [id]\n    known_as: [tt]\n    fields: { a: { trim: both, unicode: nfc } }\n");
  const Yaml tables = parse_yaml(
      "{ t: { fields: { a: { trim: end }, b: { case: fold } }, known_as: [ttt] }, u: { key: [x] } }",
      "scenario.yaml");
  const Contract laid = lay_tables_over(base, tables, load_zone);
  REQUIRE(laid.tables.size() == 2);
  CHECK(laid.tables[0].key == std::vector<std::string>{"id"});
  CHECK(laid.tables[0].known_as == std::vector<std::string>{"tt", "ttt"});
  CHECK(laid.tables[0].fields.at("a").trim->value.sides == Sides::end);
  CHECK(laid.tables[0].fields.at("a").unicode->value == UnicodeForm::nfc);
  CHECK(laid.tables[0].fields.at("b").text_case->value == TextCase::fold);
  CHECK(laid.tables[1].name == "u");
  CHECK(base.tables[0].fields.at("a").trim->value.sides == Sides::both);
}

TEST_CASE("the examples of the format reference are contracts") {
  const std::vector<std::string> blocks = yaml_blocks(source("contracts/README.md"));
  CHECK(blocks.size() == 2);
  for (const std::string& block : blocks) {
    const Elsewhere here;
    here.write("example.yaml", block);
    INFO(block);
    CHECK(drawn([] { load_contract("example.yaml", load_zone); }) == "no error\n");
  }
}
