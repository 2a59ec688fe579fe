// Evidence from outside of the run as checks: a JUnit file, a program's exit code, what stands in a file.
#pragma once

#include <functional>
#include <string>

#include "harness/environment/process.h"
#include "harness/gates/settle.h"
#include "harness/scenario/gate_plan.h"
#include "reports/result.h"

namespace parity {

// A program of the scenario as it is started; its log is named so.
using SpecOf = std::function<ProcessSpec(const Command&, const std::string& log_name)>;

// The check `evidence/NAME`. What cannot be read is errored; what is not there, is empty or is too old fails.
// Throws Error (interrupted) only.
reports::Check check_evidence(const EvidencePlan& evidence, const GateSurroundings& surroundings,
                              const SpecOf& spec_of);

}  // namespace parity
