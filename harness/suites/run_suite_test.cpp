// Suites against a real server and a real database: what holds is green, what does not is red and says why.
#include "harness/suites/run_suite.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "harness/environment/postgres_server.h"
#include "harness/environment/sql.h"
#include "harness/readers/loopback_server.h"
#include "harness/suites/load_suite.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Check;
using reports::Outcome;

namespace {

// A small API: an item, an echo of what was sent, and an answer that is ready at the third time.
class Api {
 public:
  Api()
      : server_([this](httplib::Server& server) {
          server.Get("/item", [](const httplib::Request&, httplib::Response& answer) {
            answer.set_header("ETag", "\"v7\"");
            answer.set_content(R"({"id": 7, "tags": ["a", "b"], "seq": "seq:41"})",
                               "application/json; charset=utf-8");
          });
          server.Post("/echo", [](const httplib::Request& asked, httplib::Response& answer) {
            answer.set_content(asked.body, asked.get_header_value("Content-Type"));
          });
          server.Get("/slow", [this](const httplib::Request&, httplib::Response& answer) {
            answer.status = ++asked_ < 3 ? 503 : 200;
          });
          server.set_error_handler([](const httplib::Request&, httplib::Response& answer) {
            if (answer.body.empty()) answer.set_content(R"({"error": "no"})", "application/json");
          });
        }) {}
  const std::string& url() const { return server_.url(); }

 private:
  std::atomic<int> asked_{0};
  LoopbackServer server_;
};

std::vector<Check> run(const std::string& yaml, std::map<std::string, std::string> values,
                       SuiteWorld world = {}) {
  const Yaml document = parse_yaml("version: 1\nsuite: s\n" + yaml, "s.yaml");
  SuiteUse use{"s.yaml", "", {}, {}};
  for (const auto& [name, value] : values) use.known.insert(name);
  const Suite suite = read_suite(document, use);
  world.values = std::move(values);
  world.logs = std::filesystem::temp_directory_path() / fmt::format("parity-suite-{}", ::getpid());
  std::vector<Check> checks = run_suite(suite, world);
  std::filesystem::remove_all(world.logs);
  return checks;
}

Check only(const std::vector<Check>& checks) {
  REQUIRE(checks.size() == 1);
  return checks[0];
}

// One check with these steps.
Check steps(const std::string& yaml, const std::map<std::string, std::string>& values) {
  std::string indented;
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    indented += "      " + yaml.substr(at, end - at) + "\n";
    at = end + 1;
  }
  const bool api = values.contains("api");
  return only(run(std::string(api ? "base: '${api}'\n" : "") + "checks:\n  - id: a\n    steps:\n" + indented,
                  values));
}

}  // namespace

TEST_CASE("a request, what it must answer, and what is taken from it") {
  const Api api;
  const Check green = steps(
      "- request: { get: /item }\n"
      "  expect:\n"
      "    status: 200\n"
      "    content_type: application/json\n"
      "    headers: { etag: '\"v7\"' }\n"
      "    json: { $.id: 7, '$.tags[*]': { length: 2 } }\n"
      "    schema: { type: object, required: [id] }\n"
      "  capture: { item: $, seq: { json: $.seq, matches: 'seq:([0-9]+)', as: number } }\n"
      "- request: { post: /echo, body: { got: '${item.tags}', next: '${seq}' } }\n"
      "  expect: { json: { $: { equals: { got: [a, b], next: 41 } } } }\n",
      {{"api", api.url()}});
  INFO(green.detail);
  CHECK(green.outcome == Outcome::passed);

  const Check red =
      steps("- request: { get: /item }\n  expect: { status: 404, json: { $.id: 8, $.x: { is: text } } }\n",
            {{"api", api.url()}});
  CHECK(red.outcome == Outcome::failed);
  CHECK(red.message == "GET /item: status is 200, not 404 (and 2 more)");
  CHECK(red.detail.find("✗ $.id is 7, not 8") != std::string::npos);
  CHECK(red.detail.find("✗ $.x is absent") != std::string::npos);
  CHECK(red.detail.find("$ curl -i --path-as-is 'http://127.0.0.1:") != std::string::npos);
  CHECK(red.detail.find("< HTTP/1.1 200 OK") != std::string::npos);
}

