// What a step did and saw: named parts that `expect` and `capture` look at, and the same for people.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/suites/datum.h"
#include "harness/suites/deep_difference.h"
#include "harness/suites/scope.h"
#include "harness/suites/suite.h"

namespace parity {

struct StepOutcome {
  std::vector<std::pair<std::string, Datum>> parts;          // "status" → 200, "json" → the body …
  std::vector<std::pair<std::string, std::string>> headers;  // of an answer
  std::vector<long> took_us;                                 // of each sample, in microseconds
  std::string shown;                                         // request and answer, statement and rows, …
  std::vector<Fault> faults;                                 // that hold without being expected
  std::size_t first_told = 0, told = 0;                      // those of `faults` that its expectation told

  Datum part(const std::string& name) const;  // absent where there is none
};

// What of `step.expect` does not hold.
std::vector<Fault> hold_expectation(const Yaml& expect, const StepOutcome& outcome, const Scope& scope);

// Puts what `step.capture` takes into `scope`; a fault for each that is not there.
std::vector<Fault> capture(const Templates& captures, const StepOutcome& outcome, Scope& scope);

}  // namespace parity
