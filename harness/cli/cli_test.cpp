// The program itself, as a shell or a CI system calls it: each exit code is reached by the situation that it
// stands for, and what is promised to be printed or written is there. Exit code 70 stands for a bug in
// parity, which cannot be brought about honestly; that nothing else ends with it is part of every test here.
#include <csignal>
#include <cstdlib>
#include <regex>

#include "harness/cli/test_shell.h"
#include "harness/environment/sql.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using std::chrono_literals::operator""s;

namespace {

const std::string kScenarios = std::string(PARITY_SOURCE) + "/scenarios/";
constexpr const char* kSecret = "hunter2-and-more";

// The number behind "name": in JSON that we wrote ourselves.
std::uint64_t number_of(const std::string& json, const std::string& name) {
  std::smatch found;
  if (!std::regex_search(json, found, std::regex("\"" + name + "\": *([0-9]+)"))) return ~std::uint64_t{0};
  return std::stoull(found[1]);
}

// Of "postgresql://postgres@/parity_1?host=%2Ftmp%2F…".
std::filesystem::path socket_folder(const std::string& url) {
  std::smatch found;
  if (!std::regex_search(url, found, std::regex("host=([^&\n]+)"))) return "no host in " + url;
  return std::regex_replace(found[1].str(), std::regex("%2[Ff]"), "/");
}

// A scenario of this repository, as it stands or with one piece of it changed, in another folder.
std::string elsewhere(const std::string& name, const std::string& piece = "", const std::string& by = "") {
  std::string text =
      std::regex_replace(content(kScenarios + name), std::regex("\\.\\./"), std::string(PARITY_SOURCE) + "/");
  if (piece.empty()) return text;
  const std::size_t at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), by);
}

bool has_escapes(const std::string& text) { return text.find('\033') != std::string::npos; }

}  // namespace

TEST_CASE("exit code 0: everything that was asked holds") {
  const Said said = Shell()({"run", "same.yaml"});
  CHECK(said.code == 0);
  CHECK(said.out.empty());
  CHECK_THAT(said.err, ContainsSubstring("2 rows equal"));
  CHECK_THAT(said.err, ContainsSubstring("\nPASS\n"));
}

TEST_CASE("exit code 1: a difference, told with both values and where they are") {
  const Shell shell;
  const Said said = shell({"run", "differs.yaml"});
  CHECK(said.code == 1);
  CHECK_THAT(said.err, ContainsSubstring(R"(text "Rope"  a.json:1:30)"));
  CHECK_THAT(said.err, ContainsSubstring("text \"Rope·\"  b.json:1:30"));  // the blank at its end is seen
  CHECK_THAT(said.err, ContainsSubstring("FAIL: 1 difference in 1 table"));
  CHECK_THAT(said.err, ContainsSubstring("again: parity run differs.yaml"));
}

TEST_CASE("exit code 2: the command line is wrong, and nothing is run") {
  const Shell shell;
  const auto check = [&](const std::vector<std::string>& arguments, const std::string& expected) {
    const Said said = shell(arguments);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    CHECK_THAT(said.err, ContainsSubstring("error: "));
    CHECK_THAT(said.err, ContainsSubstring(expected));
    CHECK_FALSE(std::filesystem::exists(shell / "out"));
  };
  check({}, "nothing was asked for");
  check({"ruin", "same.yaml"}, "did you mean 'run'?");
  check({"run"}, "PATH is required");
  check({"run", "same.yaml", "--bogus"}, "--bogus");
  check({"run", "same.yaml", "--report", "pdf"}, "formats: html, json, junit, ");
  check({"run", "same.yaml", "--memory", "3x"}, "--memory takes a size");
  check({"run", "same.yaml", "--jobs", "0"}, "not in range");
  check({"run", "same.yaml", "--var", "x"}, "--var takes NAME=VALUE");
  check({"run", "same.yaml", "--var", "x=1"}, "no scenario reads a variable of this name");
  check({"run", "nowhere.yaml"}, "there is no file or folder nowhere.yaml");
  check({"run", "same.yaml", "-o", "/proc/nowhere"}, "cannot make the folder /proc/nowhere");
  check({"explain", "trimm"}, "did you mean 'trim'?");
  check({"explain", "quux"}, "rules: rename, only_in, trim");
  check({"schema", "print", "contarct"}, "contarct");
}

