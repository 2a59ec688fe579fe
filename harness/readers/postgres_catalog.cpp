// What a database says of its tables: see postgres_catalog.h. The only reader's home of libpqxx.
#include "harness/readers/postgres_catalog.h"

#include <algorithm>
#include <map>

#include <pqxx/pqxx>

#include "harness/error.h"
#include "harness/readers/postgres_identifier.h"
#include "harness/readers/postgres_session.h"

namespace parity {
namespace {

// Domains (also over domains) to their base; arrays to the base of their elements.
constexpr const char* kTypes = R"sql(
WITH RECURSIVE step(oid, base) AS (
  SELECT oid, oid FROM pg_catalog.pg_type
  UNION ALL
  SELECT s.oid, t.typbasetype FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.base WHERE t.typtype = 'd'
), bases AS (
  SELECT s.oid, t.oid AS base, t.typtype, CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END AS element
  FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.base WHERE t.typtype <> 'd'
)
SELECT b.oid, b.base, b.typtype, coalesce(e.base, 0), coalesce(e.typtype, 'b')
FROM bases b LEFT JOIN bases e ON e.oid = b.element AND b.element <> 0
WHERE b.oid IN ()sql";

std::string text(const pqxx::field& field) {
  return field.is_null() ? std::string() : std::string(field.c_str(), field.size());
}
std::uint32_t oid(const pqxx::field& field) { return static_cast<std::uint32_t>(std::stoul(text(field))); }
std::uint64_t count(const pqxx::field& field) {
  const double number = std::stod(text(field));  // reltuples is a real, -1 where it was never counted
  return number > 0 ? static_cast<std::uint64_t>(number) : 0;
}

}  // namespace

struct PostgresCatalog::State {
  std::unique_ptr<pqxx::connection> connection;
  std::unique_ptr<pqxx::nontransaction> session;
  std::string snapshot;

  // libpqxx's own exceptions end here.
  pqxx::result run(const std::string& sql) {
    try {
      return session->exec(sql);
    } catch (const pqxx::broken_connection& error) {
      throw undecidable(std::string("the connection to PostgreSQL broke: ") + first_line(error.what()));
    } catch (const pqxx::sql_error& error) {
      throw undecidable(std::string("PostgreSQL refused to be read: ") + first_line(error.what()));
    }
  }

  static std::string first_line(std::string message) {
    message.erase(std::min(message.find('\n'), message.size()));
    const std::string prefix = "ERROR:  ";
    return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
  }

