#include "harness/scenario/read_parity.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/scenario/read_finding.h"
#include "harness/scenario/read_gates.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"
#include "harness/yaml/write_yaml.h"

namespace parity {
namespace {

const KeyTable kEntry{
    "parity_entry", "an entry of parity", {"compare", "chain", "contract", "tables", "requirements"}};
const KeyTable kExpect{"expect", "an expectation", {"findings", "checks", "error", "requirements"}};
const KeyTable kFinding{
    "expected_finding", "an expected finding", {"comparison", "table", "field", "kind", "key", "count"}};

std::vector<std::string> dataset_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Dataset& dataset : scenario.datasets) names.push_back(dataset.name);
  return names;
}

std::vector<std::string> read_datasets(const Yaml::Entry& entry, const Scenario& scenario) {
  const std::vector<std::string> known = dataset_names(scenario);
  const std::vector<std::string> names = read_names(entry.value, "datasets");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::find(known.begin(), known.end(), names[i]) != known.end()) continue;
    const Yaml& item = entry.value.items[i];
    throw usage_error(fmt::format("there is no dataset '{}'", spoken(item)))
        .at(item.where)
        .with_hint(suggest(names[i], known));
  }
  return names;
}

std::string place_of(const Location& where) { return fmt::format("{}:{}", where.file, where.line); }

Parity read_entry(const Yaml& node, Scenario& scenario, const ZoneLookup& zones) {
  const Mapping map(node, kEntry);
  Parity parity;
  parity.where = node.where;
  const auto* compare = map.find("compare");
  const auto* chain = map.find("chain");
  if ((compare == nullptr) == (chain == nullptr))
    throw usage_error("an entry of parity has either 'compare' or 'chain'").at(node.where);
  parity.chain = chain != nullptr;
  parity.datasets = read_datasets(compare != nullptr ? *compare : *chain, scenario);
  if (compare != nullptr && parity.datasets.size() != 2)
    throw usage_error("'compare' takes two datasets, source first")
        .at(compare->value.where)
        .with_hint(parity.datasets.size() > 2 ? "for more, write chain: [a, b, c]" : "");
  if (chain != nullptr && parity.datasets.size() < 3)
    throw usage_error("'chain' takes three or more datasets")
        .at(chain->value.where)
        .with_hint("for two, write compare: [a, b]");

  if (const auto* contract = map.find("contract")) {
    Contract own = read_contract_of(contract->value, scenario, zones);
    parity.contract_file = contract->value.kind == Yaml::Kind::mapping ? place_of(contract->where) : own.file;
    scenario.sources[parity.contract_file] = source_of(contract->value, own);
    scenario.other_contracts[parity.contract_file] = std::move(own);
  }
  if (const auto* ids = map.find("requirements")) parity.requirements = read_statements(ids->value);
  if (const auto* tables = map.find("tables")) {
    if (tables->value.kind == Yaml::Kind::mapping) {
      Contract laid = lay_tables_over(contract_of(scenario, parity), tables->value, zones);
      ContractSource source = scenario.sources[parity.contract_file];
      source.tables = write_yaml(tables->value);
      parity.contract_file = place_of(tables->where);
      scenario.sources[parity.contract_file] = std::move(source);
      scenario.other_contracts[parity.contract_file] = std::move(laid);
    } else {
      parity.only_tables = read_names(tables->value, "tables");
      if (parity.only_tables.empty())
        throw usage_error("an empty list compares no table")
            .at(tables->value.where)
            .with_hint("leave 'tables' out to compare all");
    }
  }
  return parity;
}

std::string read_known_comparison(const Yaml& node, const Scenario& scenario) {
  const std::string name = read_comparison(node);
  const std::vector<std::string> known = comparisons_of(scenario);
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw usage_error(fmt::format("there is no comparison '{}'", spoken(node)))
        .at(node.where)
        .with_hint(suggest(name, known));
  return name;
}

