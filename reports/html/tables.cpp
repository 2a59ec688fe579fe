// The grid of tables, one per comparison: those that differ first.
#include <algorithm>

#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

using Tables = std::vector<const TableResult*>;

constexpr std::size_t kQuietShown = 6;  // more equal tables than these are folded

constexpr int kQuietRank = 3;
int rank(const TableResult& table) {
  switch (table.outcome) {
    case Outcome::errored: return 0;
    case Outcome::failed: return 1;
    case Outcome::passed:
      if (!table.expected.empty()) return 1;
      return !table.not_compared.empty() ? 4 : table.masked_rows > 0 ? 2 : kQuietRank;
    case Outcome::skipped: return 4;
  }
  return 5;
}

void write_number(Markup& out, std::uint64_t number, std::string_view state = {}) {
  Element(out, "td", {{"class", number == 0 ? "n zero" : "n " + std::string(state)}}).text(thousands(number));
}

// Shares of rows as a bar of equal, masked and different ones. Says nothing that the numbers do not say.
void write_bar(Markup& out, const TableResult& table) {
  const Element cell(out, "td", {{"class", "share"}, {"aria-hidden", "true"}});
  const std::uint64_t missing = count_of(table, DifferenceKind::missing_row);
  const std::uint64_t extra = count_of(table, DifferenceKind::extra_row);
  const std::uint64_t wrong = table.different_rows + missing + extra;
  const std::uint64_t all = table.equal + table.masked_rows + wrong;
  if (all == 0) return;
  const Element svg(out, "svg", {{"viewBox", "0 0 100 8"}, {"preserveAspectRatio", "none"}});
  double at = 0;
  const auto part = [&](std::uint64_t rows, const char* state) {
    if (rows == 0) return;
    // What is there is seen, however little it is.
    const double width = std::clamp(100.0 * static_cast<double>(rows) / static_cast<double>(all), 2.0, 100.0);
    out.empty("rect", {{"class", state},
                       {"x", fmt::format("{:.1f}", at)},
                       {"y", "0"},
                       {"width", fmt::format("{:.1f}", width)},
                       {"height", "8"}});
    at += width;
  };
  part(wrong, "failed");
  part(table.masked_rows, "masked");
  part(table.equal, "passed");
}

void write_row(Markup& out, const TableResult& table) {
  const State state = state_of(table);
  const Element row(out, "tr", {{"class", "item"}, {"data-state", std::string(state.name)}});
  {
    const Element cell(out, "th", {{"scope", "row"}});
    write_sign(out, state);
    Element name(out, "span", {{"class", "name"}});
    name.text(say(table.name));
    if (table.source_name != table.target_name && !table.source_name.empty() && !table.target_name.empty())
      name.child("small", say(table.source_name + " → " + table.target_name));
    for (const std::string& note : table.notes) name.child("small", say(note));
    if (!table.expected.empty()) name.child("small", "expected by " + say(table.expected));
  }
  Element(out, "td", {{"class", "state " + std::string(state.name)}}).text(state.word);
  if (!table.not_compared.empty()) {
    Element(out, "td", {{"colspan", "9"}, {"class", "why"}}).text(say(table.not_compared));
    return;
  }
  std::uint64_t findings = 0;
  for (const auto& [kind, count] : table.by_kind) findings += count;
  write_number(out, table.source_rows);
  write_number(out, table.target_rows);
  write_number(out, table.equal);
  write_number(out, table.masked_rows, "masked");
  write_number(out, table.different_rows, "failed");
  write_number(out, count_of(table, DifferenceKind::missing_row), "failed");
  write_number(out, count_of(table, DifferenceKind::extra_row), "failed");
  write_number(out, findings, "failed");
  write_bar(out, table);
}

void write_grid(Markup& out, const std::string& label, const Tables& tables) {
  const Element scroll(out, "div",
                       {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", label}});
  const Element grid(out, "table", {{"class", "grid"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    Element(out, "th", {{"scope", "col"}}).text("table");
    Element(out, "th", {{"scope", "col"}}).text("state");
    for (const char* name :
         {"source rows", "target rows", "equal", "masked", "different", "missing", "extra", "findings"})
      Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text(name);
    Element(out, "td", {{"class", "share"}, {"aria-hidden", "true"}});
  }
  const Element body(out, "tbody");
  for (const TableResult* table : tables) write_row(out, *table);
}

// Those of which there is nothing to say but that they are equal, behind one line.
void write_quiet(Markup& out, const ComparisonResult& comparison, const Tables& tables) {
  std::uint64_t rows = 0;
  for (const TableResult* table : tables) rows += table->equal;
  const Element details(out, "details", {{"class", "group fold"}});
  {
    const Element summary(out, "summary");
    write_sign(out, state_of(Outcome::passed));
    Element(out, "span", {{"class", "what"}})
        .text(counted(tables.size(), "table is", "tables are") + " equal as read");
    Element(out, "span", {{"class", "sentence"}}).text(counted(rows, "row"));
  }
  write_grid(out, "Equal tables of " + say(comparison.name), tables);
}

void write_comparison(Markup& out, const ComparisonResult& comparison) {
  Tables loud, quiet;
  for (const TableResult& table : comparison.tables)
    (state_of(table).name == "passed" && table.expected.empty() && table.notes.empty() ? quiet : loud)
        .push_back(&table);
  std::stable_sort(loud.begin(), loud.end(),
                   [](const TableResult* a, const TableResult* b) { return rank(*a) < rank(*b); });
  const std::size_t all = loud.size() + quiet.size();
  if (quiet.size() <= kQuietShown) {
    const auto at = std::find_if(loud.begin(), loud.end(),
                                 [](const TableResult* table) { return rank(*table) > kQuietRank; });
    loud.insert(at, quiet.begin(), quiet.end());
    quiet.clear();
  }
  loud.resize(std::min(loud.size(), kListShown));
  quiet.resize(std::min(quiet.size(), kListShown - loud.size()));
  if (!loud.empty()) write_grid(out, "Tables of " + say(comparison.name), loud);
  if (!quiet.empty()) write_quiet(out, comparison, quiet);
  if (all > kListShown)
    Element(out, "p", {{"class", "more"}})
        .text("and " + counted(all - kListShown, "more table") + " in result.json");
}

}  // namespace

void write_tables(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "tables"}, {"class", "filtered"}});
  Element(out, "h2").text("Tables");
  if (result.comparisons.empty()) Element(out, "p", {{"class", "none"}}).text("No table was compared.");
  for (const ComparisonResult& comparison : result.comparisons) {
    const Element block(out, "div", {{"class", "block"}});
    {
      Element heading(out, "h3");
      write_sign(out, state_of(comparison.outcome));
      heading.text(say(comparison.name));
      heading.child("small", counted(comparison.tables.size(), "table"));
    }
    if (!comparison.error.empty())
      Element(out, "pre", {{"class", "error"}, {"tabindex", "0"}})
          .text(say(comparison.error, LineBreaks::kept));
    write_comparison(out, comparison);
  }
}

}  // namespace parity::reports::html
