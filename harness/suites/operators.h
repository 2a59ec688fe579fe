// The operators of predicates, one function each. Only predicate.cpp knows them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/suites/predicate.h"

namespace parity {

// One operator applied to one value.
struct Asked {
  const Yaml& operand;
  const Value& value;
  const std::string& path;
  const Scope& scope;
  std::vector<Fault>& faults;

  void fail(std::string message) const { faults.push_back({path, std::move(message)}); }
};

struct Operator {
  const char* name;
  void (*check)(const Yaml& operand);  // while loading
  void (*apply)(const Asked& asked);   // the value is there, but for `exists`
};

std::span<const Operator> scalar_operators();      // equals, is, matches, above …
std::span<const Operator> collection_operators();  // length, every, unique, sorted_by …
const Operator* find_operator(const std::string& name);

}  // namespace parity
