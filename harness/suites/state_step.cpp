// Steps that look at what a database holds, and those that hold one value against another.
#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/check_run.h"

namespace parity {
namespace {

std::string in_words(const Datum& difference) {
  std::string text;
  for (const Member& table : member_of(difference.value(), "tables")->fields()) {
    const auto count = [&](const char* what) { return to_json(*member_of(table.value, what)); };
    const auto keys = member_of(table.value, "keys")->items();
    if (keys.empty()) continue;
    text += fmt::format("  {}: {} inserted, {} deleted, {} changed\n", table.name, count("inserted"),
                        count("deleted"), count("changed"));
    for (std::size_t i = 0; i < keys.size() && i < 5; ++i)
      text += fmt::format("    {}: {} → {}\n", shown(*member_of(keys[i], "key")),
                          shown(*member_of(keys[i], "was")), shown(*member_of(keys[i], "is")));
  }
  if (to_text(*member_of(difference.value(), "catalog")) == "changed") text += "  the catalog is another\n";
  return text;
}

}  // namespace

StepOutcome look_at_state(const StateStep& step, CheckWorld& world, const Scope& scope) {
  const std::string url =
      step.url ? evaluate_text(*step.url, scope) : to_text(scope.find("postgres.url").value());
  DatabaseState now = take_state(url, {step.only, step.except});
  StepOutcome outcome;
  Datum seen;
  if (step.since.empty()) {
    seen = state_summary(now);
  } else {
    const auto before = world.states.find(step.since);
    if (before == world.states.end())
      throw undecidable(fmt::format("there is no state '{}' in this check", step.since));
    seen = state_difference(within(before->second, {step.only, step.except}), now);
    outcome.shown = in_words(seen);
  }
  for (const Member& member : seen.value().fields())
    outcome.parts.emplace_back(member.name, seen.part(member.value));
  outcome.parts.emplace_back("json", seen);
  world.states.insert_or_assign(step.name, std::move(now));
  return outcome;
}

StepOutcome look_at_value(const ValueStep& step, const Scope& scope) {
  const Datum value = evaluate(step.value, scope);
  StepOutcome outcome;
  outcome.parts = {{"value", value}, {"json", value}};
  outcome.shown = "  < " + shown(value.value()) + "\n";
  return outcome;
}

StepOutcome compare_values(const CompareStep& step, const Scope& scope) {
  const Datum source = evaluate(step.source, scope), target = evaluate(step.target, scope);
  StepOutcome outcome;
  outcome.faults = deep_difference(target.value(), source.value(), "$");
  return outcome;
}

}  // namespace parity
