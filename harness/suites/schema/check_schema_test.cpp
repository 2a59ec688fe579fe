// Databases held against contracts: clean ones are green, whoever asks and whatever is in them, and nothing
// of the asking remains. What is wrong with each defect is in schema_defects_test.cpp.
#include "harness/suites/schema/check_schema.h"

#include <algorithm>

#include "harness/readers/postgres_schema.h"
#include "harness/suites/schema/test_schema.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Check;
using reports::Outcome;

namespace {

void check_green(const std::vector<Check>& checks) {
  INFO(told(checks, Outcome::failed) << told(checks, Outcome::errored));
  CHECK(red(checks).empty());
}

const Check& one(const std::vector<Check>& checks, const std::string& id) {
  const auto at =
      std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; });
  INFO("check: " << id);
  REQUIRE(at != checks.end());
  return *at;
}

std::string fresh(const std::string& name, const std::string& script) {
  const std::string url = server().database(name);
  run_sql(url, script);
  return url;
}

// Rows of all tables, and the roles of the server.
std::string contents(const std::string& url) {
  std::string all;
  for (const SqlRow& table :
       run_sql(url, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
    for (const SqlRow& row : run_sql(
             url,
             "SELECT count(*)::text || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM " +
                 *table[0] + " AS t"))
      all += *table[0] + *row[0] + "\n";
  for (const SqlRow& row : run_sql(url, "SELECT rolname FROM pg_roles ORDER BY 1")) all += *row[0] + "\n";
  return all;
}

}  // namespace

TEST_CASE("a clean schema is green, and each check is of its own") {
  for (const std::string name : {"gym", "reference"}) {
    const SchemaContract contract = contract_of(name);
    const auto checks =
        check_schema(contract, {migrated(name == "gym" ? "gym" : "refdata", "clean_" + name)});
    check_green(checks);
    CHECK(checks.size() > (name == "gym" ? 250u : 900u));
    std::vector<std::string> ids;
    for (const Check& check : checks) {
      CHECK(check.id.starts_with(name + "/"));
      CHECK(check.where.starts_with("contracts/" + name + ".schema.yaml:"));
      ids.push_back(check.id);
    }
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  }
}

TEST_CASE("a schema with rows is green, and nothing of what was tried remains") {
  const std::string url = migrated("refdata", "seeded");
  const std::string tables = (kRoot / "fixtures/reference/tables").string();
  REQUIRE(run_process({.argv = {"refdata", "seed", tables}, .env = {{"DATABASE_URL", url}}},
                      std::chrono::seconds(60))
              .code == 0);
  SchemaContract contract = contract_of("reference");
  contract.counter->rows = 20;
  const std::string before = contents(url), catalog = catalog_digest(url);
  check_green(check_schema(contract, {url}));
  CHECK(contents(url) == before);
  CHECK(catalog_digest(url) == catalog);

  const std::string gym = migrated("gym", "gym_remains");
  const std::string was = contents(gym);
  check_green(check_schema(contract_of("gym"), {gym}));
  CHECK(contents(gym) == was);
}

TEST_CASE("an owner who is no superuser may ask") {
  run_sql(server().database("postgres"), "CREATE ROLE keeper LOGIN CREATEROLE");
  run_sql(server().database("postgres"), "CREATE DATABASE kept OWNER keeper");
  const std::string admin = with_database(server().database("postgres"), "kept");
  run_sql(admin, "GRANT ALL ON SCHEMA public TO keeper");
  std::string url = admin;
  url.replace(url.find("user=postgres"), 13, "user=keeper");
  for (const char* version : {"001_tables", "002_indexes", "003_row_security"})
    run_sql(url, text_of(kRoot / "fixtures/gym/migrations" / (version + std::string(".up.sql"))));
  check_green(check_schema(contract_of("gym"), {url}));
}

TEST_CASE("a requirement stands on the checks of its line, its table and its file") {
  const auto checks = check_schema(contract_of("gym"), {migrated("gym", "requirements")});
  CHECK(one(checks, "gym/column.users.email").requirements ==
        std::vector<std::string>{"S1-080", "S1-018", "S1-019", "S1-083", "S1-021"});
  CHECK(one(checks, "gym/probe.users.email.length").requirements ==
        std::vector<std::string>{"S1-080", "S1-018", "S1-019", "S1-083", "S1-021"});
  CHECK(one(checks, "gym/fk_index.exercise_sets.session_exercise_id").outcome == Outcome::skipped);
}

TEST_CASE("a type may have another of its names, and a server may be too old to tell") {
  const std::string url = fresh("aliases",
                                "CREATE TYPE t_mood_enum AS ENUM ('good', 'bad'); CREATE TABLE t (id int "
                                "PRIMARY KEY, mood t_mood_enum NOT NULL DEFAULT 'good')");
  const auto checks = check_schema(written(R"(
version: 1
schema: moods
server: { at_least: 99 }
enums: { mood: { labels: [good, bad], aliases: [mood_enum, t_mood_enum] } }
tables:
  t:
    columns: { id: integer, mood: mood default 'good' }
    primary_key: id
)"),
                                   {url});
  check_green(checks);
  CHECK(one(checks, "moods/server").outcome == Outcome::skipped);
  CHECK(catalog_digest(url) == catalog_digest(url));
  CHECK(run_sql(url, "SELECT typname FROM pg_type WHERE typtype = 'e'")[0][0] == "t_mood_enum");
}

TEST_CASE("what the server cannot build from a contract is no answer") {
  const std::string url = fresh("unbuilt", "CREATE TABLE t (id int PRIMARY KEY, name varchar(9) NOT NULL)");
  const auto checks = check_schema(written(R"(
version: 1
schema: unbuilt
tables:
  t:
    columns: { id: integer, name: varchr(9) }
    primary_key: id
    checks: { id: "size(id) > 1" }
    indexes: [(nonesuch)]
)"),
                                   {url});
  CHECK(one(checks, "unbuilt/column.t.name").outcome == Outcome::errored);
  CHECK(one(checks, "unbuilt/column.t.name").message.find("type \"varchr\" does not exist") !=
        std::string::npos);
  CHECK(one(checks, "unbuilt/check.t.id").outcome == Outcome::errored);
  CHECK(one(checks, "unbuilt/index.t.1").outcome == Outcome::errored);
}

// Everything that the two schemas of the fixtures have not.
constexpr const char* kOdd = R"(
  CREATE SCHEMA "Odd one";
  SET search_path TO "Odd one";
  CREATE TABLE "Parent" (
    a int, "order" varchar(3) COLLATE "C", PRIMARY KEY (a, "order"), UNIQUE (a) DEFERRABLE);
  CREATE TABLE child (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number serial, a int DEFAULT 7, b varchar(3) COLLATE "C" DEFAULT 'x',
    low int NOT NULL, high int NOT NULL, span int GENERATED ALWAYS AS (high - low) STORED, CHECK (low < high),
    FOREIGN KEY (a, b) REFERENCES "Parent" ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
  CREATE UNIQUE INDEX ON child (lower(b)) WHERE a > 0;
)";
constexpr const char* kOddContract = R"(
version: 1
schema: odd
namespace: Odd one
graph: {}
tables:
  Parent:
    columns: { a: integer, order: { type: varchar(3), collation: C } }
    primary_key: a, order
    unique: [{ columns: a, deferrable: true }]
  child:
    columns:
      id: { type: bigint, identity: always }
      number: serial
      a: integer null default 7
      b: { type: "varchar(3) null default 'x'", collation: C }
      low: integer
      high: integer
      span: { type: integer null, generated: high - low }
    primary_key: id
    unique: [{ index: (lower(b)) WHERE a > 0 }]
    sample: { b: null }    # which its default would not let be there twice
    foreign_keys:
      a, b: { table: Parent, on_update: set null, on_delete: cascade, deferrable: initially deferred }
    checks:
      low, high: { that: low < high, accept: [{ low: 1, high: 2 }], reject: [{ low: 2, high: 2 }, { low: 3, high: 2 }] }
)";

