// What the honesty audit learned of a contract: rows were mutated, and each mutant had to be found or masked
// by a rule with a name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace parity::reports {

// A mutant that the contract lets through unsaid, or one that a rule hides.
struct AuditSample {
  std::string key, path;
  std::string before, after;  // spelled
  std::string origin;         // of the row: "equipment.json:12:3"
};

// One operator on one field (or table).
struct AuditCell {
  std::string table, path, mutation;  // "exercises", "name", "outer space"
  std::uint64_t mutants = 0;
  std::uint64_t found = 0;
  std::map<std::string, std::uint64_t> masked;  // rule set joined by "+" → mutants
  std::uint64_t holes = 0;                      // neither
  std::vector<AuditSample> hole_samples;
  std::map<std::string, AuditSample> masked_samples;  // one per rule set
};

struct Audit {
  std::uint64_t seed = 0;
  bool exhaustive = false;  // every operator at every value
  std::uint64_t mutants = 0, found = 0, masked = 0, holes = 0;
  std::uint64_t rows = 0;  // taken from the dataset
  std::string dataset;
  double seconds = 0;
  std::vector<AuditCell> cells;
  std::vector<std::string> not_applicable;  // operators that met no value to work on, with the reason
};

}  // namespace parity::reports
