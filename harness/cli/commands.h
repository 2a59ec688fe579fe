// The verbs of the command line. Each returns an exit code, prints what was asked for to stdout and all else
// to stderr.
#pragma once

#include "harness/cli/options.h"

namespace parity {

int run_command(const Options& options);  // `run` and `audit`
int list_command(const Options& options);
int validate_command(const Options& options);
int coverage_command(const Options& options);
int verify_command(const Options& options);
int explain_command(const Options& options);
int report_command(const Options& options);  // the exit code of the worst result
int accept_command(const Options& options);
int diff_command(const Options& options);
int replay_command(const Options& options);
int doctor_command(const Options& options);
int schema_command(const Options& options);
int version_command();

bool use_color(const Options& options);  // on stderr; NO_COLOR is honoured

}  // namespace parity
