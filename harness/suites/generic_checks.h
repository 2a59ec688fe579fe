// Checks that any API gets for a line of YAML, `generic: { paths: [/bootstrap] }`: what strangers send must
// be answered, and by no 5xx. They are made of ordinary steps, so their failures read like those of any
// other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/suites/suite.h"
#include "harness/yaml/mapping.h"

namespace parity {

std::vector<SuiteCheck> read_generic_checks(const Yaml& node, const std::set<std::string>& known);

std::vector<const KeyTable*> generic_keys();

}  // namespace parity
