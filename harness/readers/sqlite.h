// Reads the tables of a SQLite file, read-only, in one transaction. What a column declares and what a cell
// stores are told apart.
#pragma once

#include <filesystem>
#include <memory>

#include "harness/readers/reader.h"

namespace parity {

std::unique_ptr<Reader> sqlite_reader(const std::filesystem::path& file);

}  // namespace parity
