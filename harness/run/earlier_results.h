// Results of runs that have been, found where somebody says they are: to be rendered again, and parts of one
// run to be put together.
#pragma once

#include <filesystem>
#include <vector>

#include "reports/result.h"

namespace parity {

struct EarlierResult {
  std::filesystem::path file;  // result.json
  reports::Result result;
};

// Of each path: the file itself, the result.json of the folder, or those of all folders in it, by name. Parts
// of a run come in the order in which the whole of it would have.
//
// Throws Error (usage) where there is none; where a run did not end, which its events.ndjson tells; and where
// shards are not one of each of a single run.
std::vector<EarlierResult> earlier_results(const std::vector<std::filesystem::path>& paths);

}  // namespace parity
