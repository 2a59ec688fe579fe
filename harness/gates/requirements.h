// Files of statements: what a specification says, each with an id that checks name. Reads them from YAML as
// contracts/README.md says; what became of a statement in a run is coverage.h's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/yaml/mapping.h"
#include "normalizers/location.h"

namespace parity {

struct Statement {
  std::string id;          // "S2-075"
  std::string text;        // short, in our own words
  std::string cls;         // "E" stated, "D" derived from what is stated, "P" a fact of process or stack
  std::string not_proven;  // why nothing checks it; empty: something has to
  Location where;
};

struct RequirementBook {
  std::filesystem::path file;
  std::string name;
  std::vector<std::string> scenarios;  // globs, from the file's folder: what proves them all together
  std::vector<Statement> statements;
};

// Throws Error (usage) at the first mistake.
RequirementBook load_requirements(const std::filesystem::path& file);
RequirementBook parse_requirements(const Yaml& document);

// For the test that holds the JSON Schema against the loader.
std::vector<const KeyTable*> requirement_keys();

}  // namespace parity
