// A run that has been, read back from what it left: its result, and one of its differences.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/result.h"

namespace parity {

// `path`: result.json, or the folder that a run wrote it to.
std::filesystem::path result_file(const std::filesystem::path& path);
// Throws Error (usage) where there is none, or what is there is no result.
reports::Result read_result(const std::filesystem::path& path);

// The differences of these fingerprints, in the order asked for, from differences.ndjson beside the result,
// which has all of them; without that file, from the result's samples. Throws Error (usage) where one is not
// there.
std::vector<reports::Difference> find_differences(const std::filesystem::path& path,
                                                  const std::vector<std::string>& fingerprints);

// All differences of the run that left this result: lines of differences.ndjson beside it; without that file,
// the result's samples. Throws Error (usage) at a line that is none.
reports::Differences all_differences(const std::filesystem::path& path, const reports::Result& result);
// The same of a differences.ndjson by its name.
reports::Differences differences_in(const std::filesystem::path& file, const reports::Result& result);

// A name as that of a file or folder: what could have a meaning there becomes a dash.
std::string folder_name(const std::string& text);

// Where one of several results stands in the folder of all: "reference-data/defect=trim-name".
std::filesystem::path folder_in(const std::string& scenario, const std::string& cell);

// "defect=trim-name"; of several axes, joined by a comma.
std::string cell_name(const std::vector<std::pair<std::string, std::string>>& cell);

}  // namespace parity
