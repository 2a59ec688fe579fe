// Reads `environment:`: the server, the steps that prepare it, and the subjects.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/yaml/mapping.h"

namespace parity {

// The references that the environment will answer, "postgres.url" and "subject.port", read off the document
// before anything in it is checked.
std::set<std::string> environment_names(const Yaml& document);

Environment read_environment(const Yaml& node);

// A list of words, as of `run:` and `command:`.
std::vector<Text> read_argv(const Yaml& node);
std::vector<std::pair<std::string, Text>> read_variables(const Yaml& node);  // `env:`

std::vector<const KeyTable*> environment_keys();

}  // namespace parity
