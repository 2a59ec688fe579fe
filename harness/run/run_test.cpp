// Scenarios over files, from YAML to the result: what is decided above a single comparison.
#include "harness/run/run.h"

#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;
using reports::Outcome;

namespace {

// Two files, one table `t` with the key `id`.
class TwoFiles : public RunFolder {
 public:
  TwoFiles(const std::string& source, const std::string& target) {
    write("s.json", source);
    write("t.json", target);
  }
  reports::Result compare(const std::string& table = "key: [id]", const std::string& more = "",
                          std::vector<std::string> tables = {}) {
    return run(
        "datasets: { source: { json: s.json }, target: { json: t.json } }\n"
        "contract: { name: c, tables: { t: { known_as: [s], " +
            table + " } } }\nparity: [{ compare: [source, target] }]\n" + more,
        std::move(tables));
  }
};

std::vector<std::string> rules_of(const reports::Result& result, const std::string& field) {
  const reports::FieldResult* found = find_field(only_table(result), field);
  REQUIRE(found != nullptr);
  return found->rules;
}

std::string usage_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("equal rows hold, and a row that differs does not") {
  const auto equal = TwoFiles(R"([{"id": 1, "a": "x"}])", R"([{"id": 1, "a": "x"}])").compare();
  CHECK(equal.exit_code == 0);
  CHECK(equal.verdict == "PASS");
  const auto different = TwoFiles(R"([{"id": 1, "a": "x"}])", R"([{"id": 1, "a": "y"}])").compare();
  CHECK(different.exit_code == 1);
  CHECK(different.verdict == "FAIL: 1 difference in 1 table");
}

TEST_CASE("an empty table lacks every row, and no field") {
  TwoFiles files(R"([{"id": 1, "a": "x"}, {"id": 2, "a": "y"}])", "[]");
  for (const char* table : {"key: [id]", "key: [id], order: [a], fields: { a: { trim: both } }"}) {
    const auto result = files.compare(table);
    CHECK(result.exit_code == 1);
    CHECK(only_table(result).by_kind ==
          std::map<DifferenceKind, std::uint64_t>{{DifferenceKind::missing_row, 2}});
    CHECK(only_table(result).target_rows == 0);
  }
  const auto mirrored = TwoFiles("[]", R"([{"id": 1, "a": "x"}])").compare();
  CHECK(only_table(mirrored).by_kind ==
        std::map<DifferenceKind, std::uint64_t>{{DifferenceKind::extra_row, 1}});
}

TEST_CASE("two empty tables prove nothing, unless they may be empty") {
  TwoFiles files("[]", "[]");
  const auto result = files.compare("key: [id], order: [id], fields: { a: { trim: both } }");
  CHECK(result.exit_code == 4);
  CHECK(result.verdict == "NOTHING: table 't' is empty in 'source' and in 'target'");
  const auto allowed = files.run(
      "datasets: { source: { json: s.json, allow_empty: true }, target: { json: t.json } }\n"
      "parity: [{ compare: [source, target], tables: { t: { key: [id], known_as: [s] } } }]\n");
  CHECK(allowed.exit_code == 0);
}

TEST_CASE("an empty table does not excuse a field that should not be there") {
  const auto result =
      TwoFiles(R"([{"id": 1, "a": "x"}])", "[]").compare("key: [id], fields: { a: { only_in: other } }");
  CHECK(only_table(result).by_kind ==
        std::map<DifferenceKind, std::uint64_t>{{DifferenceKind::missing_field, 1},
                                                {DifferenceKind::missing_row, 1}});
}

TEST_CASE("a table that the contract keeps out of a dataset is a finding where it is") {
  TwoFiles files(R"([{"id": 1}])", R"([{"id": 1}])");
  const auto found = files.compare("key: [id], only_in: source");
  CHECK(found.exit_code == 1);
  CHECK(only_table(found).by_kind ==
        std::map<DifferenceKind, std::uint64_t>{{DifferenceKind::extra_table, 1}});
  CHECK(only_table(found).samples.at(0).note.find("but dataset 'target' has it") != std::string::npos);
  CHECK(files.compare("key: [id], only_in: [source, target]").exit_code == 0);
}

TEST_CASE("a field lists the rules that can do something to it") {
  TwoFiles files(R"([{"id": 1, "a": "x", "at": "2026-01-01T00:00:00Z"}])",
                 R"([{"id": 1, "a": "x", "at": "2026-01-01T00:00:00Z"}])");
  const auto result = files.compare(
      "key: [id], defaults: { time: { compare: instant, precision: ms }, trim: both, array: ordered }, "
      "fields: { a: { trim: none, case: fold }, at: { time: { compare: instant } } }");
  CHECK(result.exit_code == 0);
  CHECK(rules_of(result, "id").size() == 1);
  CHECK(rules_of(result, "id").at(0).starts_with("N03 trim ("));
  CHECK(rules_of(result, "a").size() == 1);
  CHECK(rules_of(result, "a").at(0).starts_with("N05 case ("));
  REQUIRE(rules_of(result, "at").size() == 3);
  CHECK(rules_of(result, "at").at(1).starts_with("N10 time ("));
  CHECK(rules_of(result, "at").at(2).starts_with("N11 precision ("));
}

TEST_CASE("tables that are named and are not there") {
  TwoFiles files(R"([{"id": 1}])", R"([{"id": 1}])");
  SECTION("on the command line: nothing is proved") {
    CHECK(files.compare("key: [id]", "", {"t"}).exit_code == 0);
    const auto result = files.compare("key: [id]", "", {"t", "u"});
    CHECK(result.exit_code == 4);
    CHECK(result.exit_reason == "there is no table 'u' in what this scenario compares");
  }
  SECTION("in the scenario: it is wrong") {
    const std::string yaml =
        "datasets: { source: { json: s.json }, target: { json: t.json } }\n"
        "contract: { name: c, tables: { t: { known_as: [s], key: [id] } } }\n"
        "parity: [{ compare: [source, target], tables: [t, u] }]\n";
    CHECK(usage_of([&] { files.run(yaml); }) == "no dataset has a table that the contract names 'u'");
  }
}

TEST_CASE("what is expected and found is green, with its counts") {
  TwoFiles files(R"([{"id": 1, "a": "x"}, {"id": 2, "a": "y"}])",
                 R"([{"id": 1, "a": "z"}, {"id": 2, "a": "y"}])");
  const auto result =
      files.compare("key: [id]", "expect: { findings: [{ table: t, field: a, kind: value, key: 1 }] }\n");
  CHECK(result.exit_code == 0);
  CHECK(result.totals.differences == 1);
  CHECK(result.totals.failed == 0);
  CHECK(only_table(result).outcome == Outcome::passed);
  CHECK(only_table(result).expected.ends_with("scenario.yaml:5"));
  CHECK(result.comparisons.at(0).outcome == Outcome::passed);
}

TEST_CASE("what is found and not expected is red, and so is what is expected and not found") {
  TwoFiles files(R"([{"id": 1, "a": "x"}])", R"([{"id": 1, "a": "z"}])");
  for (const char* expect : {"[]", "[{ table: t, kind: 'null' }]", "[{ table: t, count: 2 }]",
                             "[{ table: t, key: 2 }]", "[{ kind: value }, { kind: type }]"}) {
    INFO(expect);
    const auto result = files.compare("key: [id]", std::string("expect: { findings: ") + expect + " }\n");
    CHECK(result.exit_code == 1);
    CHECK(result.verdict == "FAIL: what was found is not what was expected");
  }
  const auto error = files.compare("key: [id]", "expect: { error: no such thing }\n");
  CHECK(error.exit_code == 1);
}

TEST_CASE("an expected error is green, another one is red, an unexpected one is an error") {
  TwoFiles files(R"([{"id": 1}])", "[{");
  const auto met = files.compare("key: [id]", "expect: { error: no valid JSON }\n");
  CHECK(met.exit_code == 0);
  CHECK(met.errors.empty());
  CHECK(met.checks.at(0).detail.find("t.json is no valid JSON") != std::string::npos);
  CHECK(files.compare("key: [id]", "expect: { error: out of range }\n").exit_code == 1);
  CHECK(files.compare("key: [id]", "expect: { findings: [] }\n").exit_code == 3);
  CHECK(files.compare("key: [id]").exit_code == 3);
}

TEST_CASE("how a step ends is a check where the scenario says how, and an error where it does not") {
  TwoFiles files(R"([{"id": 1}])", R"([{"id": 1}])");
  const auto with = [&](const std::string& step, const std::string& more = "") {
    return files.compare("key: [id]", "environment: { prepare: [{ run: [sh, -c, 'echo tried; exit 3'], " +
                                          step + " }] }\n" + more);
  };
  const auto refused = with("expect_exit: 3, name: it is refused");
  CHECK(refused.exit_code == 0);
  REQUIRE(refused.checks.size() == 1);
  CHECK(refused.checks[0].name == "it is refused");

  const auto let_through = with("expect_exit: 1, name: it is refused");
  CHECK(let_through.exit_code == 1);
  CHECK(let_through.checks.at(0).message.find("expected code 1") != std::string::npos);
  CHECK(let_through.checks.at(0).detail.find("tried") != std::string::npos);
  CHECK(let_through.comparisons.size() == 1);  // the run went on

  CHECK(with("within: 10s").exit_code == 3);
  CHECK(with("expect_exit: 1, name: it is refused", "expect: { checks: [it is refused] }\n").exit_code == 0);
  CHECK(with("expect_exit: 3, name: it is refused", "expect: { checks: [it is refused] }\n").exit_code == 1);
  CHECK(with("expect_exit: 1, name: it is refused", "expect: { findings: [] }\n").exit_code == 1);
}

TEST_CASE("a step may be expected to end by a signal, as shells write it") {
  TwoFiles files(R"([{"id": 1}])", R"([{"id": 1}])");
  const auto killed = [&](const std::string& more) {
    return files.compare("key: [id]",
                         "environment: { prepare: [{ run: [sh, -c, 'kill -9 $$'], " + more + " }] }\n");
  };
  CHECK(killed("expect_exit: 137").exit_code == 0);
  CHECK(killed("expect_exit: 143").exit_code == 3);
  CHECK(killed("within: 10s").exit_code == 3);
}

TEST_CASE("a run has a folder of its own, empty at its start and gone at its end") {
  RunFolder files;
  files.write("a.json", R"([{"id": 1}])");
  const char* yaml = R"(
environment:
  prepare: [{ run: [sh, -c, 'test ! -e "$1"/t.json && cp a.json "$1"/t.json', sh, "${run.folder}"] }]
datasets: { source: { json: a.json }, target: { json: "${run.folder}/t.json" } }
parity: [{ compare: [source, target], tables: { t: { key: [id], known_as: [a] } } }]
)";
  for (int twice = 0; twice < 2; ++twice) {
    CHECK(files.run(yaml).exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(files / "out/folder"));
    std::filesystem::create_directories(files / "out/folder");  // a killed run left it
    std::ofstream(files / "out/folder/t.json") << "[]";
  }
}

