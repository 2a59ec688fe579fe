#include "harness/suites/database_state.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/environment/sql_session.h"
#include "harness/error.h"
#include "harness/readers/postgres_identifier.h"
#include "harness/readers/postgres_schema.h"

namespace parity {
namespace {

constexpr std::size_t kMostRows = 2'000'000;
constexpr std::size_t kKeysShown = 20;

constexpr const char* kTables =
    "SELECT c.relname, (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.n) FROM pg_index i,"
    " unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, n), pg_attribute a"
    " WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum)"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname "
    "COLLATE \"C\"";

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_in(const std::string& table, const StateScope& scope) {
  return (scope.only.empty() || has(scope.only, table)) && !has(scope.except, table);
}

TableState read_table(SqlSession& session, const std::string& name, const std::optional<std::string>& key) {
  const std::string table = quote_identifier(name);
  const std::vector<SqlRow> rows = session.run(
      key ? fmt::format("SELECT jsonb_build_array({})::text, to_jsonb(t)::text FROM public.{} t", *key, table)
          : fmt::format("SELECT to_jsonb(t)::text, count(*)::text FROM public.{} t GROUP BY 1", table));
  if (rows.size() > kMostRows)
    throw undecidable(fmt::format("table {} has {} rows, too many for a state", name, rows.size()))
        .with_hint("name the tables with 'only', or leave this one out with 'except'");
  TableState state;
  for (const SqlRow& row : rows) state.rows.emplace(row[0].value_or("null"), row[1].value_or("null"));
  return state;
}

Datum count_of(std::size_t count) { return Datum::number(static_cast<std::int64_t>(count)); }

struct Changes {
  std::size_t inserted = 0, deleted = 0, changed = 0;
  std::vector<Datum> keys;

  void note(const std::string& key, const std::string* was, const std::string* is) {
    if (keys.size() >= kKeysShown) return;
    const auto value = [](const std::string* row) {
      return row == nullptr ? Datum::copy_of(Value::null()) : Datum::json(*row);
    };
    keys.push_back(Datum::object({{"key", Datum::json(key)}, {"was", value(was)}, {"is", value(is)}}));
  }
  std::size_t all() const { return inserted + deleted + changed; }
};

Changes compare_tables(const TableState& before, const TableState& after) {
  Changes found;
  for (const auto& [key, row] : before.rows) {
    const auto at = after.rows.find(key);
    if (at == after.rows.end())
      ++found.deleted, found.note(key, &row, nullptr);
    else if (at->second != row)
      ++found.changed, found.note(key, &row, &at->second);
  }
  for (const auto& [key, row] : after.rows)
    if (!before.rows.contains(key)) ++found.inserted, found.note(key, nullptr, &row);
  return found;
}

}  // namespace

DatabaseState take_state(const std::string& url, const StateScope& scope) {
  SqlSession session(url);
  session.run(
      "SET TimeZone = 'UTC'; SET extra_float_digits = 1; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  DatabaseState state;
  std::vector<std::string> missing = scope.only;
  for (const SqlRow& table : session.run(kTables)) {
    const std::string& name = *table[0];
    std::erase(missing, name);
    if (!is_in(name, scope)) continue;
    state.tables.emplace(name, read_table(session, name, table[1]));
  }
  if (!missing.empty()) throw undecidable(fmt::format("there is no table '{}'", missing[0]));
  state.catalog = catalog_digest(url);
  return state;
}

DatabaseState within(DatabaseState state, const StateScope& scope) {
  std::erase_if(state.tables, [&](const auto& table) { return !is_in(table.first, scope); });
  return state;
}

Datum state_summary(const DatabaseState& state) {
  std::size_t rows = 0;
  std::vector<std::pair<std::string, Datum>> tables;
  for (const auto& [name, table] : state.tables) {
    rows += table.rows.size();
    tables.emplace_back(name, Datum::object({{"rows", count_of(table.rows.size())}}));
  }
  return Datum::object({{"rows", count_of(rows)}, {"tables", Datum::object(tables)}});
}

Datum state_difference(const DatabaseState& before, const DatabaseState& after) {
  static const TableState kNoTable;
  std::size_t rows = 0;
  Changes sum;
  std::vector<std::pair<std::string, Datum>> tables;
  const auto add = [&](const std::string& name, const TableState& was, const TableState& is) {
    const Changes found = compare_tables(was, is);
    rows += is.rows.size();
    sum.inserted += found.inserted;
    sum.deleted += found.deleted;
    sum.changed += found.changed;
    tables.emplace_back(name, Datum::object({{"rows", count_of(is.rows.size())},
                                             {"inserted", count_of(found.inserted)},
                                             {"deleted", count_of(found.deleted)},
                                             {"changed", count_of(found.changed)},
                                             {"keys", Datum::list(found.keys)}}));
  };
  for (const auto& [name, table] : after.tables) {
    const auto was = before.tables.find(name);
    add(name, was == before.tables.end() ? kNoTable : was->second, table);
  }
  for (const auto& [name, table] : before.tables)
    if (!after.tables.contains(name)) add(name, table, kNoTable);
  const bool same_catalog = before.catalog == after.catalog;
  return Datum::object({{"rows", count_of(rows)},
                        {"inserted", count_of(sum.inserted)},
                        {"deleted", count_of(sum.deleted)},
                        {"changed", count_of(sum.changed)},
                        {"unchanged", Datum::boolean(sum.all() == 0 && same_catalog)},
                        {"catalog", Datum::text(same_catalog ? "same" : "changed")},
                        {"tables", Datum::object(tables)}});
}

}  // namespace parity
