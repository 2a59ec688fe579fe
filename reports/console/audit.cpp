// The honesty audit: what was found, what rules hid, what got through; then what each rule is able to hide.
#include <fmt/format.h>

#include "reports/clusters.h"
#include "reports/console/paper.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

void write_holes(Paper& paper, const Audit& audit) {
  const std::vector<const AuditCell*> cells = cells_with_holes(audit);
  if (cells.empty()) return;
  paper.title(fmt::format("Holes: {} neither found nor masked by a rule", counted(audit.holes, "mutant")));
  const std::size_t most = paper.at_most(10, cells.size());
  for (std::size_t i = 0; i < most; ++i) {
    const AuditCell& cell = *cells[i];
    paper.line("  " + paper.ink(Ink::bad,
                                safe(fmt::format("{} of {} in {}{}{}: {}", thousands(cell.holes),
                                                 thousands(cell.mutants), cell.table,
                                                 cell.path.empty() ? "" : ".", cell.path, cell.mutation))));
    for (std::size_t k = 0; k < std::min(paper.at_most(1, SIZE_MAX), cell.hole_samples.size()); ++k) {
      const AuditSample& sample = cell.hole_samples[k];
      const std::string change = sample.before.empty() && sample.after.empty()
                                     ? std::string()
                                     : "  " + visible_example(sample.before + " → " + sample.after);
      paper.line(fmt::format("    {}{}  {}", safe(sample.key), fit(change, paper.width() - 8),
                             paper.ink(Ink::dim, safe(sample.origin))));
    }
  }
  if (most < cells.size())
    paper.line(fmt::format("  and in {}; -v shows all", counted(cells.size() - most, "more place")));
}

void write_rules(Paper& paper, const Audit& audit) {
  if (audit.rules.empty()) return;
  paper.title("What each rule is able to hide");
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < paper.at_most(10, audit.rules.size()); ++i) {
    const AuditRule& rule = audit.rules[i];
    std::vector<std::string> mutations;
    for (const auto& [name, count] : by_count(rule.mutations)) mutations.push_back(name);
    rows.push_back({{safe(rule.rules), Ink::info},
                    {thousands(rule.mutants), Ink::plain, true},
                    {some_of(mutations, paper.verbose() ? SIZE_MAX : 4)},
                    {some_of(rule.fields, paper.verbose() ? SIZE_MAX : 2), Ink::dim}});
  }
  paper.rows(rows);
  if (rows.size() < audit.rules.size())
    paper.line(
        fmt::format("  and {}; -v shows all", counted(audit.rules.size() - rows.size(), "more rule set")));
}

// Every operator, when asked for.
void write_classes(Paper& paper, const Audit& audit) {
  if (!paper.verbose() || audit.classes.empty()) return;
  paper.title("By operator");
  std::vector<std::vector<Cell>> rows = {{{"operator", Ink::dim}}};
  for (const char* name : {"mutants", "found", "masked", "holes"}) rows[0].push_back({name, Ink::dim, true});
  for (const AuditClass& one : audit.classes) {
    if (one.mutants == 0) {
      rows.push_back(
          {{safe(one.mutation)}, {"none", Ink::dim, true}, {""}, {""}, {""}, {safe(one.none), Ink::dim}});
      continue;
    }
    rows.push_back({{safe(one.mutation)},
                    {thousands(one.mutants), Ink::plain, true},
                    {thousands(one.found), Ink::plain, true},
                    {thousands(one.masked), one.masked == 0 ? Ink::dim : Ink::info, true},
                    {thousands(one.holes), one.holes == 0 ? Ink::dim : Ink::bad, true}});
  }
  paper.rows(rows);
}

}  // namespace

void write_audit(Paper& paper) {
  if (!paper.result.audit) return;
  const Audit& audit = *paper.result.audit;
  paper.title(audit_sentence(audit));
  paper.rows({{{"found"}, {thousands(audit.found), Ink::plain, true}},
              {{"masked"},
               {thousands(audit.masked), Ink::plain, true},
               {audit.rules.empty() ? "" : "by " + counted(audit.rules.size(), "set", "sets") + " of rules",
                Ink::dim}},
              {{"holes"}, {thousands(audit.holes), audit.holes == 0 ? Ink::good : Ink::bad, true}},
              {{"score"}, {spell_score(audit), Ink::plain, true}}});
  write_holes(paper, audit);
  write_rules(paper, audit);
  write_classes(paper, audit);
}

}  // namespace parity::reports::console