TEST_CASE("Extended JSON is read as what it stands for, and relaxed files say what they lost") {
  RunFolder files;
  files.write("docs.json",
              "{\"_id\": {\"$oid\": \"5f8468a500306c706b79de01\"}, \"n\": {\"$numberLong\": \"7\"}}\n");
  files.write("relaxed.json", "{\"_id\": {\"$oid\": \"5f8468a500306c706b79de01\"}, \"n\": 7}\n");
  const auto result = files.run(R"(
datasets:
  source: { json: docs.json, lines: true, dialect: extended }
  relaxed: { json: relaxed.json, lines: true, dialect: extended }
  plain: { json: relaxed.json, lines: true }
parity:
  - { compare: [source, relaxed], tables: { docs: { key: [_id], known_as: [relaxed] } } }
  - { compare: [source, plain], tables: { docs: { key: [_id], known_as: [relaxed] } } }
)");
  CHECK(result.comparisons.at(0).tables.at(0).equal == 1);
  CHECK(result.comparisons.at(1).tables.at(0).by_kind.at(reports::DifferenceKind::missing_row) == 1);
  REQUIRE(result.datasets.at(1).notes.size() == 1);
  CHECK(result.datasets[1].notes[0].find("1 number does not say") != std::string::npos);
  REQUIRE(result.datasets.at(2).notes.size() == 1);
  CHECK(result.datasets[2].notes[0].find("dialect: extended") != std::string::npos);
}

