// Which ledger each scenario has: see ledgers.h.
#include "harness/cli/ledgers.h"

#include "harness/error.h"

namespace parity {
namespace {

Ledger own_ledger(const Scenario& scenario) {
  const std::filesystem::path file = (scenario.directory / scenario.accepted->value).lexically_normal();
  if (!std::filesystem::exists(file))
    throw usage_error("there is no ledger '" + scenario.accepted->value + "'")
        .at(scenario.accepted->where)
        .with_hint("paths start at the scenario's folder");
  Ledger ledger = load_ledger(file);
  require_comparisons(ledger, comparisons_of(scenario));
  return ledger;
}

}  // namespace

std::vector<std::optional<Ledger>> ledgers_of(const std::vector<Scenario>& scenarios,
                                              const Options& options) {
  std::vector<std::optional<Ledger>> ledgers(scenarios.size());
  if (options.accepted) {
    std::vector<std::string> known;
    for (const Scenario& scenario : scenarios) {
      for (std::string& name : comparisons_of(scenario)) known.push_back(std::move(name));
    }
    const Ledger ledger = load_ledger(*options.accepted);
    require_comparisons(ledger, known);
    ledgers.assign(scenarios.size(), ledger);
    return ledgers;
  }
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (scenarios[i].accepted) ledgers[i] = own_ledger(scenarios[i]);
  }
  return ledgers;
}

}  // namespace parity
