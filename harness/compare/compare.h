// Compares datasets table by table under one contract. Knows nothing of where rows come from, prints nothing,
// and decides nothing but equality; what it finds is a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/readers/reader.h"
#include "normalizers/contract.h"
#include "normalizers/normalize.h"
#include "reports/result.h"

namespace parity {

// One dataset taking part. Its reader is open and outlives the comparison.
struct ComparedDataset {
  std::string name;
  Reader* reader = nullptr;
  std::vector<TableInfo> tables;         // those to compare, in the reader's order …
  std::vector<std::size_t> table_index;  // … and their index in the reader
  bool ordered = false;                  // rows come in the order that the contract promises
};

// Two datasets, or a chain of more: each neighbour pair is compared, and differences are followed to the
// chain's end.
struct ComparisonSpec {
  std::vector<std::size_t> datasets;
};

// A row's place: of a dataset (its index), in a table of its reader.
struct RowAt {
  std::size_t dataset = 0;
  std::size_t table = 0;
  Locator locator = 0;
  auto operator<=>(const RowAt&) const = default;
};
// All rows of one key in all datasets, in the order of their datasets, and the rows that their references
// lead to: what a finding of that key was decided from.
using RowsOfKey = std::function<std::vector<RowAt>()>;

struct CompareOptions {
  int streams = 2;  // at most this many streams for one large table of one dataset
  std::uint64_t memory = std::uint64_t{256} << 20;  // bytes for the index before it is spilled
  std::filesystem::path spill_directory;
  std::vector<std::string> only_tables;  // logical names; empty: all
  Location named_at;                     // where they were named; set: each of them must be there
  JsonDecoder json = nullptr;
  std::size_t batch = 2000;  // keys whose rows are fetched for a closer look at a time
  std::string only_key;      // as typed, see key_filter.h; empty: all rows
  // For tests that a blind comparison is noticed: fields that no digest holds, though the plan compares them.
  std::vector<std::string> blind_to;
  // The datasets hold a part of their rows: a table or field of the contract that is not there is no mistake.
  bool only_a_part = false;
};

struct Evidence;  // evidence.h

// Called from one thread at a time.
class CompareObserver {
 public:
  virtual ~CompareObserver() = default;
  // `evidence`: what it was decided from, where that is two rows or one without a partner; null: a finding
  // about a table, a column or one dataset alone.
  virtual void difference(const reports::Difference& difference, const Evidence* evidence) = 0;
  // Around the differences of one key: a place to ask for its rows, which ends with a call with null.
  virtual void looking_at(const RowsOfKey* /*rows*/) {}
  // Behind the differences of these two columns: one that the target lacks and one that the source lacks hold
  // the same in all rows looked at.
  virtual void column_renamed(const std::string& /*comparison*/, const std::string& /*table*/,
                              const std::string& /*missing*/, const std::string& /*extra*/) {}
  virtual void table_started(const std::string& table, std::uint64_t rows_estimate) = 0;
  // Any thread, every thousand rows or so: so many more were read of the table, in one of the datasets.
  virtual void rows_read(std::uint64_t more) = 0;
  virtual void table_done(const std::string& table) = 0;
  virtual bool stop() = 0;  // any thread: true ends the comparison with Error (interrupted)
};

// A field that a dataset has in a table, and whether any comparison looked at it.
struct FieldRead {
  std::string name;         // as the contract names it
  std::uint64_t rows = 0;   // that had it
  std::uint64_t paths = 1;  // leaves in it, as the first row shows them
  bool compared = false;
  std::string why_not;  // not compared: why, …
  std::string where;    // … and the line that says so; empty: nobody did
};

struct DatasetRows {
  std::string table;  // as the dataset spells it
  std::uint64_t rows = 0;
  double seconds = 0;
  bool compared = false;  // in any comparison
  std::vector<FieldRead> fields;
};

// A table that was compared with nothing and therefore not read.
struct TableLeftOut {
  std::string table;  // as the dataset spells it
  std::string why;
  std::string where;  // the line that says so; empty: nobody did
};

// A line of the contract that sets a rule, what it did, and whether any row came that it could have done it
// to.
struct LineUse {
  reports::RuleUse use;
  bool asked = false;
};

struct CompareOutcome {
  std::vector<reports::ComparisonResult> comparisons;
  std::vector<std::vector<DatasetRows>> rows;       // per dataset
  std::vector<std::vector<TableLeftOut>> left_out;  // per dataset
  std::vector<LineUse> uses;                        // lines of the contract
  std::vector<std::string> notes;
};

// Throws Error (usage) where the contract does not fit the datasets, Error (undecidable) where they cannot be
// read.
CompareOutcome compare(const std::vector<ComparedDataset>& datasets, const std::vector<ComparisonSpec>& specs,
                       const Contract& contract, const CompareOptions& options, CompareObserver& observer);

// The lines of several comparisons of one run as one list. `whole`: nothing was left out by the command line
// and all could be read; only then a line that did nothing is dead.
std::vector<reports::RuleUse> settle_uses(const std::vector<LineUse>& uses, bool whole);

}  // namespace parity
