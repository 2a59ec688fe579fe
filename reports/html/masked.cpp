// What the rules hid, rule by rule, with the raw values; and what nobody looked at.
#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/redact.h"
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

}  // namespace

void write_masked(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "masked"}, {"class", "filtered"}});
  Element(out, "h2").text("Masked by the contract");
  const std::vector<MaskedGroup> groups = group_masked(result);
  if (groups.empty()) {
    Element(out, "p", {{"class", "none"}})
        .text(result.comparisons.empty() ? "Nothing was compared."
                                         : "Nothing: what is called equal is equal as it was read.");
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
}

void write_not_compared(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "not-compared"}, {"class", "filtered"}});
  Element(out, "h2").text("Not compared");
  const std::vector<NotCompared> all = not_compared(result);
  if (all.empty()) {
    const bool nothing = result.comparisons.empty();
    Element(out, "p", {{"class", "none"}})
        .text(nothing ? "Nothing was compared at all."
                      : "Nothing was left out: every table and field was compared.");
    return;
  }
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "What was not compared"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"table or field", "why", "comparison"})
      Element(out, "th", {{"scope", "col"}}).text(name);
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < all.size() && i < kListShown; ++i) {
    Element row(out, "tr", {{"class", "item"}, {"data-state", "skipped"}});
    row.child("td", say(all[i].what), {{"class", "name"}}).child("td", say(all[i].why));
    row.child("td", say(all[i].comparison));
  }
  if (all.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(all.size() - kListShown) + " more in result.json",
                             {{"colspan", "3"}});
}

}  // namespace parity::reports::html
