// What a database holds at one moment, kept to be held against a later one: every row by its key, and the
// catalog's digest. For databases of tests, which fit into memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/suites/datum.h"

namespace parity {

struct TableState {
  std::map<std::string, std::string>
      rows;  // key as JSON → row as jsonb prints it; a table without key: row → count
};

struct DatabaseState {
  std::map<std::string, TableState> tables;
  std::string catalog;
};

struct StateScope {
  std::vector<std::string> only, except;  // tables; `only` empty: all of the schema public
};

// All of it in one snapshot, read only. Throws Error (undecidable).
DatabaseState take_state(const std::string& url, const StateScope& scope);

// The part of a state that the scope names, so that it can be held against one that was taken in it.
DatabaseState within(DatabaseState state, const StateScope& scope);

// What differs, as a value: { rows, inserted, deleted, changed, unchanged, catalog: same|changed, tables: {
// name: { rows, inserted, deleted, changed, keys: [{ key, was, is }] } } }; at most 20 keys a table, the
// counts are exact.
Datum state_difference(const DatabaseState& before, const DatabaseState& after);
Datum state_summary(const DatabaseState& state);  // { rows, tables: { name: { rows } } }

}  // namespace parity