  std::map<std::uint32_t, PostgresType> types(const std::vector<std::uint32_t>& oids) {
    std::string list = "0";
    for (const std::uint32_t one : oids) list += "," + std::to_string(one);
    std::map<std::uint32_t, PostgresType> found;
    const pqxx::result rows = run(kTypes + list + ")");
    for (const auto& row : rows) {
      PostgresType type;
      type.oid = oid(row[1]);
      type.category = text(row[2])[0];
      type.element = oid(row[3]);
      type.element_category = text(row[4])[0];
      found[oid(row[0])] = type;
    }
    return found;
  }
};

PostgresCatalog::PostgresCatalog(const std::string& url) : state_(std::make_unique<State>()) {
  check_postgres_url(url);
  try {
    state_->connection = std::make_unique<pqxx::connection>(url);
    state_->session = std::make_unique<pqxx::nontransaction>(*state_->connection);
  } catch (const std::exception& error) {
    throw undecidable(std::string("cannot connect to PostgreSQL: ") + State::first_line(error.what()))
        .with_hint("is the server up, and does the URL name its host, port and database?");
  }
  for (const std::string& setting : pinned_settings()) state_->run(setting);
  const int version = std::stoi(text(state_->run("SHOW server_version_num")[0][0]));
  if (version < 130000)
    throw undecidable("the server is PostgreSQL " + std::to_string(version / 10000) +
                      "; 13 or newer is needed");
  state_->run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  state_->snapshot = text(state_->run("SELECT pg_catalog.pg_export_snapshot()")[0][0]);
}

PostgresCatalog::~PostgresCatalog() = default;

const std::string& PostgresCatalog::snapshot() const { return state_->snapshot; }

std::string PostgresCatalog::identity() const {
  const pqxx::result row = state_->run(
      "SELECT current_setting('server_version'), current_database(), pg_catalog.pg_current_snapshot()::text");
  const std::string version = text(row[0][0]);
  return "PostgreSQL " + version.substr(0, version.find(' ')) + ", database " + text(row[0][1]) +
         ", snapshot " + text(row[0][2]);
}

bool PostgresCatalog::checks_text() const {
  return text(state_->run("SHOW server_encoding")[0][0]) == "SQL_ASCII";
}

std::vector<PostgresTable> PostgresCatalog::tables(const std::string& schema) {
  const bool all = schema == "*";
  const std::string wanted =
      all ? "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%' AND "
            "n.nspname NOT LIKE 'pg\\_temp\\_%'"
          : "n.nspname = " + state_->session->quote(schema);
  if (!all && state_->run("SELECT 1 FROM pg_catalog.pg_namespace n WHERE " + wanted).empty()) {
    throw undecidable("the database has no schema '" + schema + "'");
  }
  const pqxx::result relations = state_->run(
      "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relhassubclass, c.reltuples,"
      " CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) / "
      "current_setting('block_size')::bigint ELSE 0 END"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND " +
      wanted + " ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"");
  const pqxx::result columns = state_->run(
      "SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid,"
      " coalesce(pg_catalog.array_position(i.indkey::int2[], a.attnum), -1)"
      " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary"
      " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT "
      "c.relispartition AND " +
      wanted + " ORDER BY a.attrelid, a.attnum");
  std::vector<std::uint32_t> oids;
  for (const auto& row : columns) oids.push_back(oid(row[3]));
  const std::map<std::uint32_t, PostgresType> types = state_->types(oids);

  std::vector<PostgresTable> tables;
  std::map<std::uint32_t, std::size_t> place;
  for (const auto& row : relations) {
    PostgresTable table;
    table.schema = text(row[1]);
    table.name = text(row[2]);
    table.has_ctid = (text(row[3]) == "r" || text(row[3]) == "m") && text(row[4]) == "f";
    table.rows = count(row[5]);
    table.pages = count(row[6]);
    table.source = quote_identifier(table.schema) + "." + quote_identifier(table.name);
    place[oid(row[0])] = tables.size();
    tables.push_back(std::move(table));
  }
  std::map<std::size_t, std::map<int, std::string>> keys;
  for (const auto& row : columns) {
    const std::size_t table = place.at(oid(row[0]));
    const auto type = types.find(oid(row[3]));
    tables[table].columns.push_back(
        {text(row[1]), text(row[2]), type == types.end() ? PostgresType{} : type->second});
    if (const int position = std::stoi(text(row[4])); position >= 0) keys[table][position] = text(row[1]);
  }
  for (const auto& [table, columns_of_key] : keys) {
    for (const auto& [position, name] : columns_of_key) tables[table].key.push_back(name);
  }
  return tables;
}

PostgresTable PostgresCatalog::query(const std::string& name, const std::string& select) {
  PostgresTable table;
  table.name = name;
  table.source = "(" + select + "\n) AS rows";  // the line feed ends a trailing comment
  const pqxx::result shape = state_->run("SELECT * FROM " + table.source + " LIMIT 0");
  std::vector<std::uint32_t> oids;
  for (pqxx::row_size_type i = 0; i < shape.columns(); ++i)
    oids.push_back(static_cast<std::uint32_t>(shape.column_type(i)));
  const std::map<std::uint32_t, PostgresType> types = state_->types(oids);
  for (pqxx::row_size_type i = 0; i < shape.columns(); ++i) {
    const std::uint32_t type = oids[static_cast<std::size_t>(i)];
    const auto found = types.find(type);
    const std::string type_text =
        text(state_->run("SELECT pg_catalog.format_type(" + std::to_string(type) + ", NULL)")[0][0]);
    table.columns.push_back(
        {shape.column_name(i), type_text, found == types.end() ? PostgresType{} : found->second});
  }
  return table;
}

}  // namespace parity
