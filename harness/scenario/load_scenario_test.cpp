// What a scenario becomes when nothing is wrong with it.
#include "harness/scenario/load_scenario.h"

#include "harness/contract/mistakes.h"
#include "harness/environment/zone.h"
#include "harness/scenario/references.h"
#include "normalizers/test.h"

using namespace parity;
using std::chrono_literals::operator""ms;

namespace {

std::filesystem::path source(const char* path) { return std::filesystem::path(PARITY_SOURCE) / path; }

std::optional<std::string> environment(const std::string& name) {
  if (name == "DATABASE_URL") return "postgres://localhost/x";
  if (name == "COUNT") return "7";
  if (name == "ODD") return "a${b}$${c}";
  if (name == "EMPTY") return "";
  if (name == "TOKEN") return "t-0123456789";
  return std::nullopt;
}

std::vector<Scenario> load_all(const std::string& yaml) {
  const Elsewhere here;
  here.write("scenarios/gym.yaml", "version: 1\n" + yaml);
  here.write("contracts/gym.yaml",
             "version: 1\ntables: { equipment: { key: [id], fields: { note: { only_in: a } } } }\n");
  return load_scenario("scenarios/gym.yaml", {{{"folder", "data"}, {"n", "3"}}, load_zone, environment});
}

Scenario load(const std::string& yaml) {
  std::vector<Scenario> all = load_all(yaml);
  REQUIRE(all.size() == 1);
  return all[0];
}

const char* const kTwo =
    "datasets: { a: { json: a.json }, b: { json: b.json } }\nparity: [{ compare: [a, b] }]\n";

Dataset dataset(const std::string& yaml) {
  return load(
             "environment: { postgres: { ephemeral: true }, subject: { run: [x, '${subject.port}'] } "
             "}\ndatasets:\n  a: " +
             yaml + "\n  b: { json: b }\nparity: [{ compare: [a, b] }]\n")
      .datasets.at(0);
}

std::vector<std::string> words(const std::vector<Text>& texts) {
  std::vector<std::string> out;
  for (const Text& text : texts) out.push_back(text.value);
  return out;
}

}  // namespace

TEST_CASE("the smallest scenario") {
  const Scenario scenario = load(kTwo);
  CHECK(scenario.name == "gym");
  CHECK(scenario.file == "scenarios/gym.yaml");
  CHECK(scenario.directory.string() == "scenarios");
  CHECK(scenario.contract.name == "strict");
  CHECK(scenario.contract.tables.empty());
  REQUIRE(scenario.datasets.size() == 2);
  CHECK(scenario.datasets[0].name == "a");
  CHECK(scenario.datasets[0].kind == Dataset::Kind::json);
  CHECK(scenario.datasets[0].place.value == "a.json");
  CHECK(scenario.datasets[0].where == Location{"scenarios/gym.yaml", 2, 13});
  REQUIRE(scenario.parity.size() == 1);
  CHECK_FALSE(scenario.parity[0].chain);
  CHECK(scenario.parity[0].datasets == std::vector<std::string>{"a", "b"});
  CHECK(&contract_of(scenario, scenario.parity[0]) == &scenario.contract);
  CHECK_FALSE(scenario.expect);
  CHECK(scenario.cell.empty());
  CHECK(scenario.notes.empty());
}

