#include "harness/scenario/load_scenario.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/scenario/matrix.h"
#include "harness/scenario/read_dataset.h"
#include "harness/scenario/read_environment.h"
#include "harness/scenario/read_gates.h"
#include "harness/scenario/read_parity.h"
#include "harness/scenario/read_suites.h"
#include "harness/scenario/references.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kScenario{"",
                         "a scenario",
                         {"version", "name", "about", "tags", "contract", "environment", "datasets", "parity",
                          "suites", "matrix", "expect", "accepted", "gates", "evidence", "requirements"}};

Yaml without(const Yaml& document, std::string_view key) {
  Yaml out = document;
  std::erase_if(out.entries, [&](const Yaml::Entry& entry) { return entry.key == key; });
  return out;
}

void note_unused_datasets(Scenario& scenario) {
  for (const Dataset& dataset : scenario.datasets) {
    const bool used = std::any_of(scenario.parity.begin(), scenario.parity.end(), [&](const Parity& parity) {
      return std::find(parity.datasets.begin(), parity.datasets.end(), dataset.name) != parity.datasets.end();
    });
    if (!used)
      scenario.notes.push_back(fmt::format("dataset '{}' is compared with nothing ({}:{})", dataset.name,
                                           dataset.where.file, dataset.where.line));
  }
}

// A free port is chosen for each subject; one that listens elsewhere is never found.
void note_subjects_without_port(Scenario& scenario) {
  for (const Environment::Subject& subject : scenario.environment.subjects) {
    const auto told = [&](const Text& text) {
      return text.value.find("${" + subject.name + ".port}") != std::string::npos ||
             text.value.find("${" + subject.name + ".url}") != std::string::npos;
    };
    const bool in_words = std::any_of(subject.run.argv.begin(), subject.run.argv.end(), told);
    const bool in_env = std::any_of(subject.run.env.begin(), subject.run.env.end(),
                                    [&](const auto& variable) { return told(variable.second); });
    if (!in_words && !in_env)
      scenario.notes.push_back(fmt::format("subject '{}' is never told its port, ${{{}.port}} ({}:{})",
                                           subject.name, subject.name, subject.run.where.file,
                                           subject.run.where.line));
  }
}

// A rule `only_in: databse` would hold for no dataset; a contract that serves several scenarios may name
// datasets of others.
class UnknownDatasets {
 public:
  explicit UnknownDatasets(Scenario& scenario) : scenario_(scenario) {}

  void look_at(const Contract& contract) {
    for (const TableContract& table : contract.tables) {
      look_at(table.only_in);
      for (const auto& [name, rules] : table.fields) look_at(rules);
    }
  }

 private:
  void look_at(const RuleSet& rules) {
    look_at(rules.only_in);
    for (const auto& [name, member] : rules.members) look_at(member);
    if (rules.items) look_at(*rules.items);
  }

  void look_at(const Setting<std::vector<std::string>>& only_in) {
    if (!only_in) return;
    for (const std::string& name : only_in->value) {
      const bool known = std::any_of(scenario_.datasets.begin(), scenario_.datasets.end(),
                                     [&](const Dataset& dataset) { return dataset.name == name; });
      std::string note = fmt::format("only_in names dataset '{}', which is not in this scenario ({}:{})",
                                     name, only_in->where.file, only_in->where.line);
      if (!known && std::find(scenario_.notes.begin(), scenario_.notes.end(), note) == scenario_.notes.end())
        scenario_.notes.push_back(std::move(note));
    }
  }

  Scenario& scenario_;
};

