// Rows in memory: see sample.h.
#include "harness/audit/sample.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "harness/audit/random.h"

namespace parity {
namespace {

// Keeps each row with the same probability, however many there are, or all of them.
class Sampler : public RowSink {
 public:
  Sampler(SampledTable& table, Arena& arena, Random random, std::size_t most)
      : table_(table), arena_(arena), random_(random), most_(most) {}

  void row(std::span<const Value> values, Locator locator) override {
    std::size_t at = table_.rows.size();
    if (at >= most_) {
      at = random_.below(seen_ + 1);
      if (at >= most_) return void(++seen_);
    } else {
      table_.rows.emplace_back();
      table_.locators.push_back(0);
      read_.push_back(0);
    }
    const auto kept = arena_.array<Value>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) kept[i] = keep(values[i], arena_);
    table_.rows[at] = kept;
    table_.locators[at] = locator;
    read_[at] = seen_++;
  }

  void column(std::string_view name) override {
    table_.info.columns.push_back({std::string(name), "", Kind::invalid});
  }

  std::uint64_t seen() const { return seen_; }

  // Back into the order in which they were read; rows before a late column get it as absent.
  void finish() {
    std::vector<std::size_t> order(table_.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return read_[a] < read_[b]; });
    SampledTable sorted{table_.info, {}, {}, {}};
    for (const std::size_t i : order) {
      std::span<const Value> row = table_.rows[i];
      if (row.size() < table_.info.columns.size()) {
        const auto wide = arena_.array<Value>(table_.info.columns.size());
        std::fill(std::copy(row.begin(), row.end(), wide.begin()), wide.end(), Value::absent());
        row = wide;
      }
      sorted.rows.push_back(row);
      sorted.locators.push_back(table_.locators[i]);
    }
    table_ = std::move(sorted);
  }

 private:
  SampledTable& table_;
  Arena& arena_;
  Random random_;
  std::size_t most_;
  std::uint64_t seen_ = 0;
  std::vector<std::uint64_t> read_;
};

class SampleStream : public RowStream {
 public:
  explicit SampleStream(const SampledTable& table) : table_(table) {}
  void read(RowSink& sink) override {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) sink.row(table_.rows[i], i);
  }

 private:
  const SampledTable& table_;
};

}  // namespace

std::uint64_t Sample::rows() const {
  std::uint64_t count = 0;
  for (const SampledTable& table : tables) count += table.rows.size();
  return count;
}

Sample take_sample(const ComparedDataset& dataset, const std::set<std::string>& whole, std::uint64_t seed,
                   std::size_t most) {
  Sample sample;
  for (std::size_t i = 0; i < dataset.tables.size(); ++i) {
    SampledTable& table = sample.tables.emplace_back();
    table.info = dataset.tables[i];
    const std::string& name = table.info.name;
    Sampler sampler(table, sample.arena, Random(seed, dataset.name + "/" + name),
                    whole.count(name) ? SIZE_MAX : most);
    for (const auto& stream : dataset.reader->open(dataset.table_index[i], 1)) stream->read(sampler);
    sampler.finish();
    sample.rows_read += sampler.seen();
    table.origins.resize(table.rows.size());
    if (table.rows.size() > most) continue;
    dataset.reader->fetch(
        dataset.table_index[i], table.locators,
        [&](std::size_t row, const FetchedRow& found) { table.origins[row] = found.origin; });
  }
  return sample;
}

std::vector<TableInfo> SampleReader::tables() {
  std::vector<TableInfo> infos;
  for (const SampledTable& table : tables_) infos.push_back(table.info);
  return infos;
}

std::vector<std::unique_ptr<RowStream>> SampleReader::open(std::size_t table, int) {
  std::vector<std::unique_ptr<RowStream>> streams;
  streams.push_back(std::make_unique<SampleStream>(tables_[table]));
  return streams;
}

void SampleReader::fetch(std::size_t table, std::span<const Locator> locators,
                         const std::function<void(std::size_t, const FetchedRow&)>& take) {
  for (std::size_t i = 0; i < locators.size(); ++i)
    take(i, {tables_[table].rows[locators[i]], {}, std::to_string(locators[i])});
}

ComparedDataset dataset_over(SampleReader& reader, const std::string& name, bool ordered) {
  ComparedDataset dataset{name, &reader, reader.tables(), {}, ordered};
  dataset.table_index.resize(dataset.tables.size());
  std::iota(dataset.table_index.begin(), dataset.table_index.end(), std::size_t{0});
  return dataset;
}

}  // namespace parity