Expectation read_finding(const Yaml& node, const Scenario& scenario) {
  const Mapping map(node, kFinding);
  if (node.entries.empty())
    throw usage_error("this expects any finding at all")
        .at(node.where)
        .with_hint("say at least the table or the kind");
  Expectation finding;
  finding.where = node.where;
  if (const auto* comparison = map.find("comparison"))
    finding.comparison = read_known_comparison(comparison->value, scenario);
  if (const auto* table = map.find("table")) finding.table = read_text(table->value, "a table's name");
  if (const auto* field = map.find("field")) finding.field = read_text(field->value, "a field's name");
  if (const auto* kind = map.find("kind")) finding.kind = read_difference_kind(kind->value);
  if (const auto* key = map.find("key")) finding.key = read_finding_key(key->value);
  if (const auto* count = map.find("count")) {
    finding.count = read_count(count->value, "count");
    if (*finding.count == 0)
      throw usage_error("a finding that is expected comes at least once")
          .at(count->value.where)
          .with_hint("leave the entry out: what is not listed may not be found");
  }
  return finding;
}

}  // namespace

Contract read_contract_of(const Yaml& node, const Scenario& scenario, const ZoneLookup& zones) {
  if (node.kind == Yaml::Kind::mapping) return parse_contract(node, scenario.name, zones);
  const std::filesystem::path file = scenario.directory / read_text(node, "a path, or a contract");
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    throw usage_error(fmt::format("there is no contract '{}'", spoken(node)))
        .at(node.where)
        .with_hint("paths start at the scenario's folder");
  try {
    return load_contract(file.lexically_normal(), zones);
  } catch (Error& problem) {
    throw problem.while_doing(
        fmt::format("reading the contract that {}:{} names", node.where.file, node.where.line));
  }
}

ContractSource source_of(const Yaml& node, const Contract& contract) {
  if (node.kind == Yaml::Kind::mapping) return {"", write_yaml(node), ""};
  return {contract.file, "", ""};
}

std::vector<std::string> comparisons_of(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Parity& parity : scenario.parity) {
    for (std::size_t i = 1; i < parity.datasets.size(); ++i)
      names.push_back(parity.datasets[i - 1] + " → " + parity.datasets[i]);
  }
  return names;
}

void read_parity(const Yaml& node, Scenario& scenario, const ZoneLookup& zones) {
  if (node.kind != Yaml::Kind::list)
    throw unexpected(node, "a list of what is compared").with_hint("write - compare: [source, target]");
  if (node.items.empty()) throw usage_error("this list is empty: nothing would be compared").at(node.where);
  for (const Yaml& item : node.items) scenario.parity.push_back(read_entry(item, scenario, zones));
}

Expect read_expect(const Yaml& node, const Scenario& scenario) {
  const Mapping map(node, kExpect);
  Expect expect;
  expect.where = node.where;
  const auto* findings = map.find("findings");
  const auto* checks = map.find("checks");
  const auto* error = map.find("error");
  if ((findings == nullptr && checks == nullptr) == (error == nullptr))
    throw usage_error("an expectation is either 'findings' and 'checks', or an 'error'")
        .at(node.where)
        .with_hint("findings: [] expects that nothing is found");
  if (const auto* ids = map.find("requirements")) expect.requirements = read_statements(ids->value);
  if (error != nullptr) expect.error = read_text(error->value, "a part of the error's text");
  if (findings != nullptr) {
    if (findings->value.kind != Yaml::Kind::list) throw unexpected(findings->value, "a list of findings");
    for (const Yaml& item : findings->value.items) expect.findings.push_back(read_finding(item, scenario));
  }
  if (checks != nullptr) {
    if (checks->value.kind != Yaml::Kind::list) throw unexpected(checks->value, "a list of checks");
    for (const Yaml& item : checks->value.items)
      expect.checks.push_back({read_text(item, "the name of a check"), item.where});
  }
  return expect;
}

std::vector<const KeyTable*> parity_keys() { return {&kEntry, &kExpect, &kFinding}; }

}  // namespace parity
