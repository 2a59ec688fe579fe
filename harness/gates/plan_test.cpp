// Every mistake that one can make with gates, evidence and statements, drawn as people see it:
// mistakes/*.txt.
#include "harness/gates/plan.h"

#include "harness/contract/mistakes.h"
#include "harness/gates/test_gates.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("mistakes in gates are drawn at their place") {
  const std::filesystem::path golden =
      std::filesystem::path(PARITY_SOURCE) / "harness/gates/mistakes/gates.txt";
  const int count = check_mistakes(golden, "gates.yaml", [&](const std::filesystem::path& file) {
    std::ofstream("book.yaml") << "version: 1\nrequirements: [{ id: S-1, text: one, class: E }]\n";
    for (const Scenario& scenario : load_scenario(file, {{}, load_zone, {}})) plan_gates(scenario);
  });
  CHECK(count == 20);
}

TEST_CASE("words are what they name, gates first put behind what they need") {
  const GatesPlan plan = GateFolder().plan(
      "environment: { prepare: [{ run: [x], expect_exit: 0 }] }\n"
      "evidence: { lint: { run: [x] } }\n"
      "gates:\n"
      "  - { name: B, needs: [A, prepare, evidence/lint, evidence/*, a -> b, parity, ledger] }\n"
      "  - { name: A, needs: [evidence] }\n");
  using enum NeedPlan::Kind;
  std::vector<NeedPlan::Kind> kinds;
  for (const NeedPlan& need : plan.gates.at(0).needs) kinds.push_back(need.kind);
  CHECK(kinds ==
        std::vector<NeedPlan::Kind>{gate, suite, checks, checks, comparison, NeedPlan::Kind::parity, suite});
  CHECK(plan.order == std::vector<std::size_t>{1, 0});
}
