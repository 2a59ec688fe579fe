// Schema contracts from YAML: what is read, what is refused and where, and that the JSON Schema and the
// reference for people say the same.
#include <algorithm>

#include "harness/suites/schema/test_schema.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::vector<std::string> sorted_keys(const Yaml& mapping) {
  std::vector<std::string> keys;
  for (const Yaml::Entry& entry : mapping.entries) keys.push_back(entry.key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

// `tables` and what stands behind it.
SchemaContract with_tables(const std::string& tables) {
  return written("version: 1\nschema: s\ntables:\n" + tables);
}

void check_refused(const std::string& tables, const std::string& message, int line,
                   const std::string& hint = "") {
  INFO(tables);
  try {
    with_tables(tables);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK(std::string(error.what()) == message);
    CHECK(error.where.line == line + 3);
    CHECK(error.hint == hint);
  }
}

}  // namespace

TEST_CASE("the short form of a column is what stands behind its name in SQL") {
  const SchemaContract contract = with_tables(
      "  t:\n    columns:\n      a: integer\n      b: varchar(9) null\n      c: text default 'x null'\n"
      "      d: numeric(5, 1) null default 0\n      e: text not null\n      f: { type: text null, collation: "
      "C }\n");
  const auto& columns = contract.tables.at(0).columns;
  REQUIRE(columns.size() == 6);
  CHECK(columns[0].type == "integer");
  CHECK_FALSE(columns[0].nullable);
  CHECK(columns[1].type == "varchar(9)");
  CHECK(columns[1].nullable);
  CHECK(columns[2].default_value == "'x null'");
  CHECK_FALSE(columns[2].nullable);
  CHECK(columns[3].type == "numeric(5, 1)");
  CHECK(columns[3].default_value == "0");
  CHECK(columns[3].nullable);
  CHECK(columns[4].type == "text");
  CHECK(columns[5].collation == "C");
}

TEST_CASE("what every table has stands in each, but where a table says otherwise") {
  const SchemaContract contract = written(R"(
version: 1
schema: s
requirements: [R1]
every_table:
  except: [log]
  columns: { is_active: boolean default TRUE }
  primary_key: id
  foreign_keys: { on_delete: restrict, requirements: [R2] }
  triggers: [{ after: [insert] }]
  indexes: [(is_active)]
  counted: true
tables:
  log:    { columns: { line: text } }
  parent: { columns: { id: text, is_active: boolean null }, requirements: [R3] }
  child:
    columns: { id: text, parent_id: text }
    primary_key: id, parent_id
    foreign_keys: { parent_id: { table: parent, on_delete: cascade, requirements: [R4] } }
    indexes: [(parent_id)]
)");
  const DeclaredTable &log = contract.tables[0], &parent = contract.tables[1], &child = contract.tables[2];
  CHECK(log.columns.size() == 1);
  CHECK_FALSE(log.counted);
  CHECK(parent.columns.size() == 2);
  CHECK(parent.column("is_active")->nullable);
  CHECK(parent.primary_key == std::vector<std::string>{"id"});
  CHECK(parent.requirements == std::vector<std::string>{"R1", "R3"});
  CHECK(parent.triggers.at(0).group == child.triggers.at(0).group);
  CHECK(child.primary_key == std::vector<std::string>{"id", "parent_id"});
  CHECK(child.foreign_keys.at(0).on_delete == "cascade");
  CHECK(child.foreign_keys.at(0).to == std::vector<std::string>{"id"});
  CHECK(child.foreign_keys.at(0).requirements == std::vector<std::string>{"R2", "R1", "R4"});
  REQUIRE(child.indexes.size() == 1);
  CHECK(child.indexes[0].definition == "(parent_id)");
}

TEST_CASE("mistakes are refused where they stand") {
  check_refused("  t: { columns: { id: text }, primary_key: di }\n", "table 't' has no column 'di'", 1,
                "did you mean 'id'?");
  check_refused("  t:\n    columns: { id: text }\n    index: []\n", "unknown key 'index' in a table", 3,
                "did you mean 'indexes'?");
  check_refused("  t:\n    columns: { id: text }\n    foreign_keys: { id: nonesuch }\n",
                "there is no table 'nonesuch' in this contract", 3, "one of: t");
  check_refused(
      "  t: { columns: { id: text } }\n  u:\n    columns: { t_id: text }\n    foreign_keys: { t_id: { table: "
      "t, columns: id } }\n",
      "nothing declares id of 't' unique, so that no foreign key can refer to it", 4);
  check_refused("  t:\n    columns: { id: text }\n    triggers: [{ after: [upsert] }]\n",
                "'upsert' is no event of a trigger", 3, "did you mean 'insert'?");
  check_refused("  t:\n    columns: { id: text }\n    checks: { id: {} }\n",
                "a check says what holds, or which values it accepts and rejects", 3);
  check_refused(
      "  a: { columns: { id: text, b_id: text }, primary_key: id, foreign_keys: { b_id: b } }\n"
      "  b: { columns: { id: text, a_id: text }, primary_key: id, foreign_keys: { a_id: a } }\n",
      "foreign keys go in a circle: a → b → a", 1, "no order of tables would satisfy them");
}

TEST_CASE("a table that refers to itself is no circle") {
  CHECK(
      with_tables("  t: { columns: { id: text, up: text null }, primary_key: id, foreign_keys: { up: t } }\n")
          .tables.size() == 1);
}

TEST_CASE("the JSON Schema of schema contracts knows the keys that the loader knows") {
  const Yaml schema = parse_yaml(text_of(kRoot / "contracts/schema-contract.schema.json"), "schema");
  const Yaml& definitions = schema.find("$defs")->value;
  for (const KeyTable* table : schema_contract_keys()) {
    INFO("table: " << table->noun);
    const Yaml::Entry* own = table->name.empty() ? nullptr : definitions.find(table->name);
    REQUIRE((table->name.empty() || own != nullptr));
    std::vector<std::string> keys = table->keys;
    std::sort(keys.begin(), keys.end());
    CHECK(sorted_keys((own ? own->value : schema).find("properties")->value) == keys);
  }
  CHECK(definitions.entries.size() ==
        schema_contract_keys().size());  // the root is none, `requirements` one more
}

TEST_CASE("the examples of the reference for people are schema contracts") {
  const std::string page = text_of(kRoot / "contracts/SCHEMA.md");
  std::size_t examples = 0;
  for (std::size_t at = 0; (at = page.find("```yaml\n", at)) != page.npos; ++examples) {
    const std::size_t end = page.find("```", at + 8);
    CHECK_NOTHROW(written(page.substr(at + 8, end - at - 8)));
    at = end;
  }
  CHECK(examples >= 1);
}
