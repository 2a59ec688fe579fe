// Reads a scenario: YAML as scenarios/README.md says → one Scenario for each cell of its matrix.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/contract/load_contract.h"
#include "harness/scenario/scenario.h"

namespace parity {

struct LoadOptions {
  std::map<std::string, std::string> variables;  // --var k=v; one that nothing reads is no error here
  ZoneLookup zones;                              // none: a contract that names a zone is an error
  // What `${env:NAME}` is; none: the process's own environment.
  std::function<std::optional<std::string>(const std::string& name)> environment;
};

// In the order of the matrix, the last axis fastest; one scenario where there is no matrix. Throws Error
// (usage) with the place of the first mistake. Nothing is started, connected to or read but contracts.
std::vector<Scenario> load_scenario(const std::filesystem::path& file, const LoadOptions& options);

// Every kind of mapping in a scenario with its keys, for the test that holds the JSON Schema against them.
std::vector<const KeyTable*> scenario_keys();

}  // namespace parity
