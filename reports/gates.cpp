#include "reports/gates.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/words.h"

namespace parity::reports {

std::string gates_sentence(const Result& result) {
  if (result.gates.empty()) return {};
  const auto passed = std::count_if(result.gates.begin(), result.gates.end(),
                                    [](const Gate& gate) { return gate.verdict == GateVerdict::passed; });
  return fmt::format("{}, {} of {} passed", result.go, passed, counted(result.gates.size(), "gate"));
}

const Gate* first_not_passed(const Result& result) {
  const auto find = [&](auto wanted) {
    return std::find_if(result.gates.begin(), result.gates.end(),
                        [&](const Gate& gate) { return wanted(gate.verdict); });
  };
  auto at = find([](GateVerdict verdict) {
    return verdict == GateVerdict::failed || verdict == GateVerdict::not_proven;
  });
  if (at == result.gates.end()) at = find([](GateVerdict verdict) { return verdict != GateVerdict::passed; });
  return at == result.gates.end() ? nullptr : &*at;
}

std::string no_go_reason(const Result& result) {
  const Gate* gate = first_not_passed(result);
  if (gate == nullptr) return {};
  return fmt::format(
      "gate {}: {}", gate->name,
      gate->reasons.empty() ? std::string(gate_verdict_name(gate->verdict)) : gate->reasons[0]);
}

std::string spell_need(const GateNeed& need) {
  if (need.kind == "gate") return std::string(gate_verdict_name(need.verdict));
  if (need.covers == 0) return need.verdict == GateVerdict::passed ? "holds" : "nothing to hold";
  const bool tables = need.kind == "parity" || need.kind == "comparison";
  const std::string_view one = tables ? "table" : need.kind == "requirement" ? "check or table" : "check";
  const std::string all =
      one == "check or table" ? counted(need.covers, one, "checks and tables") : counted(need.covers, one);
  return need.holds == need.covers ? all : fmt::format("{} of {}", thousands(need.holds), all);
}

std::map<RequirementStatus, std::size_t> count_statements(const Result& result) {
  std::map<RequirementStatus, std::size_t> counts;
  for (const RequirementCoverage& statement : result.requirements) ++counts[statement.status];
  return counts;
}

std::string requirements_sentence(const Result& result) {
  if (result.requirements.empty()) return {};
  const auto counts = count_statements(result);
  const auto of = [&](RequirementStatus status) {
    const auto at = counts.find(status);
    return at == counts.end() ? std::size_t{0} : at->second;
  };
  using enum RequirementStatus;
  std::string said = fmt::format("Of {}, {} proven", counted(result.requirements.size(), "statement"),
                                 of(proven) == 1 ? "1 is" : thousands(of(proven)) + " are");
  if (of(failed) > 0) said += fmt::format(", {} failed", thousands(of(failed)));
  if (of(not_proven) > 0) said += fmt::format(", {} not proven", thousands(of(not_proven)));
  if (of(not_applicable) > 0) said += fmt::format(", {} not applicable", thousands(of(not_applicable)));
  return said;
}

std::string_view sign_of(GateVerdict verdict) {
  switch (verdict) {
    case GateVerdict::passed: return "✓";
    case GateVerdict::failed: return "✗";
    case GateVerdict::blocked: return "⊘";
    case GateVerdict::not_proven: return "?";
  }
  return "?";
}

std::string_view sign_of(RequirementStatus status) {
  switch (status) {
    case RequirementStatus::proven: return "✓";
    case RequirementStatus::failed: return "✗";
    case RequirementStatus::not_proven: return "?";
    case RequirementStatus::not_applicable: return "–";
  }
  return "?";
}

}  // namespace parity::reports
