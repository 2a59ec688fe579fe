#include "harness/scenario/read_environment.h"

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/scenario/read_gates.h"
#include "harness/scenario/read_proxy.h"
#include "harness/scenario/references.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kEnvironment{
    "environment", "an environment", {"postgres", "proxies", "prepare", "subject", "subjects", "once_ready"}};
const KeyTable kPostgres{"postgres", "a postgres", {"ephemeral", "url", "settings"}};
const KeyTable kRunStep{"run_step",
                        "a step that runs a program",
                        {"run", "env", "stdin", "within", "expect_exit", "name", "requirements"}};
const KeyTable kSqlStep{"sql_step", "a step that runs SQL", {"sql", "sql_file"}};
const KeyTable kSubject{"subject", "a subject", {"run", "env", "ready"}};
const KeyTable kReady{"ready", "a readiness", {"get", "within"}};

Environment::Postgres read_postgres(const Yaml& node) {
  const Mapping map(node, kPostgres);
  Environment::Postgres postgres;
  postgres.where = node.where;
  if (const auto* ephemeral = map.find("ephemeral"))
    postgres.ephemeral = read_flag(ephemeral->value, "ephemeral");
  if (const auto* url = map.find("url")) {
    postgres.url = read_template(url->value, "a URL");
    if (url->value.late && postgres.url->value.find("${postgres.") != std::string::npos)
      throw usage_error("the server's own URL cannot be made of ${postgres.url}").at(url->value.where);
  }
  if (postgres.ephemeral == postgres.url.has_value())
    throw usage_error("a postgres is either 'ephemeral: true' or has a 'url'").at(node.where);
  if (const auto* settings = map.find("settings"))
    for (const Yaml::Entry* entry : named_entries(settings->value, "settings of the server"))
      postgres.settings[entry->key] = read_word(entry->value, "the value of a setting");
  return postgres;
}

PrepareStep read_run_step(const Yaml& node) {
  const Mapping map(node, kRunStep);
  Command command;
  command.where = node.where;
  command.argv = read_argv(map.need("run").value);
  if (const auto* env = map.find("env")) command.env = read_variables(env->value);
  if (const auto* input = map.find("stdin"))
    command.stdin_file = read_template(input->value, "a file for stdin");
  if (const auto* within = map.find("within")) command.within = read_duration(within->value, "within");
  if (const auto* code = map.find("expect_exit")) {
    const std::uint64_t exit = read_count(code->value, "expect_exit");
    if (exit > 255) throw usage_error("an exit code is at most 255").at(code->value.where);
    command.expect_exit = static_cast<int>(exit);
  }
  if (const auto* name = map.find("name")) {
    command.name = read_text(name->value, "what the step proves");
    if (!command.expect_exit)
      throw usage_error("a step has a name for its check, and without 'expect_exit' it is none")
          .at(name->where)
          .with_hint("write expect_exit: 0");
  }
  if (const auto* ids = map.find("requirements")) {
    command.requirements = read_statements(ids->value);
    if (!command.expect_exit)
      throw usage_error("a step without 'expect_exit' is no check, and proves no statement").at(ids->where);
  }
  return {.run = command};
}

PrepareStep read_sql_step(const Yaml& node, bool has_server) {
  const Mapping map(node, kSqlStep);
  SqlStep step;
  step.where = node.where;
  if (const auto* sql = map.find("sql")) step.sql = read_template(sql->value, "SQL");
  if (const auto* file = map.find("sql_file")) step.file = read_template(file->value, "an SQL file");
  if (step.sql.has_value() == step.file.has_value())
    throw usage_error("a step has one of 'run', 'sql' and 'sql_file'").at(node.where);
  if (!has_server)
    throw usage_error("SQL needs a server, and this environment has no 'postgres'").at(node.where);
  return {.sql = step};
}

std::vector<PrepareStep> read_steps(const Yaml& list, const Environment& environment) {
  if (list.kind != Yaml::Kind::list) throw unexpected(list, "a list of steps");
  std::vector<PrepareStep> steps;
  for (const Yaml& step : list.items) {
    if (step.find("run") != nullptr)
      steps.push_back(read_run_step(step));
    else if (step.find("proxy") != nullptr)
      steps.push_back({.proxy = read_proxy_step(step, environment.proxies)});
    else
      steps.push_back(read_sql_step(step, environment.postgres.has_value()));
  }
  return steps;
}

