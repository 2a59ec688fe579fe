#include "reports/markdown.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/clusters.h"
#include "reports/difference_text.h"
#include "reports/findings.h"
#include "reports/gates.h"
#include "reports/groups.h"
#include "reports/markdown_text.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kRows = 50;  // of a section
constexpr std::size_t kSentence = 600;
constexpr std::size_t kLastLines = 2048;  // for what was left out

struct Section {
  std::string title;
  std::string body;  // empty: there is nothing to say
};

// Adds lines up to kRows, and says how many more there are.
class Rows {
 public:
  explicit Rows(std::string head = {}) : text_(std::move(head)), head_(text_.size()) {}

  void add(const std::string& line) {
    if (count_++ < kRows) text_ += line + "\n";
  }
  std::string take(std::uint64_t all = 0) {
    const std::uint64_t total = std::max<std::uint64_t>(all, count_);
    if (total > std::min<std::size_t>(count_, kRows))
      text_ += fmt::format("\nand {} more\n", thousands(total - std::min<std::size_t>(count_, kRows)));
    return text_.size() == head_ ? "" : text_;
  }

 private:
  std::string text_;
  std::size_t head_, count_ = 0;
};

std::string code(std::string_view data) { return markdown_code(data); }
std::string sentence(std::string_view data) { return markdown_code(data, kSentence); }

std::string_view sign_of(const Result& result) {
  switch (result.outcome) {
    case Outcome::passed: return "✅";
    case Outcome::failed: return "❌";
    case Outcome::errored: return "⚠️";
    case Outcome::skipped: return "◽";
  }
  return "";
}

// What a reader has to know first; always there.
std::string head_of(const Result& result) {
  std::string text = fmt::format("## {} {}\n\n{}\n\n", sign_of(result), code(run_label(result)),
                                 markdown_code(result.verdict, kSentence));
  text += fmt::format("- {}, {} and {} compared in {}\n", counted(result.totals.tables, "table"),
                      counted(result.totals.rows, "row"), counted(result.totals.cells, "value"),
                      spell_seconds(result.seconds));
  for (const std::string& said :
       {coverage_sentence(result), planted_sentence(result), requirements_sentence(result)})
    if (!said.empty()) text += "- " + said + "\n";
  text += fmt::format("- exit code {}: {}\n", result.exit_code, code(result.exit_reason));
  if (result.interrupted) text += "- interrupted: this is a part of the result\n";
  if (!result.command.empty()) text += "- again: " + sentence(result.command) + "\n";
  return text;
}

std::string gates_of(const Result& result) {
  Rows rows("| gate | verdict | why |\n|---|---|---|\n");
  for (const Gate& gate : result.gates)
    rows.add(fmt::format("| {} | {} {} | {} |", code(gate.name), sign_of(gate.verdict),
                         gate_verdict_name(gate.verdict),
                         gate.reasons.empty() ? "" : code(fmt::format("{}", fmt::join(gate.reasons, "; ")))));
  return rows.take();
}

std::string errors_of(const Result& result) {
  Rows rows;
  for (const std::string& error : result.errors) rows.add("- " + sentence(error));
  return rows.take();
}

std::string change_of(const Result& result) {
  if (!result.change) return {};
  const Change& change = *result.change;
  Rows rows(fmt::format("{} new, {} regressed, {} persisting, {} fixed since {} ({})\n\n",
                        thousands(change.fresh), thousands(change.regressed), thousands(change.persisting),
                        thousands(change.fixed), code(change.started), code(change.earlier)));
  for (const Fixed& fixed : change.samples)
    rows.add(fmt::format("- fixed: {} {}", code(fixed.id), sentence(fixed.sentence)));
  if (change.samples.empty()) rows.add("");
  return rows.take(change.fixed);
}

std::string tables_of(const Result& result) {
  Rows rows("| comparison | table | rows | found |\n|---|---|---|---|\n");
  for (const ComparisonResult& comparison : result.comparisons) {
    if (!comparison.error.empty())
      rows.add(fmt::format("| {} | | | {} |", code(comparison.name), code(comparison.error)));
    for (const TableResult& table : comparison.tables) {
      if (table.outcome == Outcome::passed || !table.not_compared.empty()) continue;
      std::vector<std::string> said;
      for (const auto& [kind, count] : table.by_kind)
        if (count > 0) said.push_back(count_sentence(kind, count));
      if (table.accepted > 0) said.push_back(thousands(table.accepted) + " accepted");
      rows.add(fmt::format("| {} | {} | {} / {} | {} |", code(comparison.name), code(table.name),
                           thousands(table.source_rows), thousands(table.target_rows),
                           fmt::join(said, ", ")));
    }
  }
  return rows.take();
}

std::string causes_of(const Result& result) {
  Rows rows;
  for (const Cluster& cluster : result.clusters) {
    if (cluster.cause.empty()) continue;
    std::string line = "- " + sentence(cluster.sentence);
    if (!cluster.hop.empty()) line += " " + code(cluster.hop);
    if (!cluster.candidates.empty())
      line += fmt::format("; candidate {}: {}", code(cluster.candidates[0].rule),
                          sentence(cost_sentence(cluster, cluster.candidates[0])));
    rows.add(line);
  }
  return rows.take();
}

