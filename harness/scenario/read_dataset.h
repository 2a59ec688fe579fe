// Reads one entry of `datasets:`.
#pragma once

#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/yaml/mapping.h"

namespace parity {

Dataset read_dataset(const Yaml::Entry& entry);

std::vector<const KeyTable*> dataset_keys();

}  // namespace parity
