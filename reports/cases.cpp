// A run as suites of cases: see cases.h.
#include "reports/cases.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/case_budget.h"
#include "reports/clusters.h"
#include "reports/difference_text.h"
#include "reports/gates.h"
#include "reports/groups.h"
#include "reports/redact.h"
#include "reports/trust.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kSamples = 3;
constexpr std::size_t kFindings = 20;
constexpr std::size_t kTextBytes = 64 * 1024;  // of one case

// Causes first: where they explain all of a group, one sample of it is enough.
std::string text_of(const Result& result, const ComparisonResult& comparison, const TableResult& table) {
  std::string text;
  for (const Cluster& cluster : result.clusters) {
    if (!concerns(cluster, comparison, table) || cluster.cause.empty()) continue;
    text += printable(redact(cluster.sentence)) + "\n";
    if (!cluster.hop.empty()) text += "  " + printable(redact(cluster.hop)) + "\n";
  }
  if (!text.empty()) text += "\n";
  for (const DifferenceGroup& group : group_differences(table)) {
    if (text.size() > kTextBytes) {
      text += "… and further groups, see the HTML report or differences.ndjson\n";
      break;
    }
    const std::size_t samples = is_explained(result, comparison, table, group) ? 1 : kSamples;
    text += describe(table, group, {.width = 200, .samples = samples, .indent = ""}) + "\n";
  }
  return text;
}

Case case_of(const Result& result, const ComparisonResult& comparison, const TableResult& table) {
  Case one{
      .name = table.name, .suite = comparison.name, .outcome = table.outcome, .where = result.scenario_file};
  if (!table.expected.empty()) return one;
  if (!table.not_compared.empty()) {
    one.message = "not compared: " + table.not_compared;
    if (one.outcome == Outcome::passed) one.outcome = Outcome::skipped;
    return one;
  }
  if (table.outcome == Outcome::passed) return one;
  std::vector<std::string> said;
  for (const auto& [kind, count] : table.by_kind)
    if (count > 0) said.push_back(count_sentence(kind, count));
  one.type = "difference";
  one.message = fmt::format("{}", fmt::join(said, ", "));
  if (one.message.empty()) one.message = fmt::format("{}", fmt::join(table.notes, "; "));
  if (one.message.empty()) one.message = comparison.error;
  one.text = text_of(result, comparison, table);
  for (const Difference& sample : table.samples)
    if (one.findings.size() < kFindings) one.findings.push_back(sample.fingerprint);
  return one;
}

CaseSuite suite_of(const Result& result, const ComparisonResult& comparison) {
  CaseSuite suite{"parity: " + comparison.name, {}, {}, {}};
  std::uint64_t source_rows = 0, target_rows = 0, masked = 0, accepted = 0;
  std::map<std::string, std::uint64_t> by_rule;
  for (const TableResult& table : comparison.tables) {
    source_rows += table.source_rows, target_rows += table.target_rows;
    masked += masked_cells(table), accepted += table.accepted;
    for (const FieldResult& field : table.fields)
      for (const Masked& hidden : field.masked)
        by_rule[fmt::format("{}", fmt::join(hidden.rules, "+"))] += hidden.count;
    suite.cases.push_back(case_of(result, comparison, table));
  }
  suite.properties = {{"rows.source", std::to_string(source_rows)},
                      {"rows.target", std::to_string(target_rows)},
                      {"masked", std::to_string(masked)}};
  for (const auto& [rule, count] : by_rule)
    suite.properties.push_back({"masked." + rule, std::to_string(count)});
  if (accepted > 0) suite.properties.push_back({"accepted", std::to_string(accepted)});
  if (comparison.planted > 0)
    suite.properties.push_back(
        {"planted", fmt::format("{} of {} found", comparison.planted_found, comparison.planted)});
  if (comparison.outcome == Outcome::errored && suite.count(Outcome::errored) == 0)
    suite.cases.push_back({.name = "comparison",
                           .suite = comparison.name,
                           .outcome = Outcome::errored,
                           .type = "errored",
                           .message = comparison.error,
                           .where = result.scenario_file});
  return suite;
}

std::vector<CaseSuite> suites_of_checks(const Result& result) {
  std::vector<CaseSuite> suites;
  for (const Check& check : result.checks) {
    const auto found = std::find_if(suites.begin(), suites.end(),
                                    [&](const CaseSuite& suite) { return suite.name == check.suite; });
    CaseSuite& suite =
        found == suites.end() ? suites.emplace_back(CaseSuite{check.suite, {}, {}, {}}) : *found;
    std::string text = printable(redact(first_code_points(check.detail, kTextBytes)), LineBreaks::kept);
    if (!check.where.empty()) text += (text.empty() ? "" : "\n") + printable(redact(check.where));
    suite.cases.push_back({check.name.empty() ? check.id : check.name,
                           check.suite,
                           check.outcome,
                           "check",
                           check.message,
                           text,
                           check.seconds,
                           check.where,
                           {},
                           check.tags});
    if (check.outcome != Outcome::passed) suite.cases.back().findings = {check.id};
  }
  return suites;
}

