#include "reports/junit.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/clusters.h"
#include "reports/difference_text.h"
#include "reports/gates.h"
#include "reports/groups.h"
#include "reports/markup.h"
#include "reports/redact.h"
#include "reports/trust.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kSamples = 3;
constexpr std::size_t kTextBytes = 64 * 1024;  // of one test case

struct Case {
  std::string name;
  std::string suite;
  Outcome outcome = Outcome::passed;
  std::string type;     // of a failure: "difference", "check"
  std::string message;  // one line
  std::string text;     // printable already
  double seconds = 0;
};

struct Suite {
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<Case> cases;

  std::size_t count(Outcome outcome) const {
    return static_cast<std::size_t>(
        std::count_if(cases.begin(), cases.end(), [&](const Case& one) { return one.outcome == outcome; }));
  }
};

std::string time_of(double seconds) { return fmt::format("{:.3f}", seconds > 0 ? seconds : 0.0); }

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
  Case one{table.name, comparison.name, table.outcome};
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
  return one;
}

Suite suite_of(const Result& result, const ComparisonResult& comparison) {
  Suite suite{"parity: " + comparison.name, {}, {}};
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
    suite.cases.push_back(
        {"comparison", comparison.name, Outcome::errored, "errored", comparison.error, "", 0});
  return suite;
}

std::vector<Suite> suites_of_checks(const Result& result) {
  std::vector<Suite> suites;
  for (const Check& check : result.checks) {
    const auto found = std::find_if(suites.begin(), suites.end(),
                                    [&](const Suite& suite) { return suite.name == check.suite; });
    Suite& suite = found == suites.end() ? suites.emplace_back(Suite{check.suite, {}, {}}) : *found;
    std::string text = printable(check.detail, LineBreaks::kept);
    if (!check.where.empty()) text += (text.empty() ? "" : "\n") + printable(check.where);
    suite.cases.push_back({check.name.empty() ? check.id : check.name, check.suite, check.outcome, "check",
                           check.message, text, check.seconds});
  }
  return suites;
}

// A gate that is blocked is skipped: the one that blocks it is red.
Suite suite_of_gates(const Result& result) {
  Suite suite{"gates", {{"go", result.go}}, {}};
  for (const Gate& gate : result.gates) {
    Case one{gate.name, "gates", Outcome::passed, std::string(gate_verdict_name(gate.verdict)), {}, {}, 0};
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
Suite suite_of(const Audit& audit) {
  Suite suite{"audit", {}, {}};
  suite.properties = {{"dataset", audit.dataset},
                      {"seed", std::to_string(audit.seed)},
                      {"mutants", std::to_string(audit.mutants)},
                      {"score", spell_score(audit)}};
  for (const AuditRule& rule : audit.rules)
    suite.properties.push_back({"masked." + rule.rules, std::to_string(rule.mutants)});
  const std::vector<const AuditCell*> holes = cells_with_holes(audit);
  for (const AuditClass& one : audit.classes) {
    Case operation{one.mutation, "audit", Outcome::passed, "hole", {}, {}, 0};
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
Suite suite_of_run(const Result& result) {
  Suite suite{
      "run", {{"tool", result.tool}, {"scenario", result.scenario}, {"contract", result.contract}}, {}};
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
  Case verdict{"verdict",
               "run",
               decided ? Outcome::passed : Outcome::errored,
               "errored",
               result.verdict,
               printable(fmt::format("{}", fmt::join(result.errors, "\n")), LineBreaks::kept)};
  verdict.seconds = result.seconds;
  suite.cases.push_back(verdict);
  return suite;
}

void write_case(Markup& out, const Case& one) {
  Element element(out, "testcase",
                  {{"name", printable(one.name)},
                   {"classname", "parity." + printable(one.suite)},
                   {"time", time_of(one.seconds)}});
  const Attribute message = {"message", printable(one.message)};
  switch (one.outcome) {
    case Outcome::passed: break;
    case Outcome::failed: element.child("failure", one.text, {{"type", one.type}, message}); break;
    case Outcome::errored: element.child("error", one.text, {{"type", "errored"}, message}); break;
    case Outcome::skipped: element.child("skipped", one.text, {message}); break;
  }
}

void write_suite(Markup& out, const Suite& suite, const Result& result) {
  double seconds = 0;
  for (const Case& one : suite.cases) seconds += one.seconds;
  Element element(out, "testsuite",
                  {{"name", printable(suite.name)},
                   {"tests", std::to_string(suite.cases.size())},
                   {"failures", std::to_string(suite.count(Outcome::failed))},
                   {"errors", std::to_string(suite.count(Outcome::errored))},
                   {"skipped", std::to_string(suite.count(Outcome::skipped))},
                   {"time", time_of(seconds)},
                   {"timestamp", result.started}});
  if (!suite.properties.empty()) {
    const Element properties(out, "properties");
    for (const auto& [name, value] : suite.properties)
      out.empty("property", {{"name", printable(name)}, {"value", printable(value)}});
  }
  for (const Case& one : suite.cases) write_case(out, one);
}

}  // namespace

std::string to_junit(const Result& result) {
  std::vector<Suite> suites = {suite_of_run(result)};
  if (!result.gates.empty()) suites.push_back(suite_of_gates(result));
  for (const ComparisonResult& comparison : result.comparisons)
    suites.push_back(suite_of(result, comparison));
  if (result.audit) suites.push_back(suite_of(*result.audit));
  for (Suite& suite : suites_of_checks(result)) suites.push_back(std::move(suite));
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const Suite& suite : suites) {
    tests += suite.cases.size();
    failures += suite.count(Outcome::failed);
    errors += suite.count(Outcome::errored);
  }
  Markup out(Markup::Layout::indented);
  out.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  {
    const Element root(out, "testsuites",
                       {{"name", printable(result.scenario)},
                        {"tests", std::to_string(tests)},
                        {"failures", std::to_string(failures)},
                        {"errors", std::to_string(errors)},
                        {"time", time_of(result.seconds)}});
    for (const Suite& suite : suites) write_suite(out, suite, result);
  }
  return out.take();
}

}  // namespace parity::reports
