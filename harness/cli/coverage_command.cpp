// `parity coverage`: which statements the scenarios check, as Markdown; see gates/coverage_page.h.
#include <cstdio>

#include "harness/cli/commands.h"
#include "harness/cli/select.h"
#include "harness/gates/coverage_page.h"
#include "harness/run/verdict.h"
#include "reports/result_json.h"
#include "reports/words.h"
#include "reports/write_reports.h"

namespace parity {

int coverage_command(const Options& options) {
  const CoveragePage page = coverage_page(select_scenarios(options));
  if (options.output)
    reports::write_file_atomically(*options.output, page.text);
  else
    std::fwrite(page.text.data(), 1, page.text.size(), stdout);
  for (const std::string& problem : page.problems) std::fprintf(stderr, "%s\n", problem.c_str());
  if (page.problems.empty()) return kHolds;
  std::fprintf(stderr, "%s neither checked nor excused, or both\n",
               reports::counted(page.problems.size(), "statement is", "statements are").c_str());
  return kDiffers;
}

}  // namespace parity
