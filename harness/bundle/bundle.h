// A bundle: what a run found, with the rows, contracts and answers that it was decided from and nothing else,
// so that it is decided again without the places that they came from. Plain data; a zip of JSON on disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/bundle/zip.h"
#include "harness/readers/reader.h"
#include "harness/scenario/scenario.h"
#include "harness/suites/recorded_check.h"
#include "normalizers/arena.h"
#include "reports/result.h"

namespace parity {

struct BundledRow {
  std::string origin;
  std::vector<Value> values;              // raw, by column
  std::vector<std::string> late_columns;  // names of the values behind TableInfo::columns
};

struct BundledTable {
  TableInfo info;
  std::vector<BundledRow> rows;  // in the order in which the place sent them
};

struct BundledDataset {
  std::string name;
  bool ordered = false;
  std::vector<BundledTable> tables;
};

// Datasets that were compared together under one contract.
struct BundledComparison {
  ContractSource contract;    // `file` as it was named …
  std::string contract_text;  // … and its bytes
  std::string contract_name;
  std::vector<std::string> only_tables;
  std::vector<BundledDataset> datasets;
  std::vector<std::vector<std::size_t>> chains;  // indices of datasets
};

struct Bundle {
  std::string tool, scenario, scenario_file, scenario_text, cell, command, started, verdict;
  std::vector<std::pair<std::string, std::string>> environment;  // versions of what decided
  std::vector<BundledComparison> comparisons;
  std::vector<reports::Difference> findings;                 // that its rows show again
  std::vector<RecordedCheck> checks;                         // that were not green
  std::uint64_t left_out = 0;                                // findings of the run that are not in it
  std::shared_ptr<Arena> arena = std::make_shared<Arena>();  // of all values
};

Files files_of(const Bundle& bundle);
// `label`: the archive's name, for errors. Throws Error (undecidable).
Bundle bundle_of(const Files& files, const std::string& label);

}  // namespace parity
