#include "harness/readers/sqlite_catalog.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <sqlite3.h>

namespace parity {

namespace {

struct CatalogEntry {
  std::string name;
  std::string type;  // table, view, virtual, shadow
  bool without_rowid = false;
};

std::vector<CatalogEntry> catalog(SqliteDatabase& database) {
  SqliteQuery query(database,
                    "SELECT s.name, l.type, l.wr FROM sqlite_schema s JOIN pragma_table_list l"
                    " ON l.schema = 'main' AND l.name = s.name"
                    " WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
                    " ORDER BY s.rowid");
  std::vector<CatalogEntry> entries;
  while (query.step()) entries.push_back({query.text(0), query.text(1), query.integer(2) != 0});
  return entries;
}

// Columns and primary key, in the key's own order.
void describe(SqliteDatabase& database, TableInfo& table) {
  SqliteQuery query(database,
                    "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?1, 'main') ORDER BY cid");
  query.bind(1, table.name);
  std::map<std::int64_t, std::string> key;
  while (query.step()) {
    constexpr std::int64_t kHidden = 1;  // an argument of a virtual table; 2 and 3 are generated columns
    if (query.integer(3) == kHidden) continue;
    const std::string type = query.text(1);
    table.columns.push_back({query.text(0), type, read_declaration(type).kind});
    if (query.integer(2) > 0) key[query.integer(2)] = query.text(0);
  }
  for (const auto& [position, name] : key) table.key.push_back(name);
}

// A name for the rowid that no column has taken; empty: none is left.
std::string rowid_name(const TableInfo& table) {
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    const auto taken = [&](const Column& column) { return sqlite3_stricmp(column.name.c_str(), name) == 0; };
    if (std::none_of(table.columns.begin(), table.columns.end(), taken)) return name;
  }
  return {};
}

std::uint64_t estimate_rows(SqliteDatabase& database, const SqlitePlan& plan) {
  const std::string from = fmt::format(" FROM main.{}", quoted_name(plan.info.name));
  SqliteQuery query(database, plan.rowid.empty()
                                  ? "SELECT count(*)" + from
                                  : fmt::format("SELECT max({0}) - min({0}) + 1{1}", plan.rowid, from));
  if (!query.step()) return 0;
  const auto rows = static_cast<std::uint64_t>(std::max<std::int64_t>(query.integer(0), 0));
  constexpr std::uint64_t kSmallestRow = 4;  // rowids may have gaps, but a file has only so many bytes
  return std::min(rows, database.bytes() / kSmallestRow);
}

SqlitePlan make_plan(SqliteDatabase& database, const CatalogEntry& entry) {
  SqlitePlan plan;
  plan.info.name = entry.name;
  plan.info.columns_final = true;
  try {
    describe(database, plan.info);
    if (plan.info.columns.empty()) plan.unreadable = "it has no columns that this SQLite can see";
  } catch (const Error& error) {  // a view of a table that is gone, a module that this SQLite lacks
    plan.unreadable = error.what();
  }
  if (!plan.unreadable.empty()) return plan;

  const bool is_table = entry.type == "table";
  if (is_table && !entry.without_rowid) plan.rowid = rowid_name(plan.info);
  if (!is_table) plan.info.notes.push_back("is a " + (entry.type == "view" ? entry.type : "virtual table"));
  std::string columns = plan.rowid;
  for (const Column& column : plan.info.columns)
    columns += std::string(columns.empty() ? "" : ", ") + quoted_name(column.name);
  // Not by an index: its order would not be the table's own, and a damaged one would hide rows.
  plan.select = fmt::format("SELECT {} FROM main.{}{}", columns, quoted_name(entry.name),
                            is_table ? " NOT INDEXED" : "");
  if (!plan.rowid.empty()) plan.in_order = " ORDER BY " + plan.rowid;
  if (is_table) plan.info.rows_estimate = estimate_rows(database, plan);
  return plan;
}

}  // namespace

std::vector<SqlitePlan> sqlite_plans(SqliteDatabase& database) {
  std::vector<SqlitePlan> plans;
  for (const CatalogEntry& entry : catalog(database))
    if (entry.type != "shadow") plans.push_back(make_plan(database, entry));  // a virtual table's own storage
  return plans;
}

}  // namespace parity
