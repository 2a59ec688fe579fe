#include "harness/suites/schema/twin.h"

#include <functional>
#include <set>

#include <fmt/format.h>

namespace parity {
namespace {

const std::string kSchema = "parity_twin";

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quote_identifier(name);
  return out;
}

std::string definition(const DeclaredColumn& column) {
  std::string sql = quote_identifier(column.name) + " " + column.type;
  if (!column.collation.empty()) sql += " COLLATE " + quote_identifier(column.collation);
  if (!column.nullable) sql += " NOT NULL";
  if (column.default_value) sql += " DEFAULT " + *column.default_value;
  if (!column.generated.empty()) sql += " GENERATED ALWAYS AS (" + column.generated + ") STORED";
  if (!column.identity.empty()) sql += " GENERATED " + column.identity + " AS IDENTITY";
  return sql;
}

class Builder {
 public:
  Builder(SqlSession& session, const SchemaContract& contract, const Facts& actual)
      : session_(session), contract_(contract), actual_(actual) {}

  std::map<std::string, std::string> build() {
    for (const DeclaredExtension& extension : contract_.extensions)
      if (actual_.find("extensions", "extension_name", extension.name) == nullptr)
        attempt("extension " + extension.name, "CREATE EXTENSION " + quote_identifier(extension.name) +
                                                   " SCHEMA " + quote_identifier(contract_.name_space));
    session_.run("CREATE SCHEMA " + kSchema);
    session_.run("SET LOCAL search_path TO " + kSchema + ", " + quote_identifier(contract_.name_space) +
                 ", public" + schemas_of_extensions());
    for (const DeclaredEnum& one : contract_.enums) {
      std::string labels;
      for (const std::string& label : one.labels)
        labels += (labels.empty() ? "" : ", ") + quote_literal(label);
      attempt("enum " + one.name, "CREATE TYPE " + quote_identifier(one.name) + " AS ENUM (" + labels + ")");
    }
    for (const DeclaredTable& table : contract_.tables) columns(table);
    for (const DeclaredTable& table : contract_.tables) keys(table);
    for (const DeclaredTable& table : contract_.tables) rest(table);
    return std::move(refused_);
  }

 private:
  bool attempt(const std::string& name, const std::string& sql) {
    session_.run("SAVEPOINT parity_part");
    const SqlAnswer answer = session_.ask(sql);
    if (!answer.done()) session_.run("ROLLBACK TO SAVEPOINT parity_part");
    session_.run("RELEASE SAVEPOINT parity_part");
    if (!answer.done() && !name.empty())
      refused_[name] = fmt::format("{} (SQLSTATE {})", answer.message, answer.state);
    return answer.done();
  }

  std::string schemas_of_extensions() {
    std::string out;
    for (const SqlRow& row :
         session_.run("SELECT DISTINCT nspname FROM pg_extension AS e JOIN pg_namespace AS n ON "
                      "n.oid = e.extnamespace WHERE nspname NOT IN ('pg_catalog', 'public')"))
      out += ", " + quote_identifier(*row[0]);
    return out;
  }

  void columns(const DeclaredTable& table) {
    const std::string name = quote_identifier(table.name);
    session_.run("CREATE TABLE " + name + " ()");
    std::string all;
    for (const DeclaredColumn& column : table.columns)
      all += (all.empty() ? "ADD " : ", ADD ") + definition(column);
    if (attempt("", "ALTER TABLE " + name + " " + all)) return;
    for (const DeclaredColumn& column : table.columns)  // which of them it is
      attempt(twin_name_of_column(table.name, column.name),
              "ALTER TABLE " + name + " ADD " + definition(column));
  }

  void keys(const DeclaredTable& table) {
    const std::string alter = "ALTER TABLE " + quote_identifier(table.name) + " ADD ";
    if (!table.primary_key.empty())
      attempt("primary key " + table.name, alter + "PRIMARY KEY (" + list(table.primary_key) + ")");
    for (std::size_t i = 0; i < table.uniques.size(); ++i) {
      const DeclaredUnique& unique = table.uniques[i];
      const std::string name = twin_name("unique", table.name, i);
      if (unique.deferrable)
        attempt(name, alter + "CONSTRAINT " + quote_identifier(name) + " UNIQUE (" + list(unique.columns) +
                          ") DEFERRABLE");
      else
        attempt(name, "CREATE UNIQUE INDEX " + quote_identifier(name) + " ON " +
                          quote_identifier(table.name) + " " +
                          (unique.definition.empty() ? "(" + list(unique.columns) + ")" : unique.definition));
    }
  }

