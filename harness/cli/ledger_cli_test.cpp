// What is hidden and what is accepted, from the command line: budgets, baselines, ledgers, and the commands
// that explain and change them.
#include "harness/cli/test_shell.h"
#include "reports/result_json.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

class Ledgers : public Shell {
 public:
  Ledgers() {
    write("c.yaml", "version: 1\nname: c\ntables: { t: { key: [id], known_as: [a, b] } }\n");
    write(
        "masked.yaml",
        "version: 1\nname: masked\ncontract: { name: lax, max_masked: { trim: 1 }, tables: { t: { key: [id], "
        "known_as: [a, b], fields: { name: { trim: end, why: 'the old app padded it' } } } } }\n"
        "datasets: { source: { json: a.json }, target: { json: b.json } }\n"
        "parity: [{ compare: [source, target] }]\n");
  }
  void accepts(const std::string& entries, const std::string& named = "ledger.yaml") const {
    write("ledger.yaml", "version: 1\naccepted:\n" + entries);
    scenario("differs", "{ json: b.json }", "accepted: " + named + "\n");
  }
  std::string text(const std::string& name) const { return content(*this / name); }
  std::string fingerprint() const {
    const std::string line = text("out/differences.ndjson");
    return reports::read_difference_json(line.substr(0, line.find('\n'))).fingerprint;
  }
};

const std::string kName = "  - { id: A-1, why: x, match: { table: t, field: name } }\n";

}  // namespace

TEST_CASE("accepted differences: a ledger named in the scenario makes the run pass and is said") {
  const Ledgers shell;
  shell.accepts(kName);
  const Said said = shell({"run", "differs.yaml"});
  CHECK(said.code == 0);
  CHECK_THAT(said.err, ContainsSubstring("PASS (1 accepted by 1 entry)"));
  CHECK(reports::read_result_json(shell.text("out/result.json")).accepted.at(0).matched == 1);
}

TEST_CASE("accepted differences: --accepted takes the place of the scenario's ledger") {
  const Ledgers shell;
  shell.accepts(kName);
  shell.write("other.yaml", "version: 1\naccepted:\n  - { id: B-1, why: x, match: { table: u } }\n");
  const Said said = shell({"run", "differs.yaml", "--accepted", "other.yaml"});
  CHECK(said.code == 1);
  CHECK_THAT(said.err, ContainsSubstring("FAIL: 1 difference in 1 table, 1 check failed"));
  CHECK(shell({"run", "differs.yaml"}, {{"PARITY_ACCEPTED", "other.yaml"}}).code == 1);
}

TEST_CASE("accepted differences: a wrong ledger is told before anything runs") {
  const Ledgers shell;
  const auto check = [&](const std::string& entries, const std::string& expected) {
    shell.accepts(entries);
    for (const char* verb : {"run", "validate"}) {
      const Said said = shell({verb, "differs.yaml"});
      CHECK(said.code == 2);
      CHECK_THAT(said.err, ContainsSubstring(expected));
      CHECK_FALSE(std::filesystem::exists(shell / "out"));
    }
  };
  check("  - { id: A-1, why: x, match: { table: t }, until: 2026-02-30 }\n", "'2026-02-30' is no date");
  check("  - { id: A-1, why: x, match: { comparison: source -> trget } }\n",
        "did you mean 'source → target'?");
  shell.accepts(kName, "nowhere.yaml");
  CHECK_THAT(shell({"run", "differs.yaml"}).err, ContainsSubstring("there is no ledger 'nowhere.yaml'"));
}

TEST_CASE("parity accept writes an entry, with which the same run passes; --prune takes it out again") {
  const Ledgers shell;
  const std::string head = "# ours\nversion: 1\naccepted:\n  # the end\n";
  shell.accepts("");
  shell.write("ledger.yaml", head);
  CHECK(shell({"run", "differs.yaml"}).code == 1);
  const Said said =
      shell({"accept", "out", "--finding", shell.fingerprint(), "--until", "9999-12-31", "--why",
             "blanks do not matter", "--owner", "data-team", "--ticket", "MIG-1", "--max", "1"});
  CHECK(said.code == 0);
  CHECK_THAT(said.err, ContainsSubstring("ledger.yaml: 1 entry added"));
  CHECK_THAT(shell.text("ledger.yaml"), ContainsSubstring("why: \"blanks do not matter\""));
  CHECK_THAT(shell.text("ledger.yaml"), ContainsSubstring("# the end"));
  const Said accepted = shell({"run", "differs.yaml"});
  CHECK(accepted.code == 0);
  CHECK_THAT(accepted.err, ContainsSubstring("PASS (1 accepted by 1 entry)"));

  shell.write("b.json", shell.text("a.json"));  // it is mended, and the entry is stale
  CHECK(shell({"run", "differs.yaml"}).code == 1);
  CHECK(shell({"accept", "out/result.json", "--prune"}).code == 0);
  CHECK(shell.text("ledger.yaml") == head);
  CHECK(shell({"run", "differs.yaml"}).code == 0);
}