Scenario read_scenario(const Yaml& document, const Yaml* own_expect, const std::filesystem::path& file,
                       const std::set<std::string>& late, const ZoneLookup& zones) {
  const Mapping map(document, kScenario);
  read_version(map);
  Scenario scenario;
  scenario.file = file.string();
  scenario.directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  scenario.name = file.stem().string();
  scenario.contract.name = "strict";
  if (const auto* name = map.find("name")) scenario.name = read_text(name->value, "the scenario's name");
  if (const auto* about = map.find("about")) scenario.about = read_text(about->value, "text for about");
  if (const auto* tags = map.find("tags")) scenario.tags = read_names(tags->value, "tags");
  if (const auto* contract = map.find("contract")) {
    scenario.contract = read_contract_of(contract->value, scenario, zones);
    scenario.sources[""] = source_of(contract->value, scenario.contract);
  }
  if (const auto* environment = map.find("environment"))
    scenario.environment = read_environment(environment->value);
  const auto* suites = map.find("suites");
  if (suites != nullptr) scenario.suites = read_suites(suites->value, scenario, late);
  if (suites == nullptr || map.has("datasets"))
    for (const Yaml::Entry* entry : named_entries(map.need("datasets").value, "names and datasets"))
      scenario.datasets.push_back(read_dataset(*entry));
  if (suites == nullptr || map.has("parity")) read_parity(map.need("parity").value, scenario, zones);
  if (const auto* accepted = map.find("accepted")) {
    need_known_now(accepted->value);
    scenario.accepted = Text{read_text(accepted->value, "a path"), accepted->value.where};
  }
  if (const auto* gates = map.find("gates")) scenario.gates = read_gates(gates->value);
  if (const auto* evidence = map.find("evidence")) scenario.evidence = read_evidence(evidence->value);
  if (const auto* files = map.find("requirements"))
    scenario.requirement_files = read_requirement_files(files->value);
  const auto* expect = map.find("expect");
  if (expect != nullptr) scenario.expect = read_expect(expect->value, scenario);
  if (own_expect != nullptr) {
    Expect own = read_expect(*own_expect, scenario);
    if (scenario.expect && own.requirements.empty()) own.requirements = scenario.expect->requirements;
    scenario.expect = std::move(own);
  }
  map.find("matrix");
  if (scenario.expect && !scenario.gates.empty())
    throw usage_error("a run that is expected to find something proves no gate")
        .at(map.find("gates")->where)
        .with_hint("give the gates a scenario of their own, or leave 'expect' out");

  note_unused_datasets(scenario);
  note_subjects_without_port(scenario);
  UnknownDatasets unknown(scenario);
  unknown.look_at(scenario.contract);
  for (const auto& [name, contract] : scenario.other_contracts) unknown.look_at(contract);
  return scenario;
}

// That nothing comes to a proxy which nobody knows of is no proof of anything.
void check_proxies_known(const Scenario& scenario, const std::set<std::string>& used) {
  if (!scenario.suites.empty()) return;  // they may tell; their references are not in `used`
  for (const Environment::Proxy& proxy : scenario.environment.proxies)
    if (proxy.expect && !used.contains(proxy.name + ".url") && !used.contains(proxy.name + ".port"))
      throw usage_error(fmt::format("nobody is told where this proxy listens, ${{{}.url}}", proxy.name))
          .at(proxy.where);
}

std::string spell(const Cell& cell) {
  std::vector<std::string> points;
  for (const auto& [axis, value] : cell.names()) points.push_back(axis + "=" + value);
  return fmt::format("{}", fmt::join(points, ", "));
}

}  // namespace

std::vector<Scenario> load_scenario(const std::filesystem::path& file, const LoadOptions& options) {
  const Yaml document = read_yaml(file);
  check_keys(document, kScenario);
  const std::set<std::string> late = environment_names(document);
  const Yaml::Entry* matrix = document.find("matrix");

  std::set<std::string> taken{"postgres", "env", "var"};
  for (const std::string& name : late) taken.insert(name.substr(0, name.find('.')));
  std::vector<Axis> axes;
  std::vector<Cell> cells(1);
  if (matrix != nullptr) {
    axes = read_axes(matrix->value, taken);
    cells = read_cells(matrix->value, axes);
  }

  const Yaml rest = without(document, "matrix");
  References references(options, late);
  std::vector<Scenario> scenarios;
  for (const Cell& cell : cells) try {
      const Yaml* expect = cell.expect();
      const Yaml own_expect = expect != nullptr ? references.resolve(*expect, cell) : Yaml{};
      scenarios.push_back(read_scenario(references.resolve(rest, cell),
                                        expect != nullptr ? &own_expect : nullptr, file, late,
                                        options.zones));
      scenarios.back().cell = cell.names();
    } catch (Error& error) {
      if (cells.size() > 1) error.while_doing("reading the scenario for the cell " + spell(cell));
      throw;
    }
  check_all_used(axes, references.used());
  for (const Scenario& scenario : scenarios) check_proxies_known(scenario, references.used());
  for (Scenario& scenario : scenarios) scenario.variables = references.variables();
  return scenarios;
}

std::vector<const KeyTable*> scenario_keys() {
  std::vector<const KeyTable*> all{&kScenario, &kInlineContractKeys, &kMatrixKeys, &kAxisValueKeys};
  for (const auto& part :
       {environment_keys(), dataset_keys(), parity_keys(), suite_entry_keys(), gate_keys()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace parity
