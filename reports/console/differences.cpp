// Causes first, a few lines for however many differences; then those that no cause explains.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/clusters.h"
#include "reports/console/paper.h"
#include "reports/difference_text.h"
#include "reports/groups.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

constexpr std::size_t kFew = 3;  // differences of a group that are told whatever else is
constexpr std::size_t kCauses = 5, kGroups = 20, kGroupsBesideCauses = 8;

void write_candidate(Paper& paper, const Cluster& cluster, const CandidateRule& candidate) {
  paper.line("    " + paper.ink(Ink::info, "a rule would hide it; a proposal, which nothing applies:"));
  paper.block(candidate.yaml, "      ");
  paper.line("    what it costs: " + safe(cost_sentence(cluster, candidate)));
}

void write_cause(Paper& paper, const Cluster& cluster) {
  paper.line("  " + paper.ink(cluster.cause.empty() ? Ink::plain : Ink::bad, safe(cluster.sentence)));
  std::string hop = cluster.hop;
  if (hop.empty() && paper.result.comparisons.size() > 1) hop = cluster.comparison;
  const std::size_t most = paper.at_most(1, cluster.examples.size());
  for (std::size_t i = 0; i < most; ++i) {
    const std::string example = fit(visible_example(cluster.examples[i]), paper.width() - 4);
    paper.line("    " + example);
  }
  if (!hop.empty()) paper.line("    " + paper.ink(Ink::dim, safe(hop)));
  if (paper.verbose())
    for (const CandidateRule& candidate : cluster.candidates) write_candidate(paper, cluster, candidate);
}

}  // namespace

void write_causes(Paper& paper) {
  const std::vector<Cluster>& all = paper.result.clusters;
  if (all.empty()) return;
  std::size_t candidates = 0;
  for (const Cluster& cluster : all) candidates += !cluster.candidates.empty();
  paper.title(causes_sentence(paper.result));
  // Differences without a cause in common are in the list below.
  std::vector<const Cluster*> shown;
  for (const Cluster& cluster : all)
    if (paper.verbose() || !cluster.cause.empty()) shown.push_back(&cluster);
  const std::size_t most = paper.at_most(kCauses, shown.size());
  for (std::size_t i = 0; i < most; ++i) write_cause(paper, *shown[i]);
  if (most < shown.size()) {
    std::uint64_t left = 0;
    for (std::size_t i = most; i < shown.size(); ++i) left += shown[i]->count;
    paper.line(fmt::format("  and {} of {}", counted(shown.size() - most, "more cause"),
                           counted(left, "difference")));
  }
  if (!paper.verbose())
    paper.line("  " + paper.ink(Ink::dim, candidates > 0
                                              ? "-v shows all, with the rules that would hide them and "
                                                "what else those would hide"
                                              : "-v shows all"));
}

void write_differences(Paper& paper) {
  // Where causes say most of it, a sample of each other group is enough.
  const bool causes = !paper.result.clusters.empty();
  const std::size_t most = paper.at_most(causes ? kGroupsBesideCauses : kGroups, SIZE_MAX);
  const std::size_t samples = paper.options.verbosity >= 2 ? 20 : causes && !paper.verbose() ? 1 : kFew;
  for (const ComparisonResult& comparison : paper.result.comparisons) {
    std::size_t groups = 0;
    std::uint64_t left = 0;
    for (const TableResult& table : comparison.tables)
      for (const DifferenceGroup& group : group_differences(table)) {
        // A cause stands for many; a few are told with their keys and places all the same.
        const bool few = group.count <= kFew;
        if (!paper.verbose() && !few && is_explained(paper.result, comparison, table, group)) continue;
        if (groups == 0) paper.title("Differences, " + safe(comparison.name));
        if (++groups > most) {
          left += group.count;
          continue;
        }
        const TextOptions text = {paper.options.color, paper.width(), few ? kFew : samples, "  "};
        paper.text(describe(table, group, text));
      }
    if (groups > most)
      paper.line(fmt::format("  and {} in {}; -v shows all", counted(left, "difference"),
                             counted(groups - most, "more group")));
  }
}

}  // namespace parity::reports::console
