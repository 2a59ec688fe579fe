// Schema contracts from YAML: the document, and what must agree in it before a database is asked.
#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "harness/suites/schema/read_declared.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kRoot{
    "",
    "a schema contract",
    {"version", "schema", "about", "namespace", "requirements", "server", "extensions", "enums", "functions",
     "every_table", "tables", "fk_indexes", "graph", "counter", "row_security", "allow", "probes"}};
const KeyTable kServer{"server", "the server", {"at_least", "requirements"}};
const KeyTable kEnum{"enum", "an enum", {"labels", "aliases", "reject", "requirements"}};
const KeyTable kExtension{"extension", "an extension", {"requirements"}};
const KeyTable kIndexPolicy{
    "fk_indexes", "the policy of indexes on foreign keys", {"policy", "requirements"}};
const KeyTable kGraph{"graph", "the graph of foreign keys", {"requirements"}};
const KeyTable kCounter{"counter",
                        "the counter of changes",
                        {"table", "key", "value", "moved_at", "rows", "idle", "requirements"}};
const KeyTable kContext{"row_security", "the context of policies", {"setting", "user", "requirements"}};
const KeyTable kAllow{"allow", "what may be there besides", {"tables", "schemas", "functions", "extensions"}};

const std::vector<std::pair<std::string, IndexPolicy>> kPolicies = {
    {"required", IndexPolicy::required}, {"warn", IndexPolicy::warn}, {"off", IndexPolicy::off}};

void read_server(const Yaml::Entry& entry, SchemaContract& contract) {
  const Mapping map(entry.value, kServer);
  contract.server_line = {entry.where, read_requirements(map, contract.line.requirements)};
  contract.server_at_least = static_cast<int>(read_count(map.need("at_least").value, "a major version"));
}

void read_extensions(const Yaml& node, SchemaContract& contract) {
  const auto add = [&](const std::string& name, const Location& where,
                       std::vector<std::string> requirements) {
    DeclaredExtension extension;
    extension.where = where;
    extension.requirements = std::move(requirements);
    extension.name = name;
    contract.extensions.push_back(std::move(extension));
  };
  if (node.kind == Yaml::Kind::list) {
    const std::vector<std::string> names = read_names(node, "extensions");
    for (std::size_t i = 0; i < names.size(); ++i)
      add(names[i], node.items[i].where, contract.line.requirements);
    return;
  }
  for (const Yaml::Entry* entry : named_entries(node, "extensions")) {
    const Mapping map(entry->value, kExtension);
    add(entry->key, entry->where, read_requirements(map, contract.line.requirements));
  }
}

void read_enums(const Yaml& node, SchemaContract& contract) {
  for (const Yaml::Entry* entry : named_entries(node, "enums and their labels")) {
    DeclaredEnum one;
    one.where = entry->where;
    one.requirements = contract.line.requirements;
    one.name = entry->key;
    if (entry->value.kind == Yaml::Kind::mapping) {
      const Mapping map(entry->value, kEnum);
      one.labels = read_names(map.need("labels").value, "labels");
      if (const auto* names = map.find("aliases"))
        one.aliases = read_names(names->value, "names of the type");
      if (const auto* labels = map.find("reject")) one.reject = read_names(labels->value, "labels");
      one.requirements = read_requirements(map, one.requirements);
    } else {
      one.labels = read_names(entry->value, "labels");
    }
    if (one.labels.empty()) throw usage_error("an enum without a label").at(entry->where);
    contract.enums.push_back(std::move(one));
  }
}

