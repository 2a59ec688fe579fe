// A suite as plain data: checks, each a list of steps against whatever is under test. Filled by load_suite.h;
// the format reference for people is contracts/README.md. A Yaml in here is a template: its references are
// replaced when the step runs (scope.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/yaml/yaml.h"
#include "normalizers/location.h"

namespace parity {

using Templates = std::vector<std::pair<std::string, Yaml>>;

struct Step;
using Steps = std::vector<Step>;

struct RequestStep {
  std::string method;
  Yaml url;  // absolute, or a path behind the suite's base
  Templates headers, query;
  std::optional<Yaml> body;  // text is sent as it is; anything else as JSON
  std::chrono::milliseconds within{30'000};
  int samples = 1, warm_up = 0;  // sent so often, for `latency`; the last answer is the one looked at
};

struct SqlQuery {
  Yaml sql;
  bool file = false;        // `sql` names one
  std::optional<Yaml> url;  // default: the check's database
  std::string session;      // kept open for later steps of the check; empty: one of its own
};

struct ProgramStep {
  std::vector<Yaml> argv;
  Templates env;
  std::optional<Yaml> stdin_file;
  std::chrono::milliseconds within{60'000};
};

// A program that stays up until the check ends or a `stop` names it; `${name.url}` and `${name.port}` are
// its.
struct StartStep {
  std::string name;
  ProgramStep program;
  std::optional<std::string> ready_path;  // not set: it is ready when its port accepts
  bool waits = true;                      // false: nothing is to be waited for
};

struct StopStep {
  std::string name;
  int signal;
};

struct WaitStep {
  std::chrono::milliseconds time;
};

// Until a program that was started has ended by itself.
struct WaitForEndStep {
  std::string name;
  std::chrono::milliseconds within{60'000};
};

// Into the run's folder, and nowhere else.
struct WriteStep {
  Yaml file, content;  // text is written as it is; anything else as JSON
};

// What a database holds: rows of every table by their keys, and its catalog.
struct StateStep {
  std::string name;                       // taken under this name; empty: only held against `since`
  std::string since;                      // an earlier one; empty: none
  std::vector<std::string> only, except;  // tables
  std::optional<Yaml> url;
};

struct CompareStep {
  Yaml source, target;
};

struct SetStep {
  Templates values;
};

// Looks at a value that is there already: expects something of it, captures parts of it.
struct ValueStep {
  Yaml value;
};

// Ends the check, which then counts as skipped.
struct SkipStep {
  Yaml why;
};

struct ForEachStep {
  Templates lists;  // name → list; all of one length, or one list
  std::shared_ptr<const Steps> steps;
};

// The steps of a fragment, in a scope of their own.
struct IncludeStep {
  std::string name;  // "file.yaml#fragment"
  Templates inputs;
  std::vector<std::string> outputs;  // what they captured and the includer sees
  std::shared_ptr<const Steps> steps;
};

struct Retry {
  std::chrono::milliseconds within{5'000}, every{50};
};

struct Step {
  std::variant<RequestStep, SqlQuery, ProgramStep, StartStep, StopStep, WaitStep, WaitForEndStep, WriteStep,
               StateStep, CompareStep, SetStep, ValueStep, SkipStep, ForEachStep, IncludeStep>
      what;
  std::string name;  // for people; empty: what it does says it
  Location where;
  std::optional<Yaml> expect;  // part → what must hold of it
  Templates capture;           // name → JSONPath, or { part, json, matches, as }
  std::optional<Retry> retry;
  std::optional<Yaml> condition;  // `if`: not done where it is false, null, 0, "" or empty
  bool must = false;              // the check ends here where it does not hold
};

struct SuiteCheck {
  enum class Database { shared, copy, empty };
  std::string id;
  std::string name;
  std::vector<std::string> requirements, tags;
  std::vector<std::string> locks;
  Database database = Database::shared;
  Templates for_each;  // one check for each item
  std::optional<Yaml> condition;
  std::string skip;  // why it is not run; empty: it is
  Steps before, steps, after;
  Location where;
};

struct Suite {
  std::string name;
  std::string about;
  std::filesystem::path file;
  std::optional<Yaml> base;  // in front of a request's path
  Templates inputs;          // with their defaults, or what the scenario gives
  int parallel = 1;
  Steps before, after;  // once
  std::vector<SuiteCheck> checks;
};

}  // namespace parity
