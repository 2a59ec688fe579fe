// The gates before anything else, one line each and why those did not pass that did not; and which statements
// are proven, in one sentence or, when verbose, one line each.
#include "reports/gates.h"

#include <fmt/format.h>

#include "reports/console/paper.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

Ink ink_of(GateVerdict verdict) {
  switch (verdict) {
    case GateVerdict::passed: return Ink::good;
    case GateVerdict::failed: return Ink::bad;
    case GateVerdict::blocked: return Ink::dim;
    case GateVerdict::not_proven: return Ink::warn;
  }
  return Ink::plain;
}

Ink ink_of(RequirementStatus status) {
  switch (status) {
    case RequirementStatus::proven: return Ink::good;
    case RequirementStatus::failed: return Ink::bad;
    case RequirementStatus::not_proven: return Ink::warn;
    case RequirementStatus::not_applicable: return Ink::dim;
  }
  return Ink::plain;
}

void write_needs(Paper& paper, const Gate& gate) {
  for (const GateNeed& need : gate.needs)
    paper.line(fmt::format("      {} {} {}  {}", paper.ink(ink_of(need.verdict), sign_of(need.verdict)),
                           need.kind, safe(need.name), paper.ink(Ink::dim, spell_need(need))));
}

}  // namespace

void write_gates(Paper& paper) {
  const Result& result = paper.result;
  if (result.gates.empty()) return;
  paper.title("Gates: " + gates_sentence(result));
  std::size_t name_width = 0;
  for (const Gate& gate : result.gates) name_width = std::max(name_width, columns(safe(gate.name)));
  for (const Gate& gate : result.gates) {
    const std::string name = safe(gate.name);
    paper.line(fmt::format("  {} {}{}  {}{}", paper.ink(ink_of(gate.verdict), sign_of(gate.verdict)), name,
                           std::string(name_width - columns(name), ' '),
                           paper.ink(ink_of(gate.verdict), gate_verdict_name(gate.verdict)),
                           gate.text.empty() ? "" : "  " + paper.ink(Ink::dim, safe(gate.text))));
    for (const std::string& reason : gate.reasons) paper.line("      " + safe(reason));
    if (paper.verbose()) write_needs(paper, gate);
  }
}

void write_requirements(Paper& paper) {
  const std::string sentence = requirements_sentence(paper.result);
  if (sentence.empty()) return;
  paper.title(sentence);
  for (const RequirementCoverage& statement : paper.result.requirements) {
    if (!paper.verbose() && statement.status != RequirementStatus::failed) continue;
    paper.line(
        fmt::format("  {} {}  {}{}", paper.ink(ink_of(statement.status), sign_of(statement.status)),
                    safe(statement.id), safe(statement.text),
                    statement.reason.empty() ? "" : ": " + paper.ink(Ink::dim, safe(statement.reason))));
  }
}

}  // namespace parity::reports::console