Environment::Subject read_subject(const std::string& name, const Yaml& node) {
  const Mapping map(node, kSubject);
  Environment::Subject subject;
  subject.name = name;
  subject.run.where = node.where;
  subject.run.argv = read_argv(map.need("run").value);
  if (const auto* env = map.find("env")) subject.run.env = read_variables(env->value);
  if (const auto* entry = map.find("ready")) {
    const Mapping ready(entry->value, kReady);
    if (const auto* get = ready.find("get")) {
      subject.ready_path = read_text(get->value, "a path");
      if (!subject.ready_path.starts_with('/')) throw unexpected(get->value, "a path that begins with '/'");
    }
    if (const auto* within = ready.find("within")) subject.within = read_duration(within->value, "within");
  }
  return subject;
}

}  // namespace

std::set<std::string> environment_names(const Yaml& document) {
  std::set<std::string> names{"run.folder"};
  const Yaml::Entry* environment = document.find("environment");
  if (environment == nullptr) return names;
  const auto add = [&](const std::string& subject) { names.insert({subject + ".url", subject + ".port"}); };
  if (environment->value.find("postgres") != nullptr) names.insert("postgres.url");
  if (environment->value.find("subject") != nullptr) add("subject");
  if (const Yaml::Entry* subjects = environment->value.find("subjects"))
    for (const Yaml::Entry& entry : subjects->value.entries) add(entry.key);
  if (const Yaml::Entry* proxies = environment->value.find("proxies"))
    for (const Yaml::Entry& entry : proxies->value.entries) add(entry.key);
  return names;
}

std::vector<Text> read_argv(const Yaml& node) {
  if (node.kind != Yaml::Kind::list || node.items.empty())
    throw unexpected(node, "a list of words")
        .with_hint("no shell is in between: write each word by itself, [psql, -f, rows.sql]");
  std::vector<Text> argv;
  for (const Yaml& item : node.items) argv.push_back(read_template(item, "a word of a command"));
  if (argv[0].value.empty()) throw unexpected(node.items[0], "a program");
  return argv;
}

std::vector<std::pair<std::string, Text>> read_variables(const Yaml& node) {
  std::vector<std::pair<std::string, Text>> variables;
  for (const Yaml::Entry* entry : named_entries(node, "variables of the environment")) {
    if (entry->key.find('=') != std::string::npos)
      throw usage_error(fmt::format("'{}' cannot name a variable", entry->key)).at(entry->where);
    variables.emplace_back(entry->key, read_template(entry->value, "text for a variable"));
  }
  return variables;
}

Environment read_environment(const Yaml& node) {
  const Mapping map(node, kEnvironment);
  Environment environment;
  if (const auto* postgres = map.find("postgres")) environment.postgres = read_postgres(postgres->value);
  if (const auto* proxies = map.find("proxies")) environment.proxies = read_proxies(proxies->value);
  if (const auto* prepare = map.find("prepare"))
    environment.prepare = read_steps(prepare->value, environment);
  if (const auto* steps = map.find("once_ready"))
    environment.once_ready = read_steps(steps->value, environment);
  const auto* one = map.find("subject");
  const auto* several = map.find("subjects");
  if (one != nullptr && several != nullptr)
    throw usage_error("there is 'subject' and 'subjects'")
        .at(several->where)
        .with_hint("put all of them under 'subjects'");
  if (one != nullptr) environment.subjects.push_back(read_subject("subject", one->value));
  if (several != nullptr)
    for (const Yaml::Entry* entry : named_entries(several->value, "names and the subjects that have them")) {
      need_identifier(entry->key, "a subject", entry->where);
      if (entry->key == "postgres")
        throw usage_error("'postgres' has another meaning in references")
            .at(entry->where)
            .with_hint("give the subject another name");
      environment.subjects.push_back(read_subject(entry->key, entry->value));
    }
  for (const Environment::Proxy& proxy : environment.proxies)
    for (const Environment::Subject& subject : environment.subjects)
      if (proxy.name == subject.name)
        throw usage_error(fmt::format("a subject and a proxy are both named '{}'", proxy.name))
            .at(proxy.where);
  return environment;
}

std::vector<const KeyTable*> environment_keys() {
  std::vector<const KeyTable*> all{&kEnvironment, &kPostgres, &kRunStep, &kSqlStep, &kSubject, &kReady};
  for (const KeyTable* table : proxy_keys()) all.push_back(table);
  return all;
}

}  // namespace parity
