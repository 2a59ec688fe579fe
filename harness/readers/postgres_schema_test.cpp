// The catalog as a dataset, and its digest, on a real server.
#include "harness/readers/postgres_schema.h"

#include <algorithm>
#include <map>

#include "harness/environment/postgres_server.h"
#include "harness/environment/sql.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

PostgresServer& server() {
  static PostgresServer one;
  return one;
}

std::string fresh(const std::string& name, const std::string& script) {
  const std::string url = server().database(name);
  run_sql(url, script);
  return url;
}

// Of everything that a query looks at.
constexpr const char* kSchema = R"(
  CREATE EXTENSION pg_trgm;
  CREATE SCHEMA "Side";
  CREATE TYPE mood AS ENUM ('bad', 'N/A');
  CREATE DOMAIN short AS text NOT NULL CHECK (length(VALUE) < 9);
  CREATE TABLE parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(9) UNIQUE);
  CREATE TABLE "Child of""it" (
    id serial, parent_id bigint NOT NULL REFERENCES parent ON UPDATE CASCADE ON DELETE RESTRICT,
    feeling mood DEFAULT 'bad', size numeric(5, 1) CHECK (size >= 0), twice numeric GENERATED ALWAYS AS (size * 2) STORED,
    name text COLLATE "C", PRIMARY KEY (id, parent_id));
  CREATE INDEX " ON t USING x " ON "Child of""it" USING gin (name gin_trgm_ops) WHERE size > 1;
  CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER seen AFTER INSERT OR UPDATE OF size ON "Child of""it" FOR EACH ROW WHEN (NEW.size > 1)
    EXECUTE FUNCTION noticed();
  ALTER TABLE parent ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON parent FOR UPDATE USING (name = current_user) WITH CHECK (TRUE);
  CREATE VIEW names AS SELECT name FROM parent;
)";

using Rows = std::vector<std::map<std::string, std::string>>;

Rows rows(const std::string& url, const std::string& table, const std::string& schema = "public") {
  for (const SchemaQuery& query : schema_queries(schema)) {
    if (query.table != table) continue;
    Rows all;
    for (const SqlRow& row :
         run_sql(url, "SELECT key, value FROM (SELECT row_number() OVER () AS n, to_jsonb(r) AS r FROM (" +
                          query.select + ") AS r) AS r, jsonb_each_text(r) ORDER BY n, key")) {
      if (all.empty() || all.back().contains(*row[0])) all.emplace_back();
      all.back()[*row[0]] = row[1].value_or("NULL");
    }
    return all;
  }
  return {};
}

}  // namespace

TEST_CASE("a schema as tables of its own") {
  const std::string url = fresh("schema_tables", kSchema);
  CHECK(rows(url, "schemas") == Rows{{{"schema_name", "Side"}}});
  CHECK(rows(url, "enums") == Rows{{{"type_name", "mood"}, {"labels", R"(["bad", "N/A"])"}}});
  REQUIRE(rows(url, "types").size() == 1);
  CHECK(rows(url, "types")[0]["definition"] == "text NOT NULL CHECK ((length(VALUE) < 9))");
  CHECK(rows(url, "functions").size() == 1);  // none of the extension's
  CHECK(rows(url, "sequences").size() == 2);
  CHECK(rows(url, "tables").size() == 3);
  CHECK(rows(url, "columns").size() == 9);
  CHECK(rows(url, "primary_keys").size() == 2);
  Rows keys = rows(url, "foreign_keys");
  REQUIRE(keys.size() == 1);
  CHECK(keys[0]["table_name"] == "Child of\"it");
  CHECK(keys[0]["on_update"] == "cascade");
  CHECK(keys[0]["on_delete"] == "restrict");
  CHECK(keys[0]["valid"] == "true");
  CHECK(keys[0]["enforced"] == "true");
  REQUIRE(rows(url, "checks").size() == 1);
  CHECK(rows(url, "checks")[0]["expression"] == "(size >= (0)::numeric)");
  Rows policies = rows(url, "policies");
  REQUIRE(policies.size() == 1);
  CHECK(policies[0]["roles"] == "public");
  CHECK(policies[0]["command"] == "update");
}

TEST_CASE("an index is what stands behind its table, whatever its name looks like") {
  const std::string url = fresh("schema_indexes", kSchema);
  Rows all = rows(url, "indexes");
  CHECK(all.size() == 4);
  const auto named = [&](const std::string& name) {
    for (auto& row : all)
      if (row["index_name"] == name) return row["definition"];
    return std::string("none");
  };
  CHECK(named(" ON t USING x ") == "USING gin (name gin_trgm_ops) WHERE (size > (1)::numeric)");
  CHECK(named("parent_name_key") == "USING btree (name)");
}

TEST_CASE("a trigger has a row for each of its events") {
  const std::string url = fresh("schema_triggers", kSchema);
  Rows all = rows(url, "triggers");
  REQUIRE(all.size() == 2);
  CHECK(all[0]["condition"] == "(new.size > (1)::numeric)");
  CHECK(all[0]["columns"] == "size");
  CHECK(all[0]["function"] == "noticed");
  CHECK(all[0]["level"] == "row");
}

TEST_CASE("the catalog is read as a dataset with keys") {
  const auto reader = catalog_reader(fresh("schema_reader", kSchema));
  const std::vector<TableInfo> tables = reader->tables();
  REQUIRE(tables.size() == schema_queries("public").size());
  for (const TableInfo& table : tables) {
    INFO(table.name);
    CHECK_FALSE(table.key.empty());
    for (const std::string& key : table.key)
      CHECK(std::any_of(table.columns.begin(), table.columns.end(),
                        [&](const Column& c) { return c.name == key; }));
    for (const Column& column : table.columns)
      CHECK((column.kind == Kind::text || column.kind == Kind::boolean));
  }
}

TEST_CASE("equal schemas have one digest, and each change another") {
  const std::string one = fresh("digest_one", kSchema), two = fresh("digest_two", kSchema);
  const std::string digest = catalog_digest(one);
  CHECK(digest.size() == 32);
  CHECK(catalog_digest(two) == digest);
  run_sql(one, "INSERT INTO parent (name) VALUES ('a')");  // rows are no schema
  CHECK(catalog_digest(one) == digest);
  std::vector<std::string> seen{digest};
  for (const std::string change :
       {"ALTER TABLE parent ADD extra integer", "ALTER TABLE parent ALTER extra SET NOT NULL",
        "ALTER TYPE mood ADD VALUE 'good'", "ALTER TABLE parent DISABLE ROW LEVEL SECURITY",
        "DROP VIEW names", "ALTER TABLE \"Child of\"\"it\" DISABLE TRIGGER seen",
        "CREATE OR REPLACE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "DROP INDEX \" ON t USING x \"", "DROP EXTENSION pg_trgm"}) {
    INFO(change);
    run_sql(two, change);
    const std::string now = catalog_digest(two);
    CHECK(std::find(seen.begin(), seen.end(), now) == seen.end());
    seen.push_back(now);
  }
}

TEST_CASE("a schema by another name, or by none") {
  const std::string url =
      fresh("schema_other", "CREATE SCHEMA \"O'th\\er\"; CREATE TABLE \"O'th\\er\".t (a int)");
  CHECK(rows(url, "tables", "O'th\\er").size() == 1);
  CHECK(rows(url, "tables", "nonesuch").empty());
}
