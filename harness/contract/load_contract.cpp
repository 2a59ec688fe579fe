#include "harness/contract/load_contract.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/contract/check_contract.h"
#include "harness/contract/read_rules.h"
#include "harness/contract/read_table.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"
#include "normalizers/rules.h"

namespace parity {

// Inside of a scenario, whose version it shares.
const KeyTable kInlineContractKeys{"contract",
                                   "a contract inside of a scenario",
                                   {"name", "about", "names", "defaults", "tables", "max_masked"}};

namespace {

const KeyTable kContract{
    "", "a contract", {"version", "name", "about", "names", "defaults", "tables", "max_masked"}};

std::map<std::string, Declared<std::uint64_t>> read_budgets(const Yaml& node) {
  std::map<std::string, Declared<std::uint64_t>> budgets;
  for (const Yaml::Entry* entry : named_entries(node, "rules and how many differences each may hide")) {
    const RuleText* rule = find_rule(entry->key);
    if (rule == nullptr) {
      std::vector<std::string> names;
      for (const RuleText& text : rule_texts()) names.emplace_back(text.name);
      throw usage_error(fmt::format("there is no rule '{}'", entry->key))
          .at(entry->where)
          .with_hint(suggest(entry->key, names));
    }
    const Declared<std::uint64_t> budget{read_count(entry->value, "max_masked"), entry->where, {}};
    if (!budgets.emplace(rule->name, budget).second)
      throw usage_error(fmt::format("rule '{}' has two budgets", rule->name)).at(entry->where);
  }
  return budgets;
}

Contract read_contract(const Mapping& map, const std::string& name, const ZoneLookup& zones) {
  Contract contract;
  contract.name = name;
  contract.file = map.node().where.file;
  if (const auto* own = map.find("name")) contract.name = read_text(own->value, "the contract's name");
  if (const auto* about = map.find("about")) contract.about = read_text(about->value, "text for about");
  if (const auto* names = map.find("names")) contract.names = read_name_style(names->value);
  if (const auto* defaults = map.find("defaults"))
    contract.defaults = read_rules(defaults->value, RulesOf::defaults, zones);
  if (const auto* tables = map.find("tables"))
    for (const Yaml::Entry* entry : named_entries(tables->value, "tables and what holds for them"))
      contract.tables.push_back(read_table(*entry, contract.names, zones));
  if (const auto* budgets = map.find("max_masked")) contract.max_masked = read_budgets(budgets->value);
  check_contract(contract);
  return contract;
}

Contract read_document(const Yaml& document, const std::filesystem::path& file, const ZoneLookup& zones) {
  const Mapping map(document, kContract);
  read_version(map);
  return read_contract(map, file.stem().string(), zones);
}

void lay_over(TableContract& base, const TableContract& over) {
  base.where = over.where;
  base.defaults = overlay(base.defaults, over.defaults);
  for (const auto& [field, rules] : over.fields) base.fields[field] = overlay(base.fields[field], rules);
  if (!over.key.empty()) base.key = over.key;
  if (!over.order.empty()) base.order = over.order;
  for (const auto& [from, to] : over.rename) base.rename[from] = to;
  for (const std::string& name : over.known_as)
    if (std::find(base.known_as.begin(), base.known_as.end(), name) == base.known_as.end())
      base.known_as.push_back(name);
  for (const auto& [name, where] : over.named_at) base.named_at[name] = where;
  if (over.names) base.names = over.names;
  if (over.only_in) base.only_in = over.only_in;
  if (over.max_masked) base.max_masked = over.max_masked;
  if (!over.why.empty()) base.why = over.why;
}

}  // namespace

Contract load_contract(const std::filesystem::path& file, const ZoneLookup& zones) {
  return read_document(read_yaml(file), file, zones);
}

Contract load_contract_text(std::string text, const std::string& label, const ZoneLookup& zones) {
  return read_document(parse_yaml(std::move(text), label), label, zones);
}

Contract parse_contract(const Yaml& node, const std::string& name, const ZoneLookup& zones) {
  return read_contract(Mapping(node, kInlineContractKeys), name, zones);
}

Contract lay_tables_over(const Contract& base, const Yaml& tables, const ZoneLookup& zones) {
  Contract contract = base;
  for (const Yaml::Entry* entry : named_entries(tables, "tables and what holds for them")) {
    TableContract over = read_table(*entry, contract.names, zones);
    const auto own = std::find_if(contract.tables.begin(), contract.tables.end(),
                                  [&](const TableContract& t) { return t.name == over.name; });
    if (own == contract.tables.end())
      contract.tables.push_back(std::move(over));
    else
      lay_over(*own, over);
  }
  check_contract(contract);
  return contract;
}

std::vector<const KeyTable*> contract_keys() {
  std::vector<const KeyTable*> all{&kContract};
  for (const KeyTable* keys : table_keys()) all.push_back(keys);
  for (const KeyTable* keys : rule_keys()) all.push_back(keys);
  return all;
}

}  // namespace parity