TEST_CASE("the environment is as written") {
  const Environment environment = load(std::string(R"(
environment:
  postgres: { url: "${env:DATABASE_URL}", settings: { work_mem: 64MB, fsync: off, max_connections: 5 } }
  prepare:
    - { run: [migrate, --to, 12, "${postgres.url}"], env: { A: "", B: 1 }, stdin: in.sql, within: 2m, expect_exit: 3, name: it is refused }
    - sql: SELECT '$${x}'
    - sql_file: "${var:folder}/rows.sql"
  subject:
    run: [serve, "${subject.port}"]
    ready: { get: /health, within: 500ms }
)") + kTwo)
                                      .environment;
  CHECK_FALSE(environment.postgres->ephemeral);
  CHECK(environment.postgres->url->value == "postgres://localhost/x");
  CHECK(environment.postgres->settings ==
        std::map<std::string, std::string>{{"work_mem", "64MB"}, {"fsync", "off"}, {"max_connections", "5"}});
  REQUIRE(environment.prepare.size() == 3);
  const Command& run = *environment.prepare[0].run;
  CHECK(words(run.argv) == std::vector<std::string>{"migrate", "--to", "12", "${postgres.url}"});
  CHECK(run.env.at(0).second.value.empty());
  CHECK(run.env.at(1).second.value == "1");
  CHECK(run.stdin_file->value == "in.sql");
  CHECK(run.within == 120'000ms);
  CHECK(run.expect_exit == 3);
  CHECK(run.name == "it is refused");
  CHECK(expand(*environment.prepare[1].sql->sql, {}) == "SELECT '${x}'");
  CHECK(environment.prepare[2].sql->file->value == "data/rows.sql");
  REQUIRE(environment.subjects.size() == 1);
  CHECK(environment.subjects[0].name == "subject");
  CHECK(environment.subjects[0].ready_path == "/health");
  CHECK(environment.subjects[0].within == 500ms);
}

TEST_CASE("several subjects have names of their own") {
  const Scenario scenario =
      load("environment: { subjects: { old: { run: [o] }, new: { run: [n, \"${old.url}\"] } } }\n" +
           std::string(kTwo));
  REQUIRE(scenario.environment.subjects.size() == 2);
  CHECK(scenario.environment.subjects[0].name == "old");
  CHECK(scenario.environment.subjects[0].within == 10'000ms);
  CHECK(scenario.environment.subjects[1].run.argv[1].value == "${old.url}");
}

TEST_CASE("datasets are as written") {
  CHECK(dataset("{ json: x, tables: '' }").pointer == "");
  CHECK(dataset("{ json: x, tables: /a~1b }").pointer == "/a~1b");
  CHECK_FALSE(dataset("{ json: x, tables: [a] }").pointer);
  CHECK(dataset("{ json: x, tables: [a] }").only_tables == std::vector<std::string>{"a"});
  CHECK(dataset("{ json: x, lines: true, ordered: true }").lines);
  CHECK(dataset("{ json: x, lines: true, ordered: true }").ordered);
  CHECK(dataset("{ sqlite: x, skip_tables: [a], allow_empty: true }").allow_empty);
  CHECK(dataset("{ sqlite: x, allow_empty: [a, b] }").allow_empty_tables ==
        std::vector<std::string>{"a", "b"});
  CHECK_FALSE(dataset("{ sqlite: x, allow_empty: [a, b] }").allow_empty);

  const Dataset postgres = dataset(
      R"({ postgres: "${postgres.url}", schema: "*", where: { x: a = 1, "*": b }, queries: { q: SELECT 1 }, tables: [] })");
  CHECK(postgres.place.value == "${postgres.url}");
  CHECK(postgres.schema == "*");
  CHECK(postgres.where_sql.at("x").value == "a = 1");
  CHECK(postgres.where_sql.at("*").value == "b");
  CHECK(postgres.queries.at(0).second.value == "SELECT 1");
  CHECK(postgres.only_tables.empty());  // queries alone
  CHECK(dataset("{ postgres: x, where: is_active }").where_sql.at("*").value == "is_active");

  const Dataset http = dataset(
      R"({ http: "${subject.url}/v1", table_urls: { a: /a, b: "http://h/b" }, tables: /rows, headers: { Authorization: "Bearer ${env:TOKEN}" },
       timeout: 5s, retries: 0, max_bytes: 10MiB, version_at: [/v, /w] })");
  CHECK(http.table_places.at(0).second.value == "${subject.url}/v1/a");
  CHECK(http.table_places.at(1).second.value == "http://h/b");
  CHECK(http.pointer == "/rows");
  CHECK(http.headers.at(0).second.value == "Bearer t-0123456789");
  CHECK(http.timeout == 5'000ms);
  CHECK(http.retries == 0);
  CHECK(http.max_bytes == 10u << 20);
  CHECK(http.version_pointers == std::vector<std::string>{"/v", "/w"});
  CHECK(http.ordered);
  CHECK_FALSE(dataset("{ http: x, ordered: false }").ordered);
  CHECK(dataset("{ http: x }").retries == 2);

  const Dataset command =
      dataset("{ command: [read, '${subject.url}'], env: { A: b }, timeout: 1s, tables: /t }");
  CHECK(command.kind == Dataset::Kind::command);
  CHECK(words(command.command->argv) == std::vector<std::string>{"read", "${subject.url}"});
  CHECK(command.command->env.at(0).first == "A");
  CHECK(command.command->within == 1'000ms);
  CHECK(command.pointer == "/t");
}

TEST_CASE("contracts come from a file, from the scenario, and from an entry of parity") {
  const Scenario scenario = load(R"(
contract: ../contracts/gym.yaml
datasets: { a: { json: a }, b: { json: b }, c: { json: c } }
parity:
  - chain: [a, b, c]
  - compare: [a, b]
    tables: { equipment: { fields: { label: { trim: both } } } }
  - compare: [a, c]
    contract: { defaults: { case: fold } }
    tables: [equipment]
)");
  CHECK(scenario.contract.file == "contracts/gym.yaml");
  CHECK(scenario.parity[0].chain);
  CHECK(contract_of(scenario, scenario.parity[0]).file == "contracts/gym.yaml");
  const Contract& laid = contract_of(scenario, scenario.parity[1]);
  CHECK(laid.find("equipment")->key == std::vector<std::string>{"id"});
  CHECK(laid.rules_for("equipment", "label").trim);
  CHECK(scenario.parity[1].only_tables.empty());
  CHECK(scenario.parity[1].contract_file == "scenarios/gym.yaml:8");
  CHECK(contract_of(scenario, scenario.parity[2]).rules_for("x", "y").text_case);
  CHECK(scenario.parity[2].only_tables == std::vector<std::string>{"equipment"});
}

TEST_CASE("what is odd and no error is noted") {
  const Scenario scenario = load(
      "contract: { tables: { t: { fields: { f: { only_in: [a, databse] } } } } }\ndatasets: { a: { json: a "
      "}, b: { json: b }, c: { json: c } }\nparity: [{ compare: [a, b] }]\n");
  CHECK(scenario.notes ==
        std::vector<std::string>{
            "dataset 'c' is compared with nothing (scenarios/gym.yaml:3)",
            "only_in names dataset 'databse', which is not in this scenario (scenarios/gym.yaml:2)"});
}

TEST_CASE("a subject that nobody tells its port is noted") {
  const auto notes = [](const std::string& run) {
    return load("environment: { subject: { " + run + " } }\n" + std::string(kTwo)).notes;
  };
  CHECK(notes("run: [x]").size() == 1);
  CHECK(notes("run: [x, '--port=${subject.port}']").empty());
  CHECK(notes("run: [x], env: { BASE: '${subject.url}/' }").empty());
}

TEST_CASE("an expectation is as written") {
  const Scenario scenario =
      load(std::string(kTwo) +
           "expect:\n  findings:\n    - { comparison: a -> b, table: t, field: f, kind: missing row, key: "
           "[A, 1, null, \"2\"], count: 2 }\n    - { key: B\"\\ }\n");
  const std::vector<Expectation>& findings = scenario.expect->findings;
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].comparison == "a → b");
  CHECK(findings[0].kind == "missing row");
  CHECK(findings[0].key == R"(["A", 1, null, "2"])");
  CHECK(findings[0].count == 2u);
  CHECK(findings[1].key == R"(["B\"\\"])");
  CHECK_FALSE(findings[1].count);
  CHECK(load(std::string(kTwo) + "expect: { error: no such table }\n").expect->error == "no such table");
  CHECK(load(std::string(kTwo) + "expect: { findings: [] }\n").expect->findings.empty());
  const auto checks = load(std::string(kTwo) + "expect: { checks: [it is refused] }\n").expect->checks;
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].value == "it is refused");
}