TEST_CASE("exit code 2: a mistake in a scenario is drawn with its line and a caret") {
  const Shell shell;
  shell.scenario("key", "{ json: b.json }", "pariti: []\n");
  const Said key = shell({"run", "key.yaml"});
  CHECK(key.code == 2);
  CHECK(key.err ==
        "error: unknown key 'pariti' in a scenario\n"
        "  --> key.yaml:9:1\n"
        "     |\n"
        "   9 | pariti: []\n"
        "     | ^\n"
        "hint: did you mean 'parity'?\n");
  shell.scenario("rule", "{ json: b.json }", "contract: { name: c, defaults: { trimm: both } }\n");
  const Said rule = shell({"validate", "rule.yaml"});
  CHECK(rule.code == 2);
  CHECK_THAT(rule.err, ContainsSubstring("--> rule.yaml:9:34"));
  CHECK_THAT(rule.err, ContainsSubstring("did you mean 'trim'?"));
  shell.scenario("variable", "{ json: '${var:file:-b.json}' }");
  CHECK(shell({"run", "variable.yaml", "--var", "file=a.json"}).code == 0);
  const Said variable = shell({"run", "variable.yaml", "--var", "flie=a.json"});
  CHECK(variable.code == 2);
  CHECK_THAT(variable.err, ContainsSubstring("did you mean 'file'?"));
}

TEST_CASE("exit code 3: no answer could be had, and the reason is named") {
  const Shell shell;
  const auto check = [&](const std::string& expected) {
    const Said said = shell({"run", "x.yaml"});
    INFO(said.err);
    CHECK(said.code == 3);
    CHECK_THAT(said.err, ContainsSubstring(expected));
    CHECK_THAT(said.err, ContainsSubstring("ERROR: "));
    CHECK_THAT(content(shell / "out/result.json"), ContainsSubstring(R"("exit_code": 3)"));
  };
  shell.scenario("x", "{ json: broken.json }");
  check("broken.json is no valid JSON");
  shell.scenario("x", "{ json: absent.json }");
  check("absent.json");
  shell.scenario("x", "{ postgres: \"postgres://user@127.0.0.1:1/x\" }");
  check("cannot connect to PostgreSQL");
  shell.scenario("x", "{ http: \"http://127.0.0.1:1/x\", tables: \"\", retries: 0 }");
  check("cannot connect");
  shell.scenario(
      "x", "{ http: \"${subject.url}/\", tables: \"\" }",
      "environment: { subject: { run: [sh, -c, 'echo no database here; exit 7', '${subject.port}'] } "
      "}\n");
  check("no database here");
  check("exited with code 7");
  shell.scenario("x", "{ command: [no-such-program], tables: \"\" }");
  check("no-such-program");
}

TEST_CASE("exit code 4: nothing was selected, or nothing compared") {
  const Shell shell;
  std::filesystem::create_directory(shell / "empty");
  CHECK(shell({"run", "empty"}).code == 4);
  CHECK(shell({"run", "same.yaml", "--tag", "nightly"}).code == 4);
  CHECK(shell({"run", "same.yaml", "--matrix", "flag=on"}).code == 4);
  const Said table = shell({"run", "same.yaml", "--table", "nothing"});
  CHECK(table.code == 4);
  CHECK_THAT(table.err, ContainsSubstring("there is no table 'nothing'"));
  shell.scenario("nothing", "{ json: none.json }", "", "{ json: none.json }");
  const Said nothing = shell({"run", "nothing.yaml"});
  CHECK(nothing.code == 4);
  CHECK_THAT(nothing.err, ContainsSubstring("is empty in 'source' and in 'target'"));
}

