// Gates: named conditions on what a run found, in an order, and the GO or NO-GO that they make; and the
// statements of a specification with the checks that prove them. Settled by harness/gates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parity::reports {

enum class GateVerdict {
  passed,      // everything that it needs holds
  failed,      // something that it needs does not hold
  blocked,     // a gate that it needs did not pass: what it asks itself decides nothing yet
  not_proven,  // something that it needs was not decided, or nothing was there to decide it
};
std::string_view gate_verdict_name(GateVerdict verdict);  // "not proven"

// One thing that a gate needs, and what became of it.
struct GateNeed {
  std::string name;  // as the scenario names it: "Phase 1", "reference-api/*", "source → database", "S2-027"
  std::string kind;  // "gate", "checks", "suite", "parity", "comparison", "requirement", "result"
  GateVerdict verdict = GateVerdict::not_proven;
  std::uint64_t covers = 0;          // checks and tables
  std::uint64_t holds = 0;           // of those, passed
  std::vector<std::string> wanting;  // those that did not pass, at most 20: ids of checks, tables
  std::string reason;                // why it is not passed
};

struct Gate {
  std::string name;
  std::string text;
  GateVerdict verdict = GateVerdict::not_proven;
  std::vector<GateNeed> needs;
  std::vector<std::string> reasons;       // one for each need that is not passed
  std::vector<std::string> requirements;  // ids of the statements that it proves
  std::string where;                      // file:line
};

enum class RequirementStatus {
  proven,          // every check that names it passed
  failed,          // one of them failed
  not_proven,      // one of them was not decided, or there is none, and the reason says why
  not_applicable,  // nothing that a running system shows
};
std::string_view requirement_status_name(RequirementStatus status);  // "not applicable"

struct RequirementCoverage {
  std::string id;    // "S2-075"
  std::string text;  // the statement, short
  std::string cls;   // "E" stated, "D" derived, "P" a fact of process or stack
  RequirementStatus status = RequirementStatus::not_proven;
  std::vector<std::string> checks;  // ids of the checks, comparisons and gates that name it
  std::string reason;               // why it is not proven
  std::string where;                // file:line of the statement
};

}  // namespace parity::reports