TEST_CASE("what each step of a check did is kept where the check is not green, and only there") {
  const Api api;
  CHECK(steps("- request: { get: /item }\n", {{"api", api.url()}}).steps.empty());
  const Check red = steps(
      "- request: { get: /item }\n  capture: { id: $.id }\n"
      "- request: { get: '/none/${id}' }\n  must: true\n  expect: { status: 200 }\n"
      "- request: { get: /item }\n",
      {{"api", api.url()}});
  REQUIRE(red.steps.size() == 2);
  CHECK(red.steps[0].outcome == Outcome::passed);
  CHECK(red.steps[0].name == "GET /item");
  CHECK(red.steps[0].shown.find("\"seq:41\"") != std::string::npos);
  CHECK(red.steps[1].outcome == Outcome::failed);
  CHECK(red.steps[1].faults == std::vector<std::string>{"status is 404, not 200"});
  CHECK(red.steps[1].where.find("s.yaml:") == 0);

  const Check errored = steps("- sql: SELECT 1\n  on: postgres://nobody@127.0.0.1:1/none\n", {});
  CHECK(errored.outcome == Outcome::errored);
  REQUIRE(errored.steps.size() == 1);
  CHECK(errored.steps[0].outcome == Outcome::errored);
  CHECK(errored.steps[0].faults.size() == 1);

  std::string many;
  for (int i = 0; i < 20; ++i) many += "- request: { get: /item }\n";
  const Check long_one =
      steps(many + "- request: { get: /none }\n  expect: { status: 200 }\n", {{"api", api.url()}});
  REQUIRE(long_one.steps.size() == 21);
  CHECK(long_one.steps[0].shown.empty());
  CHECK_FALSE(long_one.steps[15].shown.empty());
}

TEST_CASE("a captured value is looked at again, by a path made of references") {
  const Api api;
  const std::string look =
      "- request: { get: /item }\n"
      "  capture: { item: $ }\n"
      "- for_each: { name: [id, tags, none] }\n"
      "  steps:\n"
      "    - value: '${item}'\n"
      "      expect: { json: { $.id: { above: 6 } }, value: { has: [id] } }\n"
      "      capture: { part: '$.${name}' }\n";
  const Check red = steps(look, {{"api", api.url()}});
  CHECK(red.message == "look at ${item}: part cannot be captured: there is nothing there");
  CHECK(red.detail.find("< {\"id\"") != std::string::npos);
  CHECK(steps("- value: { seq: 4 }\n  expect: { json: { $.seq: 4 } }\n", {}).outcome == Outcome::passed);
  const Check bad = steps("- value: 7\n  capture: { part: '$.[${p}' }\n", {{"p", "]"}});
  CHECK(bad.outcome == Outcome::errored);
  CHECK(bad.message.find("is no JSONPath") != std::string::npos);
}

TEST_CASE("no answer is no failure but an error, unless it is expected") {
  const Check dead =
      steps("- request: { get: / }\n  expect: { status: 200 }\n", {{"api", "http://127.0.0.1:9"}});
  CHECK(dead.outcome == Outcome::errored);
  const Check expected =
      steps("- request: { get: / }\n  expect: { error: { is: text }, status: { exists: false } }\n",
            {{"api", "http://127.0.0.1:9"}});
  INFO(expected.message);
  CHECK(expected.outcome == Outcome::passed);
}

TEST_CASE("a retry waits for what is expected, and not for ever") {
  const Api api;
  CHECK(steps("- request: { get: /slow }\n  expect: { status: 200 }\n  retry: { within: 20s, every: 1ms }\n",
              {{"api", api.url()}})
            .outcome == Outcome::passed);
  CHECK(steps("- request: { get: /item }\n  expect: { status: 201 }\n  retry: { within: 5ms, every: 1ms }\n",
              {{"api", api.url()}})
            .outcome == Outcome::failed);
}

