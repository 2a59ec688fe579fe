// The rows of one key: see rows_of_key.h.
#include "harness/compare/rows_of_key.h"

#include <algorithm>

namespace parity {

LookingAt::LookingAt(const TableRun& run, std::function<RowsOfDatasets()> rows)
    : run_(run), rows_(std::move(rows)), tell_([this] { return places(); }) {
  run_.context.observer.looking_at(&tell_);
}

LookingAt::~LookingAt() { run_.context.observer.looking_at(nullptr); }

std::vector<RowAt> LookingAt::places() const {
  Arena arena;
  std::vector<RowAt> places;
  for (const auto& [dataset, row] : rows_()) {
    if (!row->there) continue;
    places.push_back({dataset, run_.reader_table(dataset), row->locator});
    for (const auto& [field, map] : run_.references[dataset].by_field) {
      const Value normal = normalize(row->cells[field].raw, run_.table.fields[field].rules, arena).value;
      add_rows_of(normal, *map, places);
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace parity
