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
  // What it costs. In this run's data: differences that it would hide where it stands in `yaml`, in all
  // comparisons under that contract, those of the cluster among them.
  std::uint64_t hides = 0;
  std::uint64_t hides_others = 0;  // differences outside of the cluster
  std::vector<std::string>
      blind_to;  // operators of the honesty audit that it would let through: "trim: outer space"
  // And what it would hide set for the tables of these fields, or in the contract's defaults; 0: it cannot
  // be.
  std::uint64_t hides_in_tables = 0, hides_in_contract = 0;
  std::uint64_t cells = 0;  // compared in these fields: it would be in force on them
};

// A field, or a table's rows, that a cluster has differences in.
struct ClusterPlace {
  std::string table;
  std::string path;         // array positions as [*]; empty: whole rows
  std::uint64_t count = 0;  // of the cluster
  std::uint64_t of = 0;     // differences there, of the same kind
};

struct Cluster {
  std::string id;  // stable over runs: "c-1f3a9c"
  std::string comparison;
  std::string table;     // empty: several
  std::string path;      // of the field, array positions as [*]; empty: whole rows, or several fields
  std::string cause;     // "null policy", "time shifted by a constant", "key renamed"; empty: no cause known
  std::string sentence;  // "41,310 of 41,322 in equipment.icon_url: '' became NULL"
  std::uint64_t count = 0;
  std::uint64_t of = 0;  // differences of the same tables, paths and kinds
  std::string hop;       // "introduced by source → database, carried to bootstrap"; empty: not in a chain
  std::vector<std::string> fingerprints;  // of some of its differences
  std::vector<std::string> examples;      // spelled pairs: "\"Köln \" → \"Köln\""
  std::vector<CandidateRule> candidates;  // none: no rule would be honest
  std::vector<ClusterPlace> places;       // most first
};

}  // namespace parity::reports
