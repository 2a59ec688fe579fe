#include "harness/suites/read_steps.h"

#include <algorithm>
#include <csignal>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/json/json_path.h"
#include "harness/scenario/names.h"
#include "harness/suites/operators.h"
#include "harness/suites/scope.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kRequestStep{"request_step",
                            "a step that sends a request",
                            {"request", "name", "if", "expect", "capture", "retry", "must"}};
const KeyTable kRequest{"request",
                        "a request",
                        {"get", "post", "put", "patch", "delete", "head", "options", "method", "url",
                         "headers", "query", "body", "within", "samples", "warm_up"}};
const KeyTable kSqlQuery{
    "sql_query",
    "a step that runs SQL",
    {"sql", "sql_file", "on", "session", "name", "if", "expect", "capture", "retry", "must"}};
const KeyTable kProgram{
    "program",
    "a step that runs a program",
    {"run", "env", "stdin", "within", "name", "if", "expect", "capture", "retry", "must"}};
const KeyTable kStart{
    "start", "a step that starts a program", {"start", "run", "env", "ready", "name", "if"}};
const KeyTable kReadiness{"readiness", "a readiness", {"get", "within"}};
const KeyTable kStop{
    "stop", "a step that stops a program", {"stop", "signal", "name", "if", "expect", "must"}};
const KeyTable kWait{"wait", "a step that waits", {"wait", "name", "if"}};
const KeyTable kWaitForEnd{"wait_for_end",
                           "a step that waits for a program's end",
                           {"wait", "within", "name", "if", "expect", "must"}};
const KeyTable kWrite{"write", "a step that writes a file", {"write", "content", "name", "if"}};
const KeyTable kState{"state",
                      "a step that looks at what a database holds",
                      {"state", "since", "only", "except", "on", "name", "if", "expect", "capture", "must"}};
const KeyTable kCompare{"comparison", "a step that compares two values", {"compare", "name", "if", "must"}};
const KeyTable kSet{"set", "a step that names values", {"set", "name", "if"}};
const KeyTable kValue{
    "value", "a step that looks at a value", {"value", "name", "if", "expect", "capture", "must"}};
const KeyTable kSkip{"skip", "a step that ends the check", {"skip", "if", "name"}};
const KeyTable kForEach{"for_each", "a step for each of several values", {"for_each", "steps", "name", "if"}};
const KeyTable kInclude{
    "include", "a step that includes others", {"include", "with", "outputs", "name", "if"}};
const KeyTable kRetry{"retry", "a retry", {"within", "every"}};
const KeyTable kCapture{"capture", "a capture", {"part", "header", "json", "matches", "as", "secret"}};

// What each kind of step has to show, for `expect` and `capture`.
const std::vector<std::string> kRequestParts{"status", "headers", "content_type", "json",
                                             "body",   "schema",  "latency",      "error"};
const std::vector<std::string> kSqlParts{"rows", "json", "count", "affected", "sqlstate", "message"};
const std::vector<std::string> kProgramParts{"exit", "stdout", "stderr", "json"};
const std::vector<std::string> kStopParts{"exit"};
const std::vector<std::string> kValueParts{"value", "json"};
const std::vector<std::string> kStateParts{"unchanged", "inserted", "deleted", "changed",
                                           "catalog",   "rows",     "json"};

void check_bounds(const Yaml& node) {
  for (const Yaml::Entry* entry : named_entries(node, "percentiles and how long they may take")) {
    read_choice_index({Yaml::Kind::text, entry->where, entry->key}, "a percentile",
                      {"p50", "p95", "p99", "max"});
    read_duration(entry->value, "how long it may take");
  }
}

