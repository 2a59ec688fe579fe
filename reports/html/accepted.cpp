// The ledger of accepted differences: who answers for what, until when, and which entries do not hold any
// more.
#include "reports/html/sections.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

State state_of(const AcceptedEntry& entry) {
  if (entry.state == AcceptedState::in_force) return {"accepted", "◇", "in force"};
  return {"failed", "✗", accepted_state_name(entry.state)};
}

void write_entry(Markup& out, const AcceptedEntry& entry) {
  const State state = state_of(entry);
  Element row(out, "tr",
              {{"class", "item"}, {"data-state", std::string(state.name)}, {"id", "a-" + say(entry.id)}});
  {
    const Element cell(out, "td", {{"class", "word state " + std::string(state.name)}});
    write_sign(out, state);
    Element(out, "span").text(state.word);
  }
  {
    Element cell(out, "td", {{"class", "name entry"}});
    cell.text(say(entry.id));
    cell.child("small", say(entry.where));
  }
  row.child("td", say(entry.match)).child("td", matched_of(entry), {{"class", "n"}});
  {
    Element cell(out, "td", {{"class", "owner"}});
    cell.text(say(entry.owner));
    if (!entry.ticket.empty()) cell.child("small", say(entry.ticket));
  }
  row.child("td", entry.until.empty() ? "no end" : say(entry.until), {{"class", "word"}});
  row.child("td", say(entry.why));
}

}  // namespace

void write_accepted(Markup& out, const Result& result) {
  const std::vector<const AcceptedEntry*> entries = accepted_entries(result);
  if (entries.empty()) return;
  const Element section(out, "section", {{"id", "accepted"}, {"class", "filtered"}});
  Element(out, "h2").text("Accepted");
  Element(out, "p", {{"class", "lead"}})
      .text(thousands(result.totals.accepted) + " of " + counted(result.totals.differences, "difference") +
            (result.totals.accepted == 1 ? " is" : " are") +
            " accepted by an entry of the ledger. An entry that is not in force accepts nothing.");
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Accepted differences"}});
  const Element grid(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    for (const char* name : {"state", "entry", "accepts"}) Element(out, "th", {{"scope", "col"}}).text(name);
    Element(out, "th", {{"scope", "col"}, {"class", "n"}}).text("matched");
    for (const char* name : {"owner", "until", "why"}) Element(out, "th", {{"scope", "col"}}).text(name);
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < entries.size() && i < kListShown; ++i) write_entry(out, *entries[i]);
  if (entries.size() > kListShown)
    Element(out, "tr").child("td", "and " + thousands(entries.size() - kListShown) + " more in result.json",
                             {{"colspan", "7"}});
}

}  // namespace parity::reports::html