TEST_CASE("checks of suites are chosen by name, or by what a scenario expects to fail") {
  const Shell shell;
  shell.write("suite.yaml",
              "version: 1\nsuite: s\nchecks:\n"
              "  - { id: right, name: right, steps: [{ value: 1, expect: { value: 1 } }] }\n"
              "  - { id: wrong, name: wrong, steps: [{ value: 1, expect: { value: 2 } }] }\n");
  shell.scenario("plain", "{ json: a.json }", "suites: [suite.yaml]\n");
  shell.scenario("expects", "{ json: a.json }", "suites: [suite.yaml]\nexpect: { checks: [s/wrong] }\n");
  shell.scenario("expects-right", "{ json: a.json }",
                 "suites: [suite.yaml]\nexpect: { checks: [s/right] }\n");
  const auto checks = [&](std::vector<std::string> arguments, int code) {
    arguments.insert(arguments.begin(), "run");
    const Said said = shell(arguments);
    CHECK(said.code == code);
    return said.err;
  };
  CHECK_THAT(checks({"plain.yaml"}, 1), ContainsSubstring("Checks: 1 passed, 1 failed"));
  CHECK_THAT(checks({"plain.yaml", "--check", "s/right"}, 0), ContainsSubstring("only --check s/right"));
  CHECK_THAT(checks({"plain.yaml", "--check", "s/other"}, 4),
             ContainsSubstring("no suite has a check of the name"));
  CHECK_THAT(checks({"plain.yaml", "--expected"}, 1), ContainsSubstring("Checks: 1 passed, 1 failed"));
  CHECK_THAT(checks({"expects.yaml", "--expected"}, 0), ContainsSubstring("only --expected"));
  CHECK_THAT(checks({"expects-right.yaml", "--expected"}, 1), ContainsSubstring("s/right"));
  checks({"plain.yaml", "--expected", "--check", "s/right"}, 2);
}

TEST_CASE("exit code 130: an interrupted run stops what it started and writes what it knows") {
  const Shell shell;
  shell.scenario(
      "slow", "{ postgres: \"${postgres.url}\" }",
      "environment:\n"
      "  postgres: { ephemeral: true }\n"
      "  prepare:\n"
      "    - run: [sh, -c, 'echo \"$1\" > url; echo $$ > pid; exec sleep 300', sh, '${postgres.url}']\n"
      "      within: 300s\n");
  Process parity(shell.spec({"run", "slow.yaml", "--html"}));
  REQUIRE(soon([&] { return !lines(shell / "pid").empty(); }));
  const int sleeper = std::stoi(lines(shell / "pid").at(0));
  const std::filesystem::path server = socket_folder(content(shell / "url"));
  REQUIRE(std::filesystem::exists(server / "data"));
  REQUIRE(alive(sleeper));

  ::kill(parity.pid(), SIGINT);
  REQUIRE(soon([&] { return parity.ended().has_value(); }));
  CHECK(parity.stop().code == 130);
  CHECK(soon([&] { return !alive(sleeper); }));
  CHECK(soon([&] { return !std::filesystem::exists(server); }));
  CHECK_THAT(content(shell / "stderr"), ContainsSubstring("The run was interrupted"));
  CHECK_THAT(content(shell / "out/result.json"), ContainsSubstring("\"interrupted\": true"));
  CHECK_THAT(content(shell / "out/events.ndjson"), ContainsSubstring("\"interrupted\":true"));
  CHECK_THAT(content(shell / "out/report.html"), ContainsSubstring("The run was interrupted"));
}

TEST_CASE("results and reports are where they are said to be, and tell the same counts") {
  const Shell shell;
  const Said said =
      shell({"run", "differs.yaml", "-o", "here", "--html", "--report", "junit=elsewhere.xml", "--json"});
  CHECK(said.code == 1);
  const std::string result = content(shell / "here/result.json");
  CHECK(number_of(result, "differences") == lines(shell / "here/differences.ndjson").size());
  CHECK(number_of(result, "differences") == 1);
  CHECK(number_of(result, "exit_code") == 1);
  CHECK_THAT(lines(shell / "here/events.ndjson").back(), ContainsSubstring(R"("event":"run_finished")"));
  CHECK_THAT(lines(shell / "here/events.ndjson").back(), ContainsSubstring(R"("complete":true)"));
  CHECK_THAT(content(shell / "here/report.html"), ContainsSubstring("<!DOCTYPE html>"));
  CHECK_THAT(content(shell / "elsewhere.xml"), ContainsSubstring("failures=\"1\""));
  for (const char* file : {"here/result.json", "here/report.html", "elsewhere.xml"})
    CHECK_THAT(said.err, ContainsSubstring(file));
}

