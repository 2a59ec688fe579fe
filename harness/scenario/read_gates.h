// Reads `gates:`, `evidence:` and `requirements:`: what must hold before something goes ahead, and which
// statements checks prove.
#pragma once

#include <vector>

#include "harness/scenario/gate_plan.h"
#include "harness/yaml/mapping.h"

namespace parity {

std::vector<GatePlan> read_gates(const Yaml& node);
std::vector<EvidencePlan> read_evidence(const Yaml& node);
std::vector<Text> read_requirement_files(const Yaml& node);  // a path, or several

// Ids of statements, a list or one: "S2-075".
std::vector<Text> read_statements(const Yaml& node);

std::vector<const KeyTable*> gate_keys();

}  // namespace parity
