// Reads `parity:` and `expect:`: what is compared with what, and what the run must find.
#pragma once

#include <vector>

#include "harness/scenario/load_scenario.h"
#include "harness/yaml/mapping.h"

namespace parity {

// What `contract:` says: a file beside the scenario, or a contract written here.
Contract read_contract_of(const Yaml& node, const Scenario& scenario, const ZoneLookup& zones);

// Where that contract can be read again.
ContractSource source_of(const Yaml& node, const Contract& contract);

// Fills scenario.parity and scenario.other_contracts; contract and datasets are there already.
void read_parity(const Yaml& node, Scenario& scenario, const ZoneLookup& zones);

Expect read_expect(const Yaml& node, const Scenario& scenario);

std::vector<const KeyTable*> parity_keys();

}  // namespace parity
