// Rows that are fetched for a closer look must be those that were digested while streaming; if they are not,
// the data moved between the two, and no answer can be had.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/compare/digester.h"
#include "harness/compare/table_comparer.h"

namespace parity {

class Reread {
 public:
  Reread(const PlannedTable& table, const std::vector<DigestClass>& classes, std::size_t dataset,
         const TableReferences& references, const CompareContext& context)
      : table_(table),
        classes_(classes),
        dataset_(dataset),
        references_(references),
        context_(context),
        unused_(context.budget, context.options.spill_directory) {}

  // What check_of() said of the row when it was streamed, if it is still the same.
  std::uint64_t check(const FetchedRow& row);

 private:
  const PlannedTable& table_;
  const std::vector<DigestClass>& classes_;
  std::size_t dataset_;
  const TableReferences& references_;
  const CompareContext& context_;
  RecordStore unused_;
  std::optional<Digester> digester_;
  std::vector<std::string> late_;  // columns that the digester was told of
};

}  // namespace parity
