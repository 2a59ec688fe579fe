// The first screen: verdict, why, what it rests on, and the chain that was walked.
#include <algorithm>

#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/trust.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

struct Counts {
  std::uint64_t failed = 0, errored = 0, skipped = 0, masked = 0, passed = 0, expected = 0;
};

Counts count_tables(const Result& result) {
  Counts counts;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables) {
      const std::string_view state = state_of(table).name;
      ++(!table.expected.empty() ? counts.expected
         : state == "failed"     ? counts.failed
         : state == "errored"    ? counts.errored
         : state == "skipped"    ? counts.skipped
         : state == "masked"     ? counts.masked
                                 : counts.passed);
    }
  return counts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " · ") + part;
  return text;
}

void write_tiles(Markup& out, const Result& result) {
  const Counts tables = count_tables(result);
  std::vector<std::string> detail;
  if (tables.failed > 0) detail.push_back(thousands(tables.failed) + " different");
  if (tables.expected > 0) detail.push_back(thousands(tables.expected) + " different, as expected");
  if (tables.errored > 0) detail.push_back(thousands(tables.errored) + " errored");
  if (tables.masked > 0) detail.push_back(thousands(tables.masked) + " with masked rows");
  if (tables.passed > 0) detail.push_back(thousands(tables.passed) + " equal");
  if (tables.skipped > 0) detail.push_back(thousands(tables.skipped) + " not compared");
  const Element list(out, "ul", {{"class", "tiles"}});
  std::uint64_t causes = 0, explained = 0;
  for (const Cluster& cluster : result.clusters)
    if (!cluster.cause.empty()) ++causes, explained += cluster.count;
  const bool expected = tables.expected > 0 && result.outcome == Outcome::passed;
  write_tile(out, causes > 0 ? "#causes" : "#differences", result.totals.differences,
             result.totals.differences == 1 ? "difference" : "differences", expected ? "plain" : "failed",
             expected            ? "as expected"
             : causes > 0        ? thousands(explained) + " explained by " + counted(causes, "cause")
             : tables.failed > 0 ? "in " + counted(tables.failed, "table")
                                 : "");
  write_tile(out, "#masked", result.totals.masked,
             result.totals.masked == 1 ? "value masked" : "values masked", "masked",
             masking_rules(result) > 0 ? "by " + counted(masking_rules(result), "rule") : "");
  if (!result.accepted.empty()) {
    const auto in_force = static_cast<std::uint64_t>(
        std::count_if(result.accepted.begin(), result.accepted.end(),
                      [](const AcceptedEntry& entry) { return entry.state == AcceptedState::in_force; }));
    write_tile(
        out, "#accepted", result.totals.accepted, "accepted", "accepted",
        thousands(in_force) + " of " + counted(result.accepted.size(), "entry", "entries") + " in force");
  }
  write_tile(out, "#tables", result.totals.tables, result.totals.tables == 1 ? "table" : "tables", "plain",
             joined(detail));
  write_tile(out, "#tables", result.totals.cells, "values compared", "plain",
             "in " + counted(result.totals.rows, "row") + " read");
  const std::size_t left = left_out(result).size();
  write_tile(out, "#not-compared", left, "not compared", "skipped", left > 0 ? "tables and fields" : "");
  if (!result.checks.empty()) {
    Counts checks;
    for (const Check& check : result.checks)
      ++(check.outcome == Outcome::failed    ? checks.failed
         : check.outcome == Outcome::errored ? checks.errored
         : check.outcome == Outcome::skipped ? checks.skipped
                                             : checks.passed);
    detail.clear();
    if (checks.passed > 0) detail.push_back(thousands(checks.passed) + " passed");
    if (checks.skipped > 0) detail.push_back(thousands(checks.skipped) + " skipped");
    if (checks.errored > 0) detail.push_back(thousands(checks.errored) + " errored");
    const std::uint64_t failed = checks.failed;
    write_tile(out, "#checks", failed > 0 ? failed : result.checks.size(),
               std::string(failed == 1 || result.checks.size() == 1 ? "check" : "checks") +
                   (failed > 0 ? " failed" : ""),
               failed > 0 ? "failed" : "plain", joined(detail));
  }
}