TEST_CASE("checks for each item, conditions, skips, and steps that always run") {
  const Api api;
  const std::vector<Check> checks =
      run("base: '${api}'\n"
          "checks:\n"
          "  - id: each\n"
          "    for_each: { path: [item, nothing] }\n"
          "    steps: [{ request: { get: '/${path}' }, expect: { status: 200 } }]\n"
          "  - { id: off, if: false, steps: [{ wait: 1ms }] }\n"
          "  - { id: why, skip: 'no such thing here', steps: [{ wait: 1ms }] }\n"
          "  - id: none\n"
          "    for_each: { path: [] }\n"
          "    steps: [{ wait: 1ms }]\n"
          "  - id: set-up\n"
          "    before: [{ request: { get: /item }, expect: { status: 500 } }]\n"
          "    steps: [{ wait: 1ms }]\n",
          {{"api", api.url()}});
  REQUIRE(checks.size() == 6);
  CHECK(checks[0].id == "s/each[item]");
  CHECK(checks[0].outcome == Outcome::passed);
  CHECK(checks[1].outcome == Outcome::failed);
  CHECK(checks[2].outcome == Outcome::skipped);
  CHECK(checks[3].message == "no such thing here");
  CHECK(checks[4].outcome == Outcome::errored);
  CHECK(checks[5].outcome == Outcome::errored);
}

TEST_CASE("several at once, in any order, are told in theirs") {
  const Api api;
  SuiteWorld world;
  world.shuffle = 5;
  const std::vector<Check> checks =
      run("base: '${api}'\n"
          "parallel: 4\n"
          "checks:\n"
          "  - id: n\n"
          "    lock: one\n"
          "    for_each: { n: [1, 2, 3, 4, 5, 6, 7, 8, 9] }\n"
          "    steps: [{ request: { get: '/item?n=${n}' }, expect: { status: 200 } }]\n",
          {{"api", api.url()}}, world);
  REQUIRE(checks.size() == 9);
  for (std::size_t i = 0; i < checks.size(); ++i) {
    CHECK(checks[i].id == fmt::format("s/n[{}]", i + 1));
    CHECK(checks[i].outcome == Outcome::passed);
  }
}

TEST_CASE("generic checks pass where strangers are answered, and fail where a 5xx is the answer") {
  const Api api;
  const std::vector<Check> good =
      run("base: '${api}'\ngeneric: { paths: [/item], not: [unsupported-methods] }\n", {{"api", api.url()}});
  REQUIRE(good.size() == 3);
  for (const Check& check : good) {
    INFO(check.id << " " << check.detail);
    CHECK(check.outcome == Outcome::passed);
  }
  const LoopbackServer broken([](httplib::Server& server) {
    server.Get(".*", [](const httplib::Request&, httplib::Response& answer) { answer.status = 500; });
  });
  for (const Check& check : run("base: '${api}'\ngeneric: { paths: [/item] }\n", {{"api", broken.url()}}))
    if (check.id != "s/generic.unsupported-methods") CHECK(check.outcome == Outcome::failed);
}