TEST_CASE("references keep the type that their place asks for") {
  CHECK(dataset("{ http: x, retries: '${env:COUNT}' }").retries == 7);
  CHECK(dataset("{ http: x, retries: '${var:n}', ordered: '${env:NOT_SET:-false}' }").retries == 3);
  CHECK_FALSE(dataset("{ http: x, ordered: '${env:NOT_SET:-false}' }").ordered);
  CHECK(load("name: '${env:COUNT}'\n" + std::string(kTwo)).name == "7");
  CHECK(load("name: 'x-${env:EMPTY:-y}'\n" + std::string(kTwo)).name == "x-y");
  CHECK(load("name: 'x${env:EMPTY}'\n" + std::string(kTwo)).name == "x");
  CHECK(load("name: '$${x} $ {y} $$'\n" + std::string(kTwo)).name == "${x} $ {y} $$");
}

TEST_CASE("what comes from outside is never read as a reference") {
  const Dataset whole = dataset("{ json: '${env:ODD}' }");
  CHECK(expand(whole.place, {{"b", "wrong"}, {"c", "wrong"}}) == "a${b}$${c}");
  const Dataset part = dataset("{ json: '${subject.url}/${env:ODD}/$${d}' }");
  CHECK(expand(part.place, {{"subject.url", "u${b}"}, {"b", "wrong"}}) == "u${b}/a${b}$${c}/${d}");
  CHECK_THROWS_AS(expand(part.place, {}), Error);
}

