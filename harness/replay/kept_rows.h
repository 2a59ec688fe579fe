// The rows of a bundle as a place that has rows: what a reader gave once, given again as it gave it.
#pragma once

#include "harness/bundle/bundle.h"
#include "harness/readers/reader.h"

namespace parity {

class KeptRows : public Reader {
 public:
  explicit KeptRows(const BundledDataset& dataset) : dataset_(dataset) {}  // outlives it

  std::vector<TableInfo> tables() override;
  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override;
  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override;

 private:
  const BundledDataset& dataset_;
};

}  // namespace parity