void check_expect(const Yaml& node, const std::vector<std::string>& parts, const char* of) {
  if (node.kind != Yaml::Kind::mapping || node.entries.empty())
    throw unexpected(node, fmt::format("parts of {} and what must hold of them", of));
  for (const Yaml::Entry& entry : node.entries) {
    if (is_free_key(entry.key)) continue;
    if (std::find(parts.begin(), parts.end(), entry.key) == parts.end())
      throw usage_error(fmt::format("{} has no '{}'", of, entry.key))
          .at(entry.where)
          .with_hint(suggest(entry.key, parts));
    if (entry.key == "json") {
      check_paths(entry.value);
    } else if (entry.key == "headers") {
      for (const Yaml::Entry* header : named_entries(entry.value, "headers and what must hold of them"))
        check_predicate(header->value);
    } else if (entry.key == "schema") {
      find_operator("schema")->check(entry.value);
    } else if (entry.key == "latency") {
      check_bounds(entry.value);
    } else {
      check_predicate(entry.value);
    }
  }
}

void check_capture(const Yaml::Entry& entry, const std::vector<std::string>& parts, const char* of) {
  need_identifier(entry.key, "a captured value", entry.where);
  const auto check_path = [](const Yaml& node) {
    const std::string path = read_text(node, "a JSONPath");
    if (path.find("${") != std::string::npos) return;
    try {
      JsonPath::parse(path);
    } catch (const JsonPathFault& fault) {
      throw usage_error(fmt::format("'{}' is no JSONPath: {}", node.text, fault.message)).at(node.where);
    }
  };
  if (entry.value.kind != Yaml::Kind::mapping) return check_path(entry.value);
  const Mapping map(entry.value, kCapture);
  if (const auto* part = map.find("part"))
    read_choice_index(part->value, fmt::format("a part of {}", of), parts);
  if (const auto* header = map.find("header")) read_text(header->value, "a header");
  if (const auto* json = map.find("json")) check_path(json->value);
  if (const auto* matches = map.find("matches")) read_text(matches->value, "a pattern with one group");
  if (const auto* as = map.find("as")) read_choice_index(as->value, "a type", {"number", "text", "json"});
  if (const auto* secret = map.find("secret")) read_flag(secret->value, "secret");
  if (!map.has("part") && !map.has("header") && !map.has("json"))
    throw usage_error("a capture says what it takes: 'part', 'header' or 'json'").at(entry.value.where);
}

// What every kind of step may have.
void read_common(const Mapping& map, Step& step, const std::vector<std::string>& parts, const char* of) {
  if (const auto* name = map.find("name")) step.name = read_text(name->value, "what the step does");
  if (const auto* condition = map.find("if")) step.condition = condition->value;
  const auto has = [&](std::string_view key) { return map.node().find(key) != nullptr; };
  if (has("must")) step.must = read_flag(map.find("must")->value, "must");
  if (has("expect")) {
    step.expect = map.find("expect")->value;
    check_expect(*step.expect, parts, of);
  }
  if (has("capture")) {
    step.capture = read_templates(map.find("capture")->value, "names and what they are taken from");
    for (const Yaml::Entry& entry : map.find("capture")->value.entries) check_capture(entry, parts, of);
  }
  if (has("retry")) {
    const Mapping retry(map.find("retry")->value, kRetry);
    step.retry.emplace();
    if (const auto* within = retry.find("within"))
      step.retry->within = read_duration(within->value, "within");
    if (const auto* every = retry.find("every")) step.retry->every = read_duration(every->value, "every");
    if (!step.expect)
      throw usage_error("a step is repeated until what it expects holds, and this one expects nothing")
          .at(retry.node().where);
  }
}

