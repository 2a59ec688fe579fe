// Reads rules: the mappings under `defaults:`, under a field, and what is nested in them.
#pragma once

#include <string>
#include <vector>

#include "harness/contract/load_contract.h"

namespace parity {

enum class RulesOf { defaults, field };

RuleSet read_rules(const Yaml& node, RulesOf place, const ZoneLookup& zones);

std::vector<const KeyTable*> rule_keys();

}  // namespace parity
