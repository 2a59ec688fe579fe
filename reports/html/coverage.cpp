// What the verdict does not speak of: what was not compared, and by whose decision; fields that change by
// themselves.
#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

void write_list(Markup& out, const std::vector<LeftOut>& all) {
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "What was not compared"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    Element(out, "th", {{"scope", "col"}}).text("table or field");
    Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text("rows");
    for (const char* name : {"why", "of"}) Element(out, "th", {{"scope", "col"}}).text(name);
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < all.size() && i < kListShown; ++i) {
    Element row(out, "tr", {{"class", "item"}, {"data-state", "skipped"}});
    row.child("td", say(all[i].what), {{"class", "name"}});
    row.child("td", all[i].rows > 0 ? thousands(all[i].rows) : "", {{"class", "n"}});
    row.child("td", say(all[i].why)).child("td", say(all[i].place));
  }
  if (all.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(all.size() - kListShown) + " more in result.json",
                             {{"colspan", "4"}});
}

void write_volatile(Markup& out, const std::vector<Volatile>& fields) {
  if (fields.empty()) return;
  Element(out, "h3").text("Fields that change between two readings of the same side");
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Volatile fields"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"field", "dataset"}) Element(out, "th", {{"scope", "col"}}).text(name);
    Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text("values");
    Element(out, "th", {{"scope", "col"}}).text("for example");
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < fields.size() && i < kListShown; ++i) {
    Element row(out, "tr", {{"class", "item"}, {"data-state", "errored"}});
    row.child("td", say(fields[i].table + "." + fields[i].path), {{"class", "name"}});
    row.child("td", say(fields[i].dataset)).child("td", thousands(fields[i].cells), {{"class", "n"}});
    row.child("td", say(fields[i].example));
  }
  if (fields.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(fields.size() - kListShown) + " more in result.json",
                             {{"colspan", "4"}});
}

}  // namespace

void write_not_compared(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "not-compared"}, {"class", "filtered"}});
  Element(out, "h2").text("Not compared");
  const std::string coverage = coverage_sentence(result);
  const std::vector<LeftOut> all = left_out(result);
  if (!coverage.empty()) Element(out, "p", {{"class", "lead"}}).text(coverage + ".");
  if (!all.empty())
    write_list(out, all);
  else if (coverage.empty())
    Element(out, "p", {{"class", "none"}})
        .text(result.comparisons.empty() ? "Nothing was compared at all."
                                         : "Nothing was left out: every table and field was compared.");
  write_volatile(out, result.volatile_fields);
}

}  // namespace parity::reports::html
