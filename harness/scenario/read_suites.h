// Reads `suites:`: which files, under which names, with which inputs.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/yaml/mapping.h"

namespace parity {

// `known`: the references that the environment will answer. A glob that matches nothing is an error.
std::vector<SuiteEntry> read_suites(const Yaml& node, const Scenario& scenario,
                                    const std::set<std::string>& known);

std::vector<const KeyTable*> suite_entry_keys();

}  // namespace parity
