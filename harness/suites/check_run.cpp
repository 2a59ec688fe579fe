#include "harness/suites/check_run.h"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "harness/environment/interrupt.h"
#include "harness/error.h"
#include "harness/suites/step_words.h"

namespace parity {
namespace {

constexpr std::size_t kStepsShown = 12;  // those before them without what they saw
constexpr std::size_t kStepsTold = 200;
constexpr std::size_t kFailuresShown = 10;

template <class... Case>
struct Overloaded : Case... {
  using Case::operator()...;
};
template <class... Case>
Overloaded(Case...) -> Overloaded<Case...>;

std::string place(const Location& where) { return fmt::format("{}:{}", where.file, where.line); }

std::string said(const Error& error) {
  std::string text = error.what();
  for (const std::string& context : error.context) text += ", while " + context;
  return text;
}

std::string spelled(const Fault& fault) {
  return fault.path + (fault.path.empty() ? "" : " ") + fault.message;
}

// What must hold where the suite says nothing about it.
void default_expectations(const Step& step, StepOutcome& outcome) {
  const auto expects = [&](const char* part) { return step.expect && step.expect->find(part) != nullptr; };
  const auto need = [&](const char* part, const Value& wanted) {
    for (Fault& fault : deep_difference(outcome.part(part).value(), wanted, part))
      outcome.faults.push_back(std::move(fault));
  };
  if (std::holds_alternative<SqlQuery>(step.what) && !expects("sqlstate"))
    need("sqlstate", Value::text("00000"));
  if (std::holds_alternative<ProgramStep>(step.what) && !expects("exit")) need("exit", Value::number(0));
  const auto* state = std::get_if<StateStep>(&step.what);
  if (state != nullptr && !state->since.empty() && !step.expect) need("unchanged", Value::boolean(true));
}

}  // namespace

std::filesystem::path CheckWorld::next_log() {
  std::filesystem::create_directories(logs);
  return logs / fmt::format("{}.log", ++logs_made);
}

void CheckRun::prepare(const Steps& steps) {
  const std::size_t before = failures_.size();
  run(steps, scope_);
  if (failures_.size() == before || !error_.empty()) return;
  error_ = "what prepares it failed: " + in_one_line(failures_.back());
}

void CheckRun::prove(const Steps& steps) {
  if (error_.empty() && skipped_.empty()) run(steps, scope_);
}

void CheckRun::tidy_up(const Steps& steps) {
  for (const Step& step : steps) {
    const std::size_t before = failures_.size();
    run_one(step, scope_);
    if (failures_.size() > before && error_.empty())
      error_ = "what tidies up behind it failed: " + in_one_line(failures_.back());
  }
}

std::string CheckRun::in_one_line(const Failure& failure) {
  const Fault& first = failure.faults.front();
  return failure.step + ": " + spelled(first);
}

bool CheckRun::run(const Steps& steps, Scope& scope) {
  for (const Step& step : steps)
    if (!run_one(step, scope)) return false;
  return true;
}

void CheckRun::done(const Step& step, const Scope& scope, reports::Outcome outcome, const StepOutcome& saw) {
  reports::CheckStep& told = steps_.emplace_back();
  told.name = step_title(step, scope);
  told.where = place(step.where);
  told.outcome = outcome;
  for (const Fault& fault : saw.faults) told.faults.push_back(spelled(fault));
  told.shown = saw.shown;
  if (steps_.size() <= kStepsShown) return;
  reports::CheckStep& old = steps_[steps_.size() - 1 - kStepsShown];
  if (old.outcome == reports::Outcome::passed) old.shown.clear();
}

void CheckRun::fail_with(const std::string& message, const Step& step) {
  if (error_.empty()) error_ = message;
  failures_.push_back({step_title(step, scope_), step.where, {{"", message}}, ""});
}

// Answers may be large: those that held are forgotten but for the last ones.
void CheckRun::record(RecordedStep step, bool red) {
  record_.push_back(std::move(step));
  red_.push_back(red);
  if (record_.size() <= kStepsShown || red_[record_.size() - 1 - kStepsShown]) return;
  const auto old = static_cast<std::ptrdiff_t>(record_.size() - 1 - kStepsShown);
  record_.erase(record_.begin() + old);
  red_.erase(red_.begin() + old);
}

bool CheckRun::run_one(const Step& step, Scope& scope) {
  throw_if_interrupted();
  try {
    if (step.condition && !is_true(evaluate(*step.condition, scope).value())) return true;
    if (const auto* skip = std::get_if<SkipStep>(&step.what)) {
      skipped_ = evaluate_text(skip->why, scope);
      return false;
    }
    if (const auto* each = std::get_if<ForEachStep>(&step.what)) return repeat(*each, step, scope);
    if (const auto* include_step = std::get_if<IncludeStep>(&step.what)) return include(*include_step, scope);
    StepOutcome outcome = attempt(step, scope);
    if (world_.recorder != nullptr)
      record(recorded(step, step_title(step, scope), outcome, outcome.first_told, outcome.told, scope),
             !outcome.faults.empty());
    for (Fault& fault : capture(step.capture, outcome, scope)) {
      if (world_.recorder != nullptr) record_.back().saw.faults.push_back(fault);
      outcome.faults.push_back(std::move(fault));
    }
    if (world_.recorder != nullptr) red_.back() = !outcome.faults.empty();
    done(step, scope, outcome.faults.empty() ? reports::Outcome::passed : reports::Outcome::failed, outcome);
    if (outcome.faults.empty()) return true;
    failures_.push_back(
        {steps_.back().name, step.where, std::move(outcome.faults), std::move(outcome.shown)});
    return !step.must;
  } catch (const Error& error) {
    if (error.kind == ErrorKind::interrupted) throw;
    StepOutcome none;
    none.faults.push_back({"", said(error)});
    done(step, scope, reports::Outcome::errored, none);
    fail_with(said(error), step);
    return false;
  }
}

// Until what it expects holds or its time is over; the last outcome is the one that counts.
StepOutcome CheckRun::attempt(const Step& step, Scope& scope) {
  const auto until =
      std::chrono::steady_clock::now() + (step.retry ? step.retry->within : std::chrono::milliseconds(0));
  for (;;) {
    StepOutcome outcome =
        std::visit(Overloaded{[&](const RequestStep& s) { return run_request(s, world_, scope); },
                              [&](const SqlQuery& s) { return run_query(s, world_, scope); },
                              [&](const ProgramStep& s) { return run_program(s, world_, scope); },
                              [&](const StartStep& s) { return start_program(s, world_, scope); },
                              [&](const StopStep& s) { return stop_program(s, world_); },
                              [&](const WaitStep& s) {
                                std::this_thread::sleep_for(s.time);
                                return StepOutcome{};
                              },
                              [&](const WaitForEndStep& s) { return wait_for_end(s, world_); },
                              [&](const WriteStep& s) { return write_file(s, world_, scope); },
                              [&](const StateStep& s) { return look_at_state(s, world_, scope); },
                              [&](const CompareStep& s) { return compare_values(s, scope); },
                              [&](const SetStep& s) {
                                for (const auto& [name, value] : s.values)
                                  scope.set(name, evaluate(value, scope));
                                return StepOutcome{};
                              },
                              [&](const ValueStep& s) { return look_at_value(s, scope); },
                              [](const SkipStep&) { return StepOutcome{}; },
                              [](const ForEachStep&) { return StepOutcome{}; },
                              [](const IncludeStep&) { return StepOutcome{}; }},
                   step.what);
    outcome.first_told = outcome.faults.size();
    if (step.expect)
      for (Fault& fault : hold_expectation(*step.expect, outcome, scope))
        outcome.faults.push_back(std::move(fault));
    outcome.told = outcome.faults.size() - outcome.first_told;
    default_expectations(step, outcome);
    const Datum error = outcome.part("error");
    if (error.there() && (!step.expect || step.expect->find("error") == nullptr)) {
      if (!step.retry || std::chrono::steady_clock::now() >= until)
        throw undecidable(to_text(error.value())).at(step.where);
    } else if (outcome.faults.empty() || !step.retry || std::chrono::steady_clock::now() >= until) {
      return outcome;
    }
    throw_if_interrupted();
    std::this_thread::sleep_for(step.retry->every);
  }
}

bool CheckRun::repeat(const ForEachStep& each, const Step& step, Scope& scope) {
  std::vector<Datum> lists;
  std::size_t count = 0;
  for (const auto& [name, node] : each.lists) {
    lists.push_back(evaluate(node, scope));
    if (lists.back().value().kind != Kind::array)
      throw undecidable(fmt::format("'{}' is no list: {}", name, shown(lists.back().value()))).at(node.where);
    const std::size_t size = lists.back().value().items().size();
    if (lists.size() > 1 && size != count)
      throw undecidable(fmt::format("the lists have {} and {} items", count, size)).at(node.where);
    count = size;
  }
  if (count == 0) {
    failures_.push_back(
        {step_title(step, scope), step.where, {{"", "there is nothing to repeat it for"}}, ""});
    return true;
  }
  for (std::size_t i = 0; i < count; ++i) {
    Scope inner(&scope);
    for (std::size_t l = 0; l < lists.size(); ++l)
      inner.set(each.lists[l].first, lists[l].part(lists[l].value().items()[i]));
    if (!run(*each.steps, inner)) return false;
  }
  return true;
}

bool CheckRun::include(const IncludeStep& include, Scope& scope) {
  Scope inner(&scope);
  for (const auto& [name, value] : include.inputs) inner.set(name, evaluate(value, scope));
  const bool goes_on = run(*include.steps, inner);
  for (const std::string& name : include.outputs) {
    Datum value = inner.find(name);
    if (value.there()) scope.set(name, std::move(value));
  }
  return goes_on;
}

void CheckRun::tell(reports::Check& check) const {
  if (!error_.empty()) {
    check.outcome = reports::Outcome::errored;
    check.message = error_;
  } else if (!failures_.empty()) {
    check.outcome = reports::Outcome::failed;
    std::size_t faults = 0;
    for (const Failure& failure : failures_) faults += failure.faults.size();
    check.message = in_one_line(failures_.front());
    if (faults > 1) check.message += fmt::format(" (and {} more)", faults - 1);
  } else if (!skipped_.empty()) {
    check.outcome = reports::Outcome::skipped;
    check.message = skipped_;
  }
  if (failures_.empty()) return;
  std::size_t told = 0;
  for (const Failure& failure : failures_) {
    if (++told > kFailuresShown) {
      check.detail += fmt::format("and {} more steps\n", failures_.size() - kFailuresShown);
      break;
    }
    check.detail += fmt::format("{} ({})\n", failure.step, place(failure.where));
    for (const Fault& fault : failure.faults) check.detail += "  ✗ " + spelled(fault) + "\n";
    check.detail += failure.shown;
  }
  check.detail += "Steps until there:\n";
  const std::size_t from = steps_.size() > kStepsShown ? steps_.size() - kStepsShown : 0;
  if (from > 0) check.detail += fmt::format("  … {} more\n", from);
  for (std::size_t i = from; i < steps_.size(); ++i)
    check.detail += fmt::format("  {}. {}{}\n", i + 1, steps_[i].name,
                                steps_[i].outcome == reports::Outcome::passed ? "" : "  ✗");
  check.steps.assign(steps_.end() - static_cast<std::ptrdiff_t>(std::min(steps_.size(), kStepsTold)),
                     steps_.end());
}

}  // namespace parity
