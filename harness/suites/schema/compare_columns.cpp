// Columns, primary and foreign keys and checks of a table: see compare_catalog.h.
#include <algorithm>

#include <fmt/format.h>

#include "harness/suites/schema/compare_catalog.h"

namespace parity {
namespace {

using reports::Check;

void columns(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  static const Fields fields = {{"type", "type"},
                                {"nullable", "nullable"},
                                {"default_value", "default"},
                                {"generated", "generated as"},
                                {"identity", "identity"},
                                {"collation", "collation"}};
  for (const DeclaredColumn& column : table.columns) {
    Check& check = checks.add(fmt::format("column.{}.{}", table.name, column.name),
                              fmt::format("{}.{} is {}{}", table.name, column.name, column.type,
                                          column.nullable ? ", or null" : ""),
                              column);
    const Fact* wanted = wanted_fact(catalogs, "columns", "column_name", column.name, table.name, check);
    if (wanted == nullptr) continue;
    if (const Fact* found = catalogs.found.find("columns", "column_name", column.name, table.name))
      compare(check, *wanted, *found, fields);
    else
      fail(check, fmt::format("wanted a column {}, found none", column.name));
  }
  for (const Fact* found : catalogs.found.of("columns", table.name)) {
    const std::string& name = (*found)["column_name"];
    if (table.column(name) == nullptr)
      checks.undeclared(fmt::format("column.{}.{}", table.name, name),
                        fmt::format("column {}.{}", table.name, name));
  }
}

void primary_key(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  const auto found = catalogs.found.of("primary_keys", table.name);
  if (table.primary_key.empty()) {
    if (!found.empty())
      checks.undeclared("primary_key." + table.name,
                        fmt::format("primary key ({}) of {}", (*found[0])["columns"], table.name));
    return;
  }
  Check& check = checks.add(
      "primary_key." + table.name,
      fmt::format("the primary key of {} is ({})", table.name, comma(table.primary_key)), table.key_line);
  const auto wanted = catalogs.wanted.facts.of("primary_keys", table.name);
  if (wanted.empty())
    wanted_fact(catalogs, "primary_keys", "table_name", table.name, table.name, check);
  else if (found.empty())
    fail(check, fmt::format("wanted ({}), found none", comma(table.primary_key)));
  else
    compare(check, *wanted[0], *found[0], {{"columns", "columns"}, {"deferrable", "deferrable"}});
}

void foreign_keys(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  static const Fields fields = {{"references_table", "refers to table"},
                                {"references_columns", "refers to columns"},
                                {"on_update", "ON UPDATE"},
                                {"on_delete", "ON DELETE"},
                                {"deferrable", "deferrable"},
                                {"valid", "validated"},
                                {"enforced", "enforced"}};
  std::vector<const Fact*> left = catalogs.found.of("foreign_keys", table.name);
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    const DeclaredForeignKey& key = table.foreign_keys[i];
    Check& check = checks.add(fmt::format("foreign_key.{}.{}", table.name, plus(key.columns)),
                              fmt::format("{}.{} refers to {}, ON UPDATE {}, ON DELETE {}", table.name,
                                          comma(key.columns), key.table, key.on_update, key.on_delete),
                              key);
    const Fact* wanted = wanted_fact(catalogs, "foreign_keys", "constraint_name",
                                     twin_name("foreign key", table.name, i), table.name, check);
    if (wanted == nullptr) continue;
    const auto best = std::min_element(left.begin(), left.end(), [&](const Fact* a, const Fact* b) {
      const auto distance = [&](const Fact* each) {
        return (each->same(*wanted, "columns") ? 0 : 2) + (each->same(*wanted, "references_table") ? 0 : 1);
      };
      return distance(a) < distance(b);
    });
    if (best == left.end() || !(*best)->same(*wanted, "columns")) {
      fail(check, "wanted a foreign key, found none");
      continue;
    }
    compare(check, *wanted, **best, fields);
    left.erase(best);
  }
  for (const Fact* found : left) {
    const std::string& columns = (*found)["columns"];
    std::string id = columns;
    for (std::size_t at; (at = id.find(", ")) != id.npos;) id.replace(at, 2, "+");
    checks.undeclared(
        fmt::format("foreign_key.{}.{}", table.name, id),
        fmt::format("foreign key {}.{} to {}", table.name, columns, (*found)["references_table"]));
  }
}

std::string unquoted(std::string names) {
  std::erase(names, '"');
  return names;
}

void table_checks(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  std::vector<const Fact*> left = catalogs.found.of("checks", table.name);
  for (std::size_t i = 0; i < table.checks.size(); ++i) {
    const DeclaredCheck& declared = table.checks[i];
    if (declared.expression.empty()) {  // what it lets through decides, whatever it says
      std::erase_if(
          left, [&](const Fact* fact) { return unquoted((*fact)["columns"]) == comma(declared.columns); });
      continue;
    }
    Check& check = checks.add(fmt::format("check.{}.{}", table.name, plus(declared.columns)),
                              fmt::format("{}: CHECK ({})", table.name, declared.expression), declared);
    const Fact* wanted = wanted_fact(catalogs, "checks", "constraint_name", twin_name("check", table.name, i),
                                     table.name, check);
    if (wanted == nullptr) continue;
    auto at = std::find_if(left.begin(), left.end(),
                           [&](const Fact* fact) { return fact->same(*wanted, "expression"); });
    if (at == left.end())
      at = std::find_if(left.begin(), left.end(),
                        [&](const Fact* fact) { return fact->same(*wanted, "columns"); });
    if (at == left.end()) {
      fail(check, fmt::format("wanted CHECK {}, found none", (*wanted)["expression"]));
      continue;
    }
    compare(check, *wanted, **at,
            {{"expression", "expression"}, {"valid", "validated"}, {"no_inherit", "NO INHERIT"}});
    left.erase(at);
  }
  for (const Fact* found : left)
    checks.undeclared(
        fmt::format("check.{}.{}", table.name, (*found)["constraint_name"]),
        fmt::format("check {} of {}: {}", (*found)["constraint_name"], table.name, (*found)["expression"]));
}

}  // namespace

void compare_columns(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  columns(catalogs, table, checks);
  primary_key(catalogs, table, checks);
  foreign_keys(catalogs, table, checks);
  table_checks(catalogs, table, checks);
}

}  // namespace parity
