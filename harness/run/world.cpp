// The surroundings of a run: see world.h.
#include "harness/run/world.h"

#include <fstream>
#include <sstream>

#include "harness/environment/interrupt.h"
#include "harness/environment/readiness.h"
#include "harness/environment/sql.h"
#include "harness/error.h"
#include "harness/scenario/references.h"
#include "reports/redact.h"

namespace parity {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string read_file(const std::filesystem::path& path, const Location& where) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw usage_error("cannot read " + path.string()).at(where);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace

PostgresServer& Servers::with(const std::map<std::string, std::string>& settings) {
  std::unique_ptr<PostgresServer>& server = servers_[settings];
  if (!server) server = std::make_unique<PostgresServer>(settings);
  return *server;
}

World::World(const Scenario& scenario, Servers& servers, std::filesystem::path logs,
             std::string database_name, std::vector<reports::Check>& checks)
    : scenario_(scenario),
      servers_(servers),
      logs_(std::move(logs)),
      database_name_(std::move(database_name)) {
  make_folder();
  start_postgres();
  // A subject's own address may be asked for by what prepares it, so ports are given before anything runs.
  for (const Environment::Subject& subject : scenario_.environment.subjects) {
    const std::string port = std::to_string(assign_port());
    values_[subject.name + ".port"] = port;
    values_[subject.name + ".url"] = "http://127.0.0.1:" + port;
  }
  start_proxies();
  take_steps(scenario_.environment.prepare, "prepare", checks);
  keep_prepared();
  start_subjects();
  take_steps(scenario_.environment.once_ready, "once_ready", checks);
}

World::~World() {
  while (!processes_.empty()) processes_.pop_back();
  if (prepared_) drop_database("prepared");
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

// Emptied of what a killed run left there.
void World::make_folder() {
  folder_ = std::filesystem::absolute(logs_).parent_path() / "folder";
  std::error_code problem;
  std::filesystem::remove_all(folder_, problem);
  std::filesystem::create_directories(folder_, problem);
  if (problem) throw undecidable("cannot make the folder " + folder_.string() + ": " + problem.message());
  values_["run.folder"] = folder_.string();
}

ProcessSpec World::spec_of(const Command& command, const std::string& log_name) const {
  ProcessSpec spec;
  for (const Text& word : command.argv) spec.argv.push_back(expand(word, values_));
  for (const auto& [name, value] : command.env) spec.env.emplace_back(name, expand(value, values_));
  spec.directory = scenario_.directory;
  if (command.stdin_file) spec.stdin_file = scenario_.directory / expand(*command.stdin_file, values_);
  spec.log = logs_ / (log_name + ".log");
  return spec;
}

void World::start_postgres() {
  const auto& wanted = scenario_.environment.postgres;
  if (!wanted) return;
  try {
    if (wanted->ephemeral) {
      PostgresServer& server = servers_.with(wanted->settings);
      values_["postgres.url"] = server.database(database_name_);
      own_database_ = {&server, [name = database_name_](PostgresServer* on) { on->drop(name); }};
      server_url_ = server.database("postgres");
      facts_.emplace_back("PostgreSQL", server.version() + ", made for this run");
    } else {
      database_.emplace(database_on(expand(*wanted->url, values_)));
      values_["postgres.url"] = database_->url();
      server_url_ = expand(*wanted->url, values_);
      database_name_ = database_->name();
      facts_.emplace_back("PostgreSQL",
                          "an existing server, in database " + database_->name() + " made for this run");
    }
  } catch (Error& error) {
    if (error.where.file.empty()) error.at(wanted->where);
    throw error.while_doing("starting PostgreSQL");
  }
}

// A database that somebody is connected to cannot be copied, so it is copied before anybody is.
void World::keep_prepared() {
  if (server_url_.empty() || scenario_.suites.empty()) return;
  run_sql(server_url_, "CREATE DATABASE " + quote_identifier(own_name("prepared")) + " TEMPLATE " +
                           quote_identifier(database_name_));
  prepared_ = true;
}

std::string World::make_database(const std::string& name, bool copy) {
  if (server_url_.empty())
    throw undecidable("a check wants a database of its own, and the environment has no 'postgres'");
  run_sql(server_url_, "CREATE DATABASE " + quote_identifier(own_name(name)) + " TEMPLATE " +
                           (copy ? quote_identifier(own_name("prepared")) : "template0"));
  return with_database(server_url_, own_name(name));
}

void World::drop_database(const std::string& name) {
  try {
    parity::drop_database(server_url_, own_name(name));
  } catch (const Error&) {
    // The server is gone, and the database with it, or it goes with the run's own.
  }
}

// What a step proves by the way in which it ends; nothing where it is only there to prepare.
std::optional<reports::Check> World::run_step(const Command& command, const std::string& name) {
  const ProcessSpec spec = spec_of(command, name);
  const ExitStatus status = run_process(spec, command.within);
  // A signal that is expected is written as shells write it: 128 and its number.
  const bool ended = !status.timed_out && (status.signal == 0 || status.code == command.expect_exit);
  const int wanted = command.expect_exit.value_or(0);
  const std::string said =
      "'" + joined(spec.argv) + "' " + (status.timed_out ? "did not end in time" : describe(status));
  if (!ended || (status.code != wanted && !command.expect_exit)) {
    const std::string log = tail(spec.log);
    throw undecidable(said + (log.empty() ? "" : "; its last lines:\n" + log));
  }
  if (!command.expect_exit) return std::nullopt;
  reports::Check check;
  check.suite = "prepare";
  check.id = name;
  check.name =
      command.name.empty() ? joined(spec.argv) + " exits with " + std::to_string(wanted) : command.name;
  check.where = command.where.file + ":" + std::to_string(command.where.line);
  for (const Text& id : command.requirements) check.requirements.push_back(id.value);
  if (status.code != wanted) {
    check.outcome = reports::Outcome::failed;
    check.message = said + ", expected code " + std::to_string(wanted);
    check.detail = tail(spec.log);
  }
  return check;
}

void World::start_proxies() {
  for (const Environment::Proxy& declared : scenario_.environment.proxies) {
    const std::string to = expand(declared.to, values_);
    const FaultProxy& proxy = proxies_.start(declared, to);
    values_[declared.name + ".url"] = proxy.url();
    values_[declared.name + ".port"] = std::to_string(proxy.port());
    facts_.emplace_back(declared.name,
                        "a proxy before " + reports::redact_url(to) + ", fault " + describe(declared.fault));
  }
}

void World::run_script(const SqlStep& step) const {
  const Text& source = step.sql ? *step.sql : *step.file;
  const std::string text = expand(source, values_);
  const std::string script = step.sql ? text : read_file(scenario_.directory / text, source.where);
  try {
    run_sql(values_.at("postgres.url"), script);
  } catch (Error& error) { throw error.at(step.where).while_doing("running SQL"); }
}

void World::take_steps(const std::vector<PrepareStep>& steps, const std::string& when,
                       std::vector<reports::Check>& checks) {
  int number = 0;
  for (const PrepareStep& step : steps) {
    const std::string id = when + "-" + std::to_string(++number);
    throw_if_interrupted();
    try {
      if (step.sql) run_script(*step.sql);
      if (step.proxy)
        for (reports::Check& check : proxies_.take(*step.proxy, id)) checks.push_back(std::move(check));
      if (!step.run) continue;
      auto check = run_step(*step.run, id);
      if (check) checks.push_back(std::move(*check));
    } catch (Error& error) {
      if (error.where.file.empty() && step.run) error.at(step.run->where);
      throw error.while_doing("step " + std::to_string(number) + " of " + when);
    }
  }
}

void World::start_subjects() {
  for (const Environment::Subject& subject : scenario_.environment.subjects) {
    throw_if_interrupted();
    const ProcessSpec spec = spec_of(subject.run, subject.name);
    try {
      processes_.emplace_back(spec);
      wait_ready(static_cast<std::uint16_t>(std::stoi(values_.at(subject.name + ".port"))),
                 subject.ready_path, subject.within, processes_.back());
    } catch (Error& error) {
      if (error.where.file.empty()) error.at(subject.run.where);
      throw error.while_doing("starting the subject '" + subject.name + "'");
    }
    facts_.emplace_back(subject.name, joined(spec.argv));
  }
}

}  // namespace parity
