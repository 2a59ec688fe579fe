// A PostgreSQL server made for one run, and the search for its binaries.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace parity {

struct PostgresBinaries {
  std::filesystem::path directory;  // has initdb and postgres
  std::string version;              // "15.18"
};

// $PARITY_PG_BIN alone where it is set; else PATH, `pg_config --bindir`, /usr/lib/postgresql/*/bin (newest
// first), /usr/pgsql-*/bin, /usr/local/pgsql/bin, Homebrew's.
std::vector<std::filesystem::path> postgres_places();

// The first place that has both programs. Throws Error (undecidable) that names the places searched, the apt
// line, and the alternative of a URL.
PostgresBinaries find_postgres(const std::vector<std::filesystem::path>& places = postgres_places());

// In a private directory (0700), on a unix socket only, without durability; as root its processes run as
// `postgres` or `nobody`. Gone, with its directory, when the object goes, when the harness is killed (SIGKILL
// too), and at the latest when the next server starts (stale directories are swept). UTC, UTF-8, C.UTF-8.
// `settings` (`shared_buffers: 1GB`) come after ours. Its superuser is `postgres`, who needs no password.
class PostgresServer {
 public:
  explicit PostgresServer(const std::map<std::string, std::string>& settings = {});
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;

  // libpq URI of a database on it, made on first call (`create database`). From any thread.
  std::string database(const std::string& name);
  void drop(const std::string& name) noexcept;  // with its connections; nothing where there is none
  const std::string& version() const { return version_; }
  std::filesystem::path log() const;        // goes with the server
  std::filesystem::path directory() const;  // that of its socket, and of all it has

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string version_;
};

// Directories that earlier runs left behind (SIGKILL of harness and guard). Returns those removed; never one
// whose server or harness lives, nor another user's.
std::vector<std::filesystem::path> sweep_stale_servers();

}  // namespace parity
