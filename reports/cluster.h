// Differences with one cause, and the rule that would hide them, with what else it would hide.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parity::reports {

// A proposal; nothing applies it.
struct CandidateRule {
  std::string rule;  // "trim"
  std::string yaml;  // to be put in the contract
  // What it costs. In this run's data: differences that it would hide, those of the cluster among them, and
  // pairs that are equal by the contract now and would be hidden if they came to differ (cells looked at).
  std::uint64_t hides = 0;
  std::uint64_t hides_others = 0;  // differences outside of the cluster
  std::vector<std::string>
      blind_to;  // operators of the honesty audit that it would let through: "trim: outer space"
};

struct Cluster {
  std::string id;  // stable over runs: "c-1f3a9c"
  std::string comparison, table;
  std::string path;      // of the field, array positions as [*]; empty: whole rows
  std::string cause;     // "null policy", "time shifted by a constant", "key renamed"; empty: no cause known
  std::string sentence;  // "41,310 of 41,322 in equipment.icon_url: '' became NULL"
  std::uint64_t count = 0;
  std::uint64_t of = 0;  // differences of the same table, path and kind
  std::string hop;       // "introduced by source → database, carried to bootstrap"; empty: not in a chain
  std::vector<std::string> fingerprints;  // of some of its differences
  std::vector<std::string> examples;      // spelled pairs: "\"Köln \" → \"Köln\""
  std::vector<CandidateRule> candidates;  // none: no rule would be honest
};

}  // namespace parity::reports
