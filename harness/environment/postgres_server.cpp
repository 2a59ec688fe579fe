#include "harness/environment/postgres_server.h"

#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "harness/environment/interrupt.h"
#include "harness/environment/postgres_data.h"
#include "harness/environment/process.h"
#include "harness/environment/server_directory.h"
#include "harness/environment/sql.h"
#include "harness/error.h"

namespace parity {
namespace {

// Fast because nothing has to survive; quiet because nobody is there to tune it.
const std::map<std::string, std::string> kSettings = {
    {"listen_addresses", ""},
    {"max_connections", "200"},
    {"fsync", "off"},
    {"full_page_writes", "off"},
    {"synchronous_commit", "off"},
    {"wal_level", "minimal"},
    {"max_wal_senders", "0"},
    {"max_wal_size", "256MB"},
    {"autovacuum", "off"},
    {"jit", "off"},
    {"dynamic_shared_memory_type", "mmap"},  // in the data directory: a killed server leaves no segments
    {"timezone", "UTC"},
    {"log_timezone", "UTC"},
    {"lc_messages", "C"},
};

ProcessSpec command(const PostgresBinaries& binaries, const ServerDirectory& directory,
                    std::map<std::string, std::string> settings) {
  settings.insert(kSettings.begin(), kSettings.end());
  ProcessSpec spec = {
      .argv = {(binaries.directory / "postgres").string(), "-D", (directory.path() / "data").string(), "-k",
               directory.path().string(), "-p", "5432"},
      .directory = directory.path(),
      .log = directory.path() / "postgres.log",
      .stop_signal = SIGQUIT,  // at once: there is nothing to be saved, but its segments are to be freed
      .run_as = server_user(),
      .keep_open = {directory.lock()},
  };
  for (const auto& [name, value] : settings) {
    spec.argv.insert(spec.argv.end(), {"-c", fmt::format("{}={}", name, value)});
  }
  return spec;
}

std::string url_of(const ServerDirectory& directory, const std::string& database) {
  return with_database(fmt::format("host={} user=postgres", directory.path().string()), database);
}

void wait_until_it_answers(const Process& server, const std::string& url) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (PQping(url.c_str()) != PQPING_OK) {
    throw_if_interrupted();
    if (const auto status = server.ended()) {
      throw undecidable(fmt::format("the PostgreSQL server {} while starting; the end of its log:\n{}",
                                    describe(*status), tail(server.log())));
    }
    if (std::chrono::steady_clock::now() > deadline) {
      throw undecidable("the PostgreSQL server did not answer within a minute; the end of its log:\n" +
                        tail(server.log()));
    }
    pollfd wake = {interrupt_fd(), POLLIN, 0};
    poll(&wake, 1, 3);
  }
}

}  // namespace

struct PostgresServer::State {
  ServerDirectory directory;
  std::optional<Process> process;  // goes before its directory
  std::mutex mutex;
  std::map<std::string, std::string> databases;  // name → URI
};

PostgresServer::PostgresServer(const std::map<std::string, std::string>& settings) {
  const auto binaries = find_postgres();
  version_ = binaries.version;
  sweep_stale_servers();
  state_ = std::make_unique<State>();
  make_data_directory(binaries, state_->directory);
  state_->process.emplace(command(binaries, state_->directory, settings));
  wait_until_it_answers(*state_->process, url_of(state_->directory, "postgres"));
}

PostgresServer::~PostgresServer() = default;

std::string PostgresServer::database(const std::string& name) {
  const std::lock_guard lock(state_->mutex);
  auto& url = state_->databases[name];
  if (url.empty()) {
    if (name != "postgres") {
      run_sql(url_of(state_->directory, "postgres"),
              fmt::format("create database {} template template0", quote_identifier(name)));
    }
    url = url_of(state_->directory, name);
  }
  return url;
}

void PostgresServer::drop(const std::string& name) noexcept try {
  const std::lock_guard lock(state_->mutex);
  if (state_->databases.erase(name) > 0) drop_database(url_of(state_->directory, "postgres"), name);
} catch (const Error&) {
  // It goes with the server at the latest.
}

std::filesystem::path PostgresServer::log() const { return state_->directory.path() / "postgres.log"; }
std::filesystem::path PostgresServer::directory() const { return state_->directory.path(); }

}  // namespace parity
