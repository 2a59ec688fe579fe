#include "harness/environment/postgres_data.h"

#include <cerrno>
#include <cstdlib>
#include <functional>

#include <fmt/format.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/environment/process.h"
#include "harness/error.h"

namespace parity {
namespace fs = std::filesystem;
namespace {

// Text is text on every machine: no locale of the environment gets in.
const char* locale_name() {
  static const bool has_utf8 = [] {
    const locale_t probe = newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    if (probe) freelocale(probe);
    return probe != nullptr;
  }();
  return has_utf8 ? "C.UTF-8" : "C";
}

void run_initdb(const PostgresBinaries& binaries, const ServerDirectory& directory) {
  const ProcessSpec spec = {
      .argv = {(binaries.directory / "initdb").string(), "--pgdata", (directory.path() / "data").string(),
               "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", locale_name(),
               "--no-sync", "--no-instructions"},
      .env = {{"TZ", "UTC"}},
      .directory = directory.path(),
      .log = directory.path() / "initdb.log",
      .run_as = server_user(),
      .keep_open = {directory.lock()},
  };
  const auto status = run_process(spec, std::chrono::minutes(2));
  if (status.timed_out || status.code != 0) {
    throw undecidable(fmt::format("initdb {}:\n{}", describe(status), tail(spec.log)))
        .with_hint(
            "it runs as a user that the machine knows; an existing server does as well: `postgres: { url: … "
            "}`");
  }
}

// A copy owned by `owner`, closed to everyone else.
void copy_tree(const fs::path& from, const fs::path& to,
               const std::optional<std::pair<uid_t, gid_t>>& owner) {
  const auto own = [&](const fs::path& path) {
    if (owner && lchown(path.c_str(), owner->first, owner->second) != 0) {
      throw fs::filesystem_error("chown", path, std::error_code(errno, std::generic_category()));
    }
  };
  const auto make = [&](const fs::path& path) {
    fs::create_directory(path);
    fs::permissions(path, fs::perms::owner_all);
    own(path);
  };
  make(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const auto target = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) {
      make(target);
    } else {
      fs::copy_file(entry.path(), target);
      own(target);
    }
  }
}

// Nobody else may have written to what a server will trust.
bool is_ours(const fs::path& directory) {
  struct stat status = {};
  return lstat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
         (status.st_mode & 077) == 0 && access((directory / "PG_VERSION").c_str(), R_OK) == 0;
}

bool copied(const fs::path& kept, const ServerDirectory& directory) {
  if (kept.empty() || !is_ours(kept)) return false;
  try {
    copy_tree(kept, directory.path() / "data", server_user());
    return true;
  } catch (const fs::filesystem_error&) {  // an incomplete cache is no reason to fail
    std::error_code ignored;
    fs::remove_all(directory.path() / "data", ignored);
    return false;
  }
}

// Made aside and renamed into place, so that runs at the same time see all of it or nothing.
void keep(const fs::path& data, const fs::path& kept) {
  if (kept.empty()) return;
  const fs::path aside = kept.string() + fmt::format(".{}", getpid());
  std::error_code ignored;
  try {
    fs::create_directories(kept.parent_path());
    copy_tree(data, aside, std::nullopt);
    if (!is_ours(kept)) fs::remove_all(kept);
    fs::rename(aside, kept);
  } catch (const fs::filesystem_error&) {}
  fs::remove_all(aside, ignored);
}

}  // namespace

fs::path data_template(const PostgresBinaries& binaries) {
  fs::path cache;
  if (const char* named = std::getenv("XDG_CACHE_HOME"); named && *named == '/') {
    cache = named;
  } else if (const char* home = std::getenv("HOME"); home && *home == '/') {
    cache = fs::path(home) / ".cache";
  } else {
    return {};
  }
  const auto build = std::hash<std::string>()(binaries.directory.string());
  return cache / "parity" /
         fmt::format("postgres-{}-{}-{:08x}-1", binaries.version, locale_name(), build & 0xffffffff);
}

void make_data_directory(const PostgresBinaries& binaries, const ServerDirectory& directory) {
  const auto kept = directory.in_memory() ? data_template(binaries) : fs::path();
  if (copied(kept, directory)) return;
  run_initdb(binaries, directory);
  keep(directory.path() / "data", kept);
}

}  // namespace parity
