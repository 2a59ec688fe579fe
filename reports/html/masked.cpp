// What the rules hid, rule by rule, with the raw values; and the contract, line by line.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/redact.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

void write_sample(Markup& out, const ComparisonResult& comparison, const MaskedSample& sample) {
  const Element article(out, "article", {{"class", "difference"}});
  {
    Element head(out, "p", {{"class", "which"}});
    head.child("code", say(sample.key), {{"class", "key"}})
        .child("code", say(sample.path), {{"class", "path"}});
  }
  const Differing part = part_to_mark(redact(sample.source.raw), redact(sample.target.raw));
  const Element sides(out, "div", {{"class", "sides"}});
  write_side(out, sample.source,
             {"source", comparison.source, sample.source.there ? "" : "no such field", part.source});
  write_side(out, sample.target,
             {"target", comparison.target, sample.target.there ? "" : "no such field", part.target});
}

void write_place(Markup& out, const MaskedPlace& place) {
  {
    Element line(out, "p", {{"class", "place"}});
    line.child("b", say(place.table->name)).text("." + say(place.field->name));
    line.child("span", counted(place.masked->count, "value"), {{"class", "sentence"}});
    line.child("small", say(place.comparison->name));
  }
  if (out.size() > kPageBytes) return;
  for (const MaskedSample& sample : place.masked->samples) write_sample(out, *place.comparison, sample);
}

// Each line of the contract that sets a rule: those that hid most first, those that did nothing last.
void write_lines(Markup& out, const Result& result) {
  if (result.rule_uses.empty()) return;
  std::vector<const RuleUse*> lines;
  for (const RuleUse& use : result.rule_uses) lines.push_back(&use);
  std::stable_sort(lines.begin(), lines.end(), [](const RuleUse* a, const RuleUse* b) {
    return std::tie(a->masked, a->changed) > std::tie(b->masked, b->changed);
  });
  {
    Element heading(out, "h3");
    heading.text("The contract, line by line");
    if (const std::size_t dead = dead_rules(result).size(); dead > 0)
      heading.child("small",
                    counted(dead, "line is dead", "lines are dead") + ": nothing changed, nothing masked");
  }
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Lines of the contract"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"rule", "of", "why"}) Element(out, "th", {{"scope", "col"}}).text(name);
    for (const char* name : {"values changed", "masked"})
      Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text(name);
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < lines.size() && i < kListShown; ++i) {
    const RuleUse& use = *lines[i];
    const bool dead = use.dead;
    const State state = dead ? State{"skipped", "–", "dead"}
                             : State{use.masked > 0 ? "masked" : "passed", use.masked > 0 ? "≈" : "✓", ""};
    Element row(out, "tr", {{"class", "item"}, {"data-state", std::string(state.name)}});
    {
      Element cell(out, "td", {{"class", "name"}});
      write_sign(out, state);
      cell.text(say(use.rule));
      if (dead) cell.child("span", "dead", {{"class", "kind"}});
    }
    {
      Element cell(out, "td");
      cell.text(say(use.scope));
      cell.child("small", say(use.where));
    }
    row.child("td", say(use.why));
    row.child("td", thousands(use.changed), {{"class", use.changed == 0 ? "n zero" : "n"}});
    row.child("td", thousands(use.masked), {{"class", use.masked == 0 ? "n zero" : "n masked"}});
  }
  if (lines.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(lines.size() - kListShown) + " more in result.json",
                             {{"colspan", "5"}});
}

}  // namespace

void write_masked(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "masked"}, {"class", "filtered"}});
  Element(out, "h2").text("Masked by the contract");
  const std::vector<MaskedGroup> groups = group_masked(result);
  if (groups.empty()) {
    Element(out, "p", {{"class", "none"}})
        .text(result.comparisons.empty() ? "Nothing was compared."
                                         : "Nothing: what is called equal is equal as it was read.");
    write_lines(out, result);
    return;
  }
  Element(out, "p", {{"class", "lead"}})
      .text(fmt::format("{} differ as they were read and are equal under the contract. Each is "
                        "counted with the smallest set of rules that makes it equal.",
                        counted(result.totals.masked, "value")));
  for (const MaskedGroup& group : groups) {
    const Element details(out, "details", {{"class", "group item"}, {"data-state", "masked"}});
    {
      const Element summary(out, "summary");
      write_sign(out, {"masked", "≈", "masked"});
      {
        Element what(out, "span", {{"class", "what"}});
        what.child("b", say(group.rules));
      }
      Element(out, "span", {{"class", "sentence"}})
          .text(counted(group.count, "value") + " in " + counted(group.places.size(), "place"));
    }
    for (std::size_t i = 0; i < group.places.size() && i < kListShown; ++i) write_place(out, group.places[i]);
    if (group.places.size() > kListShown)
      Element(out, "p", {{"class", "more"}})
          .text("and " + counted(group.places.size() - kListShown, "more place") + " in result.json");
  }
  write_lines(out, result);
}

}  // namespace parity::reports::html
