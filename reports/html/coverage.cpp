// What the verdict does not speak of: what was not compared, and by whose decision; fields that change by
// themselves.
#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

void write_items(Markup& out, const std::vector<const LeftOut*>& items, const std::string& why) {
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Not compared: " + why}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"table or field", "of"}) Element(out, "th", {{"scope", "col"}}).text(name);
    Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text("rows");
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < items.size() && i < kListShown; ++i) {
    Element row(out, "tr");
    row.child("td", say(items[i]->what), {{"class", "name"}}).child("td", say(items[i]->place));
    row.child("td", items[i]->rows > 0 ? thousands(items[i]->rows) : "", {{"class", "n"}});
  }
  if (items.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(items.size() - kListShown) + " more in result.json",
                             {{"colspan", "3"}});
}

// By reason, what nobody decided first and open.
void write_reasons(Markup& out, const std::vector<LeftOut>& all) {
  const std::vector<LeftOutReason> reasons = by_reason(all);
  const Element block(out, "div", {{"class", "block"}});
  for (std::size_t i = 0; i < reasons.size() && i < kReasonsShown; ++i) {
    const LeftOutReason& reason = reasons[i];
    const bool undecided = reason.items.front()->undecided;
    Attributes attributes = {{"class", "group item"}, {"data-state", "skipped"}};
    if (undecided) attributes.push_back({"open", ""});
    const Element details(out, "details", attributes);
    {
      const Element summary(out, "summary");
      write_sign(out, state_of(Outcome::skipped));
      Element(out, "span", {{"class", "what cause"}}).text(say(reason.why));
      if (undecided) Element(out, "span", {{"class", "kind"}}).text("no line of the contract says so");
      Element(out, "span", {{"class", "sentence"}})
          .text(counted(reason.items.size(), "table or field", "tables and fields"));
    }
    write_items(out, reason.items, say(reason.why));
  }
  if (reasons.size() > kReasonsShown)
    Element(out, "p", {{"class", "more"}})
        .text("and " + counted(reasons.size() - kReasonsShown, "more reason") + " in result.json");
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
    write_reasons(out, all);
  else if (coverage.empty())
    Element(out, "p", {{"class", "none"}})
        .text(result.comparisons.empty() ? "Nothing was compared at all."
                                         : "Nothing was left out: every table and field was compared.");
  write_volatile(out, result.volatile_fields);
}

}  // namespace parity::reports::html
