// The statements that a schema contract says it proves, whatever line says it.
#include "harness/suites/schema/schema_contract.h"

namespace parity {
namespace {

using Ids = std::set<std::string>;

void add(const SchemaLine& line, Ids& ids) { ids.insert(line.requirements.begin(), line.requirements.end()); }

template <class Lines>
void add_all(const Lines& lines, Ids& ids) {
  for (const SchemaLine& line : lines) add(line, ids);
}

void add_table(const DeclaredTable& table, Ids& ids) {
  add(table, ids);
  add(table.key_line, ids);
  add(table.row_security_line, ids);
  add_all(table.columns, ids);
  add_all(table.uniques, ids);
  add_all(table.foreign_keys, ids);
  add_all(table.checks, ids);
  add_all(table.indexes, ids);
  add_all(table.triggers, ids);
  add_all(table.policies, ids);
}

}  // namespace

std::set<std::string> statements_of(const SchemaContract& contract) {
  Ids ids;
  for (const SchemaLine* line :
       {&contract.line, &contract.fk_indexes_line, &contract.graph_line, &contract.server_line})
    add(*line, ids);
  add_all(contract.extensions, ids);
  add_all(contract.enums, ids);
  for (const DeclaredTable& table : contract.tables) add_table(table, ids);
  if (contract.counter) add(*contract.counter, ids);
  if (contract.context) add(*contract.context, ids);
  return ids;
}

}  // namespace parity
