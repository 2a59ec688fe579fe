// For tests of comparing: tables that live in memory, and an observer that keeps what it is told. A memory
// reader is as awkward as real ones are: several streams, columns that come late, a fetch that knows the late
// columns in another order, and, where a test asks for it, rows that moved between reading and fetching.
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "harness/compare/compare.h"
#include "normalizers/tiny_json.h"

namespace parity {

struct MemoryTable {
  std::string name = "t";
  std::vector<Column> columns;    // what the sample showed
  std::vector<std::string> late;  // columns that only rows show, behind the others
  bool columns_final = true;
  std::vector<std::string> key;
  std::vector<std::vector<Value>> rows;  // values of columns, then of late ones; short rows end in absent
  std::shared_ptr<Arena> arena = std::make_shared<Arena>();

  // Columns by name, without a type, as JSON has them.
  static MemoryTable of(const std::vector<std::string>& names, std::vector<std::string> key = {}) {
    MemoryTable table;
    for (const std::string& column : names) table.columns.push_back({column, "", Kind::invalid});
    table.key = std::move(key);
    return table;
  }
  // A row as a JSON array; "absent" stands for no value.
  MemoryTable& row(const std::string& json) {
    std::vector<Value> values;
    const Value parsed = tiny_json(arena->copy(json), *arena);
    for (const Value& value : parsed.items())
      values.push_back(value.kind == Kind::text && value.view() == "absent" ? Value::absent() : value);
    rows.push_back(std::move(values));
    return *this;
  }
  MemoryTable& row(std::vector<Value> values) { return rows.push_back(std::move(values)), *this; }
  MemoryTable& not_final() { return columns_final = false, *this; }
};

class MemoryReader : public Reader {
 public:
  explicit MemoryReader(std::vector<MemoryTable> tables) : tables_(std::move(tables)) {}

  std::vector<TableInfo> tables() override {
    std::vector<TableInfo> infos;
    for (const MemoryTable& table : tables_) {
      TableInfo info;
      info.name = table.name;
      info.columns = table.columns;
      info.columns_final = table.columns_final && table.late.empty();
      info.key = table.key;
      info.rows_estimate = table.rows.size();
      infos.push_back(std::move(info));
    }
    return infos;
  }

  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override {
    const auto parts = static_cast<std::size_t>(std::max(parallel, 1));
    const std::size_t rows = tables_[table].rows.size();
    std::vector<std::unique_ptr<RowStream>> streams;
    for (std::size_t i = 0; i < parts; ++i)
      streams.push_back(std::make_unique<Stream>(tables_[table], rows * i / parts, rows * (i + 1) / parts));
    return streams;
  }

  void fetch(std::size_t number, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    const MemoryTable& table = moved.empty() ? tables_[number] : moved[number];
    // Late columns in the opposite order in every other row: their place is not the stream's.
    const std::vector<std::string> backwards(table.late.rbegin(), table.late.rend());
    for (std::size_t i = locators.size(); i-- > 0;) {  // "in any order"
      if (locators[i] >= table.rows.size()) continue;
      std::vector<Value> values = padded(table, locators[i]);
      const bool turned = locators[i] % 2 == 0;
      if (turned)
        std::reverse(values.begin() + static_cast<std::ptrdiff_t>(table.columns.size()), values.end());
      take(i, {values, turned ? backwards : table.late, table.name + " row " + std::to_string(locators[i])});
      ++fetched;
    }
  }

  std::vector<MemoryTable> moved;  // what fetch gives instead; empty: the same rows
  std::size_t fetched = 0;

 private:
  static std::vector<Value> padded(const MemoryTable& table, std::size_t row) {
    std::vector<Value> values = table.rows[row];
    values.resize(table.columns.size() + table.late.size(), Value::absent());
    return values;
  }

  class Stream : public RowStream {
   public:
    Stream(const MemoryTable& table, std::size_t from, std::size_t to)
        : table_(table), from_(from), to_(to) {}
    void read(RowSink& sink) override {
      std::vector<std::size_t> shown;  // late columns in the order in which this stream met them
      for (std::size_t r = from_; r < to_; ++r) {
        const std::vector<Value> all = padded(table_, r);
        const std::size_t known = table_.columns.size();
        for (std::size_t l = 0; l < table_.late.size(); ++l) {
          if (all[known + l].kind == Kind::absent) continue;
          if (std::find(shown.begin(), shown.end(), l) != shown.end()) continue;
          shown.push_back(l);
          sink.column(table_.late[l]);
        }
        std::vector<Value> values(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(known));
        for (const std::size_t l : shown) values.push_back(all[known + l]);
        sink.row(values, r);
      }
    }

