#include "reports/console.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/difference_text.h"
#include "reports/groups.h"
#include "reports/redact.h"
#include "reports/terminal_text.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

std::string safe(std::string_view text) { return printable(redact(text)); }

Ink ink_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return Ink::good;
    case Outcome::failed: return Ink::bad;
    case Outcome::errored: return Ink::warn;
    case Outcome::skipped: return Ink::dim;
  }
  return Ink::plain;
}

std::string_view sign_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "✓";
    case Outcome::failed: return "✗";
    case Outcome::errored: return "!";
    case Outcome::skipped: return "-";
  }
  return "?";
}

class Summary {
 public:
  Summary(const Result& result, const ConsoleOptions& options) : result_(result), options_(options) {}

  std::string write() {
    if (options_.verbosity >= 0) {
      heading();
      for (const ComparisonResult& comparison : result_.comparisons) tables(comparison);
      for (const ComparisonResult& comparison : result_.comparisons) differences(comparison);
      checks();
      masked();
      left_out();
      list("Notes", result_.notes, Ink::plain);
    }
    list("Errors", result_.errors, Ink::warn);
    verdict();
    return std::move(out_);
  }

 private:
  bool verbose() const { return options_.verbosity >= 1; }
  std::size_t width() const { return static_cast<std::size_t>(std::max(options_.width, 40)); }
  std::string ink(Ink with, std::string_view text) const { return paint(options_.color, with, text); }
  void line(std::string_view text = {}) { out_ += std::string(text) + "\n"; }
  void title(std::string_view text) { line("\n" + ink(Ink::bold, text)); }

  void heading() {
    std::string text = ink(Ink::bold, safe(result_.scenario));
    if (!result_.cell.empty()) text += " · " + safe(result_.cell);
    if (!result_.contract.empty()) text += ink(Ink::dim, " under the contract " + safe(result_.contract));
    line(text);
  }

  void tables(const ComparisonResult& comparison) {
    std::vector<const TableResult*> shown;
    TableResult others;
    std::uint64_t hidden = 0;
    for (const TableResult& table : comparison.tables) {
      if (verbose() || table.outcome != Outcome::passed || !table.expected.empty()) {
        shown.push_back(&table);
        continue;
      }
      ++hidden;
      others.source_rows += table.source_rows, others.target_rows += table.target_rows;
      others.equal += table.equal, others.masked_rows += table.masked_rows;
    }
    if (!shown.empty() || detailed_) line();
    detailed_ = !shown.empty();
    const std::string count = !comparison.error.empty() && comparison.tables.empty()
                                  ? "not compared"
                                  : counted(comparison.tables.size(), "table");
    line(fmt::format("{} {}: {}{}", ink(ink_of(comparison.outcome), sign_of(comparison.outcome)),
                     ink(Ink::bold, safe(comparison.name)), count,
                     shown.empty() && hidden > 0 ? fmt::format(", {}", all_equal(others)) : ""));
    if (!comparison.error.empty()) line("  " + ink(Ink::warn, safe(comparison.error)));
    if (shown.empty()) return;
    std::vector<std::vector<Cell>> rows = {{{""}, {"table", Ink::dim}}};
    for (const std::string_view name :
         {"source", "target", "equal", "masked", "different", "missing", "extra"})
      rows[0].push_back({std::string(name), Ink::dim, true});
    for (const TableResult* table : shown) rows.push_back(row(*table));
    out_ += lay_out(rows, options_.color, "  ");
    if (hidden > 0)
      line("  " + ink(Ink::good, "✓") + "  " + counted(hidden, "other table") + ": " + all_equal(others));
  }

  static std::string all_equal(const TableResult& sum) {
    std::string text = counted(sum.equal, "row") + " equal";
    if (sum.masked_rows > 0)
      text += fmt::format(", {} equal under the contract only", thousands(sum.masked_rows));
    return text;
  }