TEST_CASE("names in need of quotes, keys of several columns, identities, generated columns") {
  const std::string url = fresh("odd", kOdd);
  run_sql(url,
          "SET search_path TO \"Odd one\"; INSERT INTO \"Parent\" VALUES (7, 'x'); INSERT INTO child (low, "
          "high, b) VALUES (1, 2, NULL), (1, 3, NULL)");
  const auto checks = check_schema(written(kOddContract), {url});
  check_green(checks);
  CHECK(one(checks, "odd/foreign_key.child.a+b").outcome == Outcome::passed);
  CHECK(one(checks, "odd/probe.child.low+high.check").outcome == Outcome::passed);
  CHECK(one(checks, "odd/probe.child.a+b.delete").outcome == Outcome::passed);
  CHECK(one(checks, "odd/probe.child.a+b.update").outcome == Outcome::passed);
  CHECK(one(checks, "odd/sequence.child.id").outcome == Outcome::passed);

  run_sql(url,
          "SET search_path TO \"Odd one\"; SELECT setval('child_number_seq', 1); ALTER TABLE child ALTER id "
          "SET GENERATED BY DEFAULT, ALTER span DROP EXPRESSION; "
          "ALTER TABLE \"Parent\" ALTER \"order\" TYPE varchar(3) COLLATE \"default\"");
  CHECK(red(check_schema(written(kOddContract), {url})) ==
        std::vector<std::string>{"column.Parent.order", "column.child.id", "column.child.span",
                                 "sequence.child.number"});
}

TEST_CASE("a database without the schema, or none at all, is no answer") {
  CHECK_THROWS_WITH(check_schema(written(kOddContract), {server().database("bare")}),
                    "the database has no schema 'Odd one'");
  CHECK_THROWS_AS(check_schema(written(kOddContract), {"postgresql://localhost:1/nonesuch"}), Error);
}
