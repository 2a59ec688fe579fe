// The findings of a run: see findings.h.
#include "reports/findings.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/difference_text.h"
#include "reports/redact.h"
#include "reports/trust.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kValue = 120;  // code points
constexpr std::size_t kName = 200;
constexpr std::size_t kMessage = 600;

std::string cut(std::string text, std::size_t most) {
  const std::string_view start = first_code_points(text, most);
  return start.size() == text.size() ? text : std::string(start) + "…";
}
std::string safe(std::string_view text, std::size_t most) { return cut(printable(redact(text)), most); }

std::string rule_of(DifferenceKind kind) {
  std::string name(kind_name(kind));
  std::replace(name.begin(), name.end(), ' ', '-');
  return "difference/" + name;
}

std::string value_of(const Difference& difference, const Side& side) {
  const std::string_view missing = absence(difference, side);
  if (!missing.empty()) return "(" + std::string(missing) + ")";
  const std::string value = cut(visible_text(redact(side.raw)), kValue);
  return side.type.empty() ? value : safe(side.type, kValue) + " " + value;
}

// "value in equipment.name ["BARBELL"] (source → database): text "a" → text "b"".
std::string sentence_of(const Difference& difference) {
  std::string said = fmt::format("{} in {}{}{}{}{} ({})", kind_name(difference.kind),
                                 safe(difference.table, kName), difference.path.empty() ? "" : ".",
                                 safe(difference.path, kName), difference.key.empty() ? "" : " ",
                                 safe(difference.key, kName), safe(difference.comparison, kName));
  if (!concerns_one_side(difference.kind))
    said += ": " + value_of(difference, difference.source) + " → " + value_of(difference, difference.target);
  if (!difference.note.empty()) said += "; " + safe(difference.note, kName);
  return said;
}

std::string logical_of(const Difference& difference) {
  std::string path = safe(difference.comparison, kName) + "/" + safe(difference.table, kName);
  if (!difference.key.empty()) path += "/" + safe(difference.key, kName);
  if (!difference.path.empty()) path += "/" + safe(difference.path, kName);
  return path;
}

void add_place(Finding& finding, std::string_view where) {
  if (where.size() > 4096) return;
  if (auto place = place_of(redact(where))) finding.places.push_back(std::move(*place));
}

Finding finding_of(const Difference& difference, const std::string& expected) {
  Finding finding{.fingerprint = difference.fingerprint,
                  .rule = rule_of(difference.kind),
                  .message = sentence_of(difference),
                  .logical = logical_of(difference),
                  .group = fmt::format("{}/{}/{}/{}", difference.comparison, difference.table,
                                       difference.field, kind_name(difference.kind)),
                  .transition = difference.transition,
                  .accepted = safe(difference.accepted, kName),
                  .expected = safe(expected, kName),
                  .count = difference.count};
  add_place(finding, difference.source.origin);
  add_place(finding, difference.target.origin);
  return finding;
}

class Collector {
 public:
  explicit Collector(std::size_t most) : most_(most) {}

  void add(Finding finding) {
    if (found_.list.size() < most_)
      found_.list.push_back(std::move(finding));
    else
      ++found_.left_out;
  }
  void add(const char* rule, std::string_view id, std::string_view message, std::string_view where,
           Transition transition = Transition::none) {
    Finding finding{.fingerprint = safe(id, kName),
                    .rule = rule,
                    .message = safe(message, kMessage),
                    .logical = safe(id, kName),
                    .group = std::string(id),
                    .transition = transition};
    add_place(finding, where);
    add(std::move(finding));
  }
  // A sentence is put together only where there is room for it.
  void add(const Difference& difference, const std::string& expected) {
    if (found_.list.size() < most_)
      add(finding_of(difference, expected));
    else
      ++found_.left_out;
  }
  Findings take() { return std::move(found_); }

 private:
  std::size_t most_;
  Findings found_;
};

void add_undecided(const Result& result, Collector& into) {
  for (std::size_t i = 0; i < result.errors.size(); ++i)
    into.add("run", fmt::format("run/error/{}", i + 1), result.errors[i], result.scenario_file + ":1");
  for (const ComparisonResult& comparison : result.comparisons)
    if (comparison.outcome == Outcome::errored && result.errors.empty())
      into.add("run", "run/" + comparison.name, comparison.error, result.scenario_file + ":1");
  if (result.errors.empty() && result.exit_code > 1)
    into.add("run", "run/verdict", result.verdict, result.scenario_file + ":1");
}

void add_gates(const Result& result, Collector& into) {
  for (const Gate& gate : result.gates) {
    if (gate.verdict == GateVerdict::passed || gate.verdict == GateVerdict::blocked) continue;
    into.add("gate", "gate/" + gate.name,
             fmt::format("gate {} is {}: {}", gate.name, gate_verdict_name(gate.verdict),
                         fmt::join(gate.reasons, "; ")),
             gate.where);
  }
}

void add_checks(const Result& result, Collector& into) {
  for (const Check& check : result.checks) {
    if (check.outcome != Outcome::failed && check.outcome != Outcome::errored) continue;
    into.add("check", check.id,
             fmt::format("{} {}: {}", check.name.empty() ? check.id : check.name, outcome_name(check.outcome),
                         check.message),
             check.where, check.transition);
  }
}

void add_ledger(const Result& result, Collector& into) {
  for (const AcceptedEntry& entry : result.accepted)
    if (entry.state != AcceptedState::in_force)
      into.add("ledger", "ledger/" + entry.id,
               fmt::format("entry {} of the ledger is {}: {} matched", entry.id,
                           accepted_state_name(entry.state), matched_of(entry)),
               entry.where);
}

void add_holes(const Audit& audit, const std::string& scenario_file, Collector& into) {
  for (const AuditCell* cell : cells_with_holes(audit)) {
    const std::string place = cell->table + (cell->path.empty() ? "" : ".") + cell->path;
    into.add("audit", "audit/" + cell->mutation + "/" + place,
             fmt::format("{} in {}: {} of {} got through unsaid", cell->mutation, place,
                         thousands(cell->holes), counted(cell->mutants, "mutant")),
             scenario_file + ":1");
  }
}

// Lines of the scenario that expect all of what was found in a table.
std::map<std::pair<std::string, std::string>, std::string> expectations(const Result& result) {
  std::map<std::pair<std::string, std::string>, std::string> lines;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables)
      if (!table.expected.empty()) lines[{comparison.name, table.name}] = table.expected;
  return lines;
}

}  // namespace

Findings findings_of(const Result& result, const Differences& differences, std::size_t most) {
  Collector found(most);
  add_undecided(result, found);
  add_gates(result, found);
  add_checks(result, found);
  add_ledger(result, found);
  if (result.audit) add_holes(*result.audit, result.scenario_file, found);
  const auto expected = expectations(result);
  differences([&](const Difference& difference) {
    const auto line = expected.find({difference.comparison, difference.table});
    found.add(difference, line == expected.end() ? "" : line->second);
  });
  return found.take();
}

std::vector<FindingRule> finding_rules() {
  std::vector<FindingRule> rules = {
      {"run", "The run could not decide something."},
      {"gate", "A gate did not pass."},
      {"check", "A check of a suite did not pass."},
      {"ledger", "An entry of the ledger of accepted differences does not hold."},
      {"audit", "Changed values got through the contract unsaid."},
  };
  for (int kind = 0; kind < kDifferenceKinds; ++kind) {
    const auto of = static_cast<DifferenceKind>(kind);
    rules.push_back({rule_of(of), fmt::format("Two datasets differ: {}.", kind_name(of))});
  }
  return rules;
}

}  // namespace parity::reports
