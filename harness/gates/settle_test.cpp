// Gates over results: each verdict, what outranks what, and that nothing passes that was not proven.
#include "harness/gates/settle.h"

#include <algorithm>

#include "harness/gates/test_gates.h"
#include "normalizers/test.h"

using namespace parity;
using reports::GateVerdict;
using reports::Outcome;
using reports::RequirementStatus;

namespace {

const std::string kSteps =
    "environment:\n"
    "  prepare:\n"
    "    - { run: [\"true\"], expect_exit: 0, name: it can be seeded, requirements: S-1 }\n"
    "    - { run: [\"true\"], expect_exit: 0, name: it can be seeded again, requirements: [S-1, S-2] }\n";

std::string needs(const std::string& list) {
  return kSteps + "gates: [{ name: G, needs: [" + list + "] }]\n";
}

reports::Result prepared(Outcome second = Outcome::passed) {
  reports::Result result = compared();
  result.checks = {made("prepare", "prepare-1"), made("prepare", "prepare-2", second)};
  return result;
}

reports::Gate only(const std::string& needed, reports::Result result) {
  return GateFolder().settle(needs(needed), std::move(result)).gates.at(0);
}

}  // namespace

TEST_CASE("a gate passes where everything that it needs holds, however it is named") {
  for (const char* need : {"prepare", "prepare-2", "prepare-*", "it can be seeded again", "parity", "a -> b",
                           "{ suite: prepare }", "{ checks: prepare-1 }", "{ comparison: a → b }",
                           "{ requirement: S-1 }", "{ requirement: [S-1, S-2] }"}) {
    INFO(need);
    const reports::Gate gate = only(need, prepared());
    CHECK(gate.verdict == GateVerdict::passed);
    CHECK(gate.reasons.empty());
    CHECK(gate.needs.at(0).covers == gate.needs.at(0).holds);
    CHECK(gate.needs.at(0).covers > 0);
  }
}

TEST_CASE("a failed check fails every gate that needs it, and is named") {
  for (const char* need :
       {"prepare", "prepare-2", "prepare-*", "it can be seeded again", "{ requirement: S-2 }"}) {
    INFO(need);
    const reports::Gate gate = only(need, prepared(Outcome::failed));
    CHECK(gate.verdict == GateVerdict::failed);
    CHECK(gate.needs.at(0).wanting == std::vector<std::string>{"prepare-2"});
    CHECK_THAT(gate.reasons.at(0), Catch::Matchers::EndsWith("failed: prepare-2"));
  }
  CHECK(only("prepare-1", prepared(Outcome::failed)).verdict == GateVerdict::passed);
}

TEST_CASE("what was skipped, could not be decided or was not made proves nothing") {
  CHECK(only("prepare", prepared(Outcome::skipped)).verdict == GateVerdict::not_proven);
  CHECK(only("prepare", prepared(Outcome::errored)).verdict == GateVerdict::not_proven);
  reports::Result short_of_one = prepared();
  short_of_one.checks.pop_back();
  for (const char* need : {"prepare", "prepare-2", "prepare-*", "{ requirement: S-2 }"}) {
    INFO(need);
    const reports::Gate gate = only(need, short_of_one);
    CHECK(gate.verdict == GateVerdict::not_proven);
    CHECK_THAT(gate.reasons.at(0), Catch::Matchers::ContainsSubstring("prepare-2 (was not made)"));
  }
  CHECK(only("accepted", prepared()).verdict == GateVerdict::not_proven);  // nothing of it was there
}

TEST_CASE("comparisons count by their tables") {
  CHECK(only("parity", compared(Outcome::failed)).verdict == GateVerdict::failed);
  CHECK(only("parity", compared(Outcome::errored)).verdict == GateVerdict::not_proven);
  CHECK(only("parity", reports::Result{}).verdict == GateVerdict::not_proven);
  reports::Result left_out = prepared();
  left_out.comparisons[0].tables[0].not_compared = "only_in: a";
  CHECK(only("parity", left_out).verdict == GateVerdict::not_proven);
  reports::Result empty = prepared();
  empty.checks.push_back(made("coverage", "coverage.a → b.t", Outcome::skipped));
  CHECK(only("parity", empty).verdict == GateVerdict::not_proven);
}

TEST_CASE("a gate that waits for another one is blocked, whatever it finds itself, and so on down the line") {
  const std::string gates = kSteps +
                            "gates:\n"
                            "  - { name: Last, needs: [Middle] }\n"
                            "  - { name: First, needs: [prepare] }\n"
                            "  - { name: Middle, needs: [First, parity] }\n";
  const GateFolder folder;
  reports::Result good = folder.settle(gates, prepared());
  CHECK(good.go == "GO");
  reports::Result bad = prepared(Outcome::failed);
  bad.comparisons[0].tables[0].outcome = Outcome::failed;
  bad = folder.settle(gates, bad);
  CHECK(bad.go == "NO-GO");
  CHECK(bad.gates.at(0).verdict == GateVerdict::blocked);
  CHECK(bad.gates.at(0).reasons.at(0) == "gate Middle is blocked");
  CHECK(bad.gates.at(1).verdict == GateVerdict::failed);
  CHECK(bad.gates.at(2).verdict == GateVerdict::blocked);
  CHECK(bad.gates.at(2).reasons.size() == 2);  // its own table differs too
  CHECK(folder.settle(kSteps, prepared()).go.empty());
}

