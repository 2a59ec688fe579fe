// What the honesty audit learned of a contract: rows were mutated, and each mutant had to be found or masked
// by a rule with a name. What is equal by nature (the order of an object's members) is masked by a name that
// begins with "by nature".
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
  std::string comparison;             // "source → database"
  std::string table, path, mutation;  // "exercises", "scores.upper[*]", "outer space"; no path: whole rows
  std::uint64_t mutants = 0;
  std::uint64_t found = 0;
  std::map<std::string, std::uint64_t> masked;  // rule set joined by "+" → mutants
  std::uint64_t holes = 0;                      // neither
  std::vector<AuditSample> hole_samples;
  std::map<std::string, AuditSample> masked_samples;  // one per rule set
};

// One operator over all tables and fields; every operator has one, whether it met a value or not.
struct AuditClass {
  std::string mutation;  // "outer space"
  std::string about;     // "white space is put before, behind, …"
  std::uint64_t mutants = 0, found = 0, masked = 0, holes = 0;
  std::string none;  // no mutants: why
};

// One rule set, and all that it hid: what the contract cannot see where it is in force.
struct AuditRule {
  std::string rules;  // "trim", "trim+empty"
  std::uint64_t mutants = 0;
  std::map<std::string, std::uint64_t> mutations;  // operator → mutants
  std::vector<std::string> fields;                 // "equipment.icon_url", all of them, in order
  std::string table;                               // of the sample
  AuditSample sample;
};

struct Audit {
  std::uint64_t seed = 0;
  bool exhaustive = false;  // every operator at every value
  std::uint64_t mutants = 0, found = 0, masked = 0, holes = 0;
  double score = 0;        // per cent of the mutants that are found or masked by a name; 100 is no hole
  std::uint64_t rows = 0;  // taken from the dataset
  std::string dataset;     // "source, expected_catalog"
  double seconds = 0;      // processor time spent on mutants
  std::uint64_t per_second = 0;
  std::vector<AuditCell> cells;             // those with mutants
  std::vector<AuditClass> classes;          // all operators
  std::vector<AuditRule> rules;             // most mutants first
  std::vector<std::string> not_applicable;  // operators that met no value to work on, with the reason
};

}  // namespace parity::reports
