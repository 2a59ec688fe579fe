// What the steps of a check got, kept so that what they must have got is held against it again: without the
// place that answered, and without what the steps would do.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "harness/suites/step_outcome.h"

namespace parity {

struct RecordedStep {
  std::string name, where;
  std::string expect;                                // YAML; empty: nothing
  std::vector<std::pair<std::string, Datum>> names;  // that it refers to
  StepOutcome saw;                                   // its faults: those that no expectation told
};

struct RecordedCheck {
  std::string id, name;
  std::string error;                // why it is not green where no answer tells it; empty: `steps` tell it
  std::vector<RecordedStep> steps;  // the last ones, and all that did not hold
};

// Gets the record of each check that is not green. Any thread.
using CheckRecorder = std::function<void(RecordedCheck)>;

// `told`: so many of the outcome's faults, from `first_told` on, are those of its expectation.
RecordedStep recorded(const Step& step, const std::string& name, StepOutcome outcome, std::size_t first_told,
                      std::size_t told, const Scope& scope);

// What does not hold of it. Throws Error where that cannot be said without what is not here (a schema in a
// file).
std::vector<Fault> hold_again(const RecordedStep& step);

}  // namespace parity
