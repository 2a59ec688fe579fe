// Rows of a dataset held in memory as its reader gave them: all of them where they are few. And a reader over
// such rows, so that the real comparison can be asked about rows that no place holds.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "harness/compare/compare.h"
#include "harness/readers/reader.h"

namespace parity {

struct SampledTable {
  TableInfo info;  // with the columns that came while reading
  std::vector<std::span<const Value>> rows;
  std::vector<Locator> locators;     // in the dataset's own reader
  std::vector<std::string> origins;  // for people; of a table that was kept whole and is large: empty
};

struct Sample {
  std::vector<SampledTable> tables;  // of ComparedDataset::tables, in their order
  std::uint64_t rows_read = 0;
  Arena arena;
  std::uint64_t rows() const;
};

// At most so many rows of a table; one named in `whole` is kept whole, since others lead to its rows.
constexpr std::size_t kSampledRows = 5000;
Sample take_sample(const ComparedDataset& dataset, const std::set<std::string>& whole, std::uint64_t seed,
                   std::size_t most = kSampledRows);

// Gives the rows of its tables; a locator is a row's index, and its origin the same number in text.
class SampleReader : public Reader {
 public:
  explicit SampleReader(std::vector<SampledTable> tables) : tables_(std::move(tables)) {}

  std::vector<TableInfo> tables() override;
  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override;
  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override;

  SampledTable& at(std::size_t table) { return tables_[table]; }

 private:
  std::vector<SampledTable> tables_;
};

// A dataset of all its tables.
ComparedDataset dataset_over(SampleReader& reader, const std::string& name, bool ordered);

}  // namespace parity
