// Reads a suite: YAML as contracts/README.md says → Suite. Throws Error (usage) with the place of the first
// mistake; nothing is run or connected to.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "harness/suites/suite.h"
#include "harness/yaml/mapping.h"

namespace parity {

struct SuiteUse {
  std::filesystem::path file;
  std::string name;             // in place of the suite's own; empty: its own
  Templates inputs;             // `with:`
  std::set<std::string> known;  // what the scenario's environment will answer: "postgres.url"
};

Suite load_suite(const SuiteUse& use);
// The same from a document that was read already.
Suite read_suite(const Yaml& document, const SuiteUse& use);

std::vector<const KeyTable*> suite_keys();  // for the test that holds the JSON Schema against them

}  // namespace parity
