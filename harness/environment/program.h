// Where a program is found: beside the running executable first (so that a build uses its own subjects), then
// on PATH.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parity {

struct ProgramSearch {
  std::filesystem::path found;                  // empty: nowhere
  std::vector<std::filesystem::path> searched;  // in this order
};

// A name with a slash is taken as it is, relative to `directory` (empty: the current one).
ProgramSearch find_program(const std::string& name, const std::filesystem::path& directory = {});

// The folder of the running executable.
std::filesystem::path own_directory();

}  // namespace parity