std::string findings_of(const Reported& run) {
  Rows rows;
  const Findings findings = findings_of(*run.result, samples_of(*run.result), 1000);
  std::uint64_t beyond = findings.left_out;
  for (const Finding& finding : findings.list) {
    if (!finding.stands()) continue;
    std::string line = fmt::format("- {} {}", code(finding.fingerprint), sentence(finding.message));
    if (finding.transition != Transition::none)
      line += fmt::format(" ({})", transition_name(finding.transition));
    if (!finding.places.empty())
      line += " " + code(fmt::format("{}:{}", finding.places[0].file, finding.places[0].line));
    rows.add(line);
  }
  std::string text = rows.take();
  if (beyond > 0) text += fmt::format("\nand {} more\n", thousands(beyond));
  if (!text.empty()) text += "\nAll differences stand in `differences.ndjson`.\n";
  return text;
}

std::string masked_of(const Result& result) {
  Rows rows("| rules | values hidden |\n|---|---|\n");
  for (const MaskedGroup& group : group_masked(result))
    rows.add(fmt::format("| {} | {} |", code(group.rules), thousands(group.count)));
  return rows.take();
}

std::string accepted_of(const Result& result) {
  Rows rows("| entry | state | matched | why |\n|---|---|---|---|\n");
  for (const AcceptedEntry* entry : accepted_entries(result))
    rows.add(fmt::format("| {} | {} | {} | {} |", code(entry->id), accepted_state_name(entry->state),
                         matched_of(*entry), code(entry->why)));
  return rows.take();
}

std::string left_out_of(const Result& result) {
  Rows rows;
  const std::vector<LeftOut> all = left_out(result);
  for (const LeftOutReason& reason : by_reason(all)) {
    const LeftOut& first = *reason.items.front();
    rows.add(fmt::format(
        "- {}: {} {}{}", code(reason.why), code(first.place), code(first.what),
        reason.items.size() > 1 ? fmt::format(" and {} more", thousands(reason.items.size() - 1)) : ""));
  }
  return rows.take();
}

std::string holes_of(const Result& result) {
  if (!result.audit) return {};
  Rows rows(sentence(audit_sentence(*result.audit)) + "; score " + spell_score(*result.audit) + "\n\n");
  for (const AuditCell* cell : cells_with_holes(*result.audit))
    rows.add(fmt::format("- {} in {}: {} of {} got through unsaid", code(cell->mutation),
                         code(cell->table + (cell->path.empty() ? "" : "." + cell->path)),
                         thousands(cell->holes), counted(cell->mutants, "mutant")));
  if (cells_with_holes(*result.audit).empty()) rows.add("no mutant got through unsaid");
  return rows.take();
}

std::string notes_of(const Result& result) {
  Rows rows;
  for (const std::string& note : result.notes) rows.add("- " + sentence(note));
  return rows.take();
}

// In the order of their weight: what comes first is there for certain.
std::vector<Section> sections_of(const Reported& run) {
  const Result& result = *run.result;
  return {{"Gates", gates_of(result)},
          {"Errors", errors_of(result)},
          {"Since the earlier run", change_of(result)},
          {"Tables that differ", tables_of(result)},
          {"Causes", causes_of(result)},
          {"Findings", findings_of(run)},
          {"Audit", holes_of(result)},
          {"Masked", masked_of(result)},
          {"Accepted", accepted_of(result)},
          {"Not compared", left_out_of(result)},
          {"Notes", notes_of(result)}};
}

std::string overview(ReportedRuns runs) {
  std::string text = "| run | verdict | exit |\n|---|---|---|\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(runs.size(), 500); ++i)
    text += fmt::format("| {} {} | {} | {} |\n", sign_of(*runs[i].result), code(run_label(*runs[i].result)),
                        markdown_code(runs[i].result->verdict, 120), runs[i].result->exit_code);
  if (runs.size() > 500) text += fmt::format("\nand {} more\n", thousands(runs.size() - 500));
  return text;
}

class Document {
 public:
  void add(std::string_view name, const std::string& text) {
    if (text_.size() + text.size() + kLastLines > kMarkdownBytes)
      left_out_.emplace_back(name);
    else
      text_ += text + "\n";
  }
  std::string take() {
    if (left_out_.empty()) return text_;
    const std::size_t named = std::min<std::size_t>(left_out_.size(), 5);
    text_ += fmt::format(
        "Left out, as a summary has {} KiB at most: {}", kMarkdownBytes >> 10,
        fmt::join(left_out_.begin(), left_out_.begin() + static_cast<std::ptrdiff_t>(named), ", "));
    if (left_out_.size() > named) text_ += fmt::format(" and {} more sections", left_out_.size() - named);
    return text_ + "\n";
  }

 private:
  std::string text_;
  std::vector<std::string> left_out_;
};

}  // namespace

std::string to_markdown(ReportedRuns runs) {
  Document document;
  if (runs.size() > 1) document.add("Overview", "# Parity\n\n" + overview(runs));
  for (const Reported& run : runs) {
    const std::string label = markdown_code(run_label(*run.result), 40);
    document.add(label, head_of(*run.result));
    for (const Section& section : sections_of(run))
      if (!section.body.empty())
        document.add(section.title + " of " + label,
                     fmt::format("### {}\n\n{}", section.title, section.body));
  }
  return document.take();
}

}  // namespace parity::reports
