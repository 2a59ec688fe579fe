#include "reports/clusters.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kExampleCodePoints = 200;  // of each side

std::string_view first_step(std::string_view path) { return path.substr(0, path.find_first_of(".[")); }

std::string shown(const std::string& side) {
  const std::string redacted = redact(side);
  const std::string_view start = first_code_points(redacted, kExampleCodePoints);
  return visible_text(start) + (start.size() < redacted.size() ? "…" : "");
}

}  // namespace

std::string causes_sentence(const Result& result) {
  std::uint64_t causes = 0, explained = 0;
  for (const Cluster& cluster : result.clusters)
    if (!cluster.cause.empty()) ++causes, explained += cluster.count;
  if (causes == 0)
    return fmt::format("No cause is known for {}", counted(result.totals.differences, "difference"));
  return fmt::format("{} {} {} of {}", counted(causes, "cause"), causes == 1 ? "explains" : "explain",
                     thousands(std::min(explained, result.totals.differences)),
                     counted(result.totals.differences, "difference"));
}

std::vector<ClusterPlace> places_of(const Cluster& cluster) {
  if (!cluster.places.empty()) return cluster.places;
  return {{cluster.table, cluster.path, cluster.count, cluster.of}};
}

bool concerns(const Cluster& cluster, const ComparisonResult& comparison, const TableResult& table) {
  if (cluster.comparison != comparison.name) return false;
  const std::vector<ClusterPlace> places = places_of(cluster);
  return std::any_of(places.begin(), places.end(),
                     [&](const ClusterPlace& place) { return place.table == table.name; });
}

bool is_explained(const Result& result, const ComparisonResult& comparison, const TableResult& table,
                  const DifferenceGroup& group) {
  std::uint64_t explained = 0, all = 0;
  for (const Cluster& cluster : result.clusters) {
    if (cluster.cause.empty() || !concerns(cluster, comparison, table)) continue;
    for (const ClusterPlace& place : places_of(cluster))
      if (place.table == table.name && first_step(place.path) == group.field) explained += place.count;
  }
  if (explained == 0) return false;
  for (const DifferenceGroup& other : group_differences(table))
    if (other.field == group.field) all += other.count;
  return explained >= all;
}

std::string cost_sentence(const Cluster& cluster, const CandidateRule& candidate) {
  std::string said = fmt::format("it hides {} of this run", counted(candidate.hides, "difference"));
  const std::uint64_t here = candidate.hides - std::min(candidate.hides, candidate.hides_others);
  if (candidate.hides_others > 0)
    said += fmt::format(", {} of them outside of this cause", thousands(candidate.hides_others));
  else if (here >= cluster.count)
    said += ", those of this cause and no other";
  if (here < cluster.count)
    said += fmt::format(", and leaves {} of this cause", thousands(cluster.count - here));
  if (candidate.hides_in_tables > candidate.hides)
    said += fmt::format("; set for the whole table it would hide {}", thousands(candidate.hides_in_tables));
  if (candidate.hides_in_contract > std::max(candidate.hides, candidate.hides_in_tables))
    said +=
        fmt::format("; set for the whole contract it would hide {}", thousands(candidate.hides_in_contract));
  if (candidate.cells > 0)
    said += fmt::format("; it would be in force on {}", counted(candidate.cells, "compared cell"));
  if (!candidate.blind_to.empty())
    said += fmt::format("; it would be blind to: {}", fmt::join(candidate.blind_to, ", "));
  return said;
}

Example split_example(std::string_view example) {
  constexpr std::string_view kArrow = " → ";
  bool quoted = false;
  for (std::size_t at = 0; at < example.size(); ++at) {
    if (quoted && example[at] == '\\')
      ++at;
    else if (example[at] == '"')
      quoted = !quoted;
    else if (!quoted && example.substr(at).starts_with(kArrow))
      return {std::string(example.substr(0, at)), std::string(example.substr(at + kArrow.size())), true};
  }
  return {std::string(example), {}, false};
}

std::string visible_example(std::string_view example) {
  const Example sides = split_example(example);
  return sides.both ? shown(sides.source) + " → " + shown(sides.target) : shown(sides.source);
}

}  // namespace parity::reports
