// Rows of a bundle: see kept_rows.h.
#include "harness/replay/kept_rows.h"

#include <algorithm>

namespace parity {
namespace {

// Columns behind those of the catalog come one by one, as the rows show them.
class KeptStream : public RowStream {
 public:
  explicit KeptStream(const BundledTable& table) : table_(table) {}

  void read(RowSink& sink) override {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const BundledRow& row = table_.rows[i];
      for (const std::string& name : row.late_columns) {
        if (std::find(late_.begin(), late_.end(), name) != late_.end()) continue;
        late_.push_back(name);
        sink.column(late_.back());
      }
      sink.row(in_order(row), i);
    }
  }

 private:
  std::vector<Value> in_order(const BundledRow& row) const {
    const std::size_t known = table_.info.columns.size();
    std::vector<Value> values(row.values.begin(), row.values.begin() + static_cast<std::ptrdiff_t>(known));
    values.resize(known + late_.size(), Value::absent());
    for (std::size_t l = 0; l < row.late_columns.size(); ++l) {
      const auto at = std::find(late_.begin(), late_.end(), row.late_columns[l]);
      values[known + static_cast<std::size_t>(at - late_.begin())] = row.values[known + l];
    }
    return values;
  }

  const BundledTable& table_;
  std::vector<std::string> late_;
};

}  // namespace

std::vector<TableInfo> KeptRows::tables() {
  std::vector<TableInfo> infos;
  for (const BundledTable& table : dataset_.tables) infos.push_back(table.info);
  return infos;
}

std::vector<std::unique_ptr<RowStream>> KeptRows::open(std::size_t table, int) {
  std::vector<std::unique_ptr<RowStream>> streams;
  streams.push_back(std::make_unique<KeptStream>(dataset_.tables.at(table)));
  return streams;
}

void KeptRows::fetch(std::size_t table, std::span<const Locator> locators,
                     const std::function<void(std::size_t, const FetchedRow&)>& take) {
  for (std::size_t i = 0; i < locators.size(); ++i) {
    const BundledRow& row = dataset_.tables.at(table).rows.at(locators[i]);
    take(i, {row.values, row.late_columns, row.origin});
  }
}

}  // namespace parity