int read_small(const Yaml& node, const char* what) {
  const std::uint64_t number = read_count(node, what);
  if (number > 10'000) throw usage_error(fmt::format("{} is at most 10000", what)).at(node.where);
  return static_cast<int>(number);
}

RequestStep read_request(const Yaml& node) {
  const Mapping map(node, kRequest);
  RequestStep request;
  for (const char* method : {"get", "post", "put", "patch", "delete", "head", "options"}) {
    const auto* entry = map.find(method);
    if (entry == nullptr) continue;
    if (!request.method.empty()) throw usage_error("a request has one method").at(entry->where);
    for (const char* c = method; *c != '\0'; ++c) request.method += static_cast<char>(*c - 32);
    request.url = entry->value;
  }
  const auto* method = map.find("method");
  const auto* url = map.find("url");
  if (request.method.empty() == (method == nullptr) || (method == nullptr) != (url == nullptr))
    throw usage_error("a request is 'get: PATH' (post, put, …), or has 'method' and 'url'").at(node.where);
  if (method != nullptr) request.method = read_text(method->value, "a method"), request.url = url->value;
  if (const auto* headers = map.find("headers")) request.headers = read_templates(headers->value, "headers");
  if (const auto* query = map.find("query"))
    request.query = read_templates(query->value, "parameters of the query");
  if (const auto* body = map.find("body")) request.body = body->value;
  if (const auto* within = map.find("within")) request.within = read_duration(within->value, "within");
  if (const auto* samples = map.find("samples"))
    request.samples = std::max(1, read_small(samples->value, "samples"));
  if (const auto* warm_up = map.find("warm_up")) request.warm_up = read_small(warm_up->value, "warm_up");
  return request;
}

std::vector<Yaml> read_words(const Yaml& node) {
  if (node.kind == Yaml::Kind::list && !node.items.empty()) return node.items;
  throw unexpected(node, "a list of words")
      .with_hint("no shell is in between: write each word by itself, [refdata, seed, tables]");
}

ProgramStep read_program(const Mapping& map) {
  ProgramStep program;
  program.argv = read_words(map.need("run").value);
  if (const auto* env = map.find("env"))
    program.env = read_templates(env->value, "variables of the environment");
  return program;
}

StartStep read_start(const Mapping& map) {
  StartStep start;
  start.name = read_text(map.need("start").value, "a name for what is started");
  need_identifier(start.name, "a program", map.need("start").value.where);
  start.program = read_program(map);
  start.program.within = std::chrono::seconds(10);
  const auto* ready = map.find("ready");
  if (ready == nullptr) return start;
  if (ready->value.kind == Yaml::Kind::boolean) {
    start.waits = read_flag(ready->value, "ready");
    return start;
  }
  const Mapping readiness(ready->value, kReadiness);
  if (const auto* get = readiness.find("get")) start.ready_path = read_text(get->value, "a path");
  if (const auto* within = readiness.find("within"))
    start.program.within = read_duration(within->value, "within");
  return start;
}

StateStep read_state(const Mapping& map) {
  StateStep state;
  state.name = read_text(map.need("state").value, "a name for what the database holds now");
  if (const auto* since = map.find("since"))
    state.since = read_text(since->value, "the name of an earlier state");
  if (const auto* only = map.find("only")) state.only = read_names(only->value, "tables");
  if (const auto* except = map.find("except")) state.except = read_names(except->value, "tables");
  if (const auto* on = map.find("on")) state.url = on->value;
  return state;
}

// `wait: web`, and not `wait: 200ms`.
bool names_program(const Yaml& node) {
  return node.kind == Yaml::Kind::text && !node.text.empty() && (node.text[0] < '0' || node.text[0] > '9');
}

int signal_of(const Yaml& node) {
  return read_choice<int>(node, "a signal",
                          {{"TERM", SIGTERM}, {"KILL", SIGKILL}, {"INT", SIGINT}, {"HUP", SIGHUP}});
}

}  // namespace

Templates read_templates(const Yaml& node, std::string_view what) {
  Templates templates;
  for (const Yaml::Entry* entry : named_entries(node, what)) templates.emplace_back(entry->key, entry->value);
  return templates;
}

Steps StepReader::read(const Yaml& list) {
  if (list.kind != Yaml::Kind::list) throw unexpected(list, "a list of steps");
  Steps steps;
  for (const Yaml& node : list.items) {
    steps.push_back(read_step(node));
    learn(steps.back());
  }
  return steps;
}

void StepReader::learn(const Step& step) {
  for (const auto& [name, from] : step.capture) known_.insert(name);
  if (const auto* set = std::get_if<SetStep>(&step.what))
    for (const auto& [name, value] : set->values) known_.insert(name);
  if (const auto* include = std::get_if<IncludeStep>(&step.what))
    known_.insert(include->outputs.begin(), include->outputs.end());
}

