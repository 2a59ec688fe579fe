// What makes a verdict one to be trusted, as people read it: dead lines of the contract, entries that accept
// differences, coverage, planted differences, the audit. Arranges and words what the result has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/result.h"

namespace parity::reports {

// Lines of the contract that changed and masked nothing, in the order of the contract.
std::vector<const RuleUse*> dead_rules(const Result& result);

// Those that are not in force first.
std::vector<const AcceptedEntry*> accepted_entries(const Result& result);
std::string matched_of(const AcceptedEntry& entry);  // "3 of 12", "41"

// "Of what was read, 24 of 27 tables, 750 of 829 rows and 168 of 190 fields were compared"; empty: not known.
std::string coverage_sentence(const Result& result);
// "24 of 24 planted differences found"; empty: none were planted.
std::string planted_sentence(const Result& result);

// "Audit of source: 21,420 mutants of 250 rows, a sample by seed 7, in 1.62 seconds".
std::string audit_sentence(const Audit& audit);
std::string spell_score(const Audit& audit);  // "99.986 %"; "100 %" says that there is no hole
std::vector<const AuditCell*> cells_with_holes(const Audit& audit);  // most holes first
// Most first, then by name.
std::vector<std::pair<std::string, std::uint64_t>> by_count(
    const std::map<std::string, std::uint64_t>& counts);

}  // namespace parity::reports
