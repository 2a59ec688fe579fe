// Results of earlier runs as something to rest on: only where they are of the same data, under the same
// contracts, and young enough.
#pragma once

#include <chrono>

#include "harness/scenario/gate_plan.h"
#include "reports/gate.h"
#include "reports/result.h"

namespace parity {

// `path`: a result.json, a folder that holds one, or a glob of either, each of which must do.
reports::GateNeed rest_on_results(const NeedPlan& need, const std::string& path,
                                  const reports::Result& present, std::chrono::system_clock::time_point now);

// Why `earlier` says nothing about what `present` is about; empty: it does.
std::string why_not_fresh(const reports::Result& earlier, const reports::Result& present,
                          std::chrono::system_clock::time_point now, std::chrono::milliseconds younger_than);

}  // namespace parity
