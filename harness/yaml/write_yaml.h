// A YAML node as text again: for what has to be read without the document that it stood in.
#pragma once

#include <string>

#include "harness/yaml/yaml.h"

namespace parity {

// One line in flow style. Reads back as the same node but for its places; what came from a reference is
// written as what it looks like.
std::string write_yaml(const Yaml& node);

}  // namespace parity