// Per verdict, what there is: of checks, tables among them, and of values and findings.
void write_totals(Markup& out, const Result& result) {
  struct Total {
    std::uint64_t count;
    State state;
    const char* said;
  };
  const Totals& totals = result.totals;
  const Total all[] = {{totals.failed, state_of(Outcome::failed), "failed"},
                       {totals.errored, state_of(Outcome::errored), "errored"},
                       {totals.passed, state_of(Outcome::passed), "passed"},
                       {totals.skipped, state_of(Outcome::skipped), "skipped"},
                       {totals.masked, {"masked", "≈", ""}, "masked"},
                       {totals.accepted, {"accepted", "◇", ""}, "accepted"}};
  const Element list(out, "ul",
                     {{"class", "totals"}, {"aria-label", "Checks, tables among them, by verdict"}});
  for (const Total& total : all) {
    Element item(out, "li", {{"class", total.count == 0 ? "quiet" : ""}});
    write_sign(out, total.state);
    item.child("b", thousands(total.count)).text(std::string(" ") + total.said);
  }
}

// "PASS (19 masked by 4 rules)" is "PASS" and "19 masked by 4 rules".
std::pair<std::string, std::string> split_verdict(const Result& result) {
  const std::string said = result.verdict.empty() ? spell_verdict(result) : result.verdict;
  const std::size_t end = said.find_first_of(" :");
  if (end == said.npos) return {said, {}};
  std::string rest = said.substr(end + 1);
  if (said[end] == ' ' && rest.size() > 2 && rest.front() == '(' && rest.back() == ')')
    rest = rest.substr(1, rest.size() - 2);
  while (!rest.empty() && rest.front() == ' ') rest.erase(0, 1);
  return {said.substr(0, end), rest};
}

// The hops of one chain, or one comparison that is no hop.
using Hops = std::vector<const ComparisonResult*>;
std::vector<Hops> chains_of(const Result& result) {
  std::vector<Hops> chains;
  for (const ComparisonResult& comparison : result.comparisons) {
    const bool goes_on =
        !chains.empty() && !comparison.chain.empty() && chains.back().back()->chain == comparison.chain;
    if (!goes_on) chains.emplace_back();
    chains.back().push_back(&comparison);
  }
  return chains;
}

void write_node(Markup& out, const Result& result, const std::string& name) {
  const Element item(out, "li", {{"class", "node"}});
  Element(out, "b").text(say(name));
  for (const DatasetResult& dataset : result.datasets) {
    if (dataset.name != name) continue;
    std::uint64_t rows = 0;
    for (const DatasetTable& table : dataset.tables) rows += table.rows;
    Element(out, "span").text(say(dataset.kind));
    Element(out, "span").text(counted(dataset.tables.size(), "table") + ", " + counted(rows, "row"));
    if (!dataset.identity.empty()) Element(out, "code").text(say(dataset.identity));
    return;
  }
  Element(out, "span").text("not read");
}

