// Gates looked up and ordered: see plan.h.
#include "harness/gates/plan.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/gates/elsewhere.h"
#include "harness/yaml/nearest.h"
#include "reports/check_names.h"

namespace parity {
namespace {

using Kind = NeedPlan::Kind;

// Finds what a need names among what the scenario has.
class Names {
 public:
  Names(const Scenario& scenario, const GatesPlan& plan) : plan_(plan) {
    for (const GatePlan& gate : scenario.gates) gates_.insert(gate.name);
    for (const PlannedCheck& check : plan.checks)
      (check.is_comparison() ? comparisons_ : suites_).insert(name_of(check));
  }

  void settle(NeedPlan& need) const {
    switch (need.kind) {
      case Kind::named: return settle_word(need);
      case Kind::gate: return require(need, gates_, "gate");
      case Kind::suite:
        if (!is_suite_of_runs(need.name)) require(need, suites_, "suite");
        return;
      case Kind::comparison: return require(need, comparisons_, "comparison");
      case Kind::checks:
        if (!fits_a_check(need.name)) refuse(need, "check");
        return;
      case Kind::parity:
        if (comparisons_.empty())
          throw usage_error("'parity' is all comparisons, and this scenario has none").at(need.where);
        return;
      case Kind::requirement: return settle_statements(need);
      case Kind::result: return;
    }
  }

 private:
  static std::string name_of(const PlannedCheck& check) {
    return check.is_comparison() ? check.id : check.suite;
  }

  void settle_word(NeedPlan& need) const {
    const bool gate = gates_.count(need.name) > 0;
    const bool suite = suites_.count(need.name) > 0 || is_suite_of_runs(need.name);
    if (gate && suite)
      throw usage_error(fmt::format("'{}' is a gate and a suite", need.name))
          .at(need.where)
          .with_hint(fmt::format("say which: {{ gate: {} }} or {{ suite: {} }}", need.name, need.name));
    if (gate) {
      need.kind = Kind::gate;
    } else if (suite) {
      need.kind = Kind::suite;
    } else if (fits_a_check(need.name)) {
      need.kind = Kind::checks;
    } else {
      refuse(need, "gate, suite or check");
    }
  }

  bool fits_a_check(const std::string& pattern) const {
    if (is_suite_of_runs(pattern.substr(0, pattern.find_first_of("./")))) return true;
    return std::any_of(plan_.checks.begin(), plan_.checks.end(), [&](const PlannedCheck& check) {
      return !check.is_comparison() &&
             (stands_for(check, pattern) || check.name == pattern || reports::fits(pattern, check.id));
    });
  }

  static void require(const NeedPlan& need, const std::set<std::string>& known, const char* what) {
    if (known.count(need.name) > 0) return;
    throw usage_error(fmt::format("there is no {} '{}'", what, need.name))
        .at(need.where)
        .with_hint(suggest(need.name, std::vector<std::string>(known.begin(), known.end())));
  }

  [[noreturn]] void refuse(const NeedPlan& need, const char* what) const {
    std::vector<std::string> known(gates_.begin(), gates_.end());
    known.insert(known.end(), suites_.begin(), suites_.end());
    for (const PlannedCheck& check : plan_.checks) known.push_back(check.id);
    throw usage_error(fmt::format("there is no {} '{}'", what, need.name))
        .at(need.where)
        .with_hint(suggest(need.name, known));
  }

  // Ranges become all statements from one to the other, in the order of their file.
  void settle_statements(NeedPlan& need) const {
    std::vector<Text> ids;
    for (const Text& text : need.statements) {
      const std::size_t dots = text.value.find("..");
      if (dots == text.value.npos) {
        ids.push_back(text);
        continue;
      }
      for (const Statement* statement : range(text, text.value.substr(0, dots), text.value.substr(dots + 2)))
        ids.push_back({statement->id, text.where});
    }
    for (const Text& id : ids) {
      const bool checked =
          std::any_of(plan_.checks.begin(), plan_.checks.end(), [&](const PlannedCheck& check) {
            return std::any_of(check.requirements.begin(), check.requirements.end(),
                               [&](const Text& named) { return named.value == id.value; });
          });
      if (!checked && plan_.find(id.value) == nullptr)
        throw usage_error(fmt::format("no check names statement '{}'", id.value))
            .at(id.where)
            .with_hint("checks name the statements that they prove under 'requirements'");
    }
    need.statements = std::move(ids);
  }