// A gate that is blocked is skipped: the one that blocks it is red.
CaseSuite suite_of_gates(const Result& result) {
  CaseSuite suite{"gates", {}, {{"go", result.go}}, {}};
  for (const Gate& gate : result.gates) {
    Case one{.name = gate.name,
             .suite = "gates",
             .type = std::string(gate_verdict_name(gate.verdict)),
             .where = gate.where};
    if (gate.verdict != GateVerdict::passed) {
      one.outcome = gate.verdict == GateVerdict::blocked ? Outcome::skipped : Outcome::failed;
      one.message = fmt::format("{}: {}", gate_verdict_name(gate.verdict), fmt::join(gate.reasons, "; "));
      for (const GateNeed& need : gate.needs) {
        if (need.verdict == GateVerdict::passed) continue;
        one.text += printable(redact(fmt::format("{} {}: {}", need.kind, need.name, need.reason))) + "\n";
        for (const std::string& id : need.wanting) one.text += "  " + printable(redact(id)) + "\n";
      }
      one.text += printable(redact(gate.where));
    }
    suite.cases.push_back(std::move(one));
  }
  return suite;
}

// One case for each operator: it fails where a mutant got through unsaid.
CaseSuite suite_of(const Audit& audit) {
  CaseSuite suite{"audit", {}, {}, {}};
  suite.properties = {{"dataset", audit.dataset},
                      {"seed", std::to_string(audit.seed)},
                      {"mutants", std::to_string(audit.mutants)},
                      {"score", spell_score(audit)}};
  for (const AuditRule& rule : audit.rules)
    suite.properties.push_back({"masked." + rule.rules, std::to_string(rule.mutants)});
  const std::vector<const AuditCell*> holes = cells_with_holes(audit);
  for (const AuditClass& one : audit.classes) {
    Case operation{.name = one.mutation, .suite = "audit", .type = "hole"};
    if (one.mutants == 0) operation.outcome = Outcome::skipped, operation.message = one.none;
    if (one.holes > 0) {
      operation.outcome = Outcome::failed;
      operation.message =
          fmt::format("{} of {} got through unsaid", thousands(one.holes), counted(one.mutants, "mutant"));
      for (const AuditCell* cell : holes) {
        if (cell->mutation != one.mutation || operation.text.size() > kTextBytes) continue;
        operation.text +=
            printable(fmt::format("{}{}{}: {} of {}", cell->table, cell->path.empty() ? "" : ".", cell->path,
                                  thousands(cell->holes), thousands(cell->mutants))) +
            "\n";
        for (const AuditSample& sample : cell->hole_samples)
          operation.text +=
              fmt::format("  {}  {}  {}\n", printable(sample.key),
                          visible_example(sample.before + " → " + sample.after), printable(sample.origin));
      }
    }
    suite.cases.push_back(std::move(operation));
  }
  return suite;
}

// Its one case is the verdict: an error where the run could not decide, else passed, as what failed fails
// where it stands.
CaseSuite suite_of_run(const Result& result) {
  CaseSuite suite{
      "run", {}, {{"tool", result.tool}, {"scenario", result.scenario}, {"contract", result.contract}}, {}};
  if (!result.cell.empty()) suite.properties.push_back({"cell", result.cell});
  suite.properties.push_back({"verdict", result.verdict});
  suite.properties.push_back({"masked", std::to_string(result.totals.masked)});
  if (result.totals.accepted > 0)
    suite.properties.push_back({"accepted", std::to_string(result.totals.accepted)});
  if (const std::string said = coverage_sentence(result); !said.empty())
    suite.properties.push_back({"coverage", said});
  if (const std::string said = requirements_sentence(result); !said.empty())
    suite.properties.push_back({"statements", said});
  suite.properties.push_back({"exit_code", std::to_string(result.exit_code)});
  for (const auto& [name, value] : result.environment)
    suite.properties.push_back({"environment." + name, value});
  for (const DatasetResult& dataset : result.datasets)
    suite.properties.push_back({"dataset." + dataset.name, dataset.place + " " + dataset.identity});
  const bool decided = result.exit_code <= 1 && !result.interrupted && result.outcome != Outcome::errored;
  Case verdict{.name = "verdict",
               .suite = "run",
               .outcome = decided ? Outcome::passed : Outcome::errored,
               .type = "errored",
               .message = result.verdict,
               .text = printable(redact(fmt::format("{}", fmt::join(result.errors, "\n"))), LineBreaks::kept),
               .seconds = result.seconds,
               .where = result.scenario_file};
  suite.cases.push_back(verdict);
  return suite;
}

std::vector<CaseSuite> suites_of(const Result& result) {
  std::vector<CaseSuite> suites = {suite_of_run(result)};
  if (!result.gates.empty()) suites.push_back(suite_of_gates(result));
  for (const ComparisonResult& comparison : result.comparisons)
    suites.push_back(suite_of(result, comparison));
  if (result.audit) suites.push_back(suite_of(*result.audit));
  for (CaseSuite& suite : suites_of_checks(result)) suites.push_back(std::move(suite));
  return suites;
}

void begin_with(const std::string& label, CaseSuite& suite) {
  suite.name = label + ": " + suite.name;
  for (Case& one : suite.cases) one.suite = label + ": " + one.suite;
}

}  // namespace

std::size_t CaseSuite::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [&](const Case& one) { return one.outcome == outcome; }));
}

std::vector<CaseSuite> suites_of(ReportedRuns runs) {
  std::vector<CaseSuite> all;
  for (const Reported& run : runs) {
    for (CaseSuite& suite : suites_of(*run.result)) {
      suite.started = run.result->started;
      if (runs.size() > 1) begin_with(run_label(*run.result), suite);
      all.push_back(std::move(suite));
    }
  }
  fit_cases(all);
  return all;
}

}  // namespace parity::reports
