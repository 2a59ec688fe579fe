// One database against one contract: its catalog against the twin's, then its constraints tried.
#include "harness/suites/schema/check_schema.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/schema/compare_catalog.h"
#include "harness/suites/schema/probe.h"

namespace parity {
namespace {

// Text forms that are the same everywhere, and nobody waits for anybody for long.
constexpr const char* kSettings =
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1; "
    "SET client_min_messages = error; SET lock_timeout = '10s'; SET row_security = on";

SqlSession open(const std::string& url) {
  SqlSession session(url);
  session.run(kSettings);
  session.ask("SET session_replication_role = origin");  // who may not, has it so
  return session;
}

void begin(SqlSession& session) { session.run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"); }

// A type may go by one of its other names: for as long as the transaction lasts it has the contract's.
void name_enums(SqlSession& session, const SchemaContract& contract) {
  const std::string schema = quote_identifier(contract.name_space);
  const auto there = [&](const std::string& name) {
    return !session
                .run("SELECT FROM pg_type WHERE typtype = 'e' AND typnamespace = to_regnamespace(" +
                     quote_literal(schema) + ") AND typname = " + quote_literal(name))
                .empty();
  };
  for (const DeclaredEnum& one : contract.enums) {
    if (there(one.name)) continue;
    for (const std::string& alias : one.aliases) {
      if (!there(alias)) continue;
      session.run("ALTER TYPE " + schema + "." + quote_identifier(alias) + " RENAME TO " +
                  quote_identifier(one.name));
      break;
    }
  }
}

void check_server(SqlSession& session, const SchemaContract& contract, CheckList& checks) {
  if (!contract.server_at_least) return;
  const int found = std::atoi(session.run("SHOW server_version_num")[0][0]->c_str()) / 10000;
  reports::Check& check =
      checks.add("server", fmt::format("the server is PostgreSQL {} or newer", *contract.server_at_least),
                 contract.server_line);
  if (found < *contract.server_at_least)
    skip(check,
         fmt::format(
             "not proven: this run's server is PostgreSQL {}, which says nothing of the one that will serve",
             found));
}

void compare(const Catalogs& catalogs, CheckList& checks) {
  compare_schema(catalogs, checks);
  for (const DeclaredTable& table : catalogs.contract.tables) {
    reports::Check& check = checks.add("table." + table.name, "table " + table.name + " is there", table);
    if (found_table(catalogs, table.name) == nullptr) {
      fail(check, fmt::format("wanted table {}, found none; nothing else of it was looked at", table.name));
      continue;
    }
    compare_columns(catalogs, table, checks);
    compare_indexes(catalogs, table, checks);
    compare_triggers(catalogs, table, checks);
    compare_policies(catalogs, table, checks);
  }
  compare_trigger_functions(catalogs, checks);
  compare_graph(catalogs, checks);
}

// Foreign keys answer at once, names are found, and the owner is not held by policies meant for others.
void prepare_probes(SqlSession& session, const Catalogs& catalogs) {
  const std::string& schema = catalogs.contract.name_space;
  session.run("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL search_path TO " + quote_identifier(schema) +
              ", public");
  if (session.run("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")[0][0] == "t")
    return;
  for (const Fact& table : catalogs.found.of("tables"))
    if (table.is("forced"))
      session.run("ALTER TABLE " + quote_identifier(schema) + "." + quote_identifier(table["table_name"]) +
                  " NO FORCE ROW LEVEL SECURITY");
}

void probe(SqlSession& session, const Catalogs& catalogs, const SampleWorld& world, CheckList& checks) {
  Probes probes{session, catalogs.contract, catalogs.wanted.facts, catalogs.found, world, checks};
  probe_sequences(probes);  // first: what is tried moves them, rolled back or not
  for (const DeclaredTable& table : catalogs.contract.tables)
    if (found_table(catalogs, table.name) != nullptr) probe_table(probes, table);
  if (catalogs.contract.counter &&
      catalogs.found.find("tables", "table_name", catalogs.contract.counter->table) != nullptr) {
    probe_counter_rows(probes);
    for (const DeclaredTable& table : catalogs.contract.tables)
      if (table.counted && found_table(catalogs, table.name) != nullptr) probe_counter(probes, table);
  }
}

void probe_policies(const std::string& url, const Catalogs& catalogs, const SampleWorld& world,
                    CheckList& checks) {
  const DeclaredContext& context = *catalogs.contract.context;
  for (const std::string how : {"fresh", "reused"}) {
    SqlSession session = open(url);
    Probes probes{session, catalogs.contract, catalogs.wanted.facts, catalogs.found, world, checks};
    if (how == "reused")
      session.run(
          "BEGIN; SELECT set_config(" + quote_literal(context.setting) + ", " +
          quote_literal(world.value(*catalogs.contract.table(context.table),
                                    *catalogs.contract.table(context.table)->column(context.column), 1)) +
          ", true); COMMIT");
    begin(session);
    prepare_probes(session, catalogs);
    probe_without_context(probes, how);
    session.run("ROLLBACK");
    if (how == "reused") continue;
    begin(session);
    prepare_probes(session, catalogs);
    probe_with_context(probes);
    session.run("ROLLBACK");
  }
}

}  // namespace

std::vector<reports::Check> check_schema(const SchemaContract& contract, const SchemaTarget& target) try {
  CheckList checks(contract);
  SqlSession session = open(target.url);
  check_server(session, contract, checks);
  begin(session);
  if (session.run("SELECT to_regnamespace(" + quote_literal(quote_identifier(contract.name_space)) +
                  ") IS NULL")[0][0] == "t")
    throw undecidable(fmt::format("the database has no schema '{}'", contract.name_space));
  name_enums(session, contract);
  session.run("SAVEPOINT parity_catalogs");
  const Facts found = Facts::read(session, contract.name_space);
  const Twin wanted = build_twin(session, contract, found);
  session.run("ROLLBACK TO SAVEPOINT parity_catalogs");

  const Catalogs catalogs{contract, wanted, found};
  compare(catalogs, checks);
  if (contract.probes) {
    const SampleWorld world(contract, wanted.facts, found);
    prepare_probes(session, catalogs);
    probe(session, catalogs, world, checks);
    session.run("ROLLBACK");
    if (contract.context) probe_policies(target.url, catalogs, world, checks);
  }
  return checks.take();
} catch (Error& error) { throw error.while_doing("holding the schema against " + contract.file); }

}  // namespace parity
