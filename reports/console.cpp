#include "reports/console.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "reports/console/paper.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports {
namespace console {
namespace {

void write_heading(Paper& paper) {
  const Result& result = paper.result;
  std::string text = paper.ink(Ink::bold, safe(result.scenario));
  if (!result.cell.empty()) text += " · " + safe(result.cell);
  if (!result.contract.empty()) text += paper.ink(Ink::dim, " under the contract " + safe(result.contract));
  paper.line(text);
}

void write_checks(Paper& paper) {
  const std::vector<Check>& checks = paper.result.checks;
  if (checks.empty()) return;
  std::uint64_t counts[4] = {};
  for (const Check& check : checks) ++counts[static_cast<std::size_t>(check.outcome)];
  std::string text = "Checks:";
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped})
    if (const std::uint64_t count = counts[static_cast<std::size_t>(outcome)]; count > 0)
      text += fmt::format("{} {} {}", text.back() == ':' ? "" : ",", thousands(count), outcome_name(outcome));
  paper.title(text);
  for (const Check& check : checks) {
    if (check.outcome == Outcome::passed && !paper.verbose()) continue;
    paper.line(fmt::format("  {} {}{}{}", paper.ink(ink_of(check.outcome), sign_of(check.outcome)),
                           safe(check.name.empty() ? check.id : check.name),
                           check.message.empty() ? "" : ": " + safe(check.message),
                           check.where.empty() ? "" : "  " + paper.ink(Ink::dim, safe(check.where))));
    if (!check.detail.empty()) paper.block(check.detail, "      ");
  }
}

void write_list(Paper& paper, std::string_view name, const std::vector<std::string>& texts, Ink with) {
  if (texts.empty()) return;
  paper.title(name);
  const std::size_t most = with == Ink::warn ? texts.size() : paper.at_most(10, texts.size());
  for (std::size_t i = 0; i < most; ++i) paper.block(texts[i], "  ", with);
  if (texts.size() > most)
    paper.line(fmt::format("  and {} more; -v shows all", thousands(texts.size() - most)));
}

void write_verdict(Paper& paper) {
  const Result& result = paper.result;
  const ConsoleOptions& options = paper.options;
  if (!paper.empty()) paper.line();
  const std::string said = result.verdict.empty() ? spell_verdict(result) : result.verdict;
  std::string end = fmt::format("exit code {}", result.exit_code);
  if (!result.exit_reason.empty() && said.find(result.exit_reason) == said.npos)
    end += ": " + safe(result.exit_reason);
  const Totals& totals = result.totals;
  if (options.verbosity >= 0 && totals.tables > 0)
    paper.line(fmt::format("{}, {} and {} compared in {}", counted(totals.tables, "table"),
                           counted(totals.rows, "row"), counted(totals.cells, "value"),
                           spell_seconds(result.seconds)));
  if (options.verbosity >= 0)
    for (const std::string& sentence : {coverage_sentence(result), planted_sentence(result)})
      if (!sentence.empty()) paper.line(sentence);
  if (result.interrupted)
    paper.line(paper.ink(Ink::warn, "The run was interrupted: this is a part of its result."));
  if (result.outcome != Outcome::passed && options.verbosity >= 0) {
    paper.line(end);
    if (!result.command.empty()) paper.line("again: " + safe(result.command));
  }
  paper.line(options.color ? paint(true, ink_of(result.outcome), paint(true, Ink::bold, safe(said)))
                           : safe(said));
}

}  // namespace
}  // namespace console

std::string console_summary(const Result& result, const ConsoleOptions& options) {
  using namespace console;
  Paper paper(result, options);
  if (options.verbosity >= 0) {
    write_heading(paper);
    write_gates(paper);
    write_tables(paper);
    write_causes(paper);
    write_differences(paper);
    write_checks(paper);
    write_requirements(paper);
    write_masked(paper);
    write_accepted(paper);
    write_not_compared(paper);
    write_audit(paper);
    write_list(paper, "Notes", result.notes, Ink::plain);
  }
  write_list(paper, "Errors", result.errors, Ink::warn);
  write_verdict(paper);
  return paper.take();
}

}  // namespace parity::reports