void write_hop(Markup& out, const ComparisonResult& hop) {
  const State state = state_of(hop.outcome);
  std::uint64_t findings = 0, masked = 0;
  std::map<Fate, std::uint64_t> fates;
  for (const TableResult& table : hop.tables) {
    for (const auto& [kind, count] : table.by_kind) findings += count;
    for (const auto& [fate, count] : table.by_fate) fates[fate] += count;
    masked += masked_cells(table);
  }
  const Element item(out, "li", {{"class", "hop " + std::string(state.name)}});
  {
    Element line(out, "strong");
    write_sign(out, state);
    line.text(hop.outcome == Outcome::errored ? "errored"
              : findings == 0                 ? "no differences"
                                              : counted(findings, "difference"));
  }
  std::vector<std::string> detail;
  if (fates[Fate::introduced] > 0) detail.push_back(thousands(fates[Fate::introduced]) + " introduced");
  if (fates[Fate::carried] > 0) detail.push_back(thousands(fates[Fate::carried]) + " carried on");
  if (fates[Fate::compensated] > 0) detail.push_back(thousands(fates[Fate::compensated]) + " undone later");
  if (masked > 0) detail.push_back(thousands(masked) + " masked");
  if (findings > 0 && hop.outcome == Outcome::passed) detail.push_back("as expected");
  if (!detail.empty()) Element(out, "span").text(joined(detail));
}

}  // namespace

void write_tile(Markup& out, const char* href, std::uint64_t number, std::string_view label,
                std::string_view state, std::string_view detail) {
  const Element item(out, "li", {{"class", number == 0 ? "quiet" : std::string(state)}});
  Element link(out, "a", {{"href", href}});
  link.child("b", thousands(number)).child("span", label);
  if (!detail.empty()) link.child("small", detail);
}

void write_verdict(Markup& out, const Result& result) {
  const State state = state_of(result.outcome);
  auto [word, rest] = split_verdict(result);
  if (!result.go.empty() && rest.starts_with(result.go + ", ")) rest.erase(0, result.go.size() + 2);
  const Element section(
      out, "section",
      {{"id", "verdict"}, {"class", "verdict " + std::string(state.name)}, {"tabindex", "-1"}});
  {
    Element heading(out, "h1");
    {
      const Element stamp(out, "span", {{"class", "stamp"}});
      write_sign(out, state);
      Element(out, "span").text(say(result.go.empty() ? word : result.go));
    }
    if (!result.go.empty()) heading.child("span", say(word), {{"class", "word"}});
    if (!rest.empty()) heading.child("span", say(rest), {{"class", "because"}});
  }
  const bool said = result.exit_reason.empty() || rest.find(result.exit_reason) != rest.npos;
  Element(out, "p", {{"class", "exit"}})
      .text(fmt::format("Exit code {}{}.", result.exit_code, said ? "" : ": " + say(result.exit_reason)));
  if (result.interrupted)
    Element(out, "p", {{"class", "warning"}}).text("The run was interrupted: this is a part of its result.");
  for (std::size_t i = 0; i < result.errors.size() && i < kSamplesShown; ++i)
    Element(out, "pre", {{"class", "error"}, {"tabindex", "0"}})
        .text(say(first_code_points(result.errors[i], kTextShown), LineBreaks::kept));
  if (result.errors.size() > kSamplesShown)
    Element(out, "p").text("and " + counted(result.errors.size() - kSamplesShown, "more error") +
                           " in result.json");
  write_gates(out, result);
  write_change(out, result);
  write_totals(out, result);
  if (result.audit && result.comparisons.empty())
    write_audit_tiles(out, *result.audit);
  else
    write_tiles(out, result);
  {
    std::vector<std::string> assured;
    for (std::string sentence : {coverage_sentence(result), planted_sentence(result)})
      if (!sentence.empty()) assured.push_back(std::move(sentence));
    if (!assured.empty()) Element(out, "p", {{"class", "assured"}}).text(joined(assured));
  }
  write_identity(out, result);
}

void write_chains(Markup& out, const Result& result) {
  if (result.comparisons.empty()) return;
  const Element section(out, "section", {{"id", "chain"}});
  Element(out, "h2").text("What was compared");
  for (const Hops& hops : chains_of(result)) {
    const Element list(out, "ol", {{"class", "chain"}});
    write_node(out, result, hops.front()->source);
    for (const ComparisonResult* hop : hops) {
      write_hop(out, *hop);
      write_node(out, result, hop->target);
    }
  }
}

}  // namespace parity::reports::html
