// Steps held again: see recorded_check.h.
#include "harness/suites/recorded_check.h"

#include "harness/yaml/write_yaml.h"

namespace parity {

RecordedStep recorded(const Step& step, const std::string& name, StepOutcome outcome, std::size_t first_told,
                      std::size_t told, const Scope& scope) {
  RecordedStep record;
  record.name = name;
  record.where = step.where.file + ":" + std::to_string(step.where.line);
  if (step.expect) {
    record.expect = write_yaml(*step.expect);
    for (const std::string& one : scope.names())
      if (record.expect.find("${" + one) != std::string::npos)
        record.names.emplace_back(one, scope.find(one));
  }
  const auto from = outcome.faults.begin() + static_cast<std::ptrdiff_t>(first_told);
  outcome.faults.erase(from, from + static_cast<std::ptrdiff_t>(told));
  record.saw = std::move(outcome);
  return record;
}

std::vector<Fault> hold_again(const RecordedStep& step) {
  std::vector<Fault> faults = step.saw.faults;
  if (step.expect.empty()) return faults;
  Scope scope;
  for (const auto& [name, value] : step.names) scope.set(name, value);
  for (Fault& fault : hold_expectation(parse_yaml(step.expect, step.where), step.saw, scope))
    faults.push_back(std::move(fault));
  return faults;
}

}  // namespace parity
