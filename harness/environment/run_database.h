// A database made for one run on a server that is somebody's own: everything that the run writes goes there,
// and it is dropped at the end. A run that is killed leaves it; its name tells when it was made.
#pragma once

#include <string>
#include <vector>

namespace parity {

class RunDatabase {
 public:
  // `server_url` names a database to connect to and a user who may create databases.
  explicit RunDatabase(std::string server_url);
  RunDatabase(RunDatabase&&) noexcept;
  RunDatabase& operator=(RunDatabase&&) = delete;
  ~RunDatabase();

  const std::string& name() const { return name_; }  // "parity_run_20260203t040506_1a2b3c4d"
  const std::string& url() const { return url_; }

 private:
  std::string server_url_;
  std::string name_;
  std::string url_;
};

RunDatabase database_on(const std::string& server_url);

// Databases of killed runs: made for a run more than a day ago and still there. Only listed, since a server
// may be shared.
std::vector<std::string> stale_databases(const std::string& server_url);

}  // namespace parity