void read_counter(const Yaml::Entry& entry, SchemaContract& contract) {
  const Mapping map(entry.value, kCounter);
  DeclaredCounter counter;
  counter.where = entry.where;
  counter.requirements = read_requirements(map, contract.line.requirements);
  counter.table = read_text(map.need("table").value, "a table");
  counter.key = read_text(map.need("key").value, "a column");
  counter.value = read_text(map.need("value").value, "a column");
  if (const auto* moved = map.find("moved_at")) counter.moved_at = read_text(moved->value, "a column");
  if (const auto* rows = map.find("rows")) counter.rows = read_count(rows->value, "rows");
  if (const auto* idle = map.find("idle"))
    counter.idle_still = read_choice<bool>(idle->value, "idle", {{"still", true}, {"any", false}});
  if (counter.rows < 2 || counter.rows > 10'000)
    throw usage_error("a counter is tried with 2 to 10000 rows").at(entry.where);
  contract.counter = std::move(counter);
}

void read_context(const Yaml::Entry& entry, SchemaContract& contract) {
  const Mapping map(entry.value, kContext);
  DeclaredContext context;
  context.where = entry.where;
  context.requirements = read_requirements(map, contract.line.requirements);
  context.setting = read_text(map.need("setting").value, "a setting");
  const Yaml& user = map.need("user").value;
  const std::string place = read_text(user, "table.column");
  const std::size_t dot = place.find('.');
  if (dot == std::string::npos) throw unexpected(user, "table.column").with_hint("write user: users.id");
  context.table = place.substr(0, dot);
  context.column = place.substr(dot + 1);
  contract.context = std::move(context);
}

void read_allow(const Yaml& node, SchemaContract& contract) {
  const Mapping map(node, kAllow);
  const auto read = [&](const char* key, std::vector<std::string>& names) {
    if (const auto* list = map.find(key)) names = read_names(list->value, "names");
  };
  read("tables", contract.allowed_tables);
  read("schemas", contract.allowed_schemas);
  read("functions", contract.allowed_functions);
  read("extensions", contract.allowed_extensions);
}

// Before a database is asked: names that mean something, keys that can be referred to, no cycle.
class Agreement {
 public:
  explicit Agreement(SchemaContract& contract) : contract_(contract) {}

  void check() {
    for (DeclaredTable& table : contract_.tables) {
      if (table.columns.empty())
        throw usage_error(fmt::format("table '{}' has no column", table.name)).at(table.where);
      need(table, table.primary_key, table.key_line.where);
      for (const DeclaredUnique& unique : table.uniques) need(table, unique.columns, unique.where);
      for (const DeclaredCheck& check : table.checks) need(table, check.columns, check.where);
      for (const auto& [column, value] : table.sample) need(table, {column}, table.where);
      for (DeclaredForeignKey& key : table.foreign_keys) check_key(table, key);
    }
    if (contract_.counter) {
      const DeclaredTable& table = need_table(contract_.counter->table, contract_.counter->where);
      need(table, {contract_.counter->key, contract_.counter->value}, contract_.counter->where);
      if (!contract_.counter->moved_at.empty())
        need(table, {contract_.counter->moved_at}, contract_.counter->where);
    }
    if (contract_.context)
      need(need_table(contract_.context->table, contract_.context->where), {contract_.context->column},
           contract_.context->where);
    for (const DeclaredTable& table : contract_.tables) {
      std::vector<std::string> path;
      follow(table, path);
    }
  }

 private:
  const DeclaredTable& need_table(const std::string& name, const Location& where) const {
    if (const DeclaredTable* table = contract_.table(name)) return *table;
    std::vector<std::string> names;
    for (const DeclaredTable& table : contract_.tables) names.push_back(table.name);
    throw usage_error(fmt::format("there is no table '{}' in this contract", name))
        .at(where)
        .with_hint(suggest(name, names));
  }

  static void need(const DeclaredTable& table, const std::vector<std::string>& columns,
                   const Location& where) {
    for (const std::string& column : columns) {
      if (table.column(column) != nullptr) continue;
      std::vector<std::string> names;
      for (const DeclaredColumn& each : table.columns) names.push_back(each.name);
      throw usage_error(fmt::format("table '{}' has no column '{}'", table.name, column))
          .at(where)
          .with_hint(suggest(column, names));
    }
  }

  void check_key(const DeclaredTable& table, DeclaredForeignKey& key) const {
    need(table, key.columns, key.where);
    const DeclaredTable& parent = need_table(key.table, key.where);
    if (key.to.empty()) key.to = parent.primary_key;
    need(parent, key.to, key.where);
    if (key.to.size() != key.columns.size())
      throw usage_error(
          fmt::format("{} columns refer to {} of '{}'", key.columns.size(), key.to.size(), parent.name))
          .at(key.where);
    const auto same = [&](std::vector<std::string> columns) {
      std::vector<std::string> to = key.to;
      std::sort(columns.begin(), columns.end());
      std::sort(to.begin(), to.end());
      return columns == to;
    };
    const bool unique = same(parent.primary_key) ||
                        std::any_of(parent.uniques.begin(), parent.uniques.end(),
                                    [&](const DeclaredUnique& each) { return same(each.columns); });
    if (!unique)
      throw usage_error(
          fmt::format("nothing declares {} of '{}' unique, so that no foreign key can refer to it",
                      fmt::join(key.to, ", "), parent.name))
          .at(key.where);
  }

  // A table that refers to itself is no cycle: its rows come one after the other.
  void follow(const DeclaredTable& table, std::vector<std::string>& path) {
    if (done_.contains(table.name)) return;
    const auto seen = std::find(path.begin(), path.end(), table.name);
    if (seen != path.end())
      throw usage_error(fmt::format("foreign keys go in a circle: {} → {}",
                                    fmt::join(std::vector<std::string>(seen, path.end()), " → "), table.name))
          .at(table.where)
          .with_hint("no order of tables would satisfy them");
    path.push_back(table.name);
    for (const DeclaredForeignKey& key : table.foreign_keys)
      if (key.table != table.name) follow(*contract_.table(key.table), path);
    path.pop_back();
    done_.insert(table.name);
  }

  SchemaContract& contract_;
  std::set<std::string> done_;
};

template <class All>
auto find_named(const All& all, const std::string& name) -> decltype(all.data()) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

const DeclaredColumn* DeclaredTable::column(const std::string& of_name) const {
  return find_named(columns, of_name);
}
const DeclaredTable* SchemaContract::table(const std::string& of_name) const {
  return find_named(tables, of_name);
}

SchemaContract load_schema_contract(const Yaml& document, const std::string& label) {
  const Mapping map(document, kRoot);
  read_version(map);
  SchemaContract contract;
  contract.file = label;
  contract.name = read_text(map.need("schema").value, "the contract's name");
  contract.line = {map.need("schema").where, read_requirements(map, {})};
  contract.fk_indexes_line = contract.graph_line = contract.line;
  if (const auto* about = map.find("about")) read_text(about->value, "about");
  if (const auto* name = map.find("namespace"))
    contract.name_space = read_text(name->value, "the name of a schema");
  if (const auto* server = map.find("server")) read_server(*server, contract);
  if (const auto* extensions = map.find("extensions")) read_extensions(extensions->value, contract);
  if (const auto* enums = map.find("enums")) read_enums(enums->value, contract);
  if (const auto* functions = map.find("functions"))
    contract.functions = read_names(functions->value, "functions");
  contract.tables =
      read_declared_tables(map.need("tables").value, map.find("every_table"), contract.line.requirements);
  if (const auto* indexes = map.find("fk_indexes")) {
    contract.fk_indexes_line.where = indexes->where;
    if (indexes->value.kind == Yaml::Kind::mapping) {
      const Mapping policy(indexes->value, kIndexPolicy);
      contract.fk_indexes = read_choice<IndexPolicy>(policy.need("policy").value, "policy", kPolicies);
      contract.fk_indexes_line.requirements = read_requirements(policy, contract.line.requirements);
    } else {
      contract.fk_indexes = read_choice<IndexPolicy>(indexes->value, "fk_indexes", kPolicies);
    }
  }
  if (const auto* graph = map.find("graph")) {
    const Mapping own(graph->value, kGraph);
    contract.graph_line = {graph->where, read_requirements(own, contract.line.requirements)};
  }
  if (const auto* counter = map.find("counter")) read_counter(*counter, contract);
  if (const auto* context = map.find("row_security")) read_context(*context, contract);
  if (const auto* allow = map.find("allow")) read_allow(allow->value, contract);
  if (const auto* probes = map.find("probes")) contract.probes = read_flag(probes->value, "probes");
  if (contract.tables.empty())
    throw usage_error("a schema contract without a table").at(map.need("tables").where);
  Agreement(contract).check();
  return contract;
}

std::vector<const KeyTable*> schema_contract_keys() {
  std::vector<const KeyTable*> all = {&kRoot,  &kServer,  &kEnum,    &kExtension, &kIndexPolicy,
                                      &kGraph, &kCounter, &kContext, &kAllow};
  for (const KeyTable* table : declared_table_keys()) all.push_back(table);
  return all;
}

}  // namespace parity
