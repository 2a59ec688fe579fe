// Differences that somebody answers for: the entries of the ledger and what became of each in this run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parity::reports {

// What keeps an entry from accepting anything, if something does. Each but `in_force` is a finding of its
// own.
enum class AcceptedState {
  in_force,
  lapsed,        // its date is over
  stale,         // nothing matched it
  over_maximum,  // more matched than it allows
};
std::string_view accepted_state_name(AcceptedState state);  // "over maximum"

struct AcceptedEntry {
  std::string id;  // "A-014"
  AcceptedState state = AcceptedState::in_force;
  std::uint64_t matched = 0;  // differences, accepted or not
  std::optional<std::uint64_t> max;
  std::string match;  // for people: "equipment.icon_url, value"
  std::string owner, ticket, why;
  std::string until;  // ISO 8601 date; empty: without end
  std::string where;  // "accepted.yaml:12:5"
};

}  // namespace parity::reports
