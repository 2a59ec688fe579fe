// One table from its first row to its results: streams in threads, records joined by key, the rest looked at
// closely.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/compare/cells.h"
#include "harness/compare/compare.h"
#include "harness/compare/digester.h"
#include "harness/compare/hop.h"
#include "harness/compare/plan.h"
#include "harness/compare/references.h"
#include "harness/compare/rule_uses.h"

namespace parity {

// What a table's comparison needs from the run around it.
struct CompareContext {
  const std::vector<ComparedDataset>& datasets;
  const std::vector<ComparisonSpec>& specs;
  const Contract& contract;
  const CompareOptions& options;
  CompareObserver& observer;
  MemoryBudget& budget;
  ReferenceMaps& references;
  RuleUses& uses;
};

// Rows that differ, put into a table by the harness for one pair of datasets: see control_rows.h.
struct Planted {
  std::uint64_t planted = 0;
  std::uint64_t found = 0;
  std::string missed;    // the first that was not: "in field 'name'"
  std::string none_why;  // why none was planted
};

struct TableOutcome {
  std::vector<reports::TableResult> results;  // one per hop, in the order of hops_of()
  std::vector<DatasetRows> rows;              // per dataset; table empty: not there
  std::vector<Planted> planted;               // per hop
};

// The neighbour pairs of all comparisons, in order.
std::vector<Hop> hops_of(const std::vector<ComparisonSpec>& specs);
std::string hop_name(const std::vector<ComparedDataset>& datasets, const Hop& hop);

// `table` gains the fields that only reading it shows.
TableOutcome compare_table(PlannedTable& table, const CompareContext& context);

}  // namespace parity
