// Runs that are expected to find something: what was found held against what the scenario expects, exactly.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

// Findings counted by what an expectation can name: comparison, table, field, kind, key.
using FoundCounts =
    std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, std::uint64_t>;
void count_found(FoundCounts& found, const reports::Difference& difference);

// One check per expectation, and one for what nobody expected. `error`: what ended the run early, "" when
// nothing did.
std::vector<reports::Check> check_expectations(const Expect& expect, const FoundCounts& found,
                                               const std::string& error);

// Of the checks that the run made itself, those that were to fail and did pass now, and say so; one that was
// to fail and did not, or was not made, fails.
void expect_failures(const Expect& expect, std::vector<reports::Check>& checks);

// Where a table's findings are all expected, by expectations that hold: its outcome becomes `passed`, and it
// says by which lines. Comparisons follow their tables.
void mark_expected(const Expect& expect, const FoundCounts& found,
                   std::vector<reports::ComparisonResult>& comparisons);

}  // namespace parity
