// Records joined by key: see candidates.h.
#include "harness/compare/candidates.h"

#include <algorithm>

#include "harness/compare/join.h"

namespace parity {
namespace {

constexpr std::size_t kPairsKept = 64;

Place place_of(const char* record) {
  if (record == nullptr) return {};
  return {record_at(record).head->locator(), check_of(record_at(record))};
}

void keep_candidate(const TableRun& run, const KeyGroup& group, Open open, Candidates& found) {
  for (std::size_t d = 0; d < run.count; ++d) found.places.push_back(place_of(group.first[d]));
  found.open.push_back(open);
}

void keep_repeated(const TableRun& run, const KeyGroup& group, Candidates& found) {
  Repeated repeated;
  repeated.places.resize(run.count);
  for (std::size_t d = 0; d < run.count; ++d) {
    std::vector<Place>& places = repeated.places[d];
    if (group.first[d] != nullptr) places.push_back(place_of(group.first[d]));
    for (const char* record : group.more[d]) places.push_back(place_of(record));
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.locator < b.locator; });
  }
  found.repeated.push_back(std::move(repeated));
}

}  // namespace

Candidates join_records(TableRun& run, bool keep_pairs) {
  Candidates found;
  RecordComparer comparer(run.table, run.classes);
  std::vector<std::vector<RecordStore*>> stores(run.count);
  for (ReadStream& stream : run.streams) stores[stream.dataset].push_back(stream.store.get());
  Join join(run.count);
  for (std::size_t partition = 0; partition < RecordStore::kPartitions; ++partition) {
    join.partition(stores, partition, [&](const KeyGroup& group) {
      if (group.repeated) return keep_repeated(run, group, found);
      bool look = false;
      std::uint32_t open = 0, differ = 0;
      for (Hop& hop : run.hops) {
        if (!run.both_there(hop)) continue;
        const char* source = group.first[hop.source];
        const char* target = group.first[hop.target];
        if (source == nullptr || target == nullptr) {
          look = look || source != target;
          continue;
        }
        ++hop.paired;
        const RowVerdict verdict = comparer.compare(record_at(source), record_at(target), hop);
        const std::uint32_t bit = std::uint32_t{1} << (&hop - run.hops.data());
        if (verdict == RowVerdict::look || verdict == RowVerdict::differ) open |= bit;
        if (verdict == RowVerdict::differ) differ |= bit;
      }
      const bool sample = keep_pairs && !look && found.pairs.size() < kPairsKept * run.count;
      for (std::size_t d = 0; sample && d < run.count; ++d) found.pairs.push_back(place_of(group.first[d]));
      if (look || open != 0) keep_candidate(run, group, {open, differ}, found);
    });
    run.stop_if_asked("comparing");
  }
  return found;
}

std::vector<std::size_t> in_reading_order(const TableRun& run, const Candidates& found) {
  std::vector<std::size_t> order(found.open.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t d = 0; d < run.count; ++d) {
      const Locator left = found.places[a * run.count + d].locator;
      const Locator right = found.places[b * run.count + d].locator;
      if (left != right) return left < right;
    }
    return a < b;
  });
  return order;
}

}  // namespace parity
