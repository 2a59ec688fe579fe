// What a cluster says of itself: see sentence.h.
#include "harness/causes/sentence.h"

#include <algorithm>
#include <set>

#include "harness/causes/words.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::counted;
using reports::DifferenceKind;
using reports::Fate;
using reports::thousands;

constexpr std::size_t kPlacesNamed = 4;

std::string name_of(const reports::ClusterPlace& place) {
  return place.path.empty() ? place.table : place.table + "." + place.path;
}

bool of_rows(DifferenceKind kind) {
  return kind == DifferenceKind::missing_row || kind == DifferenceKind::extra_row;
}

// What is said of differences that have no cause in common.
std::string nothing_known(DifferenceKind kind, std::uint64_t count) {
  switch (kind) {
    case DifferenceKind::missing_row: return "missing in the target, no cause is known";
    case DifferenceKind::extra_row: return "the source has none of them, no cause is known";
    case DifferenceKind::duplicate_key: return "rows share a key";
    case DifferenceKind::null_key: return "rows have nothing in their key";
    case DifferenceKind::order: return "rows were not sent in the order promised";
    case DifferenceKind::uncomparable: return "values that nothing can be said of";
    default: return count == 1 ? "no cause is known" : "no cause in common";
  }
}

std::string places_named(const std::vector<reports::ClusterPlace>& places) {
  if (places.size() == 1) return name_of(places[0]);
  std::set<std::string> tables;
  for (const reports::ClusterPlace& place : places) tables.insert(place.table);
  std::string text = counted(places.size(), "field");
  if (tables.size() > 1) text += " of " + counted(tables.size(), "table");
  text += " (";
  for (std::size_t i = 0; i < places.size() && i < kPlacesNamed; ++i)
    text += (i == 0 ? "" : ", ") + name_of(places[i]);
  return text + (places.size() > kPlacesNamed ? ", …)" : ")");
}

const reports::TableResult* table_of(const std::vector<reports::ComparisonResult>& comparisons,
                                     const CauseGroup& group) {
  for (const reports::ComparisonResult& comparison : comparisons) {
    if (comparison.name != group.comparison) continue;
    for (const reports::TableResult& table : comparison.tables) {
      if (table.name == group.table) return &table;
    }
  }
  return nullptr;
}

// Both halves of rows that were renamed, told as rows.
std::string renamed(const Gathered& gathered, const CauseGroup& group, const reports::TableResult* table,
                    const std::string& said) {
  const std::uint64_t rows = gathered.count / 2;
  const bool all = table && rows == table->source_rows && rows == table->target_rows;
  return (all && rows > 1 ? "all " : "") + counted(rows, "row") + " of " + group.table +
         (rows == 1 ? ", missing and extra: " : ", each missing and extra: ") + said;
}

std::string hop_of(const Gathered& gathered, const std::string& name,
                   const std::vector<reports::ComparisonResult>& comparisons) {
  const auto at = std::find_if(comparisons.begin(), comparisons.end(),
                               [&](const reports::ComparisonResult& each) { return each.name == name; });
  if (at == comparisons.end() || at->chain.empty()) return {};
  const std::string arrow = " → ";
  const std::string last = at->chain.substr(at->chain.rfind(arrow) + arrow.size());
  const auto fate = [&](Fate of) { return gathered.by_fate[static_cast<std::size_t>(of)]; };
  const std::uint64_t carried = fate(Fate::carried), undone = fate(Fate::compensated);
  std::string text = "introduced by " + name;
  if (carried > 0)
    text += ", " + (carried == gathered.count ? "" : thousands(carried) + " ") + "carried to " + last;
  if (undone > 0)
    text += ", " + (undone == gathered.count ? "" : thousands(undone) + " ") + "undone before " + last;
  return text;
}

}  // namespace

reports::Cluster describe_cluster(const Gathered& gathered, CauseGroups& groups,
                                  const std::vector<reports::ComparisonResult>& comparisons) {
  reports::Cluster cluster;
  cluster.id = gathered.id;
  cluster.count = gathered.count;
  const CauseGroup& first = groups[gathered.in_group.begin()->first];
  cluster.comparison = first.comparison;
  bool rows = true;
  for (const auto& [number, count] : gathered.in_group) {
    const CauseGroup& group = groups[number];
    rows = rows && of_rows(group.kind);
    cluster.of += group.count;
    const auto same = std::find_if(cluster.places.begin(), cluster.places.end(), [&](const auto& place) {
      return place.table == group.table && place.path == group.path;
    });
    if (same == cluster.places.end()) {
      cluster.places.push_back({group.table, group.path, count, group.count});
    } else {
      same->count += count;
      same->of += group.count;
    }
  }
  std::sort(cluster.places.begin(), cluster.places.end(), [](const auto& x, const auto& y) {
    return x.count != y.count ? x.count > y.count : std::tie(x.table, x.path) < std::tie(y.table, y.path);
  });
  const auto one = [&](auto member) {
    for (const reports::ClusterPlace& place : cluster.places) {
      if (place.*member != cluster.places[0].*member) return std::string();
    }
    return cluster.places[0].*member;
  };
  cluster.table = one(&reports::ClusterPlace::table);
  cluster.path = cluster.table.empty() ? "" : one(&reports::ClusterPlace::path);
  cluster.hop = hop_of(gathered, cluster.comparison, comparisons);

  const std::string counts = thousands(cluster.count) + " of " + thousands(cluster.of);
  if (!gathered.counter) {
    cluster.sentence = counts + (rows ? " rows of " : " in ") + places_named(cluster.places) + ": " +
                       nothing_known(first.kind, cluster.count);
    return cluster;
  }
  const Counter& counter = *gathered.counter;
  const std::string said = phrase(counter.cause, counter.number, counter.a, counter.b);
  cluster.cause = traits_of(counter.cause).name;
  switch (counter.cause) {
    case Cause::key_renamed:
    case Cause::key_changed:
      cluster.sentence = renamed(gathered, first, table_of(comparisons, first), said);
      break;
    case Cause::column_renamed: cluster.sentence = first.table + ": " + said; break;
    case Cause::whole_column:
    case Cause::whole_table: cluster.sentence = places_named(cluster.places) + ": " + said; break;
    default:
      cluster.sentence = counts;
      if (rows)
        cluster.sentence +=
            first.kind == DifferenceKind::missing_row ? " missing rows of " : " extra rows of ";
      if (!rows) cluster.sentence += " in ";
      cluster.sentence += places_named(cluster.places) + ": " + said;
  }
  return cluster;
}

}  // namespace parity
