// The runs of a scenario over time: a line for each in DIR/NAME.ndjson, and DIR/NAME.html that plots them.
#pragma once

#include <filesystem>
#include <string>

#include "reports/history.h"

namespace parity {

constexpr std::size_t kHistoryPlotted = 100;  // runs, the last ones

// Adds a run's line, in one write, so that runs at the same time do not mix theirs, and writes the page.
// `name`: fit for a file. Throws Error (usage) where the folder cannot be written to, or a line in it is
// none.
void add_to_history(const std::filesystem::path& folder, const std::string& name,
                    const reports::Result& result);

}  // namespace parity