TEST_CASE("SQL, programs and states of a database") {
  PostgresServer server;
  const std::string url = server.database("suites");
  run_sql(url,
          "CREATE TABLE t (id int PRIMARY KEY, n numeric(5,2) CHECK (n > 0)); INSERT INTO t VALUES (1, "
          "1.50), (2, 2)");
  const std::map<std::string, std::string> values{{"postgres.url", url}};

  const Check green = steps(
      "- sql: |\n"
      "    SELECT id, n, n IS NULL AS missing, '{\"a\": 1}'::jsonb AS doc FROM t ORDER BY id\n"
      "  expect: { count: 2, rows: { every: { keys: [id, n, missing, doc] } }, json: { '$[0].n': 1.5, "
      "'$[0].doc.a': 1, '$[0].missing': false } }\n"
      "- sql: UPDATE t SET n = -1 WHERE id = 1\n"
      "  expect: { sqlstate: '23514' }\n"
      "- state: before\n"
      "- { sql: BEGIN, session: s }\n"
      "- { sql: 'UPDATE t SET n = 9', session: s, expect: { affected: 2 } }\n"
      "- { state: during, since: before }\n"
      "- { sql: COMMIT, session: s }\n"
      "- state: after\n"
      "  since: before\n"
      "  expect: { changed: 2, inserted: 0, catalog: same, json: { '$.tables.t.keys[0].is.n': 9 } }\n"
      "- run: [sh, -c, 'echo out; echo err >&2; exit 3']\n"
      "  expect: { exit: 3, stdout: \"out\\n\", stderr: { contains: err } }\n",
      values);
  INFO(green.detail);
  CHECK(green.outcome == Outcome::passed);

  const Check refused = steps("- sql: UPDATE t SET n = -1\n", values);
  CHECK(refused.outcome == Outcome::failed);
  CHECK(refused.message == "sql UPDATE t SET n = -1: sqlstate is \"23514\", not \"00000\"");
  const Check moved =
      steps("- state: a\n- sql: DELETE FROM t WHERE id = 2\n- { state: b, since: a }\n", values);
  CHECK(moved.outcome == Outcome::failed);
  CHECK(moved.detail.find("t: 0 inserted, 1 deleted, 0 changed") != std::string::npos);
  CHECK(steps("- run: [sh, -c, 'exit 1']\n", values).outcome == Outcome::failed);
  CHECK(steps("- run: [sh, -c, 'sleep 600']\n  within: 50ms\n", values).outcome == Outcome::errored);
}

TEST_CASE("a state is held against the same tables of an earlier one") {
  PostgresServer server;
  const std::string url = server.database("scoped");
  run_sql(
      url,
      "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (1)");
  const std::string moved = "- state: a\n- sql: INSERT INTO t VALUES (1)\n";
  CHECK(steps(moved + "- { state: b, since: a, except: [t] }\n", {{"postgres.url", url}}).outcome ==
        Outcome::passed);
  run_sql(url, "DELETE FROM t");
  CHECK(steps(moved + "- { state: b, since: a, only: [u] }\n", {{"postgres.url", url}}).outcome ==
        Outcome::passed);
  run_sql(url, "DELETE FROM t");
  CHECK(steps(moved + "- { state: b, since: a, except: [u] }\n", {{"postgres.url", url}}).outcome ==
        Outcome::failed);
}

TEST_CASE("files are written into the run's folder, and nowhere else") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("parity-written-{}", ::getpid());
  const std::map<std::string, std::string> values{{"run.folder", folder.string()}};
  const Check green = steps(
      "- set: { words: [cat, '${run.folder}/in/a.json'] }\n"
      "- write: '${run.folder}/in/a.json'\n"
      "  content: { n: [1, x] }\n"
      "- run: ['${words}']\n"
      "  expect: { stdout: '{\"n\":[1,\"x\"]}' }\n"
      "- write: '${run.folder}/in/a.json'\n"
      "  content: '[] '\n"
      "- run: ['${words}', '${run.folder}/in/a.json']\n"
      "  expect: { stdout: '[] [] ' }\n",
      values);
  INFO(green.detail << green.message);
  CHECK(green.outcome == Outcome::passed);
  for (const char* file : {"'${run.folder}/../elsewhere'", "'${run.folder}'", "/tmp/elsewhere"})
    CHECK(steps(std::string("- write: ") + file + "\n  content: x\n", values).outcome == Outcome::errored);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a program may end by itself") {
  const Check check = steps(
      "- { start: slow, run: [sh, -c, 'sleep 0.05; exit 3'], ready: false }\n"
      "- { wait: slow, expect: { exit: 3 } }\n"
      "- { start: endless, run: [sleep, '600'], ready: false }\n"
      "- { wait: endless, within: 20ms, expect: { exit: 0 } }\n",
      {});
  CHECK(check.outcome == Outcome::errored);
  CHECK(check.message.find("'endless' did not end within 20 ms") != std::string::npos);
  CHECK(check.detail.find("wait for the end of slow\n") != std::string::npos);
}

