// What names a finding in YAML: its comparison, its kind, the key of its row. For what a run is expected to
// find
// (`expect:`) and for what somebody answers for (the ledger of accepted differences).
#pragma once

#include <string>
#include <vector>

#include "harness/yaml/yaml.h"

namespace parity {

// "source → database"; "source -> database" is easier to type, and the same.
std::string read_comparison(const Yaml& node);

// As reports name it: "missing row".
std::string read_difference_kind(const Yaml& node);

// As reports write a key: ["BENCH", 3]; one value may stand without its list.
std::string read_finding_key(const Yaml& node);

}  // namespace parity
