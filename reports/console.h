// The summary of a run for a person at a terminal. The verdict is its last line, where the eye is when a
// command ends; all green takes about ten lines.
#pragma once

#include <string>

#include "reports/result.h"

namespace parity::reports {

struct ConsoleOptions {
  bool color = false;
  int width = 100;
  int verbosity = 0;  // -1: verdict only; 1: every table, all notes; 2: more samples
};

std::string console_summary(const Result& result, const ConsoleOptions& options);

}  // namespace parity::reports
