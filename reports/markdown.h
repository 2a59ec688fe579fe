// Results as a summary in Markdown, for step summaries and merge requests: verdict, gates, what changed, what
// differs and why, what was hidden and what was not looked at.
#pragma once

#include <cstddef>
#include <string>

#include "reports/reported.h"

namespace parity::reports {

constexpr std::size_t kMarkdownBytes = std::size_t{900} << 10;  // GitHub takes 1 MiB from a step

// At most kMarkdownBytes: a section for which there is no room is left out as a whole, and named at the end.
std::string to_markdown(ReportedRuns runs);

}  // namespace parity::reports
