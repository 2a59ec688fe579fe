// What a scenario runs in: its database, what prepares it, its subjects. Started in order; stopped in
// reverse, always.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/environment/run_database.h"
#include "harness/run/proxies.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

// The PostgreSQL servers of a command: cells with the same settings share one, each in a database of its own.
class Servers {
 public:
  PostgresServer& with(const std::map<std::string, std::string>& settings);

 private:
  std::map<std::map<std::string, std::string>, std::unique_ptr<PostgresServer>> servers_;
};

class World {
 public:
  // `logs`: where the logs of what was run are kept. Throws Error (undecidable) with the log's last lines
  // where something does not start, prepare or become ready; what had been started is stopped then. `checks`
  // gets one for each step that says how it must end, or what must have come to a proxy.
  World(const Scenario& scenario, Servers& servers, std::filesystem::path logs, std::string database_name,
        std::vector<reports::Check>& checks);
  World(const World&) = delete;
  ~World();

  // What `${…}` stands for: "postgres.url", "subject.url", "subject.port", "run.folder", and of each proxy.
  const std::map<std::string, std::string>& values() const { return values_; }
  // "PostgreSQL" → "15.18, ephemeral"; "subject" → its command.
  const std::vector<std::pair<std::string, std::string>>& facts() const { return facts_; }

  ProcessSpec spec_of(const Command& command, const std::string& log_name) const;
  Proxies& proxies() { return proxies_; }

  // The URL of a database of a check's own: a copy of what `prepare` left, or an empty one. From any thread.
  // Throws Error (undecidable) where the environment has no PostgreSQL.
  std::string make_database(const std::string& name, bool copy);
  void drop_database(const std::string& name);

 private:
  void make_folder();
  void start_postgres();
  void keep_prepared();
  std::string own_name(const std::string& name) const { return database_name_ + "_" + name; }
  void start_proxies();
  // `when`: "prepare", "once_ready".
  void take_steps(const std::vector<PrepareStep>& steps, const std::string& when,
                  std::vector<reports::Check>& checks);
  void run_script(const SqlStep& step) const;
  std::optional<reports::Check> run_step(const Command& command, const std::string& name);
  void start_subjects();

  const Scenario& scenario_;
  Servers& servers_;
  std::filesystem::path logs_;
  std::filesystem::path folder_;  // `${run.folder}`, beside the logs
  std::string database_name_;
  std::map<std::string, std::string> values_;
  std::vector<std::pair<std::string, std::string>> facts_;
  std::optional<RunDatabase> database_;
  // On a server that other cells use too: a hundred databases would fill the disk.
  std::unique_ptr<PostgresServer, std::function<void(PostgresServer*)>> own_database_;
  std::string server_url_;  // where databases are made
  bool prepared_ = false;   // own_name("prepared") is what `prepare` left
  Proxies proxies_;
  std::vector<Process> processes_;
};

}  // namespace parity
