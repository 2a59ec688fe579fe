// What one run found. Producers build it (harness/run), renderers print it and compute nothing. Every count
// is exact; lists of differences are samples, and `differences.ndjson` has all of them.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/accepted.h"
#include "reports/audit.h"
#include "reports/change.h"
#include "reports/cluster.h"
#include "reports/coverage.h"
#include "reports/gate.h"

namespace parity::reports {

enum class Outcome { passed, failed, errored, skipped };
std::string_view outcome_name(Outcome outcome);  // "passed"

enum class DifferenceKind {
  value,          // both have a value of one type, and they differ
  type,           // the types differ: 1 and "1"
  null,           // one is null or "", the other is not the same
  missing_field,  // the target has no such field
  extra_field,    // the source has no such field
  missing_row,    // the target has no such row
  extra_row,      // the source has no such row
  missing_table,  //
  extra_table,    //
  duplicate_key,  // two rows of one dataset share a key
  null_key,       // a row with null, "" or nothing in its key
  order,          // rows were not sent in the order that the contract promises
  uncomparable,   // a value that no answer can be had for: bad UTF-8, text that is no time
};
constexpr int kDifferenceKinds = 13;
std::string_view kind_name(DifferenceKind kind);  // "missing row"

// How one side of a difference looks.
struct Side {
  bool there = false;  // false: no such row or field on this side
  std::string type;    // "text", "number", "timestamptz" …
  std::string raw;     // spelled value as read, JSON-like; cut at 4 KiB for display with `length` telling all
  std::string normalized;  // the same after the rules; empty when equal to raw
  std::uint64_t length = 0;
  std::string origin;  // "fixtures/…/equipment.json:12:3"
};

// One step of a sequence diff of arrays or long texts.
struct Edit {
  char op = ' ';  // ' ' same, '-' only in the source, '+' only in the target
  std::string text;
};

// In a chain: what became, further on, of a difference that came in at this hop.
enum class Fate {
  none,         // not in a chain
  introduced,   // came in at this hop; there is nothing further on that tells more
  carried,      // every later hop carries it to the end of the chain
  compensated,  // a later hop undoes it
};
std::string_view fate_name(Fate fate);  // "carried"

struct Difference {
  std::string fingerprint;  // see fingerprint.h
  std::string comparison;   // "source → database"
  std::string table;
  std::string key;    // JSON array of the key's values, ["BARBELL"]; empty: concerns the table
  std::string path;   // field and the way into it, "scores.upper[2]"; empty: concerns the row or table
  std::string field;  // the first step of path
  DifferenceKind kind = DifferenceKind::value;
  Side source;
  Side target;
  std::vector<std::string> rules;  // in force on the field: "N03 trim"
  std::vector<Edit> edits;
  std::string note;         // "rows 12 and 40 share this key", …
  std::uint64_t count = 1;  // rows concerned, where one finding stands for a whole column or table
  Fate fate = Fate::none;
  std::string accepted;  // id of the entry that accepts it; empty: none does
  std::string cluster;   // id of the cluster that explains it; empty: none does
  std::string command;   // that shows this one again; empty: Result::command does
  Transition transition = Transition::none;
};

// All differences of a run in the order in which they were found, as differences.ndjson has them: calls back
// for each. A result holds samples of them only.
using Differences = std::function<void(const std::function<void(const Difference&)>& take)>;

// Two raw values that rules made equal.
struct MaskedSample {
  std::string key;
  std::string path;
  Side source;
  Side target;
};

// What one smallest set of rules hid in one field.
struct Masked {
  std::vector<std::string> rules;  // names, "trim"
  std::uint64_t count = 0;
  std::vector<MaskedSample> samples;  // at most 5
};

struct FieldResult {
  std::string name;
  std::uint64_t compared = 0;   // cells of row pairs looked at
  std::uint64_t different = 0;  // cells
  std::map<DifferenceKind, std::uint64_t> by_kind;
  std::vector<Masked> masked;
  std::string not_compared;  // why, by which line: "only_in: database (contracts/x.yaml:12)"; empty: compared
  std::vector<std::string> rules;
};

struct TableResult {
  std::string name;
  std::string source_name;  // as that dataset spells it
  std::string target_name;
  std::uint64_t source_rows = 0;
  std::uint64_t target_rows = 0;
  std::uint64_t paired = 0;                         // rows with the same key on both sides
  std::uint64_t equal = 0;                          // of those, equal raw
  std::uint64_t masked_rows = 0;                    // of those, equal under the contract only
  std::uint64_t different_rows = 0;                 // of those, different
  std::map<DifferenceKind, std::uint64_t> by_kind;  // all findings of the table
  std::map<Fate, std::uint64_t> by_fate;            // of those, in a chain
  std::uint64_t accepted = 0;                       // of those, accepted by the ledger
  std::string findings;  // hash of all of them with their values, in no order; "": there are none
  std::vector<std::string> key;
  std::vector<FieldResult> fields;
  std::vector<Difference> samples;  // bounded; exact counts above
  std::vector<std::string> notes;
  std::string not_compared;  // as in FieldResult
  Outcome outcome = Outcome::passed;
  // The lines of the scenario that expect what was found here, all of it: the outcome is `passed` then, and
  // the counts tell what was found. Empty: nothing was found, or not all of it expected.
  std::string expected;
};

struct ComparisonResult {
  std::string name;  // "source → database"
  std::string source;
  std::string target;
  std::string chain;  // "source → database → bootstrap" where it is a hop of one
  std::vector<TableResult> tables;
  // Differences held only by the harness, put into every table compared, and those of them that were found:
  // one that was not makes the comparison errored.
  std::uint64_t planted = 0, planted_found = 0;
  Outcome outcome = Outcome::passed;
  std::string error;  // errored: why
};

struct DatasetTable {
  std::string name;
  std::uint64_t rows = 0;
  double seconds = 0;
};

struct DatasetResult {
  std::string name;
  std::string kind;      // "json", "postgres", "http", "sqlite"
  std::string place;     // path or URL, without its secrets
  std::string identity;  // hash, snapshot id, version token
  std::vector<DatasetTable> tables;
  std::vector<std::string> notes;
};

// What one step of a check did. Kept of checks that are not green, up to the step that ended them.
struct CheckStep {
  std::string name;   // "GET /api/v1/reference/version"
  std::string where;  // file:line
  Outcome outcome = Outcome::passed;
  std::vector<std::string> faults;  // "status is 501, not 200"
  std::string shown;  // what was asked, as a curl line or SQL, and what came back; secrets taken out
};

// One thing asserted by a suite. A comparison's tables are checks too, counted as such
// in Totals, but they are not repeated here: TableResult says all of them.
struct Check {
  std::string id;
  std::string suite;
  std::string name;
  Outcome outcome = Outcome::passed;
  std::string message;  // why it failed, errored or was skipped
  std::string detail;
  std::string where;  // file:line
  double seconds = 0;
  std::vector<std::string> requirements;  // ids of the statements that it proves, "S2-075"
  std::vector<std::string> tags;
  std::vector<CheckStep> steps;
  Transition transition = Transition::none;
};

// One line of the contract that sets a rule, and what it did in this run. An anchor of YAML is one line,
// whatever uses it; `scope` is then the first of its places.
struct RuleUse {
  std::string rule;   // "trim"
  std::string scope;  // "defaults", "equipment", "equipment.name"
  std::string where;  // "contracts/reference-data.yaml:12:5"
  std::string why;
  std::uint64_t changed = 0;  // values, in all datasets
  std::uint64_t masked = 0;   // cells, alone or with other rules
  // What a rule does that changes no value: names found (rename), fields and tables left out of a comparison
  // (only_in), values that were held against the rows that they point to (references).
  std::uint64_t applied = 0;
  bool dead = false;  // it could have done something in this run, and did nothing
};

struct Totals {
  std::uint64_t tables = 0, rows = 0, cells = 0;
  std::uint64_t differences = 0;  // findings
  std::uint64_t masked = 0;
  std::uint64_t accepted = 0;                                      // of the differences
  std::uint64_t passed = 0, failed = 0, errored = 0, skipped = 0;  // checks, tables among them
};

struct Result {
  int version = 1;
  std::string tool;  // "parity 0.1.0"
  std::string scenario, scenario_file, contract, contract_file;
  std::string scenario_hash;  // "xxh3:5be1c3b0a9d4f7e2", of the file's bytes
  // All contracts in force, their files → "xxh3:5be1c3b0a9d4f7e2", of their bytes.
  std::vector<std::pair<std::string, std::string>> contracts;
  std::string cell;           // point of a matrix, "defect=trim-name"; empty: none
  std::string shard;          // "2/3": the second of three parts of what was asked for; empty: all of it
  std::uint64_t shuffle = 0;  // seed of the order of checks; 0: as they stand
  std::string started;        // ISO 8601 UTC
  double seconds = 0;
  // "PostgreSQL" → "15.18, ephemeral", "Unicode" → "15.0"
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<DatasetResult> datasets;
  std::vector<ComparisonResult> comparisons;
  std::vector<Check> checks;
  std::vector<Gate> gates;                              // in the order of the scenario
  std::string go;                                       // "GO", "NO-GO"; empty: there are no gates
  std::vector<RequirementCoverage> requirements;        // in the order of their files
  std::map<std::string, std::uint64_t> masked_by_rule;  // rule set joined by "+" → cells
  std::vector<RuleUse> rule_uses;
  std::vector<Cluster> clusters;  // largest first
  std::string accepted_file;      // the ledger; empty: the run had none
  std::vector<AcceptedEntry> accepted;
  Coverage coverage;
  std::vector<Volatile> volatile_fields;  // `--calibrate` only
  std::optional<Audit> audit;             // `parity audit` only
  std::optional<Change> change;           // `--baseline` only
  Totals totals;
  std::vector<std::string> notes;   // dead rules, types read as text, …
  std::vector<std::string> errors;  // why it is errored
  std::string command;              // that shows it again
  Outcome outcome = Outcome::passed;
  int exit_code = 0;
  std::string exit_reason;  // "a difference was found"
  std::string verdict;      // "PASS (1,773 masked by 3 rules)", see words.h
  bool interrupted = false;
};

}  // namespace parity::reports