TEST_CASE("a run of which only a part was asked for settles no gate, and says so") {
  reports::Result filtered = prepared();
  filtered.coverage.filters = {"--table t"};
  filtered = GateFolder().settle(needs("prepare"), filtered);
  CHECK(filtered.gates.empty());
  CHECK(filtered.go.empty());
  CHECK(filtered.notes == std::vector<std::string>{"gates are not settled: only --table t was asked for"});
}

namespace {

const std::string kBook =
    "version: 1\nrequirements:\n"
    "  - { id: S-1, text: one, class: E }\n"
    "  - { id: S-2, text: two, class: D }\n"
    "  - { id: S-3, text: three, class: P }\n"
    "  - { id: S-4, text: four, class: E, not_proven: needs a moon }\n";

const reports::Check& find(const reports::Result& result, const std::string& id) {
  const auto at = std::find_if(result.checks.begin(), result.checks.end(),
                               [&](const reports::Check& check) { return check.id == id; });
  REQUIRE(at != result.checks.end());
  return *at;
}

}  // namespace

TEST_CASE("a statement is proven by all that names it, and one that nothing checks says why") {
  const GateFolder folder;
  folder.write("book.yaml", kBook);
  const reports::Result result = folder.settle(kSteps + "requirements: book.yaml\n", prepared());
  REQUIRE(result.requirements.size() == 4);
  CHECK(result.requirements[0].status == RequirementStatus::proven);
  CHECK(result.requirements[0].checks == std::vector<std::string>{"prepare-1", "prepare-2"});
  CHECK(result.requirements[1].status == RequirementStatus::proven);
  CHECK(result.requirements[2].status == RequirementStatus::not_applicable);
  CHECK(result.requirements[3].status == RequirementStatus::not_proven);
  CHECK(result.requirements[3].reason == "needs a moon");
  CHECK(find(result, "requirements/all").outcome == Outcome::passed);
  CHECK(find(result, "requirements/no-stale-reason").outcome == Outcome::passed);

  const reports::Result red = folder.settle(kSteps + "requirements: book.yaml\n", prepared(Outcome::failed));
  CHECK(red.requirements[0].status == RequirementStatus::failed);
  CHECK(red.requirements[1].status == RequirementStatus::failed);
}

TEST_CASE("a statement without check and reason fails the run, and so does a reason that no longer holds") {
  const GateFolder folder;
  folder.write("book.yaml", kBook + "  - { id: S-5, text: five, class: D }\n");
  reports::Result result = folder.settle(kSteps + "requirements: book.yaml\n", prepared());
  CHECK(find(result, "requirements/all").outcome == Outcome::failed);
  CHECK_THAT(find(result, "requirements/all").message, Catch::Matchers::EndsWith(": S-5"));
  folder.write("book.yaml",
               "version: 1\nrequirements:\n"
               "  - { id: S-1, text: one, class: E, not_proven: nobody does }\n"
               "  - { id: S-2, text: two, class: D }\n");
  result = folder.settle(kSteps + "requirements: book.yaml\n", prepared());
  CHECK(find(result, "requirements/no-stale-reason").outcome == Outcome::failed);
}

TEST_CASE("a gate proves the statements that it names, when it passes") {
  const GateFolder folder;
  folder.write("book.yaml",
               "version: 1\nrequirements:\n"
               "  - { id: S-1, text: one, class: E }\n"
               "  - { id: S-2, text: two, class: E }\n"
               "  - { id: S-9, text: nine, class: E }\n");
  const std::string gate =
      kSteps + "requirements: book.yaml\ngates: [{ name: G, needs: [prepare], requirements: S-9 }]\n";
  CHECK(folder.settle(gate, prepared()).requirements.at(2).status == RequirementStatus::proven);
  CHECK(folder.settle(gate, prepared(Outcome::failed)).requirements.at(2).status ==
        RequirementStatus::failed);
  CHECK(folder.settle(gate, prepared(Outcome::skipped)).requirements.at(2).status ==
        RequirementStatus::not_proven);
}

TEST_CASE("what other scenarios of the book check is told, and not taken as proven here") {
  const GateFolder folder;
  folder.write("book.yaml",
               "version: 1\nscenarios: [\"*other.yaml\"]\nrequirements:\n"
               "  - { id: S-1, text: one, class: E }\n"
               "  - { id: S-2, text: two, class: E }\n"
               "  - { id: S-8, text: eight, class: E }\n");
  folder.write("other.yaml",
               "version: 1\ndatasets: { a: { json: a.json }, b: { json: b.json } }\n"
               "parity: [{ compare: [a, b], requirements: S-8 }]\n");
  const reports::Result result = folder.settle(kSteps + "requirements: book.yaml\n", prepared());
  CHECK(result.requirements.at(2).status == RequirementStatus::not_proven);
  CHECK(result.requirements.at(2).reason == "not in this run, but in other.yaml: a → b");
  CHECK(find(result, "requirements/all").outcome == Outcome::passed);
}

TEST_CASE("a range of statements is all of them, in the order of their file") {
  const GateFolder folder;
  folder.write("book.yaml", kBook);
  const auto gate = [&](const std::string& range) {
    return folder
        .settle(kSteps + "requirements: book.yaml\ngates: [{ name: G, needs: [{ requirement: " + range +
                    " }] }]\n",
                prepared())
        .gates.at(0);
  };
  CHECK(gate("S-1..S-2").verdict == GateVerdict::passed);
  CHECK(gate("S-1..S-2").needs.at(0).name == "S-1..S-2");
  CHECK(gate("S-1..S-3").verdict == GateVerdict::not_proven);
  CHECK_THAT(gate("S-1..S-4").reasons.at(0), Catch::Matchers::ContainsSubstring("S-3, S-4"));
}