TEST_CASE("parity accept refuses what nobody answers for, and what was not found") {
  const Ledgers shell;
  CHECK(shell({"run", "differs.yaml"}).code == 1);
  const std::string found = shell.fingerprint();
  const auto check = [&](const std::vector<std::string>& arguments, const std::string& expected) {
    const Said said = shell(arguments);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, ContainsSubstring(expected));
    CHECK_FALSE(std::filesystem::exists(shell / "l.yaml"));
  };
  check({"accept", "out", "--to", "l.yaml"}, "nothing to accept was named");
  check({"accept", "out", "--to", "l.yaml", "--finding", found}, "takes --until and --why");
  check({"accept", "out", "--to", "l.yaml", "--finding", found, "--why", "x", "--until", "soon"},
        "--until takes a day of the calendar");
  check({"accept", "out", "--finding", found, "--why", "x", "--until", "2030-01-01"}, "had no ledger");
  check({"accept", "out", "--to", "l.yaml", "--finding", "f-0000000000000000", "--why", "x", "--until",
         "2030-01-01"},
        "found no difference f-0000000000000000");
  check({"accept", "nowhere", "--prune"}, "there is no result");
  CHECK(shell({"accept", "out", "--to", "l.yaml", "--finding", found, "--why", "x", "--until", "9999-12-31"})
            .code == 0);
  CHECK(shell({"run", "differs.yaml", "--accepted", "l.yaml"}).code == 0);
}

TEST_CASE("parity explain --result shows what a rule hid in a run") {
  const Ledgers shell;
  CHECK(shell({"run", "masked.yaml"}).code == 0);
  const Said said = shell({"explain", "N03", "--result", "out"});
  CHECK(said.code == 0);
  CHECK_THAT(said.out, ContainsSubstring("N03 trim"));
  CHECK_THAT(said.out, ContainsSubstring("PASS (1 masked by 1 rule)"));
  CHECK_THAT(said.out, ContainsSubstring("set for t.name (masked.yaml:3:"));
  CHECK_THAT(said.out, ContainsSubstring("): changed 1 value, hid 1: the old app padded it\n"));
  CHECK_THAT(said.out, ContainsSubstring("source → target\n    t.name: 1 by trim\n      [2]\n"));
  CHECK_THAT(said.out, ContainsSubstring("source  text \"Rope\"  a.json:1:30"));
  CHECK_THAT(said.out, ContainsSubstring("target  text \"Rope·\"  b.json:1:30"));
  CHECK_THAT(said.out, ContainsSubstring("it hid 1 difference in all"));
  CHECK_THAT(shell({"explain", "case", "--result", "out"}).out,
             ContainsSubstring("it hid nothing in this run"));
  CHECK(shell({"explain", "--result", "out"}).code == 2);
  CHECK(shell({"explain", "trim", "--result", "a.json"}).code == 2);
}

TEST_CASE("a run is held against an earlier one by --baseline") {
  const Ledgers shell;
  CHECK(shell({"run", "masked.yaml", "-o", "before"}).code == 0);
  CHECK(shell({"run", "masked.yaml", "--baseline", "before"}).code == 0);
  CHECK(shell({"run", "masked.yaml", "--baseline", "before/result.json"}).code == 0);
  shell.write("a.json",
              R"([{"id": 1, "name": "Bench"}, {"id": 2, "name": "Rope"}, {"id": 3, "name": "Bar"}])");
  shell.write("b.json",
              R"([{"id": 1, "name": "Bench "}, {"id": 2, "name": "Rope"}, {"id": 3, "name": "Bar "}])");
  const Said more = shell({"run", "masked.yaml", "--baseline", "before"});
  CHECK(more.code == 1);
  CHECK_THAT(more.err, ContainsSubstring("trim hides 2 in t.name, 1 more than the 1 of the baseline"));
  CHECK_THAT(more.err, ContainsSubstring("rule trim hides 2 differences"));  // the contract's budget, too
}

TEST_CASE("a --baseline of something else is a usage error, before anything runs") {
  const Ledgers shell;
  CHECK(shell({"run", "masked.yaml", "-o", "before"}).code == 0);
  const Said other = shell({"run", "same.yaml", "--baseline", "before"});
  CHECK(other.code == 2);
  CHECK_THAT(other.err, ContainsSubstring("is of scenario 'masked', and this is 'same'"));
  CHECK_FALSE(std::filesystem::exists(shell / "out"));
  CHECK(shell({"run", "masked.yaml", "--baseline", "nowhere"}).code == 2);
  CHECK_THAT(shell({"run", "masked.yaml", "same.yaml", "--baseline", "before/result.json"}).err,
             ContainsSubstring("several scenarios are to be run"));
}
