// The schema as a whole: see compare_catalog.h.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "harness/suites/schema/compare_catalog.h"

namespace parity {
namespace {

using reports::Check;

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void extensions(const Catalogs& catalogs, CheckList& checks) {
  std::set<std::string> declared = {"plpgsql"};
  for (const DeclaredExtension& extension : catalogs.contract.extensions) {
    declared.insert(extension.name);
    Check& check =
        checks.add("extension." + extension.name, "extension " + extension.name + " is installed", extension);
    if (catalogs.found.find("extensions", "extension_name", extension.name) == nullptr)
      fail(check, fmt::format("wanted extension {}, found none", extension.name));
  }
  for (const Fact& fact : catalogs.found.of("extensions")) {
    const std::string& name = fact["extension_name"];
    if (!declared.contains(name) && !among(catalogs.contract.allowed_extensions, name))
      checks.undeclared("extension." + name, "extension " + name);
  }
}

void enums(const Catalogs& catalogs, CheckList& checks) {
  std::set<std::string> declared;
  for (const DeclaredEnum& one : catalogs.contract.enums) {
    declared.insert(one.name);
    Check& check =
        checks.add("enum." + one.name, fmt::format("enum {} is ({})", one.name, comma(one.labels)), one);
    const Fact* wanted = wanted_fact(catalogs, "enums", "type_name", one.name, "", check);
    const Fact* found = catalogs.found.find("enums", "type_name", one.name);
    if (wanted == nullptr) continue;
    if (found == nullptr)
      fail(check, fmt::format("wanted enum {}, found none", one.name));
    else
      compare(check, *wanted, *found, {{"labels", "labels"}});
  }
  for (const Fact& fact : catalogs.found.of("enums"))
    if (!declared.contains(fact["type_name"]))
      checks.undeclared("enum." + fact["type_name"], "enum " + fact["type_name"]);
  for (const Fact& fact : catalogs.found.of("types"))
    checks.undeclared("type." + fact["type_name"], fact["kind"] + " " + fact["type_name"]);
}

void functions(const Catalogs& catalogs, CheckList& checks) {
  for (const std::string& name : catalogs.contract.functions) {
    Check& check = checks.add("function." + name, "function " + name + " is there", catalogs.contract.line);
    if (catalogs.found.find("functions", "function_name", name) == nullptr)
      fail(check, fmt::format("wanted function {}, found none", name));
  }
  std::set<std::string> of_triggers;
  for (const DeclaredTable& table : catalogs.contract.tables)
    for (const DeclaredTrigger& trigger : table.triggers) of_triggers.insert(trigger.function);
  for (const Fact& fact : catalogs.found.of("functions")) {
    const std::string& name = fact["function_name"];
    if (!among(catalogs.contract.functions, name) && !among(catalogs.contract.allowed_functions, name) &&
        !of_triggers.contains(name))
      checks.undeclared("function." + name, fmt::format("function {}({})", name, fact["arguments"]));
  }
}

void relations(const Catalogs& catalogs, CheckList& checks) {
  for (const Fact& fact : catalogs.found.of("tables")) {
    const std::string& name = fact["table_name"];
    if (catalogs.contract.table(name) == nullptr && !among(catalogs.contract.allowed_tables, name))
      checks.undeclared("table." + name, fact["kind"] + " " + name);
  }
  for (const Fact& fact : catalogs.found.of("sequences"))
    if (!fact.has("owned_by") && !among(catalogs.contract.allowed_tables, fact["sequence_name"]))
      checks.undeclared("sequence." + fact["sequence_name"], "sequence " + fact["sequence_name"]);
}

// From → to, each once, without tables that refer to themselves.
using Edges = std::set<std::pair<std::string, std::string>>;

// The tables of one circle, in its order; empty: there is none.
std::vector<std::string> circle(const Edges& edges) {
  std::map<std::string, std::vector<std::string>> next;
  for (const auto& [from, to] : edges)
    if (from != to) next[from].push_back(to);
  std::set<std::string> done;
  std::vector<std::string> path, found;
  const auto follow = [&](const auto& self, const std::string& table) -> bool {
    if (done.contains(table)) return false;
    if (const auto at = std::find(path.begin(), path.end(), table); at != path.end()) {
      found.assign(at, path.end());
      found.push_back(table);
      return true;
    }
    path.push_back(table);
    for (const std::string& to : next[table])
      if (self(self, to)) return true;
    path.pop_back();
    done.insert(table);
    return false;
  };
  for (const auto& [from, to] : edges)
    if (follow(follow, from)) break;
  return found;
}

std::string spelled(const Edges& edges) {
  std::string out;
  for (const auto& [from, to] : edges) out += (out.empty() ? "" : ", ") + from + " → " + to;
  return out;
}

}  // namespace

const Fact* found_table(const Catalogs& catalogs, const std::string& name) {
  const Fact* fact = catalogs.found.find("tables", "table_name", name);
  return fact != nullptr && ((*fact)["kind"] == "table" || (*fact)["kind"] == "partitioned table") ? fact
                                                                                                   : nullptr;
}

const Fact* wanted_fact(const Catalogs& catalogs, const std::string& kind, const std::string& field,
                        const std::string& name, const std::string& table, Check& check) {
  const Fact* fact = catalogs.wanted.facts.find(kind, field, name, table);
  if (fact == nullptr) {
    std::string reason = "a part that it needs could not be built";
    for (const std::string& key : {name, twin_name_of_column(table, name), "enum " + name,
                                   "primary key " + table, "policy " + table + "." + name})
      if (const auto said = catalogs.wanted.refused.find(key); said != catalogs.wanted.refused.end()) {
        reason = said->second;
        break;
      }
    leave_open(check, "the server would not build what the contract says here: " + reason);
  }
  return fact;
}

void compare_schema(const Catalogs& catalogs, CheckList& checks) {
  for (const Fact& fact : catalogs.found.of("schemas"))
    if (!among(catalogs.contract.allowed_schemas, fact["schema_name"]))
      checks.undeclared("schema." + fact["schema_name"], "schema " + fact["schema_name"]);
  extensions(catalogs, checks);
  enums(catalogs, checks);
  functions(catalogs, checks);
  relations(catalogs, checks);
}

void compare_graph(const Catalogs& catalogs, CheckList& checks) {
  Edges wanted, found;
  for (const DeclaredTable& table : catalogs.contract.tables)
    for (const DeclaredForeignKey& key : table.foreign_keys) wanted.emplace(table.name, key.table);
  for (const Fact& fact : catalogs.found.of("foreign_keys"))
    found.emplace(fact["table_name"], fact["references_table"]);

  const std::vector<std::string> around = circle(found);
  Check& acyclic = checks.add("graph.acyclic", "foreign keys go in no circle", catalogs.contract.graph_line);
  if (!around.empty()) fail(acyclic, fmt::format("found {}", fmt::join(around, " → ")));

  Check& equal =
      checks.add("graph.equal", fmt::format("foreign keys are the {} edges of the contract", wanted.size()),
                 catalogs.contract.graph_line);
  Edges missing, extra;
  std::set_difference(wanted.begin(), wanted.end(), found.begin(), found.end(),
                      std::inserter(missing, missing.end()));
  std::set_difference(found.begin(), found.end(), wanted.begin(), wanted.end(),
                      std::inserter(extra, extra.end()));
  if (!missing.empty()) fail(equal, "wanted and not found: " + spelled(missing));
  if (!extra.empty()) fail(equal, "found and not wanted: " + spelled(extra));
}

}  // namespace parity
