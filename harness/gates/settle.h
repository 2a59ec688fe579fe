// From what a run found to its gates, its statements, and GO or NO-GO.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "harness/gates/plan.h"
#include "reports/result.h"

namespace parity {

// What a reference may stand for while gates are settled, and when that is.
struct GateSurroundings {
  std::filesystem::path directory;  // where the scenario's paths start
  std::map<std::string, std::string> values;
  std::chrono::system_clock::time_point now;
};

// Fills Result::gates, go and requirements, and adds the checks that no statement is forgotten. All other
// checks and all comparisons are there already. A run of which only a part was asked for settles no gate, and
// says so.
void settle_gates(const GatesPlan& plan, const GateSurroundings& surroundings, reports::Result& result);

}  // namespace parity
