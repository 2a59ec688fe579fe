// Gates, evidence and statements in whole runs: what they make of the exit code, and what they rest on.
#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"
#include "reports/result_json.h"
#include "reports/write_reports.h"

using namespace parity;
using reports::GateVerdict;
using reports::Outcome;

namespace {

class Gated : public RunFolder {
 public:
  Gated() {
    write("s.json", R"([{"id":1,"name":"a"}])");
    write("t.json", R"([{"id":1,"name":"a"}])");
    write("other.json", R"([{"id":1,"name":"b"}])");
  }
  reports::Result gate(const std::string& yaml, const std::string& target = "t.json") {
    return run("datasets: { source: { json: s.json }, target: { json: " + target +
               " } }\n"
               "contract: { name: c, tables: { t: { known_as: [s, other], key: [id] } } }\n"
               "parity: [{ compare: [source, target], requirements: S-1 }]\n" +
               yaml);
  }
};

const std::string kGates =
    "gates:\n"
    "  - { name: Data, needs: [parity], requirements: S-2 }\n"
    "  - { name: Cutover, needs: [Data, evidence], text: go ahead }\n";

}  // namespace

TEST_CASE("a run whose gates pass is GO") {
  Gated folder;
  const reports::Result result = folder.gate("evidence: { ok: { run: [\"true\"] } }\n" + kGates);
  CHECK(result.go == "GO");
  CHECK(result.exit_code == 0);
  CHECK(result.verdict == "PASS: GO, 2 of 2 gates passed");
  CHECK(result.contracts.size() == 1);
  CHECK(result.contracts.at(0).second.starts_with("xxh3:"));
}

TEST_CASE("a gate that does not pass ends the run with 1, and its reason is the run's") {
  Gated folder;
  const reports::Result result =
      folder.gate("evidence: { ok: { run: [\"true\"] } }\n" + kGates, "other.json");
  CHECK(result.go == "NO-GO");
  CHECK(result.exit_code == 1);
  CHECK(result.exit_reason == "gate Data: 1 of 1 table failed: source → target: t");
  CHECK(result.gates.at(1).verdict == GateVerdict::blocked);
  CHECK(result.verdict == "FAIL: NO-GO, 0 of 2 gates passed; 1 difference in 1 table");
}

TEST_CASE("what is not proven is NO-GO though nothing failed") {
  Gated folder;
  const reports::Result result = folder.gate("gates: [{ name: Old, needs: [parity, { result: before }] }]\n");
  CHECK(result.totals.failed == 0);
  CHECK(result.exit_code == 1);
  CHECK(result.outcome == Outcome::failed);
  CHECK_THAT(result.exit_reason, Catch::Matchers::StartsWith("gate Old: 1 of 1 result not decided"));
}

TEST_CASE("an earlier run of the same is evidence until the data or the contract change") {
  Gated folder;
  CHECK(folder.gate("").exit_code == 0);
  std::filesystem::copy(folder / "out", folder / "before", std::filesystem::copy_options::recursive);
  reports::write_file_atomically(folder / "before/result.json", reports::to_json(folder.gate("")));
  const std::string gate = "gates: [{ name: Old, needs: [{ result: before }] }]\n";
  // The contract stands in the scenario, so that another scenario is another contract.
  CHECK_THAT(folder.gate(gate).exit_reason, Catch::Matchers::ContainsSubstring("under another contract"));
  folder.write("c.yaml", "version: 1\nname: c\ntables: { t: { known_as: [s, other], key: [id] } }\n");
  const auto with_file = [&](const std::string& more) {
    return folder.run(
        "contract: c.yaml\ndatasets: { source: { json: s.json }, target: { json: t.json } }\n"
        "parity: [{ compare: [source, target] }]\n" +
        more);
  };
  reports::write_file_atomically(folder / "before/result.json", reports::to_json(with_file("")));
  CHECK(with_file(gate).exit_code == 0);
  folder.write("s.json", R"([{"id":1,"name":"new"}])");
  folder.write("t.json", R"([{"id":1,"name":"new"}])");
  CHECK_THAT(with_file(gate).exit_reason, Catch::Matchers::ContainsSubstring("of other data"));
}

TEST_CASE("what could not be decided outranks NO-GO") {
  Gated folder;
  const reports::Result result =
      folder.gate("evidence: { x: { junit: s.json } }\ngates: [{ name: G, needs: [evidence] }]\n");
  CHECK(result.exit_code == 3);
  CHECK(result.go == "NO-GO");
  CHECK(result.gates.at(0).verdict == GateVerdict::not_proven);
}

TEST_CASE("a statement that nothing checks fails the run") {
  Gated folder;
  folder.write("book.yaml",
               "version: 1\nrequirements:\n  - { id: S-1, text: one, class: E }\n"
               "  - { id: S-2, text: two, class: E, not_proven: nobody can }\n");
  CHECK(folder.gate("requirements: book.yaml\n").exit_code == 0);
  folder.write("book.yaml",
               "version: 1\nrequirements:\n  - { id: S-1, text: one, class: E }\n  - { id: S-2, text: two, "
               "class: E }\n");
  const reports::Result result = folder.gate("requirements: book.yaml\n");
  CHECK(result.exit_code == 1);
  CHECK(result.exit_reason == "a check failed");
  CHECK(result.requirements.at(0).status == reports::RequirementStatus::proven);
  CHECK(result.requirements.at(0).checks == std::vector<std::string>{"source → target"});
}

TEST_CASE("a mistake in gates is told before anything runs") {
  Gated folder;
  CHECK_THROWS_AS(folder.gate("gates: [{ name: G, needs: [nothing-of-this] }]\n"), Error);
}
