// What the contract hid, by rule; its lines that did nothing; and what somebody answers for.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/console/paper.h"
#include "reports/groups.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::console {
namespace {

std::string places(const Paper& paper, const MaskedGroup& group) {
  const std::size_t most = paper.at_most(3, group.places.size());
  std::vector<std::string> named;
  for (const MaskedPlace& place : group.places) {
    if (named.size() == most) break;
    std::string text =
        safe(place.table->name + "." + place.field->name) + " " + thousands(place.masked->count);
    if (paper.result.comparisons.size() > 1) text += " (" + safe(place.comparison->name) + ")";
    named.push_back(text);
  }
  std::string text = fmt::format("{}", fmt::join(named, ", "));
  if (group.places.size() > most)
    text += fmt::format(" and {}", counted(group.places.size() - most, "more place", "more places"));
  return text;
}

void write_dead_rules(Paper& paper) {
  const std::vector<const RuleUse*> dead = dead_rules(paper.result);
  if (dead.empty()) return;
  paper.title(
      fmt::format("Dead rules: {} of the contract changed and masked nothing", counted(dead.size(), "line")));
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < paper.at_most(5, dead.size()); ++i)
    rows.push_back(
        {{safe(dead[i]->rule), Ink::info}, {safe(dead[i]->scope)}, {safe(dead[i]->where), Ink::dim}});
  paper.rows(rows);
  if (rows.size() < dead.size())
    paper.line(fmt::format("  and {} more; -v shows all", thousands(dead.size() - rows.size())));
}

}  // namespace

void write_masked(Paper& paper) {
  const std::vector<MaskedGroup> groups = group_masked(paper.result);
  if (!groups.empty()) {
    paper.title(fmt::format("Masked: {} differ raw and are equal under the contract",
                            counted(paper.result.totals.masked, "value")));
    std::vector<std::vector<Cell>> rows;
    for (const MaskedGroup& group : groups)
      rows.push_back({{safe(group.rules), Ink::info},
                      {thousands(group.count), Ink::plain, true},
                      {places(paper, group)}});
    paper.rows(rows);
  }
  write_dead_rules(paper);
}

void write_accepted(Paper& paper) {
  const std::vector<const AcceptedEntry*> entries = accepted_entries(paper.result);
  if (entries.empty()) return;
  const Totals& totals = paper.result.totals;
  paper.title(fmt::format("Accepted: {} of {}", thousands(totals.accepted),
                          counted(totals.differences, "difference")));
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < paper.at_most(6, entries.size()); ++i) {
    const AcceptedEntry& entry = *entries[i];
    const bool holds = entry.state == AcceptedState::in_force;
    rows.push_back({{holds ? "✓" : "!", holds ? Ink::good : Ink::warn},
                    {safe(entry.id)},
                    {std::string(accepted_state_name(entry.state)), holds ? Ink::plain : Ink::warn},
                    {matched_of(entry), Ink::plain, true},
                    {safe(entry.match)},
                    {safe(fmt::format("{}{}{}{}", entry.owner, entry.ticket.empty() ? "" : ", ", entry.ticket,
                                      entry.until.empty() ? "" : ", until " + entry.until)),
                     Ink::dim}});
    if (paper.verbose()) rows.back().push_back({safe(entry.where), Ink::dim});
  }
  paper.rows(rows);
  if (rows.size() < entries.size())
    paper.line(fmt::format("  and {}; -v shows all",
                           counted(entries.size() - rows.size(), "more entry", "more entries")));
}

}  // namespace parity::reports::console
