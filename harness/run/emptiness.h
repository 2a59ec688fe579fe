// Checks that nothing is green because nothing was there: a table without rows or fields, a table or key that
// the command line names and nobody has. Each is skipped, with its reason: the run ends with exit code 4.
#pragma once

#include "harness/error.h"
#include "harness/run/run.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

// --check named none of the checks that the suites have.
void tell_no_check(reports::Result& result);

// What the command line asked for and what was there.
void check_asked_for(const RunOptions& options, reports::Result& result);

// A dataset that names nothing: a pattern that fits no file.
void tell_nothing_there(const std::string& dataset, const Error& error, reports::Result& result);

// Tables that were compared without a row or a field to compare. Where only rows of one key were asked for,
// tables without such a row say so and are skipped.
void check_emptiness(const Scenario& scenario, const RunOptions& options, reports::Result& result);

}  // namespace parity
