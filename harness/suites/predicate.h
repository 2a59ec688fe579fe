// What must hold of a value: `200`, `{ matches: "^seq:" }`, `{ length: { at_least: 1 }, every: { is: text }
// }`. A mapping holds operators, and all of them must hold; anything else is the value wanted. The reference
// for people is contracts/README.md.
#pragma once

#include <string>
#include <vector>

#include "harness/suites/deep_difference.h"
#include "harness/suites/scope.h"
#include "harness/yaml/yaml.h"

namespace parity {

// Throws Error (usage) at the first operator that there is not, and at operands that are none: a pattern, a
// path or a schema that cannot be read.
void check_predicate(const Yaml& predicate);
// A mapping of JSONPaths to predicates. The key `$` alone is the whole value.
void check_paths(const Yaml& paths);

// What does not hold of `value` (Kind::absent: there is none), which stands at `path`. A path of `paths` that
// may select several values stands for the list of them; one that selects nothing is absent.
std::vector<Fault> hold(const Yaml& predicate, const Value& value, const std::string& path,
                        const Scope& scope);
std::vector<Fault> hold_paths(const Yaml& paths, const Value& value, const Scope& scope);

std::vector<std::string> predicate_operators();

}  // namespace parity
