// What rules hide, held against budgets and against an earlier run, in whole runs.
#include "harness/run/masked_ledger.h"

#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"
#include "reports/result_json.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::Outcome;

namespace {

// Two tables; trim hides two differences in a.name and, with case, one more; one in b.name.
class Masking : public RunFolder {
 public:
  Masking() {
    write("s.json", R"({"a": [{"id":1,"name":"x "},{"id":2,"name":"y "},{"id":3,"name":"Z "}],
                        "b": [{"id":1,"name":"w "}]})");
    write("t.json", R"({"a": [{"id":1,"name":"x"},{"id":2,"name":"y"},{"id":3,"name":"z"}],
                        "b": [{"id":1,"name":"w"}]})");
  }
  reports::Result with(const std::string& more, const std::string& of_a = "", const std::string& name = "c") {
    write("c.yaml", "version: 1\nname: " + name +
                        "\ndefaults: { trim: both, case: fold }\n"
                        "tables:\n  a:\n    key: [id]\n" +
                        of_a + "  b:\n    key: [id]\n" + more);
    return run(
        "name: m\ndatasets: { source: { json: s.json, tables: '' }, target: { json: t.json, tables: '' } }\n"
        "contract: c.yaml\nparity: [{ compare: [source, target] }]\n");
  }
};

const reports::Check* find_check(const reports::Result& result, const std::string& id) {
  for (const reports::Check& check : result.checks) {
    if (check.id == id) return &check;
  }
  return nullptr;
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

TEST_CASE("a rule within its budget is a check that passes, one over it fails the run") {
  Masking folder;
  const reports::Result within = folder.with("max_masked: { trim: 4, case: 1 }\n");
  CHECK(within.exit_code == 0);
  CHECK(within.verdict == "PASS (4 masked by 2 rules)");
  REQUIRE(find_check(within, "ledger.rule.trim") != nullptr);
  CHECK(find_check(within, "ledger.rule.trim")->outcome == Outcome::passed);
  const reports::Result over = folder.with("max_masked: { trim: 3, case: 1 }\n");
  CHECK(over.exit_code == 1);
  CHECK(over.exit_reason == "a check failed");
  const reports::Check* trim = find_check(over, "ledger.rule.trim");
  REQUIRE(trim != nullptr);
  CHECK(trim->outcome == Outcome::failed);
  CHECK(trim->suite == "ledger");
  CHECK_THAT(trim->message, ContainsSubstring("rule trim hides 4 differences, and "));
  CHECK_THAT(trim->message, ContainsSubstring("c.yaml:9 allows 3"));
  CHECK_THAT(trim->where, ContainsSubstring("c.yaml:9"));
  CHECK(trim->detail ==
        "2 by trim in a.name (source → target)\n1 by trim+case in a.name (source → target)\n"
        "1 by trim in b.name (source → target)\n");
  CHECK(find_check(over, "ledger.rule.case")->outcome == Outcome::passed);
}

TEST_CASE("a table's budget is for all rules in it together, and in no other table") {
  Masking folder;
  CHECK(folder.with("", "    max_masked: 3\n").exit_code == 0);
  const reports::Result over = folder.with("", "    max_masked: 2\n");
  CHECK(over.exit_code == 1);
  const reports::Check* check = find_check(over, "ledger.table.a");
  REQUIRE(check != nullptr);
  CHECK_THAT(check->message, ContainsSubstring("in table a rules hide 3 differences, and "));
  CHECK_THAT(check->message, ContainsSubstring("c.yaml:7 allows 2"));
}

TEST_CASE("a budget is no comparison: where nothing is compared it proves nothing") {
  Masking folder;
  folder.write("s.json", R"({"a": [], "b": []})");
  folder.write("t.json", R"({"a": [], "b": []})");
  const reports::Result result = folder.with("max_masked: { trim: 4 }\n");
  CHECK(result.exit_code == 4);
  CHECK(find_check(result, "ledger.rule.trim") == nullptr);
}

TEST_CASE("a rule that hides more than in the baseline fails the run, one that hides less is noted") {
  Masking folder;
  const reports::Result before = folder.with("");
  folder.baseline = &before;
  const reports::Result same = folder.with("");
  CHECK(same.exit_code == 0);
  REQUIRE(find_check(same, "ledger.baseline") != nullptr);
  CHECK(find_check(same, "ledger.baseline")->outcome == Outcome::passed);

  folder.write("t.json", R"({"a": [{"id":1,"name":"x"},{"id":2,"name":"y"},{"id":3,"name":"Z"}],
                             "b": [{"id":1,"name":"w "}]})");
  const reports::Result more = folder.with("");
  CHECK(more.exit_code == 1);
  CHECK(find_check(more, "ledger.baseline") == nullptr);
  const reports::Check* check = find_check(more, "ledger.baseline.source → target.a.name.trim");
  REQUIRE(check != nullptr);
  CHECK(check->message == "trim hides 3 in a.name, 1 more than the 2 of the baseline");
  CHECK(more.checks.size() == 1);
  std::string notes;
  for (const std::string& note : more.notes) notes += note + "\n";
  CHECK_THAT(notes, ContainsSubstring(
                        "trim+case hides 0 in a.name (source → target), 1 fewer than the 1 of the baseline"));
  CHECK_THAT(notes, ContainsSubstring("trim hides 0 in b.name (source → target), 1 fewer"));
}

