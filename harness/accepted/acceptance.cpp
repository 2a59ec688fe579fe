// A ledger in a run: see acceptance.h.
#include "harness/accepted/acceptance.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "reports/json_writer.h"
#include "reports/result_json.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::AcceptedState;
using reports::Outcome;

bool accepts(AcceptedState state) { return state == AcceptedState::in_force; }

std::string why_not(const LedgerEntry& entry, AcceptedState state, std::uint64_t matched, Date today) {
  switch (state) {
    case AcceptedState::in_force: break;
    case AcceptedState::lapsed:
      return fmt::format("it was accepted until {}, and today is {}", spell_date(*entry.until),
                         spell_date(today));
    case AcceptedState::stale:
      return "no difference matches it any more: take it out (parity accept --prune)";
    case AcceptedState::over_maximum:
      return fmt::format("{} match it, and it allows {}: it accepts none of them",
                         reports::counted(matched, "difference"), reports::thousands(*entry.max));
  }
  return {};
}

reports::Check check_of(const reports::AcceptedEntry& entry, const std::string& message) {
  reports::Check check;
  check.suite = "accepted";
  check.id = "accepted." + entry.id;
  check.name = "accepted difference " + entry.id + " holds";
  check.outcome = Outcome::failed;
  check.message = message;
  check.detail = "matches " + entry.match + "\naccepted because: " + entry.why;
  if (!entry.owner.empty()) check.detail += "\nowner: " + entry.owner;
  if (!entry.ticket.empty()) check.detail += "\nticket: " + entry.ticket;
  check.where = entry.where;
  return check;
}

std::uint64_t findings_of(const reports::TableResult& table) {
  std::uint64_t count = 0;
  for (const auto& [kind, findings] : table.by_kind) count += findings;
  return count;
}

}  // namespace

Acceptance::Acceptance(const Ledger& ledger, const std::vector<std::string>& comparisons, Date today)
    : file_(ledger.file), today_(today) {
  for (const LedgerEntry& entry : ledger.entries) {
    if (!entry.comparison.empty() &&
        std::find(comparisons.begin(), comparisons.end(), entry.comparison) == comparisons.end())
      continue;
    const bool lapsed = entry.until && *entry.until < today;
    states_.push_back(lapsed ? AcceptedState::lapsed : AcceptedState::in_force);
    (entry.fingerprint.empty() ? others_ : by_fingerprint_[entry.fingerprint]).push_back(entries_.size());
    entries_.push_back(entry);
  }
  matched_.resize(entries_.size());
}

Acceptance::Matches Acceptance::matches_of(const reports::Difference& difference) const {
  Matches matches;
  const auto add = [&](const Matches& candidates) {
    for (const std::size_t i : candidates) {
      if (entries_[i].matches(difference)) matches.push_back(i);
    }
  };
  const auto named = by_fingerprint_.find(difference.fingerprint);
  if (named != by_fingerprint_.end()) add(named->second);
  add(others_);
  std::sort(matches.begin(), matches.end());
  return matches;
}

std::string Acceptance::accepting(const Matches& matches) const {
  const auto at =
      std::find_if(matches.begin(), matches.end(), [&](std::size_t i) { return accepts(states_[i]); });
  return at == matches.end() ? "" : entries_[*at].id;
}

Acceptance::Mark Acceptance::take(const reports::Difference& difference) {
  const Matches matches = matches_of(difference);
  if (matches.empty()) return {"", true};
  Mark mark{"", true};
  for (const std::size_t i : matches) {
    ++matched_[i];
    if (states_[i] == AcceptedState::in_force && entries_[i].max && matched_[i] > *entries_[i].max)
      states_[i] = AcceptedState::over_maximum;  // for good: no count goes down
    if (!mark.entry.empty() || !accepts(states_[i])) continue;
    mark = {entries_[i].id, !entries_[i].max};
  }
  ++found_[{difference.comparison, difference.table, matches}];
  return mark;
}

void Acceptance::settle_states(bool complete) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (states_[i] == AcceptedState::over_maximum) took_back_ = true;
    if (states_[i] == AcceptedState::in_force && matched_[i] == 0 && complete)
      states_[i] = AcceptedState::stale;
  }
}

void Acceptance::settle(reports::Result& result, bool complete) {
  settle_states(complete);
  result.accepted_file = file_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> accepted;
  for (const auto& [where, count] : found_) {
    const auto& [comparison, table, matches] = where;
    if (!accepting(matches).empty()) accepted[{comparison, table}] += count;
  }
  for (reports::ComparisonResult& comparison : result.comparisons) {
    bool differs = false;
    for (reports::TableResult& table : comparison.tables) {
      const auto at = accepted.find({comparison.name, table.name});
      table.accepted = at == accepted.end() ? 0 : at->second;
      if (table.accepted > 0 && table.accepted == findings_of(table) && table.outcome == Outcome::failed)
        table.outcome = Outcome::passed;
      for (reports::Difference& sample : table.samples) sample.accepted = mark_of(sample);
      differs = differs || table.outcome == Outcome::failed;
    }
    if (comparison.outcome == Outcome::failed && !differs) comparison.outcome = Outcome::passed;
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const LedgerEntry& entry = entries_[i];
    reports::AcceptedEntry told;
    told.id = entry.id;
    told.state = states_[i];
    told.matched = matched_[i];
    told.max = entry.max;
    told.match = entry.spell_match();
    told.owner = entry.owner;
    told.ticket = entry.ticket;
    told.why = entry.why;
    if (entry.until) told.until = spell_date(*entry.until);
    told.where = fmt::format("{}:{}:{}", entry.where.file, entry.where.line, entry.where.column);
    if (!accepts(states_[i]))
      result.checks.push_back(check_of(told, why_not(entry, states_[i], matched_[i], today_)));
    result.accepted.push_back(std::move(told));
  }
}

std::string Acceptance::mark_of(const reports::Difference& difference) const {
  return accepting(matches_of(difference));
}

void mark_again(const std::filesystem::path& differences, const Acceptance& acceptance) {
  const std::filesystem::path beside = differences.string() + ".part";
  const auto fail = [&] {
    throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(),
                            "cannot mark anew what is accepted in " + differences.string());
  };
  errno = 0;
  std::ifstream in(differences, std::ios::binary);
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  if (!in || !out) fail();
  // Inside of a JSON text each quote has a backslash, so this is the member and nothing else.
  constexpr std::string_view kMember = "\"accepted\":\"";
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find(kMember);
    if (at != line.npos && line[at + kMember.size()] != '"') {
      const reports::Difference difference = reports::read_difference_json(line);
      const std::string now = acceptance.mark_of(difference);
      if (now != difference.accepted) {
        const std::size_t end = line.find("\",", at + kMember.size());
        line.replace(at, end + 1 - at, "\"accepted\":" + reports::quote_json(now));
      }
    }
    out << line << '\n';
  }
  out.close();
  if (!out || in.bad()) fail();
  std::filesystem::rename(beside, differences);
}

}  // namespace parity
