// Records joined by key: see candidates.h.
#include "harness/compare/candidates.h"

#include <algorithm>
#include <array>

#include "harness/compare/control_rows.h"
#include "harness/compare/join.h"

namespace parity {
namespace {

constexpr std::size_t kPairsKept = 64;

Place place_of(const char* record) {
  if (record == nullptr) return {};
  const RecordView view = record_at(record);
  // The key of a control row is not the digest of its fields.
  return {view.head->locator(), (view.head->flags() & kControl) ? 0 : check_of(view)};
}

void keep_candidate(const TableRun& run, const KeyGroup& group, Open open, Candidates& found) {
  std::array<Place, 32> places;
  for (std::size_t d = 0; d < run.count; ++d) places[d] = place_of(group.first[d]);
  found.keys.add({places.data(), run.count}, open);
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

void decide(TableRun& run, RecordComparer& comparer, const KeyGroup& group, Candidates& found) {
  if (group.repeated) return keep_repeated(run, group, found);
  bool look = false;
  Open open;
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
    if (verdict == RowVerdict::look || verdict == RowVerdict::differ) open.hops |= bit;
    if (verdict == RowVerdict::differ) open.differ |= bit;
  }
  const bool sample = found.keep_pairs && !look && found.pairs.size() < kPairsKept * run.count;
  for (std::size_t d = 0; sample && d < run.count; ++d) found.pairs.push_back(place_of(group.first[d]));
  if (look || open.hops != 0) keep_candidate(run, group, open, found);
}

}  // namespace

void join_records(TableRun& run, ControlRows& control, Candidates& found) {
  RecordComparer comparer(run.table, run.classes);
  std::vector<std::vector<RecordStore*>> stores(run.count);
  for (ReadStream& stream : run.streams) stores[stream.dataset].push_back(stream.store.get());
  Join join(run.count);
  for (std::size_t partition = 0; partition < RecordStore::kPartitions; ++partition) {
    join.partition(stores, partition, [&](const KeyGroup& group) {
      if (!ControlRows::holds(group)) return decide(run, comparer, group, found);
      decide(control.run_of(group), comparer, group, control.candidates_of(group));
    });
    run.stop_if_asked("comparing");
  }
}

}  // namespace parity
