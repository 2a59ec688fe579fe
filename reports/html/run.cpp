// What the run was: the facts that a reader wants when the verdict is doubted.
#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

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

void write_run(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "run"}});
  Element(out, "h2").text("About this run");
  {
    const Element facts(out, "dl", {{"class", "facts wide"}});
    write_fact(out, "scenario", with_file(result.scenario, result.scenario_file));
    write_fact(out, "hash of the scenario", result.scenario_hash);
    write_fact(out, "contract", with_file(result.contract, result.contract_file));
    for (const auto& [file, hash] : result.contracts) write_fact(out, "hash of " + file, hash);
    write_fact(out, "ledger of accepted differences", result.accepted_file);
    write_fact(out, "cell", result.cell);
    write_fact(out, "shard", result.shard);
    if (result.shuffle != 0) write_fact(out, "checks shuffled by seed", std::to_string(result.shuffle));
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
    Element(out, "li").text(say(first_code_points(result.notes[i], text_room(out)), LineBreaks::kept));
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
