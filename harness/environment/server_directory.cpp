#include "harness/environment/server_directory.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "harness/environment/guard.h"
#include "harness/environment/postgres_server.h"
#include "harness/error.h"

namespace parity {
namespace fs = std::filesystem;
namespace {

constexpr auto kMemory = "/dev/shm";
constexpr std::uint64_t kMemoryNeeded = 400ull << 20;  // containers often have 64 MB there; a server needs 40
constexpr std::size_t kLongestBase = 70;               // a socket's path may have 107 bytes

std::string prefix() { return fmt::format("parity-pg-{}-", geteuid()); }

std::vector<fs::path> bases() {
  std::vector<fs::path> all = {kMemory};
  if (const char* own = std::getenv("TMPDIR"); own && *own == '/') all.emplace_back(own);
  all.emplace_back("/tmp");
  return all;
}

bool suits(const fs::path& base) {
  if (base.native().size() > kLongestBase || access(base.c_str(), W_OK | X_OK) != 0) return false;
  if (base != kMemory) return true;
  struct statvfs space = {};
  return statvfs(kMemory, &space) == 0 && space.f_bavail * space.f_frsize >= kMemoryNeeded;
}

// The directory that `fd` is open on still has this name: nobody swept it between its making and its locking.
bool still_there(int fd, const fs::path& path) {
  struct stat opened = {}, named = {};
  return fstat(fd, &opened) == 0 && lstat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

// Locked, or -1 and removed again.
int make_private(fs::path& path) {
  auto pattern = path.string();
  if (!mkdtemp(pattern.data())) return -1;
  path = pattern;
  const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0 && flock(fd, LOCK_EX) == 0 && still_there(fd, path)) {
    const auto user = server_user();
    if (!user || fchown(fd, user->first, user->second) == 0) return fd;
  }
  const int why = errno;
  if (fd >= 0) close(fd);
  rmdir(path.c_str());
  errno = why;
  return -1;
}

// Ours by name and owner, and neither its harness nor its server lives.
bool is_stale(int fd) {
  struct stat status = {};
  if (fstat(fd, &status) != 0) return false;
  const auto user = server_user();
  const bool ours = status.st_uid == geteuid() || (user && status.st_uid == user->first);
  return ours && flock(fd, LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

std::optional<std::pair<uid_t, gid_t>> server_user() {
  if (geteuid() != 0) return std::nullopt;
  static const auto user = [] {
    for (const char* name : {"postgres", "nobody"}) {
      if (const passwd* entry = getpwnam(name)) return std::pair(entry->pw_uid, entry->pw_gid);
    }
    throw undecidable(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as");
  }();
  return user;
}

ServerDirectory::ServerDirectory() {
  std::string tried;
  for (const auto& base : bases()) {
    if (!suits(base)) continue;
    for (int attempt = 0; lock_ < 0 && attempt < 3; ++attempt) {
      path_ = base / (prefix() + "XXXXXX");
      lock_ = make_private(path_);
    }
    if (lock_ >= 0) {
      in_memory_ = base == kMemory;
      guard::entrust_directory(path_);
      return;
    }
    tried += fmt::format("; {}: {}", base.string(), std::strerror(errno));
  }
  throw undecidable("there is no place for a PostgreSQL server's directory" + tried)
      .with_hint("set TMPDIR to a short path that can be written");
}

ServerDirectory::~ServerDirectory() {
  std::error_code stays_for_the_sweep;
  fs::remove_all(path_, stays_for_the_sweep);
  guard::forget_directory(path_);
  close(lock_);
}

std::vector<fs::path> sweep_stale_servers() {
  std::vector<fs::path> removed;
  for (const auto& base : bases()) {
    std::error_code unreadable;
    for (fs::directory_iterator each(base, unreadable), end; each != end; each.increment(unreadable)) {
      if (!each->path().filename().string().starts_with(prefix())) continue;
      const int fd = open(each->path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (fd < 0) continue;
      if (is_stale(fd)) {
        std::error_code failed;
        fs::remove_all(each->path(), failed);
        if (!failed) removed.push_back(each->path());
      }
      close(fd);
    }
  }
  return removed;
}

}  // namespace parity
