// A schema contract as plain data: what a PostgreSQL schema consists of, and nothing else. Filled from YAML
// by load_schema_contract(); the format reference for people is contracts/README.md. SQL in it stands as
// written: PostgreSQL itself says what it means (twin.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/yaml/mapping.h"
#include "harness/yaml/yaml.h"
#include "normalizers/location.h"

namespace parity {

// What each line of a contract has.
struct SchemaLine {
  Location where;
  std::vector<std::string> requirements;  // of the file, the table and the line itself
};

// Values for columns, as SQL text literals; nullopt is NULL.
using SampleRow = std::map<std::string, std::optional<std::string>>;

struct DeclaredColumn : SchemaLine {
  std::string name;
  std::string type;  // "varchar(255)"
  bool nullable = false;
  std::optional<std::string> default_value;  // SQL
  std::string generated;                     // SQL; empty: an ordinary column
  std::string identity;                      // "", "always", "by default"
  std::string collation;                     // empty: the type's own
};

struct DeclaredUnique : SchemaLine {
  std::vector<std::string> columns;  // empty: `definition` says it
  std::string definition;            // what stands behind CREATE UNIQUE INDEX … ON t
  bool deferrable = false;
};

struct DeclaredForeignKey : SchemaLine {
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> to;          // columns there
  std::string on_update = "no action";  // "restrict", "cascade", "set null", "set default"
  std::string on_delete = "no action";  //
  std::string deferrable = "no";        // "initially immediate", "initially deferred"
};

struct DeclaredCheck : SchemaLine {
  std::vector<std::string> columns;
  std::string expression;  // SQL; empty: what it lets through decides alone
  std::vector<SampleRow> accept, reject;
};

struct DeclaredIndex : SchemaLine {
  std::string name;        // empty: any
  std::string definition;  // what stands behind CREATE INDEX … ON t
  std::string serves;      // a query that must be read through it; empty: none
};

struct DeclaredTrigger : SchemaLine {
  std::string timing = "after";     // "before", "instead of"
  std::vector<std::string> events;  // "insert", "update", "delete", "truncate"
  std::string level = "statement";  // "row"
  std::string function;             // empty: any, but one for all tables
  std::string condition;            // SQL of WHEN; empty: none
  std::size_t group = 0;            // the line it came from: tables share a function per group
};

struct DeclaredPolicy : SchemaLine {
  std::string name;
  std::string command = "all";
  bool permissive = true;
  std::vector<std::string> roles = {"public"};
  std::string using_expression, check_expression;  // SQL; empty: none
};

struct DeclaredTable : SchemaLine {
  std::string name;
  std::vector<DeclaredColumn> columns;
  std::vector<std::string> primary_key;
  SchemaLine key_line;
  std::vector<DeclaredUnique> uniques;
  std::vector<DeclaredForeignKey> foreign_keys;
  std::vector<DeclaredCheck> checks;
  std::vector<DeclaredIndex> indexes;
  std::vector<DeclaredTrigger> triggers;
  bool row_security = false, forced = false;
  bool probe_row_security = true;  // rows belong to one user each, by the contract's context
  SchemaLine row_security_line;
  std::vector<DeclaredPolicy> policies;
  SampleRow sample;
  bool counted = false;  // its changes move a counter

  const DeclaredColumn* column(const std::string& of_name) const;
};

struct DeclaredEnum : SchemaLine {
  std::string name;
  std::vector<std::string> labels;
  std::vector<std::string> aliases;  // other names that the type may have
  std::vector<std::string> reject;   // labels that it must not have, besides one made up
};

struct DeclaredExtension : SchemaLine {
  std::string name;
};

// A row of `table` per counted table, whose `value` moves with each statement that changed rows.
struct DeclaredCounter : SchemaLine {
  std::string table, key, value, moved_at;
  std::uint64_t rows = 1000;
  bool idle_still = false;  // a statement that changes no value moves nothing
};

// Under which setting policies know who asks, and the column that holds who can.
struct DeclaredContext : SchemaLine {
  std::string setting;        // "app.user_id"
  std::string table, column;  // users.id
};

enum class IndexPolicy { required, warn, off };

struct SchemaContract {
  std::string name;
  std::string file;
  std::string name_space = "public";
  SchemaLine line;
  std::vector<DeclaredExtension> extensions;
  std::vector<DeclaredEnum> enums;
  std::vector<std::string> functions;  // that the schema has of its own
  std::vector<DeclaredTable> tables;
  IndexPolicy fk_indexes = IndexPolicy::off;
  SchemaLine fk_indexes_line;
  SchemaLine graph_line;
  std::optional<int> server_at_least;  // 16
  SchemaLine server_line;
  std::optional<DeclaredCounter> counter;
  std::optional<DeclaredContext> context;
  // Beside what is declared, and neither demanded nor looked at.
  std::vector<std::string> allowed_tables, allowed_schemas, allowed_functions, allowed_extensions;
  bool probes = true;

  const DeclaredTable* table(const std::string& of_name) const;
};

// A document whose top-level key `schema` gives the contract's name. Throws Error (usage) with the place;
// `label` is the file as the user named it.
SchemaContract load_schema_contract(const Yaml& document, const std::string& label);

// All that its lines say they prove.
std::set<std::string> statements_of(const SchemaContract& contract);

// What may stand in each kind of mapping: for the test that holds the JSON Schema against the loader.
std::vector<const KeyTable*> schema_contract_keys();

}  // namespace parity
