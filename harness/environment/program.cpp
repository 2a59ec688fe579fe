#include "harness/environment/program.h"

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace parity {
namespace fs = std::filesystem;
namespace {

bool runnable(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0;
}

}  // namespace

fs::path own_directory() {
  std::error_code failed;
  const auto self = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path() : self.parent_path();
}

ProgramSearch find_program(const std::string& name, const fs::path& directory) {
  ProgramSearch search;
  if (name.find('/') != std::string::npos) {
    const auto file = fs::absolute(directory / name);
    search.searched = {file};
    if (runnable(file)) search.found = file;
    return search;
  }
  if (const auto own = own_directory(); !own.empty()) search.searched.push_back(own);
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin"; !rest.empty();) {
    const auto end = rest.find(':');
    if (const auto place = rest.substr(0, end); !place.empty()) search.searched.emplace_back(place);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  for (const auto& place : search.searched) {
    if (!name.empty() && runnable(place / name)) {
      search.found = fs::absolute(place / name);
      break;
    }
  }
  return search;
}

}  // namespace parity
