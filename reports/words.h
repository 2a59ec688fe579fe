// How numbers and counts are said, the same in every report: "1,204 rows", "1 row", "0.84 seconds".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reports/result.h"

namespace parity::reports {

std::string thousands(std::uint64_t number);  // "1,204"

// "1 row", "1,204 rows". `plural` is for words that do not just take an s.
std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural = {});

std::string spell_seconds(double seconds);  // "0.84 seconds", "1 second", "2 minutes 5 seconds"

// The verdict in one line, of the result's outcome, totals, masked_by_rule and accepted: "PASS (1,773 masked
// by 3 rules, 12 accepted by 1 entry)", "FAIL: 4 differences in 2 tables (14 masked by 1 rule)"; with gates,
// "FAIL: NO-GO, 4 of 9 gates passed; 4 differences in 2 tables". What is accepted is not among the
// differences of a failure. Producers put it into Result::verdict.
std::string spell_verdict(const Result& result);

// Different rules named in Result::masked_by_rule, whose keys are sets joined by "+".
std::size_t masking_rules(const Result& result);

}  // namespace parity::reports