  void rest(const DeclaredTable& table) {
    const std::string name = quote_identifier(table.name), alter = "ALTER TABLE " + name + " ADD ";
    for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
      const DeclaredForeignKey& key = table.foreign_keys[i];
      const std::string own = twin_name("foreign key", table.name, i);
      attempt(own, alter + "CONSTRAINT " + quote_identifier(own) + " FOREIGN KEY (" + list(key.columns) +
                       ") REFERENCES " + quote_identifier(key.table) + " (" + list(key.to) + ") ON UPDATE " +
                       key.on_update + " ON DELETE " + key.on_delete +
                       (key.deferrable == "no" ? "" : " DEFERRABLE " + key.deferrable));
    }
    for (std::size_t i = 0; i < table.checks.size(); ++i) {
      if (table.checks[i].expression.empty()) continue;
      const std::string own = twin_name("check", table.name, i);
      attempt(own, alter + "CONSTRAINT " + quote_identifier(own) + " CHECK (" + table.checks[i].expression +
                       "\n)");
    }
    for (std::size_t i = 0; i < table.indexes.size(); ++i) {
      const std::string own = twin_name("index", table.name, i);
      attempt(own,
              "CREATE INDEX " + quote_identifier(own) + " ON " + name + " " + table.indexes[i].definition);
    }
    for (std::size_t i = 0; i < table.triggers.size(); ++i) trigger(table, i);
    if (table.row_security) session_.run("ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY");
    if (table.forced) session_.run("ALTER TABLE " + name + " FORCE ROW LEVEL SECURITY");
    for (const DeclaredPolicy& policy : table.policies)
      // To everybody: a role that the server has not is no reason to misread the expressions.
      attempt("policy " + table.name + "." + policy.name,
              "CREATE POLICY " + quote_identifier(policy.name) + " ON " + name + " AS " +
                  (policy.permissive ? "PERMISSIVE" : "RESTRICTIVE") + " FOR " + policy.command +
                  (policy.using_expression.empty() ? "" : " USING (" + policy.using_expression + "\n)") +
                  (policy.check_expression.empty() ? "" : " WITH CHECK (" + policy.check_expression + "\n)"));
  }

  void trigger(const DeclaredTable& table, std::size_t i) {
    const DeclaredTrigger& trigger = table.triggers[i];
    const std::string function = trigger.function.empty() ? "any_function" : trigger.function;
    if (functions_.insert(function).second)
      session_.run("CREATE FUNCTION " + kSchema + "." + quote_identifier(function) +
                   "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
    std::string events;
    for (const std::string& event : trigger.events) events += (events.empty() ? "" : " OR ") + event;
    const std::string own = twin_name("trigger", table.name, i);
    attempt(own, "CREATE TRIGGER " + quote_identifier(own) + " " + trigger.timing + " " + events + " ON " +
                     quote_identifier(table.name) + " FOR EACH " + trigger.level +
                     (trigger.condition.empty() ? "" : " WHEN (" + trigger.condition + ")") +
                     " EXECUTE FUNCTION " + kSchema + "." + quote_identifier(function) + "()");
  }

  SqlSession& session_;
  const SchemaContract& contract_;
  const Facts& actual_;
  std::map<std::string, std::string> refused_;
  std::set<std::string> functions_;
};

}  // namespace

// PostgreSQL cuts names after 63 bytes, so that the table's own is not in it where it need not be.
std::string twin_name(const std::string& what, const std::string& table, std::size_t n) {
  std::uint32_t hash = 2166136261u;
  for (const unsigned char c : table) hash = (hash ^ c) * 16777619u;
  return fmt::format("{} {} of {:08x}", what, n, hash);
}

Twin build_twin(SqlSession& session, const SchemaContract& contract, const Facts& actual) {
  auto refused = Builder(session, contract, actual).build();
  return {Facts::read(session, kSchema, contract.name_space), std::move(refused)};
}

}  // namespace parity
