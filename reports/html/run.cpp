// Checks, notes, and what the run was: the facts that a reader wants when the verdict is doubted.
#include <algorithm>

#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

std::string_view word_of(Outcome outcome) { return outcome_name(outcome); }

void write_check(Markup& out, const Check& check, std::size_t number) {
  const State state = state_of(check.outcome);
  Attributes attributes = {{"class", "group item"},
                           {"id", "k-" + std::to_string(number)},
                           {"data-state", std::string(state.name)}};
  if (check.outcome == Outcome::failed || check.outcome == Outcome::errored)
    attributes.push_back({"open", ""});
  const Element details(out, "details", attributes);
  {
    const Element summary(out, "summary");
    write_sign(out, state);
    Element(out, "span", {{"class", "what"}}).text(say(check.name.empty() ? check.id : check.name));
    Element(out, "span", {{"class", "kind"}}).text(say(check.suite));
    Element(out, "span", {{"class", "sentence"}}).text(word_of(check.outcome));
  }
  const Element box(out, "div", {{"class", "difference"}});
  if (!check.message.empty()) Element(out, "p").text(say(check.message));
  if (!check.detail.empty())
    Element(out, "pre", {{"class", "value"}})
        .text(say(first_code_points(check.detail, kTextShown), LineBreaks::kept));
  Element origin(out, "p", {{"class", "origin"}});
  origin.text(say(check.id));
  if (!check.where.empty()) origin.text(" · " + say(check.where));
  for (const std::string& statement : check.requirements) origin.text(" · " + say(statement));
  if (check.seconds > 0) origin.text(" · " + spell_seconds(check.seconds));
}

void write_fact(Markup& out, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  Element(out, "dt").text(say(name));
  Element(out, "dd").text(say(value));
}

std::string with_file(const std::string& name, const std::string& file) {
  return file.empty() || file == name ? name : name + " (" + file + ")";
}

void write_datasets(Markup& out, const Result& result) {
  if (result.datasets.empty()) return;
  Element(out, "h3").text("Datasets");
  const Element scroll(
      out, "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Datasets"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"dataset", "kind", "place", "identity"})
      Element(out, "th", {{"scope", "col"}}).text(name);
    for (const char* name : {"tables", "rows", "read in"})
      Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text(name);
  }
  const Element body(out, "tbody");
  for (const DatasetResult& dataset : result.datasets) {
    std::uint64_t rows = 0;
    double seconds = 0;
    for (const DatasetTable& table : dataset.tables) rows += table.rows, seconds += table.seconds;
    Element row(out, "tr");
    row.child("td", say(dataset.name), {{"class", "name"}})
        .child("td", say(dataset.kind), {{"class", "word"}});
    {
      Element place(out, "td");
      place.text(say(dataset.place));
      for (const std::string& note : dataset.notes) place.child("small", say(note));
    }
    row.child("td", say(dataset.identity));
    row.child("td", thousands(dataset.tables.size()), {{"class", "n"}});
    row.child("td", thousands(rows), {{"class", "n"}}).child("td", spell_seconds(seconds), {{"class", "n"}});
  }
}

}  // namespace

void write_checks(Markup& out, const Result& result) {
  if (result.checks.empty()) return;
  const Element section(out, "section", {{"id", "checks"}, {"class", "filtered"}});
  Element(out, "h2").text("Checks");
  std::vector<const Check*> checks;
  for (const Check& check : result.checks) checks.push_back(&check);
  std::sort(checks.begin(), checks.end(), [](const Check* a, const Check* b) {
    const auto red = [](const Check* check) {
      return check->outcome == Outcome::failed || check->outcome == Outcome::errored;
    };
    return red(a) != red(b) ? red(a) : a < b;
  });
  for (std::size_t i = 0; i < checks.size() && i < kChecksShown; ++i)
    write_check(out, *checks[i], static_cast<std::size_t>(checks[i] - result.checks.data()));
  if (checks.size() > kChecksShown)
    Element(out, "p", {{"class", "more"}})
        .text("and " + counted(checks.size() - kChecksShown, "more check") + " in result.json");
}

void write_run(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "run"}});
  Element(out, "h2").text("About this run");
  {
    const Element facts(out, "dl", {{"class", "facts wide"}});
    write_fact(out, "scenario", with_file(result.scenario, result.scenario_file));
    write_fact(out, "contract", with_file(result.contract, result.contract_file));
    for (const auto& [file, hash] : result.contracts) write_fact(out, "hash of " + file, hash);
    write_fact(out, "ledger of accepted differences", result.accepted_file);
    write_fact(out, "cell", result.cell);
    write_fact(out, "started", result.started);
    write_fact(out, "took", spell_seconds(result.seconds));
    write_fact(out, "tool", result.tool);
    for (const auto& [name, value] : result.environment) write_fact(out, name, value);
  }
  write_command(out, result.command);
  write_datasets(out, result);
  if (result.notes.empty()) return;
  Element(out, "h3").text("Notes");
  const Element list(out, "ul", {{"class", "notes"}});
  for (std::size_t i = 0; i < result.notes.size() && i < kListShown; ++i)
    Element(out, "li").text(say(first_code_points(result.notes[i], kTextShown), LineBreaks::kept));
  if (result.notes.size() > kListShown)
    Element(out, "li").text("and " + thousands(result.notes.size() - kListShown) + " more in result.json");
}

// On paper only.
void write_sign_off(Markup& out, const Result& result) {
  const Element section(out, "section", {{"class", "sign-off"}});
  Element(out, "h2").text("Sign-off");
  Element(out, "p").text(fmt::format("I have read this report of {} ({}), whose verdict is {}",
                                     say(result.scenario), say(result.started), say(result.verdict)));
  const Element lines(out, "table");
  for (const char* role : {"Prepared by", "Reviewed by", "Released by"}) {
    Element row(out, "tr");
    row.child("th", role, {{"scope", "row"}});
    for (const char* blank : {"name", "date", "signature"}) row.child("td", blank);
  }
}

}  // namespace parity::reports::html
