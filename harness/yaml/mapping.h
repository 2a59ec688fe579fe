// A mapping of which all keys are known. What may stand in each kind of mapping is a KeyTable: one list for
// the loader, for suggestions, and for the test that holds the JSON Schemas against the loaders.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/yaml/yaml.h"

namespace parity {

struct KeyTable {
  std::string name;  // in the JSON Schema: $defs/<name>; empty: the schema's root
  std::string noun;  // in errors: "a table"
  std::vector<std::string> keys;
};

// Throws Error (usage) where `node` is no mapping or has a key that `table` has not; keys that begin with
// `x-` are free.
void check_keys(const Yaml& node, const KeyTable& table);

class Mapping {
 public:
  // Checks the keys. Both must outlive the mapping.
  Mapping(const Yaml& node, const KeyTable& table);
  // A key that is present and was never asked for is a bug of ours: an option that silently does nothing.
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  const Yaml::Entry* find(std::string_view key) const;  // nullptr: not there
  const Yaml::Entry& need(std::string_view key) const;  // throws where it is not there
  const Yaml& node() const { return node_; }
  bool has(std::string_view key) const { return find(key) != nullptr; }

 private:
  const Yaml& node_;
  const KeyTable& table_;
  mutable std::vector<bool> asked_;
  int exceptions_;  // in flight when we began
};

// The entries of a mapping whose keys are names of the user's; those that begin with `x-` are left out.
std::vector<const Yaml::Entry*> named_entries(const Yaml& node, std::string_view expected);

bool is_free_key(std::string_view key);

// `version: 1`, which each file must say.
void read_version(const Mapping& mapping);

}  // namespace parity
