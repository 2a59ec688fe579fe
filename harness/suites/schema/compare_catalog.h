// What the catalog of the database says, held against what the contract's twin says: everything that is
// declared is there and is so, and nothing else is there.
#pragma once

#include "harness/suites/schema/check_list.h"
#include "harness/suites/schema/twin.h"

namespace parity {

struct Catalogs {
  const SchemaContract& contract;
  const Twin& wanted;
  const Facts& found;
};

// Schemas, extensions, enums and other types, functions, sequences, views and tables of the schema.
void compare_schema(const Catalogs& catalogs, CheckList& checks);
// Of each table: columns, keys and checks; indexes; triggers and row security.
void compare_columns(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks);
void compare_indexes(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks);
void compare_triggers(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks);
void compare_policies(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks);
// Over all tables: one function per group of triggers, and the graph of foreign keys.
void compare_trigger_functions(const Catalogs& catalogs, CheckList& checks);
void compare_graph(const Catalogs& catalogs, CheckList& checks);

// The table as the database has it; nullptr: it has not.
const Fact* found_table(const Catalogs& catalogs, const std::string& name);
// The twin's fact of the n-th line of a kind; nullptr where the server would not build it: the check says so.
const Fact* wanted_fact(const Catalogs& catalogs, const std::string& kind, const std::string& field,
                        const std::string& name, const std::string& table, reports::Check& check);

}  // namespace parity