TEST_CASE("the cells of a matrix stand side by side, where there are two") {
  const Shell shell;
  shell.scenario("cells", "{ json: '${side.file}' }",
                 "matrix: { side: { same: { file: a.json }, other: { file: b.json } } }\n",
                 "{ json: a.json }");
  const Said said = shell({"run", "cells.yaml"});
  CHECK_THAT(said.err,
             ContainsSubstring("between 2 cells: 2 of 2 comparisons, tables and checks differ, 2 by side"));
  CHECK_THAT(said.err, ContainsSubstring("1 difference in 1, 2 rows equal in 1"));
  CHECK_THAT(said.err, ContainsSubstring("grid: out/cells/grid.html"));
  CHECK_THAT(content(shell / "out/cells/grid.json"), ContainsSubstring("\"differing\": 2"));
  CHECK_THAT(content(shell / "out/cells/grid.html"), ContainsSubstring("href=\"side=other/\""));

  CHECK_THAT(shell({"run", "cells.yaml", "--matrix", "side=same", "-o", "one"}).err,
             !ContainsSubstring("between"));
}

TEST_CASE("several scenarios: a folder each, and the worst exit code") {
  const Shell shell;
  std::filesystem::create_directory(shell / "all");
  shell.scenario("all/one", "{ json: ../a.json }", "", "{ json: ../a.json }");
  shell.scenario("all/two", "{ json: ../b.json }", "matrix: { flag: [on, off] }\ntags: ['${flag}']\n",
                 "{ json: ../a.json }");
  const Said said = shell({"run", "all", "same.yaml"});
  CHECK(said.code == 1);
  CHECK_THAT(said.err, ContainsSubstring("4 runs: 2 passed, 2 failed"));
  for (const char* folder : {"all-one", "all-two/flag=on", "all-two/flag=off", "same"})
    CHECK(std::filesystem::exists(shell / ("out/" + std::string(folder)) / "result.json"));
  CHECK(shell({"run", "all", "--matrix", "flag=on"}).code == 1);
  CHECK(shell({"run", "all", "--tag", "off", "-o", "off"}).code == 1);
  CHECK_THAT(content(shell / "off/result.json"), ContainsSubstring("\"cell\": \"flag=off\""));
  const Said stopped = shell({"run", "differs.yaml", "same.yaml", "-x"});
  CHECK(stopped.code == 1);
  CHECK_THAT(stopped.err, ContainsSubstring("2 runs: 1 failed, 1 not run"));
  const Said twice = shell({"run", "same.yaml", "same.yaml"});
  CHECK(twice.code == 2);
}

TEST_CASE("list and validate read everything and run nothing") {
  const Shell shell;
  shell.scenario("many", "{ json: b.json }",
                 "about: a few cells\nmatrix: { n: [one, two] }\ntags: ['${n}']\n");
  const Said list = shell({"list", "many.yaml", "same.yaml"});
  CHECK(list.code == 0);
  CHECK(list.out ==
        "many.yaml [n=one]  many: a few cells\nmany.yaml [n=two]  many: a few cells\nsame.yaml  same\n");
  const Said valid = shell({"validate", "many.yaml"});
  CHECK(valid.code == 0);
  CHECK(valid.out.empty());
  CHECK_THAT(valid.err, ContainsSubstring("well-formed: 2 scenarios and cells; nothing was run"));
  CHECK_FALSE(std::filesystem::exists(shell / "out"));
  CHECK(shell({"validate", kScenarios}).code == 0);
}