  std::vector<Cell> row(const TableResult& table) const {
    std::vector<Cell> cells = {{std::string(sign_of(table.outcome)), ink_of(table.outcome)},
                               {fit(safe(table.name), width() / 2)}};
    if (!table.not_compared.empty()) {
      cells.push_back({"not compared", Ink::dim});
      if (!table.expected.empty()) cells.push_back({"as expected", Ink::dim});
      return cells;
    }
    const auto number = [&](std::uint64_t count, Ink with = Ink::plain) {
      cells.push_back({thousands(count), count == 0 ? Ink::dim : with, true});
    };
    number(table.source_rows), number(table.target_rows), number(table.equal);
    number(table.masked_rows, Ink::info), number(table.different_rows, Ink::bad);
    number(count_of(table, DifferenceKind::missing_row), Ink::bad);
    number(count_of(table, DifferenceKind::extra_row), Ink::bad);
    if (!table.expected.empty()) cells.push_back({"as expected", Ink::dim});
    return cells;
  }

  void differences(const ComparisonResult& comparison) {
    const std::size_t most = verbose() ? SIZE_MAX : 20;
    std::size_t groups = 0;
    std::uint64_t left = 0;
    for (const TableResult& table : comparison.tables)
      for (const DifferenceGroup& group : group_differences(table)) {
        if (groups == 0) title("Differences, " + safe(comparison.name));
        if (++groups > most) {
          left += group.count;
          continue;
        }
        const TextOptions text = {options_.color, width(), options_.verbosity >= 2 ? 20U : 3U, "  "};
        out_ += describe(table, group, text);
      }
    if (groups > most)
      line(fmt::format("  and {} in {}; -v shows all", counted(left, "difference"),
                       counted(groups - most, "more group")));
  }

