// Datasets table by table: see compare.h.
#include "harness/compare/compare.h"

#include <algorithm>

#include "harness/compare/findings.h"
#include "harness/compare/plan.h"
#include "harness/compare/table_comparer.h"
#include "harness/error.h"

namespace parity {
namespace {

using reports::ComparisonResult;
using reports::Outcome;

std::string chain_name(const std::vector<ComparedDataset>& datasets, const ComparisonSpec& spec) {
  std::string name;
  for (const std::size_t d : spec.datasets) name += (name.empty() ? "" : " → ") + datasets[d].name;
  return name;
}

std::string names_text(const PlannedTable& table) {
  std::string text = "only_in:";
  for (const std::string& name : table.only_in) text += " " + name;
  return text;
}

std::string only_in_text(const PlannedTable& table) {
  const std::string text = names_text(table);
  return table.only_in_where.empty() ? text : text + " (" + table.only_in_where + ")";
}

// A table that is not compared in a hop, since one dataset lacks it or the contract says where it lives: a
// finding wherever it is missing or where it should not be.
void report_missing_table(const PlannedTable& table, const std::vector<ComparedDataset>& datasets,
                          const Hop& hop, CompareObserver& observer, ComparisonResult& comparison) {
  const auto listed = [&](std::size_t d) {
    return table.only_in.empty() ||
           std::find(table.only_in.begin(), table.only_in.end(), datasets[d].name) != table.only_in.end();
  };
  Findings findings(table, datasets, observer, 1);
  reports::TableResult& result = findings.result(0);
  result.name = table.name;
  result.source_name = table.bindings[hop.source].name;
  result.target_name = table.bindings[hop.target].name;
  if (!table.only_in.empty()) {
    result.not_compared = only_in_text(table);
    result.outcome = Outcome::skipped;
  }
  for (const std::size_t d : {hop.source, hop.target}) {
    const std::size_t other = d == hop.source ? hop.target : hop.source;
    const Binding& binding = table.bindings[d];
    const bool other_lacks = binding.there && !table.bindings[other].there && listed(other);
    if (!binding.unlisted && !other_lacks) continue;
    reports::Difference finding;
    finding.kind =
        d == hop.source ? reports::DifferenceKind::missing_table : reports::DifferenceKind::extra_table;
    finding.note = binding.unlisted ? "the contract says " + only_in_text(table) + ", but dataset '" +
                                          datasets[d].name + "' has it"
                                    : "dataset '" + datasets[other].name + "' has no such table";
    if (result.not_compared.empty()) result.not_compared = finding.note;
    reports::Side& side = d == hop.source ? finding.source : finding.target;
    side.there = true;
    side.type = "table";
    side.raw = binding.name;
    side.origin = "dataset " + datasets[d].name;
    findings.add(0, hop, std::move(finding));
  }
  comparison.tables.push_back(std::move(findings.take()[0]));
}

// A comparison that does not find what the harness put there itself has no verdict to give.
void tell_planted(const Planted& planted, ComparisonResult& comparison) {
  reports::TableResult& table = comparison.tables.back();
  comparison.planted += planted.planted;
  comparison.planted_found += planted.found;
  if (!planted.none_why.empty())
    table.notes.push_back("no difference was planted in it: " + planted.none_why);
  if (planted.missed.empty()) return;
  const std::string error = "the comparison of table '" + table.name +
                            "' did not find the difference planted in it " + planted.missed;
  table.outcome = Outcome::errored;
  table.notes.push_back(error);
  comparison.outcome = Outcome::errored;
  if (comparison.error.empty()) comparison.error = error;
}

// A table that only one dataset has, or may have.
void tell_left_out(const PlannedTable& table, CompareOutcome& outcome) {
  for (std::size_t d = 0; d < table.bindings.size(); ++d) {
    const Binding& binding = table.bindings[d];
    if (!binding.there && !binding.unlisted) continue;
    std::string why = "no other dataset of the comparison has it";
    if (!table.only_in.empty()) why = names_text(table);
    outcome.left_out[d].push_back({binding.name, why, table.only_in_where});
  }
}

}  // namespace

CompareOutcome compare(const std::vector<ComparedDataset>& datasets, const std::vector<ComparisonSpec>& specs,
                       const Contract& contract, const CompareOptions& options, CompareObserver& observer) {
  std::vector<PlannedTable> tables = plan(datasets, contract, options);
  const std::vector<Hop> hops = hops_of(specs);
  if (hops.size() > 32 || datasets.size() > 32)
    throw usage_error("more than 32 datasets or pairs in one comparison");
  MemoryBudget budget;
  budget.left = static_cast<std::int64_t>(options.memory);
  ReferenceMaps references(tables, datasets);
  RuleUses uses(contract);
  const CompareContext context{datasets, specs, contract, options, observer, budget, references, uses};

  CompareOutcome outcome;
  outcome.rows.resize(datasets.size());
  outcome.left_out.resize(datasets.size());
  for (const Hop& hop : hops) {
    ComparisonResult comparison;
    comparison.name = hop_name(datasets, hop);
    comparison.source = datasets[hop.source].name;
    comparison.target = datasets[hop.target].name;
    if (specs[hop.comparison].datasets.size() > 2)
      comparison.chain = chain_name(datasets, specs[hop.comparison]);
    outcome.comparisons.push_back(std::move(comparison));
  }
  for (PlannedTable& table : tables) {
    std::size_t holders = 0;
    for (const Binding& binding : table.bindings) holders += binding.there;
    TableOutcome of_table;
    if (holders > 1) of_table = compare_table(table, context);
    for (std::size_t h = 0; h < hops.size(); ++h) {
      const Binding& source = table.bindings[hops[h].source];
      const Binding& target = table.bindings[hops[h].target];
      if (source.there && target.there) {
        outcome.comparisons[h].tables.push_back(std::move(of_table.results[h]));
        tell_planted(of_table.planted[h], outcome.comparisons[h]);
      } else if (source.there || target.there || source.unlisted || target.unlisted) {
        report_missing_table(table, datasets, hops[h], observer, outcome.comparisons[h]);
        uses.count_left_out(table);
      }
    }
    if (holders < 2) tell_left_out(table, outcome);
    for (std::size_t d = 0; d < of_table.rows.size(); ++d) {
      if (!of_table.rows[d].table.empty()) outcome.rows[d].push_back(of_table.rows[d]);
    }
  }
  for (ComparisonResult& comparison : outcome.comparisons) {
    for (const reports::TableResult& table : comparison.tables) {
      if (table.outcome == Outcome::failed && comparison.outcome == Outcome::passed)
        comparison.outcome = Outcome::failed;
    }
  }
  outcome.uses = uses.take();
  return outcome;
}

}  // namespace parity
