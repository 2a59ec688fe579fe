// Runs a suite: its checks one after the other or several at once, each in a scope of its own, the answers in
// the order in which the suite has them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/suites/recorded_check.h"
#include "harness/suites/suite.h"
#include "reports/result.h"

namespace parity {

// What a suite needs of the run that it is part of.
struct SuiteWorld {
  std::map<std::string, std::string> values;  // "postgres.url" → …
  std::filesystem::path logs;
  // A database for one check, by its name: a copy of the prepared one, or an empty one. Gone with drop().
  std::function<std::string(const std::string& name, bool copy)> make_database;
  std::function<void(const std::string& name)> drop_database;
  std::function<bool(const std::string& id)> selected;  // "suite/check"; none: all are
  CheckRecorder recorder;                               // none: what steps got is not kept
  std::uint64_t shuffle = 0;                            // seed of the order; 0: as they stand
};

// Throws Error (interrupted) only; what goes wrong is told by the checks.
std::vector<reports::Check> run_suite(const Suite& suite, const SuiteWorld& world);

}  // namespace parity