TEST_CASE("explain, schema print, doctor, version and help answer on stdout") {
  const Shell shell;
  const auto check = [&](const std::vector<std::string>& arguments, const std::string& expected) {
    const Said said = shell(arguments);
    CHECK(said.code == 0);
    CHECK(said.err.empty());
    CHECK_THAT(said.out, ContainsSubstring(expected));
  };
  check({"explain", "trim"}, "N03 trim\n  White space at the start");
  check({"explain", "n14"}, "N14 array");
  check({"explain"}, "N15 references");
  check({"explain", "only_in"}, "has it anyway is a finding");
  for (const char* name : {"scenario", "contract", "result"})
    check({"schema", "print", name}, "https://json-schema.org/draft/2020-12/schema");
  check({"doctor"}, "PostgreSQL ");
  check({"version"}, "Unicode ");
  check({"--version"}, "parity ");
  check({"--help"}, "exit codes: 0 everything asked holds");
  check({"run", "--help"}, "--memory");
}

TEST_CASE("colour is for terminals, NO_COLOR is honoured, and may be overruled") {
  const Shell shell;
  CHECK_FALSE(has_escapes(shell({"run", "differs.yaml"}).err));
  CHECK(has_escapes(shell({"run", "differs.yaml", "--color", "always"}).err));
  CHECK(has_escapes(shell({"run", "differs.yaml"}, {{"PARITY_COLOR", "always"}}).err));
  CHECK_FALSE(has_escapes(shell({"run", "differs.yaml"}, {{"NO_COLOR", "1"}}).err));
  CHECK(shell({"run", "differs.yaml", "-q"}).err == "FAIL: 1 difference in 1 table\n");
}

TEST_CASE("a password reaches no output") {
  const Shell shell;
  const std::string url = std::string("postgres://bob:") + kSecret + "@127.0.0.1:1/x";
  shell.scenario("secret", "{ postgres: \"${env:DATABASE_URL}\" }");
  const Said said = shell({"run", "secret.yaml", "--html", "--junit", "-vv"}, {{"DATABASE_URL", url}});
  CHECK(said.code == 3);
  CHECK(said.err.find(kSecret) == std::string::npos);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shell / "out")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    INFO(entry.path().string());
    CHECK(content(entry.path()).find(kSecret) == std::string::npos);
  }
  CHECK(files >= 4);
  // A subject that prints its own URL is quoted in an error, without the password.
  shell.scenario("printed", "{ json: a.json }",
                 "environment: { subject: { run: [sh, -c, 'echo cannot reach $DATABASE_URL; exit 1', "
                 "'${subject.port}'], env: { DATABASE_URL: '${env:DATABASE_URL}' } } }\n");
  const Said printed = shell({"run", "printed.yaml", "--html"}, {{"DATABASE_URL", url}});
  CHECK(printed.code == 3);
  CHECK_THAT(printed.err, ContainsSubstring("cannot reach"));
  CHECK(printed.err.find(kSecret) == std::string::npos);
  CHECK(content(shell / "out/result.json").find(kSecret) == std::string::npos);
  CHECK(content(shell / "out/report.html").find(kSecret) == std::string::npos);
}

TEST_CASE("the main job holds, finds a defect of the subject, and says so when the subject breaks") {
  const Shell shell;
  const std::string job = kScenarios + "reference-data.yaml";
  const Said clean = shell({"run", job});
  CHECK(clean.code == 0);
  CHECK_THAT(clean.err, ContainsSubstring("PASS: GO, "));
  CHECK_THAT(clean.err, ContainsSubstring(" gates passed (713 masked by 3 rules)"));
  const Said defect = shell({"run", job, "--var", "defect=seed-shifts-date"});
  CHECK(defect.code == 1);
  CHECK_THAT(defect.err, ContainsSubstring("exercises.retired_on"));
  CHECK_THAT(defect.err, ContainsSubstring("came in at source → database"));
  const Said broken = shell({"run", job, "--var", "defect=api-truncated"});
  CHECK(broken.code == 3);
}