TEST_CASE("a check has a database of its own") {
  PostgresServer server;
  const std::string admin = server.database("postgres");
  std::vector<std::string> made, dropped;
  SuiteWorld world;
  world.make_database = [&](const std::string& name, bool copy) {
    CHECK(!copy);
    made.push_back(name);
    return server.database(name);
  };
  world.drop_database = [&](const std::string& name) {
    dropped.push_back(name);
    server.drop(name);
  };
  const std::vector<Check> checks =
      run("database: empty\nchecks:\n"
          "  - { id: a, steps: [{ sql: CREATE TABLE t () }, { sql: 'SELECT 1/0' }] }\n"
          "  - { id: b, steps: [{ sql: CREATE TABLE t () }] }\n",
          {{"postgres.url", admin}}, world);
  REQUIRE(checks.size() == 2);
  CHECK(checks[0].outcome == Outcome::failed);
  CHECK(checks[1].outcome == Outcome::passed);
  CHECK(made.size() == 2);
  CHECK(made == dropped);
}

TEST_CASE("a program that is started answers until it is stopped") {
  const Check check = steps(
      "- start: web\n"
      "  run: [torture_server, '${folder}', '${web.port}']\n"
      "- request: { get: '${web.url}/T24/http.json' }\n"
      "  expect: { status: 200 }\n"
      "- { stop: web, signal: KILL, expect: { exit: 137 } }\n"
      "- request: { get: '${web.url}/' }\n"
      "  expect: { error: { is: text } }\n",
      {{"folder", PARITY_SOURCE "/fixtures/torture"}});
  INFO(check.detail << check.message);
  CHECK(check.outcome == Outcome::passed);
}

TEST_CASE("what the steps of a red check got is recorded, and held again without the place that answered") {
  std::vector<RecordedCheck> record;
  {
    const Api api;
    SuiteWorld world;
    world.recorder = [&](RecordedCheck check) { record.push_back(std::move(check)); };
    run("base: '${api}'\nchecks:\n"
        "  - id: green\n    steps: [{ request: { get: /item }, expect: { status: 200 } }]\n"
        "  - id: red\n    steps:\n"
        "      - request: { get: /item }\n        expect: { status: 200 }\n        capture: { id: $.id }\n"
        "      - request: { get: /item }\n"
        "        expect: { status: 404, json: { $.id: '${id}', $.seq: x }, headers: { etag: '\"v7\"' } }\n"
        "  - id: captures\n    steps: [{ request: { get: /item }, capture: { none: $.none } }]\n"
        "  - id: errored\n    steps: [{ sql: SELECT 1, on: 'postgres://nobody@127.0.0.1:1/none' }]\n",
        {{"api", api.url()}}, world);
  }
  REQUIRE(record.size() == 3);
  std::sort(record.begin(), record.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  CHECK(record[0].id == "s/captures");
  CHECK(hold_again(record[0].steps.at(0)).size() == 1);
  CHECK_FALSE(record[1].error.empty());  // s/errored
  const RecordedCheck& red = record[2];
  CHECK(red.error.empty());
  REQUIRE(red.steps.size() == 2);
  CHECK(hold_again(red.steps[0]).empty());
  const std::vector<Fault> faults = hold_again(red.steps[1]);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].message == "is 200, not 404");
  CHECK(faults[1].path == "$.seq");
  RecordedStep other = red.steps[1];  // a record of another answer is another verdict
  other.saw.parts.clear();
  CHECK(hold_again(other).at(1).path == "json");
  other = red.steps[1];
  other.expect = "{\"status\": 200}";
  CHECK(hold_again(other).empty());
}