  void checks() {
    if (result_.checks.empty()) return;
    std::uint64_t counts[4] = {};
    for (const Check& check : result_.checks) ++counts[static_cast<std::size_t>(check.outcome)];
    std::string text = "Checks:";
    for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped})
      if (const std::uint64_t count = counts[static_cast<std::size_t>(outcome)]; count > 0)
        text +=
            fmt::format("{} {} {}", text.back() == ':' ? "" : ",", thousands(count), outcome_name(outcome));
    title(text);
    for (const Check& check : result_.checks) {
      if (check.outcome == Outcome::passed && !verbose()) continue;
      line(fmt::format("  {} {}{}{}", ink(ink_of(check.outcome), sign_of(check.outcome)),
                       safe(check.name.empty() ? check.id : check.name),
                       check.message.empty() ? "" : ": " + safe(check.message),
                       check.where.empty() ? "" : "  " + ink(Ink::dim, safe(check.where))));
      if (!check.detail.empty()) block(check.detail, "      ");
    }
  }

  void masked() {
    const std::vector<MaskedGroup> groups = group_masked(result_);
    if (groups.empty()) return;
    title(fmt::format("Masked: {} differ raw and are equal under the contract",
                      counted(result_.totals.masked, "value")));
    std::vector<std::vector<Cell>> rows;
    for (const MaskedGroup& group : groups)
      rows.push_back(
          {{safe(group.rules), Ink::info}, {thousands(group.count), Ink::plain, true}, {places(group)}});
    out_ += lay_out(rows, options_.color, "  ");
  }

  std::string places(const MaskedGroup& group) const {
    const std::size_t most = verbose() ? group.places.size() : 3;
    std::vector<std::string> named;
    for (const MaskedPlace& place : group.places) {
      if (named.size() == most) break;
      std::string text =
          safe(place.table->name + "." + place.field->name) + " " + thousands(place.masked->count);
      if (result_.comparisons.size() > 1) text += " (" + safe(place.comparison->name) + ")";
      named.push_back(text);
    }
    std::string text = fmt::format("{}", fmt::join(named, ", "));
    if (group.places.size() > most)
      text += fmt::format(" and {}", counted(group.places.size() - most, "more place", "more places"));
    return text;
  }

  void left_out() {
    const std::vector<NotCompared> all = not_compared(result_);
    if (all.empty()) return;
    title("Not compared: " + counted(all.size(), "table or field", "tables and fields"));
    // By reason: one line of a contract often leaves a field out in every table and comparison.
    std::vector<std::pair<std::string, std::vector<const NotCompared*>>> reasons;
    for (const NotCompared& item : all) {
      const auto same = [&](const auto& reason) { return reason.first == item.why; };
      auto at = std::find_if(reasons.begin(), reasons.end(), same);
      if (at == reasons.end()) at = reasons.insert(at, {item.why, {}});
      at->second.push_back(&item);
    }
    const std::size_t most = verbose() ? reasons.size() : 10;
    for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i) {
      line(fmt::format("  {}  {}", thousands(reasons[i].second.size()), safe(reasons[i].first)));
      line("    " + ink(Ink::dim, names(reasons[i].second)));
    }
    if (reasons.size() > most)
      line(fmt::format("  and {} more; -v shows all", counted(reasons.size() - most, "reason")));
  }

  std::string names(const std::vector<const NotCompared*>& items) const {
    const std::size_t most = verbose() ? items.size() : 3;
    std::vector<std::string> named;
    for (const NotCompared* item : items) {
      if (named.size() == most) break;
      named.push_back(safe(item->what));
      if (result_.comparisons.size() > 1) named.back() += " (" + safe(item->comparison) + ")";
    }
    const std::size_t left = items.size() - named.size();
    return fmt::format("{}{}", fmt::join(named, ", "),
                       left > 0 ? fmt::format(" and {} more", thousands(left)) : "");
  }

  void list(std::string_view name, const std::vector<std::string>& texts, Ink with) {
    if (texts.empty()) return;
    title(name);
    const std::size_t most = verbose() || with == Ink::warn ? texts.size() : 10;
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) block(texts[i], "  ", with);
    if (texts.size() > most) line(fmt::format("  and {} more; -v shows all", thousands(texts.size() - most)));
  }

  // Text of several lines, each of them indented.
  void block(std::string_view text, std::string_view indent, Ink with = Ink::plain) {
    const std::string shown = printable(redact(text), LineBreaks::kept);
    for (std::size_t from = 0; from < shown.size();) {
      const std::size_t end = std::min(shown.find('\n', from), shown.size());
      line(std::string(indent) + ink(with, shown.substr(from, end - from)));
      from = end + 1;
    }
  }

  void verdict() {
    if (!out_.empty()) line();
    const std::string said = result_.verdict.empty() ? spell_verdict(result_) : result_.verdict;
    std::string end = fmt::format("exit code {}", result_.exit_code);
    if (!result_.exit_reason.empty() && said.find(result_.exit_reason) == said.npos)
      end += ": " + safe(result_.exit_reason);
    const Totals& totals = result_.totals;
    if (options_.verbosity >= 0 && totals.tables > 0)
      line(fmt::format("{}, {} and {} compared in {}", counted(totals.tables, "table"),
                       counted(totals.rows, "row"), counted(totals.cells, "value"),
                       spell_seconds(result_.seconds)));
    if (result_.interrupted) line(ink(Ink::warn, "The run was interrupted: this is a part of its result."));
    if (result_.outcome != Outcome::passed && options_.verbosity >= 0) {
      line(end);
      if (!result_.command.empty()) line("again: " + safe(result_.command));
    }
    if (options_.color)
      line(paint(true, ink_of(result_.outcome), paint(true, Ink::bold, safe(said))));
    else
      line(safe(said));
  }

  const Result& result_;
  const ConsoleOptions& options_;
  std::string out_;
  bool detailed_ = true;  // what stands above is a table: leave a line free
};

}  // namespace

std::string console_summary(const Result& result, const ConsoleOptions& options) {
  return Summary(result, options).write();
}

}  // namespace parity::reports
