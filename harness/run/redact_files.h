// What programs under test wrote of secrets into the logs that are kept of them.
#pragma once

#include <filesystem>

namespace parity {

// Every file in the folder and below, line by line, with each known secret taken out. A file without one is
// not touched. For when nobody writes to them any more. Throws std::system_error.
void redact_files(const std::filesystem::path& folder);

}  // namespace parity
