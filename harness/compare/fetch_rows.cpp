// Rows fetched again: see fetch_rows.h.
#include "harness/compare/fetch_rows.h"

#include "harness/compare/reread.h"
#include "harness/error.h"

namespace parity {

std::vector<std::vector<ClosedRow>> fetch_rows(TableRun& run, const std::vector<Place>& places,
                                               Arena& arena) {
  std::vector<std::vector<ClosedRow>> rows(places.size() / run.count, std::vector<ClosedRow>(run.count));
  for (std::size_t d = 0; d < run.count; ++d) {
    std::vector<Locator> wanted;
    std::vector<std::size_t> whose;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (places[i * run.count + d].locator == kNoRow) continue;
      wanted.push_back(places[i * run.count + d].locator);
      whose.push_back(i);
    }
    if (wanted.empty()) continue;
    const auto moved = [&](const std::string& what) {
      return undecidable("dataset '" + run.dataset(d).name + "' moved while it was read: " + what +
                         " of table '" + run.table.name + "' are not what they were");
    };
    std::size_t got = 0;
    Reread again(run.table, run.classes, d, run.references[d], run.context);
    run.dataset(d).reader->fetch(run.reader_table(d), wanted, [&](std::size_t i, const FetchedRow& row) {
      const std::uint64_t check = places[whose[i] * run.count + d].check;
      if (check != 0 && again.check(row) != check) throw moved("rows");
      rows[whose[i]][d] = look_at(run.table, d, run.references[d], row, wanted[i], arena);
      ++got;
    });
    if (got != wanted.size()) throw moved(std::to_string(wanted.size() - got) + " rows");
  }
  return rows;
}

}  // namespace parity
