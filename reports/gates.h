// Gates and statements as people read them: counts and sentences, the same in every report. Arranges and
// words what the result has.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "reports/result.h"

namespace parity::reports {

// "GO, 9 of 9 gates passed"; empty: there are no gates.
std::string gates_sentence(const Result& result);

// The first gate that did not pass by itself, which is why the others are blocked; nullptr: all passed.
const Gate* first_not_passed(const Result& result);
// "gate Phase 1: 3 of 20 checks did not pass: …": why it is NO-GO; empty: it is not.
std::string no_go_reason(const Result& result);

// "31 checks and tables of 31 hold", "passed", "no check": what a need rests on.
std::string spell_need(const GateNeed& need);

std::map<RequirementStatus, std::size_t> count_statements(const Result& result);
// "Of 158 statements, 97 are proven, 2 failed, 52 are not proven, 7 are not applicable"; empty: none are
// known.
std::string requirements_sentence(const Result& result);

// What stands for a gate's verdict and a statement's status beside the word.
std::string_view sign_of(GateVerdict verdict);  // "✓"
std::string_view sign_of(RequirementStatus status);

}  // namespace parity::reports
