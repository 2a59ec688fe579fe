// Statements held against what names them: see coverage.h.
#include "harness/gates/coverage.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parity {
namespace {

using reports::GateVerdict;
using reports::RequirementStatus;

bool names(const std::vector<Text>& ids, const std::string& id) {
  return std::any_of(ids.begin(), ids.end(), [&](const Text& text) { return text.value == id; });
}

bool is_named(const GatesPlan& plan, const std::string& id) {
  return plan.elsewhere.count(id) > 0 ||
         std::any_of(plan.checks.begin(), plan.checks.end(),
                     [&](const PlannedCheck& check) { return names(check.requirements, id); }) ||
         std::any_of(plan.gates.begin(), plan.gates.end(),
                     [&](const GatePlan& gate) { return names(gate.requirements, id); });
}

void add_check(reports::Result& result, const std::string& id, const std::string& name,
               const std::vector<const Statement*>& wrong, const std::string& message) {
  reports::Check check;
  check.suite = "requirements";
  check.id = "requirements/" + id;
  check.name = name;
  if (!wrong.empty()) {
    check.outcome = reports::Outcome::failed;
    check.message = fmt::format("{}: {}{}", message, wrong.front()->id,
                                wrong.size() > 1 ? fmt::format(" and {} more", wrong.size() - 1) : "");
    for (const Statement* statement : wrong)
      check.detail += fmt::format("{}{} {} ({}:{})", check.detail.empty() ? "" : "\n", statement->id,
                                  statement->text, statement->where.file, statement->where.line);
    check.where = fmt::format("{}:{}", wrong.front()->where.file, wrong.front()->where.line);
  }
  result.checks.push_back(std::move(check));
}

// A gate proves a statement that its list names; blocked and not proven gates prove nothing.
void add_gates(const reports::Result& result, const std::string& id, NeedTally& tally) {
  for (const reports::Gate& gate : result.gates) {
    if (std::find(gate.requirements.begin(), gate.requirements.end(), id) == gate.requirements.end())
      continue;
    reports::Check check;
    check.id = "gate " + gate.name;
    check.outcome = gate.verdict == GateVerdict::passed   ? reports::Outcome::passed
                    : gate.verdict == GateVerdict::failed ? reports::Outcome::failed
                                                          : reports::Outcome::skipped;
    check.message = std::string("is ") + std::string(gate_verdict_name(gate.verdict));
    tally.add(check);
  }
}

// What was made; what was to be made where nothing was.
std::vector<std::string> proofs(const GatesPlan& plan, const reports::Result& result, const std::string& id) {
  std::vector<std::string> all;
  for (const PlannedCheck& planned : plan.checks) {
    if (!names(planned.requirements, id)) continue;
    const std::size_t before = all.size();
    for (const reports::Check& check : result.checks)
      if (stands_for(planned, check) &&
          (!planned.open ||
           std::find(check.requirements.begin(), check.requirements.end(), id) != check.requirements.end()))
        all.push_back(check.id);
    if (all.size() == before) all.push_back(planned.id);
  }
  for (const GatePlan& gate : plan.gates)
    if (names(gate.requirements, id)) all.push_back("gate " + gate.name);
  return all;
}

}  // namespace

const char* const kFactOfProcess = "a fact of process or stack, nothing that a running system shows";

void add_proofs(const GatesPlan& plan, const reports::Result& result, const std::string& id,
                NeedTally& tally) {
  bool named = false;
  for (const PlannedCheck& check : plan.checks) {
    if (!names(check.requirements, id)) continue;
    named = true;
    tally.add(result, check, id);
  }
  if (!named) tally.miss(id, "no check of this scenario names it");
}

void check_statements(const GatesPlan& plan, reports::Result& result) {
  if (plan.books.empty()) return;
  std::vector<const Statement*> forgotten, stale;
  for (const RequirementBook& book : plan.books) {
    for (const Statement& statement : book.statements) {
      const bool named = is_named(plan, statement.id);
      if (named && !statement.not_proven.empty()) stale.push_back(&statement);
      if (!named && statement.not_proven.empty() && statement.cls != "P") forgotten.push_back(&statement);
    }
  }
  add_check(result, "all", "every statement has a check, or a reason why it has none", forgotten,
            "neither a check nor a reason");
  add_check(result, "no-stale-reason", "no statement that a check names has a reason why nothing checks it",
            stale, "a check names it, and its reason says that none does");
}

void tell_statements(const GatesPlan& plan, reports::Result& result) {
  for (const RequirementBook& book : plan.books) {
    for (const Statement& statement : book.statements) {
      reports::RequirementCoverage told{statement.id,
                                        statement.text,
                                        statement.cls,
                                        {},
                                        proofs(plan, result, statement.id),
                                        {},
                                        fmt::format("{}:{}", statement.where.file, statement.where.line)};
      if (!told.checks.empty()) {
        NeedTally tally("check or table", "checks and tables");
        for (const PlannedCheck& check : plan.checks)
          if (names(check.requirements, statement.id)) tally.add(result, check, statement.id);
        add_gates(result, statement.id, tally);
        told.status = tally.verdict() == GateVerdict::passed   ? RequirementStatus::proven
                      : tally.verdict() == GateVerdict::failed ? RequirementStatus::failed
                                                               : RequirementStatus::not_proven;
        told.reason = tally.reason();
      } else if (const auto at = plan.elsewhere.find(statement.id); at != plan.elsewhere.end()) {
        told.status = RequirementStatus::not_proven;
        told.reason = fmt::format("not in this run, but in {}", fmt::join(at->second, ", "));
      } else if (statement.cls == "P") {
        told.status = RequirementStatus::not_applicable;
        told.reason = statement.not_proven.empty() ? kFactOfProcess : statement.not_proven;
      } else {
        told.status = RequirementStatus::not_proven;
        told.reason =
            statement.not_proven.empty() ? "nothing checks it, and nobody says why" : statement.not_proven;
      }
      result.requirements.push_back(std::move(told));
    }
  }
}

}  // namespace parity
