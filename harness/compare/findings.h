// Turns what was looked at into differences: spelled values, origins, fingerprints, counts per field and
// kind. Holds a bounded sample and hands every one to the observer.
#pragma once

#include <string>
#include <vector>

#include "harness/compare/cells.h"
#include "harness/compare/compare.h"
#include "harness/compare/hop.h"
#include "reports/result.h"

namespace parity {

class Findings {
 public:
  Findings(const PlannedTable& table, const std::vector<ComparedDataset>& datasets, CompareObserver& observer,
           std::size_t hops);

  // A finding of a hop; fingerprint, comparison and table are filled in here.
  void add(std::size_t hop_index, const Hop& hop, reports::Difference difference,
           const Evidence* evidence = nullptr);
  // The table's result for a hop, with counts so far.
  reports::TableResult& result(std::size_t hop_index) { return results_[hop_index]; }
  reports::FieldResult& field(std::size_t hop_index, std::size_t field) {
    return results_[hop_index].fields[field];
  }
  std::vector<reports::TableResult> take() { return std::move(results_); }

  std::string key_text(const ClosedRow& row) const;
  // One side of a cell's difference.
  reports::Side side(std::size_t dataset, const ClosedRow& row, std::size_t field, const Value& raw,
                     const Value& normal) const;
  reports::Side row_side(const ClosedRow& row) const;

 private:
  const PlannedTable& table_;
  const std::vector<ComparedDataset>& datasets_;
  CompareObserver& observer_;
  std::vector<reports::TableResult> results_;
  std::vector<std::map<std::pair<std::string, reports::DifferenceKind>, std::size_t>> sampled_;  // per hop
};

}  // namespace parity