Step StepReader::read_step(const Yaml& node) {
  if (node.kind != Yaml::Kind::mapping) throw unexpected(node, "a step");
  if (const Yaml::Entry* condition = node.find("if")) check_references(condition->value, known_);
  if (node.find("include") != nullptr) return read_include(node);
  if (node.find("for_each") != nullptr) return read_for_each(node);
  Step step;
  step.where = node.where;
  if (const auto* start = node.find("start"))
    known_.insert({start->value.text + ".url", start->value.text + ".port"});
  check_references(node, known_);
  if (node.find("request") != nullptr) {
    const Mapping map(node, kRequestStep);
    step.what = read_request(map.need("request").value);
    read_common(map, step, kRequestParts, "an answer");
  } else if (node.find("sql") != nullptr || node.find("sql_file") != nullptr) {
    const Mapping map(node, kSqlQuery);
    SqlQuery query;
    const auto* sql = map.find("sql");
    const auto* file = map.find("sql_file");
    if (sql != nullptr && file != nullptr) throw usage_error("a step has 'sql' or 'sql_file'").at(node.where);
    query.sql = sql != nullptr ? sql->value : file->value;
    query.file = file != nullptr;
    if (const auto* on = map.find("on")) query.url = on->value;
    if (const auto* session = map.find("session"))
      query.session = read_text(session->value, "a session's name");
    step.what = std::move(query);
    read_common(map, step, kSqlParts, "a query's outcome");
  } else if (node.find("start") != nullptr) {
    const Mapping map(node, kStart);
    step.what = read_start(map);
    read_common(map, step, {}, "");
  } else if (node.find("run") != nullptr) {
    const Mapping map(node, kProgram);
    ProgramStep program = read_program(map);
    if (const auto* input = map.find("stdin")) program.stdin_file = input->value;
    if (const auto* within = map.find("within")) program.within = read_duration(within->value, "within");
    step.what = std::move(program);
    read_common(map, step, kProgramParts, "a program's end");
  } else if (node.find("stop") != nullptr) {
    const Mapping map(node, kStop);
    StopStep stop{read_text(map.need("stop").value, "what is stopped"), SIGTERM};
    if (const auto* signal = map.find("signal")) stop.signal = signal_of(signal->value);
    step.what = std::move(stop);
    read_common(map, step, kStopParts, "a program's end");
  } else if (node.find("wait") != nullptr && names_program(node.find("wait")->value)) {
    const Mapping map(node, kWaitForEnd);
    WaitForEndStep wait{read_text(map.need("wait").value, "what was started")};
    if (const auto* within = map.find("within")) wait.within = read_duration(within->value, "within");
    step.what = std::move(wait);
    read_common(map, step, kStopParts, "a program's end");
  } else if (node.find("write") != nullptr) {
    const Mapping map(node, kWrite);
    step.what = WriteStep{map.need("write").value, map.need("content").value};
    read_common(map, step, {}, "");
  } else if (node.find("wait") != nullptr) {
    const Mapping map(node, kWait);
    step.what = WaitStep{read_duration(map.need("wait").value, "how long")};
    read_common(map, step, {}, "");
  } else if (node.find("state") != nullptr) {
    const Mapping map(node, kState);
    step.what = read_state(map);
    read_common(map, step, kStateParts, "a state");
  } else if (node.find("compare") != nullptr) {
    const Mapping map(node, kCompare);
    const Yaml& both = map.need("compare").value;
    if (both.kind != Yaml::Kind::list || both.items.size() != 2)
      throw unexpected(both, "two values, source first");
    step.what = CompareStep{both.items[0], both.items[1]};
    read_common(map, step, {}, "");
  } else if (node.find("set") != nullptr) {
    const Mapping map(node, kSet);
    step.what = SetStep{read_templates(map.need("set").value, "names and values")};
    read_common(map, step, {}, "");
  } else if (node.find("value") != nullptr) {
    const Mapping map(node, kValue);
    step.what = ValueStep{map.need("value").value};
    read_common(map, step, kValueParts, "a value");
  } else if (node.find("skip") != nullptr) {
    const Mapping map(node, kSkip);
    step.what = SkipStep{map.need("skip").value};
    read_common(map, step, {}, "");
  } else {
    const std::vector<std::string> kinds{"request", "sql",   "sql_file", "run",      "start",
                                         "stop",    "wait",  "write",    "state",    "compare",
                                         "set",     "value", "skip",     "for_each", "include"};
    const std::string first = node.entries.empty() ? "" : node.entries[0].key;
    throw usage_error("there is no such step")
        .at(node.where)
        .with_hint(nearest(first, kinds)
                       ? suggest(first, kinds)
                       : "a step has one of request, sql, run, start, stop, wait, write, state, compare, "
                         "set, value, skip, for_each, include");
  }
  return step;
}

