// For tests: what a chain of tables in memory differs in, found the naive way. Nested loops over all rows,
// normalize() and same() on every cell, subsets of rules tried one by one; no digests, no join, no plan.
// Slow, and simple enough to be believed. Shares with the comparer nothing but normalizers/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/compare/test_tables.h"
#include "reports/result.h"

namespace parity {

struct OracleField {
  std::uint64_t compared = 0, different = 0;
  std::map<reports::DifferenceKind, std::uint64_t> by_kind;
  std::map<std::string, std::uint64_t> masked;  // "trim+empty" → cells
  friend bool operator==(const OracleField&, const OracleField&) = default;
};

struct OracleTable {
  std::uint64_t source_rows = 0, target_rows = 0, paired = 0, equal = 0, masked_rows = 0, different_rows = 0;
  std::map<reports::DifferenceKind, std::uint64_t> by_kind;
  std::map<reports::Fate, std::uint64_t> by_fate;
  std::map<std::string, OracleField> fields;
  friend bool operator==(const OracleTable&, const OracleTable&) = default;
};

// One dataset: table "t", and what its fields may refer to.
using OracleDataset = std::vector<MemoryTable>;

// Table "t" for the hop from chain[hop] to chain[hop + 1].
OracleTable ask_oracle(const std::vector<const OracleDataset*>& chain, const std::vector<std::string>& names,
                       std::size_t hop, const Contract& contract);

// The same counts out of what the comparer said, and out of the differences that it told.
OracleTable counts_of(const reports::TableResult& table);
OracleTable recounted(const reports::TableResult& table, const std::string& comparison,
                      const std::vector<reports::Difference>& differences);

std::string describe(const OracleTable& table);

}  // namespace parity
