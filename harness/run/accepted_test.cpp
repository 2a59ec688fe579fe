// Accepted differences in whole runs: marked everywhere, removed nowhere, and each entry's fate is told.
#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"
#include "reports/result_json.h"

using namespace parity;
using reports::AcceptedState;
using reports::Outcome;

namespace {

Ledger ledger_of(const std::string& entries) {
  return parse_ledger(parse_yaml("version: 1\naccepted:\n" + entries, "accepted.yaml"));
}

// Three rows: `note` differs in two of them, `name` in one.
class Accepting : public RunFolder {
 public:
  Accepting() {
    write(
        "s.json",
        R"([{"id":1,"name":"a","note":"x"},{"id":2,"name":"b","note":"y"},{"id":3,"name":"c","note":"z"}])");
    write(
        "t.json",
        R"([{"id":1,"name":"a","note":"X"},{"id":2,"name":"b","note":"Y"},{"id":3,"name":"c ","note":"z"}])");
  }
  reports::Result accept(const std::string& entries, const std::string& more = "",
                         std::vector<std::string> tables = {}) {
    ledger = ledger_of(entries);
    return run(
        "datasets: { source: { json: s.json }, target: { json: t.json } }\n"
        "contract: { name: c, tables: { t: { known_as: [s], key: [id], fields: { name: { trim: both } } } } "
        "}\n"
        "parity: [{ compare: [source, target] }]\n" +
            more,
        std::move(tables));
  }
  // "f-… A-1" for each line of differences.ndjson.
  std::vector<std::string> marks() const {
    std::ifstream file(*this / "out/differences.ndjson");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);)
      all.push_back(reports::read_difference_json(line).accepted);
    return all;
  }
};

const std::string kNote = "  - { id: A-1, why: x, match: { table: t, field: note }, until: 2026-06-15 }\n";

}  // namespace

TEST_CASE("a run whose differences are all accepted passes, and says what was accepted and masked") {
  Accepting folder;
  folder.clock = [] { return std::chrono::sys_days(*parse_date("2026-06-15")) + std::chrono::hours(23); };
  const reports::Result result = folder.accept(kNote);
  CHECK(result.exit_code == 0);
  CHECK(result.verdict == "PASS (1 masked by 1 rule, 2 accepted by 1 entry)");
  CHECK(result.totals.differences == 2);
  CHECK(result.totals.accepted == 2);
  CHECK(only_table(result).accepted == 2);
  CHECK(only_table(result).outcome == Outcome::passed);
  CHECK(folder.marks() == std::vector<std::string>{"A-1", "A-1"});
  CHECK(result.accepted_file == "accepted.yaml");
  REQUIRE(result.accepted.size() == 1);
  CHECK(result.accepted[0].where == "accepted.yaml:3:5");
  CHECK(result.accepted[0].matched == 2);
  const reports::Result again = reports::read_result_json(reports::to_json(result));
  CHECK(again.accepted[0].state == AcceptedState::in_force);
  CHECK(again.accepted_file == "accepted.yaml");
}

TEST_CASE("a day later the entry has lapsed, and the same run fails") {
  Accepting folder;
  folder.clock = [] { return std::chrono::sys_days(*parse_date("2026-06-16")); };
  const reports::Result result = folder.accept(kNote);
  CHECK(result.exit_code == 1);
  CHECK(result.verdict == "FAIL: 2 differences in 1 table, 1 check failed (1 masked by 1 rule)");
  CHECK(result.accepted.at(0).state == AcceptedState::lapsed);
  CHECK(folder.marks() == std::vector<std::string>{"", ""});
}

TEST_CASE("over its maximum an entry accepts none, in the file of all differences too") {
  Accepting folder;
  const reports::Result result = folder.accept("  - { id: A-1, why: x, match: { field: note }, max: 1 }\n");
  CHECK(result.exit_code == 1);
  CHECK(result.accepted.at(0).state == AcceptedState::over_maximum);
  CHECK(result.accepted.at(0).matched == 2);
  CHECK(result.totals.accepted == 0);
  CHECK(folder.marks() == std::vector<std::string>{"", ""});
  REQUIRE(result.checks.size() == 1);
  CHECK(result.checks[0].id == "accepted.A-1");
  CHECK(folder.accept("  - { id: A-1, why: x, match: { field: note }, max: 2 }\n").exit_code == 0);
}

TEST_CASE("an entry that matches nothing fails a run that is green else") {
  Accepting folder;
  const std::string stale = kNote + "  - { id: A-2, why: x, match: { table: t, field: gone } }\n";
  folder.clock = [] { return std::chrono::sys_days(*parse_date("2026-01-01")); };
  const reports::Result result = folder.accept(stale);
  CHECK(result.exit_code == 1);
  CHECK(result.exit_reason == "a check failed");
  CHECK(result.accepted.at(1).state == AcceptedState::stale);
  CHECK(folder.accept(stale, "", {"t"}).exit_code == 0);  // not all was asked for: nobody knows
}

TEST_CASE("an entry that is stale fails a run that finds what it expects") {
  Accepting folder;
  const std::string expects = "expect: { findings: [{ table: t, field: note, count: 2 }] }\n";
  CHECK(folder.accept("  - { id: A-1, why: x, match: { field: note } }\n", expects).exit_code == 0);
  CHECK(folder.accept("  - { id: A-1, why: x, match: { field: gone } }\n", expects).exit_code == 1);
}