TEST_CASE("a scenario whose expectation is wrong is red") {
  const Shell shell;
  const auto check = [&](const std::string& name, const std::string& cell, const std::string& piece,
                         const std::string& by) {
    INFO(name << ", " << cell);
    shell.write("right.yaml", elsewhere(name));
    const std::string point = (name == "torture.yaml" ? "trap=" : "defect=") + cell;
    CHECK(shell({"run", "right.yaml", "--matrix", point}).code == 0);
    shell.write("wrong.yaml", elsewhere(name, piece, by));
    const Said wrong = shell({"run", "wrong.yaml", "--matrix", point});
    CHECK(wrong.code == 1);
    CHECK_THAT(wrong.err, ContainsSubstring("FAIL: what was found is not what was expected"));
  };
  check("defects.yaml", "seed-wrong-parent", "key: \"SUICIDE\"", "key: \"NEUTRAL\"");
  check("defects.yaml", "none", "none: { expect: { findings: [] } }",
        "none: { expect: { findings: [{ table: grips, kind: value }] } }");
  check("defects.yaml", "varchar-too-short", "value too long for type", "value too short for type");
  check("defects-reseed.yaml", "seed-hard-delete", "kind: missing row, key: \"NARROW\", count: 1",
        "kind: missing row, key: \"NARROW\", count: 2");
  check("defects-client.yaml", "client-leaks-columns", "field: is_active, kind: extra field",
        "field: is_active, kind: missing field");
  // What differs goes unseen; what is equal is called different; a program ends in another way.
  check("torture.yaml", "T11", "tables: { texts: {", "defaults: { trim: both }, tables: { texts: {");
  check("torture.yaml", "T02", "tables: { amounts: {",
        "defaults: { number: { compare: scale } }, tables: { amounts: {");
  check("torture.yaml", "T46", "expect_exit: 3", "expect_exit: 1");
}

TEST_CASE("trap T50: a run that is interrupted in the middle and begun again counts everything once") {
  const Shell shell;
  std::string source = "[", target = "[";
  for (int i = 0; i < 200; ++i) {
    const std::string id = (i == 0 ? "" : ",") + std::string("{\"id\": ") + std::to_string(i);
    source += id + ", \"v\": 1}";
    target += id + ", \"v\": " + (i % 4 == 0 ? "2" : "1") + "}";
  }
  shell.write("source.json", source + "]");
  shell.write("target.json", target + "]");
  const std::string compare =
      "parity:\n  - compare: [source, target]\n    tables: { t: { key: [id], known_as: [source, target] } "
      "}\n";
  const std::string datasets =
      "version: 1\nname: t\ndatasets:\n  source: { json: source.json }\n  target: { json: target.json }\n";
  shell.write("whole.yaml", datasets + compare);
  // The same, and behind it a query that sends rows without end (as a table of FROM the series would be
  // written to disk first).
  shell.write("endless.yaml",
              datasets +
                  "  slow:\n    postgres: \"${postgres.url}\"\n    queries:\n      t: \"SELECT "
                  "generate_series(1, 1000000000) AS id, repeat('x', 2000) AS v\"\n" +
                  compare +
                  "  - compare: [source, slow]\n    tables: { t: { key: [id], known_as: [source] } }\n"
                  "environment:\n  postgres: { ephemeral: true }\n"
                  "  prepare: [{ run: [sh, -c, 'echo \"$1\" > url', sh, '${postgres.url}'] }]\n");
  CHECK(shell({"run", "whole.yaml", "-o", "once"}).code == 1);
  Process parity(shell.spec({"run", "endless.yaml", "-o", "again"}));
  REQUIRE(soon([&] { return !lines(shell / "url").empty(); }));
  REQUIRE(soon([&] {
    return !run_sql(lines(shell / "url").at(0),
                    "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE "
                    "'%generate_series%' AND "
                    "pid <> pg_backend_pid()")
                .empty();
  }));
  ::kill(parity.pid(), SIGINT);
  REQUIRE(soon([&] { return parity.ended().has_value(); }));
  CHECK(parity.stop().code == 130);
  CHECK_THAT(content(shell / "again/result.json"), ContainsSubstring("\"interrupted\": true"));
  for (int twice = 0; twice < 2; ++twice) {
    CHECK(shell({"run", "whole.yaml", "-o", "again"}).code == 1);
    CHECK(lines(shell / "again/differences.ndjson").size() == 50);
    CHECK(number_of(content(shell / "again/result.json"), "differences") == 50);
    CHECK(lines(shell / "again/events.ndjson").size() == lines(shell / "once/events.ndjson").size());
  }
  CHECK_THAT(content(shell / "again/result.json"), ContainsSubstring("\"interrupted\": false"));
}

