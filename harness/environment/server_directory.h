// The private directory that a PostgreSQL server made for a run lives in, and what becomes of those whose run
// was killed. Whether one is in use is a lock on the directory itself, held by the harness and, through the
// same descriptor, by the server: no process number has to be trusted, and containers that share /dev/shm
// see each other's.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace parity {

// PostgreSQL refuses to run as root: `postgres`, else `nobody`. nullopt where we are not root.
std::optional<std::pair<uid_t, gid_t>> server_user();

// In /dev/shm where that has 400 MB free, else in $TMPDIR or /tmp; 0700, belongs to the server's user.
// Removed with the object, and by the guard when the harness is killed.
class ServerDirectory {
 public:
  ServerDirectory();
  ServerDirectory(const ServerDirectory&) = delete;
  ~ServerDirectory();

  const std::filesystem::path& path() const { return path_; }
  bool in_memory() const { return in_memory_; }
  int lock() const { return lock_; }  // to be kept open by the server

 private:
  std::filesystem::path path_;
  bool in_memory_ = false;
  int lock_ = -1;
};

}  // namespace parity