TEST_CASE("a matrix gives a scenario for each cell that is left") {
  const std::vector<Scenario> all = load_all(R"(
matrix:
  flag:
    off: { store: local, retry: 1 }
    on: { store: remote, retry: 5, expect: { findings: [{ table: t }] } }
  size: [1, 2, 3]
  exclude: [{ flag: on, size: [2, 3] }]
datasets:
  a: { json: "${flag}/${flag.store}-${size}.json" }
  b: { http: x, retries: "${flag.retry}" }
parity: [{ compare: [a, b] }]
expect: { findings: [] }
)");
  REQUIRE(all.size() == 4);
  CHECK(all[0].cell == std::vector<std::pair<std::string, std::string>>{{"flag", "off"}, {"size", "1"}});
  CHECK(all[0].datasets[0].place.value == "off/local-1.json");
  CHECK(all[2].datasets[0].place.value == "off/local-3.json");
  CHECK(all[0].datasets[1].retries == 1);
  CHECK(all[0].expect->findings.empty());
  CHECK(all[3].cell == std::vector<std::pair<std::string, std::string>>{{"flag", "on"}, {"size", "1"}});
  CHECK(all[3].datasets[1].retries == 5);
  CHECK(all[3].expect->findings.at(0).table == "t");
}

TEST_CASE("a variable of the matrix may be a list or a mapping, and name the environment") {
  const std::vector<Scenario> all = load_all(R"(
environment: { subject: { run: "${backend.run}", env: "${backend.env}" } }
matrix:
  backend:
    old: { run: [old, "${subject.port}"], env: {} }
    new: { run: [new], env: { PORT: "${subject.port}", HOME: "${env:EMPTY:-/home}" } }
  include: [{ backend: [old, new] }]
datasets: { a: { json: a }, b: { http: "${subject.url}" } }
parity: [{ compare: [a, b] }]
)");
  REQUIRE(all.size() == 2);
  CHECK(words(all[0].environment.subjects[0].run.argv) == std::vector<std::string>{"old", "${subject.port}"});
  CHECK(all[1].environment.subjects[0].run.env.at(1).second.value == "/home");
}

TEST_CASE("a variable of the matrix may hold the names of its cell, and where the run's folder is") {
  const std::vector<Scenario> all = load_all(R"(
x-steps: [&load { run: [load, "${trap}", "${run.folder}/store.db"] }]
environment: { prepare: "${trap.prepare}" }
matrix:
  trap: { T01: { prepare: [*load] }, T02: { prepare: [*load, *load] } }
datasets: { a: { json: "${trap}" }, b: { sqlite: "${run.folder}/store.db" } }
parity: [{ compare: [a, b] }]
)");
  REQUIRE(all.size() == 2);
  CHECK(words(all[0].environment.prepare.at(0).run->argv) ==
        std::vector<std::string>{"load", "T01", "${run.folder}/store.db"});
  CHECK(words(all[1].environment.prepare.at(1).run->argv).at(1) == "T02");
}

TEST_CASE("the contracts and scenarios of this repository are without mistakes") {
  const auto files = [](const char* folder) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source(folder)))
      if (entry.path().extension() == ".yaml") found.push_back(entry.path());
    return found;
  };
  const LoadOptions options{
      {}, load_zone, [](const std::string& name) { return std::optional("value of " + name); }};
  for (const std::filesystem::path& file : files("contracts")) {
    const Yaml document = read_yaml(file);
    if (document.find("tables") == nullptr && document.find("defaults") == nullptr) continue;  // a suite, say
    if (document.find("schema") != nullptr) continue;  // a schema contract: harness/suites/schema loads it
    CHECK(drawn([&] { load_contract(file, load_zone); }) == "no error\n");
  }
  for (const std::filesystem::path& file : files("scenarios"))
    if (read_yaml(file).find("suite") == nullptr)
      CHECK(drawn([&] { load_scenario(file, options); }) == "no error\n");
}

TEST_CASE("the examples of the format reference are scenarios") {
  const std::vector<std::string> blocks = yaml_blocks(source("scenarios/README.md"));
  CHECK(blocks.size() == 9);
  for (std::string block : blocks) {
    if (block.find("\naccepted:") != block.npos) continue;        // a ledger: harness/accepted loads it
    if (block.find("\nrequirements:\n") != block.npos) continue;  // statements: harness/gates loads them
    if (!block.starts_with("version:")) block.insert(0, "version: 1\n");
    const Elsewhere here;
    here.write("example.yaml", block);
    INFO(block);
    CHECK(drawn([] { load_scenario("example.yaml", {{}, load_zone, environment}); }) == "no error\n");
  }
}

TEST_CASE("a scenario says which variables it reads, set or not") {
  const Scenario scenario = load(
      "datasets: { a: { json: '${var:folder}/a.json' }, b: { json: '${var:other:-b.json}' } }\n"
      "parity: [{ compare: [a, b] }]\n");
  CHECK(scenario.variables == std::set<std::string>{"folder", "other"});
}

TEST_CASE("a text of 200,000 references is no quadratic affair") {  // five minutes when each was searched for
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "${var:n}";
  const Scenario scenario =
      load("datasets: { a: { json: '" + text + "' }, b: { json: b } }\nparity: [{ compare: [a, b] }]\n");
  CHECK(scenario.datasets[0].place.value == std::string(200'000, '3'));
}
