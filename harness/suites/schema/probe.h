// Tries what constraints do: statements in savepoints that are always rolled back, each with what is to
// become of it. A refusal that was wanted has its positive twin: a table that refuses everything would pass
// without.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/suites/schema/check_list.h"
#include "harness/suites/schema/twin.h"
#include "harness/suites/schema/world.h"

namespace parity {

struct Probes {
  SqlSession& session;
  const SchemaContract& contract;
  const Facts& wanted;
  const Facts& found;
  const SampleWorld& world;
  CheckList& checks;

  reports::Check& add(const DeclaredTable& table, const std::string& what, const std::string& name,
                      const SchemaLine& line);
  void within(const std::function<void()>& body);  // a savepoint; rolled back behind it
  SqlAnswer attempt(const std::string& sql);       // in a savepoint of its own
  // The rows that one of `table` refers to; false: they cannot be made, and `why` says so.
  bool prepare(const DeclaredTable& table, const DeclaredForeignKey* also, std::size_t rows,
               bool parents_once, std::string& why);
  bool insert(const DeclaredTable& table, const std::vector<SampleRow>& rows, std::string& why);  // stays

  void refused(reports::Check& check, const std::string& sql, const std::vector<std::string>& states,
               const std::string& column = "");
  void accepted(reports::Check& check, const std::string& sql);
};

std::string said(const SqlAnswer& answer);  // "SQLSTATE 23505: duplicate key …"

// Those of one table: whether a row is taken at all, then column by column and key by key.
void probe_table(Probes& probes, const DeclaredTable& table);
void probe_columns(Probes& probes, const DeclaredTable& table);
void probe_checks(Probes& probes, const DeclaredTable& table);
void probe_unique(Probes& probes, const DeclaredTable& table, const std::vector<std::string>& key,
                  const SchemaLine& line);
void probe_foreign_key(Probes& probes, const DeclaredTable& table, const DeclaredForeignKey& key);
void probe_counter(Probes& probes, const DeclaredTable& table);
void probe_counter_rows(Probes& probes);
void probe_index(Probes& probes, const DeclaredTable& table);
void probe_sequences(Probes& probes);
// Two users, as two plain roles that are made for it and go with the transaction. Without a context first,
// since a connection on which one was ever set is another thing: "" where nothing was.
void probe_without_context(Probes& probes, const std::string& how);  // "fresh", "reused"
void probe_with_context(Probes& probes);

}  // namespace parity
