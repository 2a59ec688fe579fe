// Statements are proven by several scenarios together: which of them other scenarios check.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/gates/requirements.h"
#include "harness/scenario/scenario.h"

namespace parity {

// The scenarios that a book names, in order of their paths. Throws Error (usage) where a glob matches
// nothing.
std::vector<std::filesystem::path> scenarios_of(const RequirementBook& book);

// Id of a statement → "defects.yaml: expect", for each check of another scenario of the books that names it.
std::map<std::string, std::vector<std::string>> proven_elsewhere(const Scenario& scenario,
                                                                 const std::vector<RequirementBook>& books);

}  // namespace parity