  std::vector<const Statement*> range(const Text& text, const std::string& first,
                                      const std::string& last) const {
    std::vector<const Statement*> found;
    for (const RequirementBook& book : plan_.books) {
      for (const Statement& statement : book.statements) {
        if (found.empty() && statement.id != first) continue;
        found.push_back(&statement);
        if (statement.id == last) return found;
      }
      if (!found.empty()) break;
    }
    throw usage_error(fmt::format("'{}' is no range: {} is not in the files of statements", text.value,
                                  found.empty() ? first : last + " behind " + first))
        .at(text.where);
  }

  const GatesPlan& plan_;
  std::set<std::string> gates_, suites_, comparisons_;
};

// Each gate behind those that it needs.
std::vector<std::size_t> ordered(const std::vector<GatePlan>& gates) {
  enum class State { new_, open, done };
  std::vector<State> states(gates.size(), State::new_);
  std::vector<std::size_t> order;
  std::vector<std::string> path;
  const auto index = [&](const std::string& name) {
    return static_cast<std::size_t>(
        std::find_if(gates.begin(), gates.end(), [&](const GatePlan& gate) { return gate.name == name; }) -
        gates.begin());
  };
  const std::function<void(std::size_t)> visit = [&](std::size_t at) {
    states[at] = State::open;
    path.push_back(gates[at].name);
    for (const NeedPlan& need : gates[at].needs) {
      if (need.kind != Kind::gate) continue;
      const std::size_t next = index(need.name);
      if (states[next] == State::open) {
        std::string circle;
        for (auto from = std::find(path.begin(), path.end(), need.name); from != path.end(); ++from)
          circle += *from + " → ";
        throw usage_error("gates need each other in a circle: " + circle + need.name).at(need.where);
      }
      if (states[next] == State::new_) visit(next);
    }
    path.pop_back();
    states[at] = State::done;
    order.push_back(at);
  };
  for (std::size_t i = 0; i < gates.size(); ++i)
    if (states[i] == State::new_) visit(i);
  return order;
}

void refuse_unknown_statements(const GatesPlan& plan, const std::vector<Text>& ids) {
  for (const Text& id : ids) {
    if (plan.find(id.value) != nullptr) continue;
    std::vector<std::string> known;
    for (const RequirementBook& book : plan.books)
      for (const Statement& statement : book.statements) known.push_back(statement.id);
    throw usage_error(fmt::format("there is no statement '{}'", id.value))
        .at(id.where)
        .with_hint(suggest(id.value, known));
  }
}

void load_books(const Scenario& scenario, GatesPlan& plan) {
  for (const Text& path : scenario.requirement_files) {
    const std::filesystem::path file = (scenario.directory / path.value).lexically_normal();
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
      throw usage_error(fmt::format("there is no file of statements '{}'", path.value))
          .at(path.where)
          .with_hint("paths start at the scenario's folder");
    plan.books.push_back(load_requirements(file));
    for (std::size_t b = 0; b + 1 < plan.books.size(); ++b) {
      for (const Statement& statement : plan.books.back().statements)
        for (const Statement& other : plan.books[b].statements)
          if (statement.id == other.id)
            throw usage_error(
                fmt::format("statement '{}' is also in {}", statement.id, plan.books[b].file.string()))
                .at(statement.where);
    }
  }
}

}  // namespace

const Statement* GatesPlan::find(const std::string& id) const {
  for (const RequirementBook& book : books)
    for (const Statement& statement : book.statements)
      if (statement.id == id) return &statement;
  return nullptr;
}

GatesPlan plan_gates(const Scenario& scenario) {
  GatesPlan plan;
  plan.checks = planned_checks(scenario);
  load_books(scenario, plan);
  plan.gates = scenario.gates;
  if (!plan.books.empty()) {
    for (const PlannedCheck& check : plan.checks) refuse_unknown_statements(plan, check.requirements);
    for (const GatePlan& gate : plan.gates) refuse_unknown_statements(plan, gate.requirements);
    plan.elsewhere = proven_elsewhere(scenario, plan.books);
  }
  const Names names(scenario, plan);
  for (GatePlan& gate : plan.gates)
    for (NeedPlan& need : gate.needs) names.settle(need);
  plan.order = ordered(plan.gates);
  return plan;
}

}  // namespace parity
