// From what was found to the verdict: totals, outcome, exit code, and the reasons for them.
#pragma once

#include <string>

#include "harness/error.h"
#include "reports/result.h"

namespace parity {

// Exit codes as in formats and README; the larger claim wins, and "could not be decided" outranks red.
enum ExitCode {
  kHolds = 0,
  kDiffers = 1,
  kUsage = 2,
  kUndecided = 3,
  kNothing = 4,
  kBug = 70,
  kInterrupted = 130
};

// Fills totals, outcome, exit code, reason and verdict from comparisons, checks and errors.
void settle_verdict(reports::Result& result);

// The same where checks alone decide (a run that is expected to find something).
void settle_by_checks(reports::Result& result);

// What an error says in one line; without the clause that announces a log in the lines below it.
std::string first_line(const std::string& error);

ExitCode exit_code_of(ErrorKind kind);
int worse(int a, int b);  // of two exit codes

}  // namespace parity
