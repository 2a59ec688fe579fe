// Gates settled in their order: see settle.h.
#include "harness/gates/settle.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/gates/coverage.h"
#include "harness/gates/earlier.h"
#include "harness/gates/need_tally.h"
#include "harness/scenario/references.h"
#include "reports/check_names.h"

namespace parity {
namespace {

using reports::GateNeed;
using reports::GateVerdict;
using reports::Result;

class Settler {
 public:
  Settler(const GatesPlan& plan, const GateSurroundings& surroundings, Result& result)
      : plan_(plan), surroundings_(surroundings), result_(result) {}

  void settle() {
    result_.gates.resize(plan_.gates.size());
    for (const std::size_t at : plan_.order) settle_gate(plan_.gates[at], result_.gates[at]);
    if (result_.gates.empty()) return;
    const bool go = std::all_of(result_.gates.begin(), result_.gates.end(), [](const reports::Gate& gate) {
      return gate.verdict == GateVerdict::passed;
    });
    result_.go = go ? "GO" : "NO-GO";
  }

 private:
  // A gate that waits for another one is blocked, whatever it finds itself.
  void settle_gate(const GatePlan& plan, reports::Gate& gate) const {
    gate.name = plan.name;
    gate.text = plan.text;
    gate.where = plan.where.file + ":" + std::to_string(plan.where.line);
    for (const Text& id : plan.requirements) gate.requirements.push_back(id.value);
    bool blocked = false, failed = false, undecided = false;
    for (const NeedPlan& wanted : plan.needs) {
      const GateNeed& need = gate.needs.emplace_back(settle_need(wanted));
      if (need.verdict == GateVerdict::passed) continue;
      gate.reasons.push_back(need.reason);
      blocked = blocked || need.kind == "gate";
      failed = failed || need.verdict == GateVerdict::failed;
      undecided = true;
    }
    gate.verdict = blocked     ? GateVerdict::blocked
                   : failed    ? GateVerdict::failed
                   : undecided ? GateVerdict::not_proven
                               : GateVerdict::passed;
  }

  GateNeed settle_need(const NeedPlan& need) const {
    using enum NeedPlan::Kind;
    switch (need.kind) {
      case gate: return settled_gate(need);
      case result: return earlier_results(need);
      case suite: return told(need, "suite", tally_suite(need.name));
      case named:
      case checks: return told(need, "checks", tally_checks(need.name));
      case comparison: return told(need, "comparison", tally_comparisons(need.name));
      case parity: return told(need, "parity", tally_comparisons({}));
      case requirement: return told(need, "requirement", tally_statements(need));
    }
    return {};
  }

  static GateNeed told(const NeedPlan& need, const char* kind, const NeedTally& tally) {
    std::string reason = tally.reason();
    return {need.name,        kind, tally.verdict(), tally.covers(), tally.holds(), tally.wanting(),
            std::move(reason)};
  }

  GateNeed settled_gate(const NeedPlan& need) const {
    const auto at = std::find_if(result_.gates.begin(), result_.gates.end(),
                                 [&](const reports::Gate& gate) { return gate.name == need.name; });
    GateNeed told{need.name, "gate", at->verdict, 0, 0, {}, {}};
    if (at->verdict != GateVerdict::passed)
      told.reason = fmt::format("gate {} {}{}", at->name, at->verdict == GateVerdict::failed ? "" : "is ",
                                gate_verdict_name(at->verdict));
    return told;
  }

  GateNeed earlier_results(const NeedPlan& need) const {
    const std::filesystem::path path = expand(need.path, surroundings_.values);
    return rest_on_results(need, (surroundings_.directory / path).lexically_normal().string(), result_,
                           surroundings_.now);
  }

  NeedTally tally_suite(const std::string& suite) const {
    NeedTally tally("check", "checks");
    for (const PlannedCheck& check : plan_.checks)
      if (check.suite == suite) tally.add(result_, check);
    for (const reports::Check& check : result_.checks)
      if (check.suite == suite && !is_planned(check)) tally.add(check);
    return tally;
  }

  // By id, by the id of a group of cases, by name, or by a glob over ids.
  NeedTally tally_checks(const std::string& pattern) const {
    NeedTally tally("check", "checks");
    const auto fits = [&](const std::string& id, const std::string& name) {
      return name == pattern || reports::fits(pattern, id);
    };
    for (const PlannedCheck& check : plan_.checks) {
      if (check.is_comparison()) continue;
      if (fits(check.id, check.name)) tally.add(result_, check);
    }
    for (const reports::Check& check : result_.checks) {
      const PlannedCheck* planned = find_planned(check);
      if (planned != nullptr && fits(planned->id, planned->name)) continue;
      if (fits(check.id, check.name)) tally.add(check);
    }
    return tally;
  }

  NeedTally tally_comparisons(const std::string& name) const {
    NeedTally tally("table", "tables");
    for (const PlannedCheck& check : plan_.checks)
      if (check.is_comparison() && (name.empty() || check.id == name)) tally.add(result_, check);
    return tally;
  }

  NeedTally tally_statements(const NeedPlan& need) const {
    NeedTally tally("check or table", "checks and tables");
    for (const Text& id : need.statements) add_proofs(plan_, result_, id.value, tally);
    return tally;
  }

  const PlannedCheck* find_planned(const reports::Check& check) const {
    const auto at = std::find_if(plan_.checks.begin(), plan_.checks.end(),
                                 [&](const PlannedCheck& planned) { return stands_for(planned, check); });
    return at == plan_.checks.end() ? nullptr : &*at;
  }
  bool is_planned(const reports::Check& check) const { return find_planned(check) != nullptr; }

  const GatesPlan& plan_;
  const GateSurroundings& surroundings_;
  Result& result_;
};

}  // namespace

void settle_gates(const GatesPlan& plan, const GateSurroundings& surroundings, reports::Result& result) {
  check_statements(plan, result);
  if (result.coverage.filters.empty())
    Settler(plan, surroundings, result).settle();
  else if (!plan.gates.empty())
    result.notes.push_back("gates are not settled: only " + result.coverage.filters.front() +
                           " was asked for");
  tell_statements(plan, result);
}

}  // namespace parity