TEST_CASE("what stands in the output folder tells the same counts") {
  TwoFiles files(R"([{"id": 1, "a": "x"}, {"id": 2, "a": "y"}])",
                 R"([{"id": 1, "a": 5}, {"id": 3, "a": "y"}])");
  const auto result = files.compare();
  CHECK(result.totals.differences == 3);
  CHECK(lines(files / "out/differences.ndjson").size() == 3);
  const std::vector<std::string> events = lines(files / "out/events.ndjson");
  CHECK(events.front().find(R"("event":"run_started")") != std::string::npos);
  CHECK(events.back().find(R"("event":"run_finished")") != std::string::npos);
  CHECK(events.back().find(R"("complete":true)") != std::string::npos);
}

TEST_CASE("a dataset that cannot be read leaves the comparisons of the others standing") {
  TwoFiles files(R"([{"id": 1, "a": "x"}])", R"([{"id": 1, "a": "y"}])");
  files.write("broken.json", "[{");
  const auto result = files.run(
      "datasets: { source: { json: s.json }, target: { json: t.json }, broken: { json: broken.json }, again: "
      "{ json: s.json } }\n"
      "contract: { name: c, tables: { t: { known_as: [s], key: [id] } } }\n"
      "parity: [{ chain: [source, target, broken, again] }]\n");
  CHECK(result.exit_code == 3);  // outranks the difference, which is told nevertheless
  CHECK(result.verdict == "ERROR: " + result.errors.at(0).substr(0, result.errors.at(0).find('\n')));
  CHECK(result.totals.differences == 1);
  std::map<std::string, Outcome> outcomes;
  for (const auto& comparison : result.comparisons) outcomes[comparison.name] = comparison.outcome;
  CHECK(outcomes == std::map<std::string, Outcome>{{"source → target", Outcome::failed},
                                                   {"target → broken", Outcome::errored},
                                                   {"broken → again", Outcome::errored}});
}
