// A fresh data directory for a server: by initdb, or copied from what initdb once made. The copy is kept in
// the user's cache folder and used where the server lives in memory; on a disk it would gain nothing.
#pragma once

#include <filesystem>

#include "harness/environment/postgres_server.h"
#include "harness/environment/server_directory.h"

namespace parity {

// Makes `directory`/data. Throws Error (undecidable) with what initdb said.
void make_data_directory(const PostgresBinaries& binaries, const ServerDirectory& directory);

// Where the copy is kept: below $XDG_CACHE_HOME or ~/.cache; empty where there is neither.
std::filesystem::path data_template(const PostgresBinaries& binaries);

}  // namespace parity
