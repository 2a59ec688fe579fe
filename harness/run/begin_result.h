// What a result says before anything was done, and how it says what went wrong.
#pragma once

#include <chrono>
#include <string>

#include "harness/error.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

reports::Result begin_result(const Scenario& scenario, std::chrono::system_clock::time_point started,
                             const std::string& tool, const std::string& command);

// "2026-11-20T10:00:00Z".
std::string spell_time(std::chrono::system_clock::time_point time);

// What happened in the first line; where, while doing what, and what to do in lines of their own.
std::string said(const Error& error);

}  // namespace parity
