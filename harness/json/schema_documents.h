// The documents that a schema is made of, and what in them has a name: identifiers, anchors, the dialect of
// each resource. Finds what a reference means. Knows where schemas stand in a document, not what they say of
// values.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "harness/json/schema_keywords.h"

namespace parity::json_schema {

// A schema with a URI of its own, while compiling.
struct Home {
  std::string uri;  // without a fragment
  const Value* root = nullptr;
  std::string place;  // of its root, as in SchemaFault::rule
  Dialect dialect;
  std::map<std::string, const Value*> anchors;  // of both kinds
  std::set<std::string> dynamic_anchors;
  Resource* resource = nullptr;
};

struct Found {
  const Value* value = nullptr;
  Home* home = nullptr;
  std::string place;
};

class Documents {
 public:
  Documents(const SchemaOptions& options, Program& program) : options_(options), program_(program) {}

  // Both throw SchemaError; without a rule where the reference is to blame.
  const Found& add_root(const Value& schema);
  const Found& find(Home& from, const std::string& reference);

  const Found* located(const Value& schema) const;
  std::deque<Home>& homes() { return homes_; }
  // The name of the `$dynamicAnchor` that `reference` ends in, or "".
  std::string dynamic_anchor(Home& from, const std::string& reference);

 private:
  Home& add(const Value& root, const std::string& uri, const std::string& place, const Dialect& inherited);
  Home& load(const std::string& uri);
  Home& open(const Value& value, const std::string& uri, const std::string& place, const Dialect& dialect);
  void index(const Value& value, Home& outer, const std::string& place, bool is_root);
  void index_inside(const Value& value, Home& home, const std::string& place, Shape shape);
  Dialect dialect_of(const Value& root, const std::string& place, const Dialect& inherited);
  Dialect custom_dialect(const std::string& uri, const std::string& place);
  Home& home_of(Home& from, const std::string& reference, std::string& fragment);
  const Found& find_pointer(Home& home, const std::string& pointer, const std::string& reference);

  const SchemaOptions& options_;
  Program& program_;
  Dialect root_dialect_;
  std::deque<Home> homes_;
  std::unordered_map<std::string, Home*> by_uri_;
  std::unordered_map<const Value*, Found> located_;
  std::set<std::string> loading_;
};

}  // namespace parity::json_schema