   private:
    const MemoryTable& table_;
    std::size_t from_, to_;
  };

  std::vector<MemoryTable> tables_;
};

// Keeps all that is told.
class Recorder : public CompareObserver {
 public:
  void difference(const reports::Difference& difference, const Evidence*) override {
    differences.push_back(difference);
  }
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t more) override { rows += more; }
  void table_done(const std::string& table) override { done.push_back(table); }
  bool stop() override { return stopped; }

  std::vector<reports::Difference> differences;
  std::vector<std::string> done;
  std::atomic<std::uint64_t> rows{0};
  std::atomic<bool> stopped{false};
};

// Datasets in memory, compared: "source" and "target", or a chain of as many as there are.
struct MemoryComparison {
  CompareOptions options;
  std::vector<std::string> names{"source", "target", "third", "fourth"};
  bool ordered = false;
  bool pairs = false;  // three datasets as the pairs (0,1), (1,2) instead of a chain

  MemoryComparison() {
    options.spill_directory = std::filesystem::temp_directory_path();
    options.json = &tiny_json;
    options.streams = 1;
  }

  CompareOutcome operator()(std::vector<MemoryReader*> readers, const Contract& contract,
                            Recorder& told) const {
    std::vector<ComparedDataset> datasets;
    ComparisonSpec chain;
    for (std::size_t d = 0; d < readers.size(); ++d) {
      ComparedDataset dataset;
      dataset.name = names[d];
      dataset.reader = readers[d];
      dataset.tables = readers[d]->tables();
      for (std::size_t t = 0; t < dataset.tables.size(); ++t) dataset.table_index.push_back(t);
      dataset.ordered = ordered;
      datasets.push_back(std::move(dataset));
      chain.datasets.push_back(d);
    }
    std::vector<ComparisonSpec> specs;
    if (!pairs) specs.push_back(chain);
    for (std::size_t d = 0; pairs && d + 1 < readers.size(); ++d) specs.push_back({{d, d + 1}});
    return compare(datasets, specs, contract, options, told);
  }
};

template <class T>
Setting<T> declared(T value) {
  return Declared<T>{std::move(value), {}, {}};
}

// A contract for one table "t" with a key.
inline Contract contract_of(std::vector<std::string> key, std::map<std::string, RuleSet> fields = {}) {
  Contract contract;
  contract.name = "test";
  TableContract table;
  table.name = "t";
  table.key = std::move(key);
  table.fields = std::move(fields);
  contract.tables.push_back(std::move(table));
  return contract;
}

// Two tables compared: the result of the one table and all differences.
struct Told {
  CompareOutcome outcome;
  std::vector<reports::Difference> differences;

  const reports::TableResult& table(std::size_t hop = 0) const { return outcome.comparisons[hop].tables[0]; }
  const reports::FieldResult& field(const std::string& name, std::size_t hop = 0) const {
    for (const reports::FieldResult& field : table(hop).fields) {
      if (field.name == name) return field;
    }
    throw std::out_of_range("no field " + name);
  }
  std::uint64_t count(reports::DifferenceKind kind) const {
    return static_cast<std::uint64_t>(
        std::count_if(differences.begin(), differences.end(),
                      [&](const reports::Difference& difference) { return difference.kind == kind; }));
  }
  // What rules hid in a field: {{"trim"}, 3} as "trim:3".
  std::string masked(const std::string& name, std::size_t hop = 0) const {
    std::string text;
    for (const reports::Masked& masked : field(name, hop).masked) {
      text += text.empty() ? "" : " ";
      for (std::size_t i = 0; i < masked.rules.size(); ++i) text += (i ? "+" : "") + masked.rules[i];
      text += ":" + std::to_string(masked.count);
    }
    return text;
  }
};

inline Told compare_in_memory(std::vector<MemoryTable> tables, const Contract& contract,
                              const MemoryComparison& how = {}) {
  std::vector<std::unique_ptr<MemoryReader>> readers;
  std::vector<MemoryReader*> pointers;
  for (MemoryTable& table : tables) {
    readers.push_back(std::make_unique<MemoryReader>(std::vector<MemoryTable>{std::move(table)}));
    pointers.push_back(readers.back().get());
  }
  Recorder told;
  CompareOutcome outcome = how(pointers, contract, told);
  return {std::move(outcome), std::move(told.differences)};
}

}  // namespace parity