TEST_CASE("a table that the baseline did not compare hides more than before") {
  Masking folder;
  reports::Result before = folder.with("");
  before.comparisons[0].tables.pop_back();
  folder.baseline = &before;
  const reports::Result result = folder.with("");
  CHECK(result.exit_code == 1);
  CHECK(find_check(result, "ledger.baseline.source → target.b.name.trim")->message ==
        "trim hides 1 in b.name, 1 more than the 0 of the baseline, which did not compare the table");
}

TEST_CASE(
    "each line of the contract that sets a rule is told with what it did, and dead where it did nothing") {
  Masking folder;
  const auto uses = [&](std::vector<std::string> tables) {
    folder.write("s.json", R"({"a": [{"id":1,"name":"x "}], "b": [{"id":1,"name":"w"}]})");
    folder.write("t.json", R"({"a": [{"id":1,"name":"x"}], "b": [{"id":1,"name":"w"}]})");
    folder.write(
        "c.yaml",
        "version: 1\ntables:\n  a:\n    key: [id]\n    defaults: { trim: both, why: padded }\n"
        "  b:\n    key: [id]\n    known_as: [bb]\n    fields: { name: { trim: both, case: fold } }\n");
    const reports::Result result = folder.run(
        "datasets: { source: { json: s.json, tables: '' }, target: { json: t.json, tables: '' } }\n"
        "contract: c.yaml\nparity: [{ compare: [source, target] }]\n",
        std::move(tables));
    CHECK(result.exit_code == 0);  // a dead line is a note, not a failure
    std::string text;
    for (const reports::RuleUse& use : result.rule_uses) {
      const std::string place = use.where.substr(use.where.rfind('/') + 1);
      text += use.rule + " " + use.scope + " " + place + " " + std::to_string(use.changed) + " " +
              std::to_string(use.masked) + (use.dead ? " dead" : "") + "\n";
    }
    return text;
  };
  CHECK(uses({}) ==
        "trim a c.yaml:5:17 1 1\nrename b (bb) c.yaml:8:16 0 0 dead\ntrim b.name c.yaml:9:23 0 0 dead\n"
        "case b.name c.yaml:9:35 0 0 dead\n");
  // Asked for one table, nobody knows what the lines of the others would have done.
  CHECK_THAT(uses({"a"}), !ContainsSubstring("dead"));
}

TEST_CASE("a baseline is a whole result of this scenario, contract and cell") {
  Masking folder;
  const reports::Result before = folder.with("");
  const Scenario scenario = load_scenario(folder / "scenario.yaml", {{}, load_zone, {}}).at(0);
  const auto refused = [&](const std::function<void(reports::Result&)>& change) {
    reports::Result changed = before;
    change(changed);
    folder.write("before.json", reports::to_json(changed));
    return usage_of([&] { load_baseline(folder / "before.json", scenario); });
  };
  CHECK(refused([](reports::Result&) {}) == "nothing was thrown");
  CHECK_THAT(refused([](reports::Result& r) { r.scenario = "other"; }),
             ContainsSubstring("is of scenario 'other', and this is 'm'"));
  CHECK_THAT(refused([](reports::Result& r) { r.contract = "lax"; }),
             ContainsSubstring("is under contract 'lax', and this is under 'c'"));
  CHECK_THAT(refused([](reports::Result& r) { r.cell = "flag=on"; }),
             ContainsSubstring("of the cell 'flag=on'"));
  CHECK_THAT(refused([](reports::Result& r) { r.interrupted = true; }), ContainsSubstring("is no whole run"));
  CHECK_THAT(refused([](reports::Result& r) { r.outcome = Outcome::errored; }),
             ContainsSubstring("is no whole run"));
  CHECK_THAT(usage_of([&] { load_baseline(folder / "none.json", scenario); }),
             ContainsSubstring("there is no result"));
  folder.write("half.json", "{\"version\": 1}");
  CHECK_THAT(usage_of([&] { load_baseline(folder / "half.json", scenario); }),
             ContainsSubstring("is no result that this Parity can read: "));
}