TEST_CASE("exit code 4: whatever is empty, with its reason") {
  const Shell shell;
  const auto check = [&](std::vector<std::string> arguments, const std::string& reason) {
    arguments.insert(arguments.begin(), "run");
    const Said said = shell(arguments);
    INFO(said.err);
    CHECK(said.code == 4);
    CHECK_THAT(said.err, ContainsSubstring(reason));
    CHECK_THAT(said.err, !ContainsSubstring("PASS"));
  };
  check({"same.yaml", "--filter", "other"},
        "nothing is selected: 1 scenario or cell read, none with the filter");
  check({"same.yaml", "-t", "nightly"}, "nothing is selected");
  check({"same.yaml", "--key", "9"}, "no row has the key '9' in what this scenario compares");
  check({"same.yaml", "--table", "u"}, "there is no table 'u'");
  std::filesystem::create_directory(shell / "bare");
  check({"bare"}, "holds no scenario");

  shell.scenario("norows", "{ json: none.json }", "", "{ json: none.json }");
  check({"norows.yaml"}, "table 't' is empty in 'source' and in 'target'");
  CHECK(shell({"run", "norows.yaml", "--allow-empty"}).code == 0);
  shell.write("fieldless.json", "[{}]");
  shell.write(
      "nofields.yaml",
      "version: 1\nname: nofields\ndatasets: { source: { json: fieldless.json }, target: { json: "
      "fieldless.json } }\nparity: [{ compare: [source, target], tables: { fieldless: { key: [id] } } }]\n");
  check({"nofields.yaml"}, "has rows and no field to compare");
  shell.write("notables.json", "{}");
  shell.write(
      "notables.yaml",
      "version: 1\nname: notables\ndatasets: { source: { json: notables.json, tables: \"\" }, target: { "
      "json: notables.json, tables: \"\" } }\nparity: [{ compare: [source, target] }]\n");
  check({"notables.yaml"}, "no table was compared");
  shell.scenario("globbed", "{ json: 'no/such/*.json' }");
  check({"globbed.yaml"}, "no/such/*.json");

  CHECK(shell({"run", "same.yaml", "-f", "sa"}).code == 0);
  CHECK(shell({"run", "same.yaml", "-f", "s?me"}).code == 0);
  const Said one = shell({"run", "differs.yaml", "--key", "1"});
  CHECK(one.code == 0);
  CHECK_THAT(one.err, ContainsSubstring("PASS (only --key 1)"));
}

TEST_CASE("what changes between two readings of one side is red until it is declared") {
  const Shell shell;
  shell.write(
      "clock.sh",
      "n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) > n; echo \"[{\\\"id\\\": 1, \\\"n\\\": $n}]\"");
  shell.write("moving.yaml",
              "version: 1\nname: moving\ndatasets: { source: { command: [sh, clock.sh], tables: '' }, "
              "target: { json: "
              "zero.json } }\nparity: [{ compare: [source, target], tables: { source: { known_as: [zero], "
              "key: [id] } } }]\n");
  shell.write("zero.json", R"([{"id": 1, "n": 0}])");
  CHECK(shell({"run", "moving.yaml"}).code == 0);
  shell.write("n", "0");
  const Said said = shell({"run", "moving.yaml", "--calibrate"});
  INFO(said.err);
  CHECK(said.code == 1);
  CHECK_THAT(said.err, ContainsSubstring("field 'n' of table 'source' changes between two readings"));
}
