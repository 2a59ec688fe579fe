// A dataset under audit: its sample, and each of its comparisons planned over two copies of it, as a run
// would plan it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "harness/audit/audit.h"
#include "harness/audit/audited_table.h"
#include "harness/audit/row_audit.h"
#include "harness/audit/sample.h"

namespace parity {

class Ground {
 public:
  Ground(const AuditedDataset& dataset, const AuditOptions& options);

  // The tables of all comparisons, and those that are in none.
  std::deque<AuditedTable>& tables() { return tables_; }
  RowTrial trial_of(const AuditedTable& table) const;
  std::uint64_t rows() const { return sample_.rows(); }

 private:
  struct Planned {
    AuditedComparison comparison;
    Contract contract;  // as far as it concerns this dataset
    std::vector<ComparedDataset> datasets;
    std::vector<PlannedTable> tables;
    std::unique_ptr<ReferenceMaps> references;
  };
  // Plans the comparison over two datasets that are `of`.
  void plan_over(Planned& planned, const ComparedDataset& of) const;
  std::vector<ComparedDataset> twins(const AuditedComparison& comparison, const ComparedDataset& of) const;
  CompareOptions options_for(const AuditedComparison& comparison) const;
  void merge_comparisons();
  void plan_comparisons();
  void list_tables();

  const AuditedDataset& dataset_;
  const AuditOptions& options_;
  std::vector<AuditedComparison> comparisons_;  // each contract and way of comparing once
  Sample sample_;
  std::unique_ptr<SampleReader> reader_;
  std::deque<Planned> planned_;
  std::deque<AuditedTable> tables_;
  std::vector<const Planned*> planned_of_;  // by tables_; null: in no comparison
};

}  // namespace parity
