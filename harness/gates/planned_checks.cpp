// What a scenario will check: see planned_checks.h.
#include "harness/gates/planned_checks.h"

#include <algorithm>

#include "harness/suites/scenario_suites.h"

namespace parity {
namespace {

// world.cpp names its checks so: each step counts, whatever it is.
void add_steps(const std::vector<PrepareStep>& steps, const std::string& when,
               std::vector<PlannedCheck>& all) {
  int number = 0;
  for (const PrepareStep& step : steps) {
    const std::string id = when + "-" + std::to_string(++number);
    if (step.run && step.run->expect_exit)
      all.push_back({id, "prepare", step.run->name, step.run->requirements, step.run->where});
    if (step.proxy && step.proxy->expect)
      all.push_back({id, "prepare", step.proxy->name, step.proxy->requirements, step.proxy->where});
  }
}

void add_proxies(const Scenario& scenario, std::vector<PlannedCheck>& all) {
  for (const Environment::Proxy& proxy : scenario.environment.proxies)
    if (proxy.expect) all.push_back({"proxies." + proxy.name, "proxies", "", {}, proxy.where});
}

void add_comparisons(const Scenario& scenario, std::vector<PlannedCheck>& all) {
  for (const Parity& parity : scenario.parity) {
    for (std::size_t i = 1; i < parity.datasets.size(); ++i)
      all.push_back(
          {parity.datasets[i - 1] + " → " + parity.datasets[i], "", "", parity.requirements, parity.where});
  }
}

void add_suites(const Scenario& scenario, std::vector<PlannedCheck>& all) {
  const ScenarioSuites suites = load_suites(scenario);
  for (const Suite& suite : suites.steps) {
    for (const SuiteCheck& check : suite.checks) {
      std::vector<Text> requirements;
      for (const std::string& id : check.requirements) requirements.push_back({id, check.where});
      all.push_back(
          {suite.name + "/" + check.id, suite.name, check.name, std::move(requirements), check.where});
    }
  }
  for (const SchemaContract& contract : suites.schemas) {
    std::vector<Text> requirements;
    for (const std::string& id : statements_of(contract)) requirements.push_back({id, contract.line.where});
    all.push_back(
        {contract.name + "/", contract.name, "", std::move(requirements), contract.line.where, true});
  }
}

}  // namespace

std::vector<PlannedCheck> planned_checks(const Scenario& scenario) {
  std::vector<PlannedCheck> all;
  add_steps(scenario.environment.prepare, "prepare", all);
  add_steps(scenario.environment.once_ready, "once_ready", all);
  add_comparisons(scenario, all);
  add_suites(scenario, all);
  add_proxies(scenario, all);
  for (const EvidencePlan& evidence : scenario.evidence)
    all.push_back(
        {"evidence/" + evidence.name, "evidence", evidence.about, evidence.requirements, evidence.where});
  if (scenario.expect)
    all.push_back({"expect.", "expect", "", scenario.expect->requirements, scenario.expect->where});
  return all;
}

bool is_suite_of_runs(const std::string& suite) {
  const auto suites = {"accepted", "coverage", "expect", "ledger", "requirements"};
  return std::find(suites.begin(), suites.end(), suite) != suites.end();
}

bool stands_for(const PlannedCheck& planned, const std::string& id) {
  if (planned.open) return id.starts_with(planned.suite + "/");
  if (!id.starts_with(planned.id)) return false;
  if (id.size() == planned.id.size()) return true;
  const char next = id[planned.id.size()];
  return planned.id.ends_with('.') || next == '[' || next == '/';
}

bool stands_for(const PlannedCheck& planned, const reports::Check& check) {
  return check.suite == planned.suite && stands_for(planned, check.id);
}

}  // namespace parity
