// The sample with gates: each verdict, each kind of need, each status of a statement.
#include "reports/samples.h"
#include "reports/words.h"

namespace parity::reports::samples {
namespace {

using enum GateVerdict;

const std::string kFile = "scenarios/reference-data.yaml:";

GateNeed holds(std::string name, std::string kind, std::uint64_t covers) {
  return {std::move(name), std::move(kind), passed, covers, covers, {}, {}};
}

std::vector<Gate> gates() {
  std::vector<Gate> all;
  all.push_back({"Phase 0",
                 "it boots, it answers, and with the flag off nothing changed",
                 passed,
                 {holds("prepare", "suite", 9), holds("source → flag_off", "comparison", 24)},
                 {},
                 {"S2-023", "S2-025"},
                 kFile + "80"});
  all.push_back({"Phase 3",
                 "the wrapper has its shape, and its order is stable",
                 failed,
                 {holds("Phase 0", "gate", 0),
                  {"reference-api/*",
                   "checks",
                   failed,
                   2,
                   1,
                   {"reference-api/unknown-table"},
                   "1 of 2 checks failed: reference-api/unknown-table"},
                  holds("S2-077", "requirement", 1)},
                 {"1 of 2 checks failed: reference-api/unknown-table"},
                 {"S2-081"},
                 kFile + "84"});
  all.push_back(
      {"Phase 5",
       "",
       not_proven,
       {{"out/audit", "result", not_proven, 0, 0, {}, "it was made under another contract"},
        {"all comparisons",
         "parity",
         failed,
         16,
         14,
         {"source → database: equipment"},
         "2 of 16 tables differ"},
        {"smoke", "suite", not_proven, 1, 0, {"smoke/offline"}, "1 of 1 check was skipped: smoke/offline"}},
       {"out/audit was made under another contract", "2 of 16 tables differ",
        "1 of 1 check was skipped: smoke/offline"},
       {},
       kFile + "88"});
  all.push_back({"Cutover",
                 "the flag may be switched on",
                 blocked,
                 {{"Phase 3", "gate", failed, 0, 0, {}, "gate Phase 3 failed"},
                  {"Phase 5", "gate", not_proven, 0, 0, {}, "gate Phase 5 is not proven"}},
                 {"gate Phase 3 failed", "gate Phase 5 is not proven"},
                 {"S2-120"},
                 kFile + "92"});
  return all;
}

}  // namespace

Result gated() {
  Result result = failing();
  result.contracts = {{"contracts/reference-data.yaml", "xxh3:5be1c3b0a9d4f7e2"}};
  result.gates = gates();
  result.go = "NO-GO";
  const std::string file = "contracts/requirements/002-reference-data.yaml:";
  using enum RequirementStatus;
  result.requirements = {
      {"S2-071",
       "the version endpoint answers the token of the data",
       "E",
       proven,
       {"reference-api/version"},
       "",
       file + "74"},
      {"S2-077",
       "shape, data and time have a version each",
       "E",
       proven,
       {"reference-api/version"},
       "",
       file + "80"},
      {"S2-082",
       "an unknown table is the client's mistake",
       "D",
       RequirementStatus::failed,
       {"reference-api/unknown-table"},
       "1 of 1 check failed: reference-api/unknown-table",
       file + "85"},
      {"S2-006",
       "database and backend run in containers",
       "E",
       RequirementStatus::not_proven,
       {},
       "needs a container engine",
       file + "9"},
      {"S2-022",
       "the pipeline has its jobs",
       "P",
       not_applicable,
       {},
       "a fact of process or stack",
       file + "25"},
  };
  result.exit_reason = "gate Phase 3: 1 of 2 checks failed: reference-api/unknown-table";
  result.verdict = spell_verdict(result);
  return result;
}

}  // namespace parity::reports::samples