Step StepReader::read_for_each(const Yaml& node) {
  const Mapping map(node, kForEach);
  Step step;
  step.where = node.where;
  read_common(map, step, {}, "");
  ForEachStep each;
  each.lists = read_templates(map.need("for_each").value, "names and lists");
  check_references(map.need("for_each").value, known_);
  StepReader inner(document_, file_, known_);
  inner.depth_ = depth_;
  for (const auto& [name, list] : each.lists) inner.known_.insert(name);
  each.steps = std::make_shared<const Steps>(inner.read(map.need("steps").value));
  step.what = std::move(each);
  return step;
}

// `include: file.yaml#fragment`, or `"#fragment"` of the same document.
Step StepReader::read_include(const Yaml& node) {
  constexpr int kDeepest = 16;
  const Mapping map(node, kInclude);
  Step step;
  step.where = node.where;
  read_common(map, step, {}, "");
  IncludeStep include;
  const Yaml& place = map.need("include").value;
  include.name = read_text(place, "a file and a fragment in it, file.yaml#name");
  const std::size_t hash = include.name.find('#');
  if (hash == std::string::npos) throw unexpected(place, "a file and a fragment in it, file.yaml#name");
  if (const auto* with = map.find("with")) {
    check_references(with->value, known_);
    include.inputs = read_templates(with->value, "inputs of the fragment");
  }
  if (const auto* outputs = map.find("outputs")) include.outputs = read_names(outputs->value, "outputs");
  if (depth_ >= kDeepest) throw usage_error("includes are more than 16 deep").at(place.where);

  const std::filesystem::path file = hash == 0 ? file_ : file_.parent_path() / include.name.substr(0, hash);
  const Yaml other = hash == 0 ? Yaml{} : read_yaml(file);
  const Yaml& document = hash == 0 ? document_ : other;
  const Yaml::Entry* fragments = document.find("fragments");
  const std::string name = include.name.substr(hash + 1);
  const Yaml::Entry* fragment = fragments == nullptr ? nullptr : fragments->value.find(name);
  if (fragment == nullptr) {
    std::vector<std::string> names;
    if (fragments != nullptr)
      for (const Yaml::Entry& entry : fragments->value.entries) names.push_back(entry.key);
    throw usage_error(fmt::format("{} has no fragment '{}'", file.string(), name))
        .at(place.where)
        .with_hint(suggest(name, names));
  }
  StepReader inner(document, file, known_);
  inner.depth_ = depth_ + 1;
  for (const auto& [input, value] : include.inputs) inner.known_.insert(input);
  include.steps = std::make_shared<const Steps>(inner.read(fragment->value));
  for (const std::string& output : include.outputs)
    if (!inner.known_.contains(output))
      throw usage_error(fmt::format("the fragment captures no '{}'", output)).at(map.find("outputs")->where);
  step.what = std::move(include);
  return step;
}

std::vector<const KeyTable*> step_keys() {
  return {&kRequestStep, &kRequest,    &kSqlQuery, &kProgram, &kStart,   &kReadiness, &kStop,
          &kWait,        &kWaitForEnd, &kWrite,    &kState,   &kCompare, &kSet,       &kValue,
          &kSkip,        &kForEach,    &kInclude,  &kRetry,   &kCapture};
}

}  // namespace parity
