#include "harness/cli/github_actions.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "reports/github.h"
#include "reports/markdown.h"

namespace parity {

bool in_github_actions() {
  const char* const on = std::getenv("GITHUB_ACTIONS");
  return on != nullptr && std::string_view(on) == "true";
}

void tell_github(reports::ReportedRuns runs) {
  std::fputs(reports::to_github(runs).c_str(), stdout);
  std::fflush(stdout);
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return;
  std::ofstream summary(path, std::ios::binary | std::ios::app);
  summary << reports::to_markdown(runs);
  summary.close();
  if (!summary) std::fprintf(stderr, "the summary of the step could not be written to %s\n", path);
}

}  // namespace parity
