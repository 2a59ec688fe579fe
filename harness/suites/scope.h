// What `${…}` stands for in a suite: what the environment knows, the suite's inputs, what steps captured. An
// inner scope sees the outer ones and hides them. A value that is only a reference keeps its type.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "harness/suites/datum.h"
#include "harness/yaml/yaml.h"

namespace parity {

class Scope {
 public:
  Scope() = default;
  explicit Scope(const Scope* outer) : outer_(outer) {}

  void set(const std::string& name, Datum value) { values_[name] = std::move(value); }
  // "postgres.url", "token", or a way into a value: "row.id". Absent where nothing has the name.
  Datum find(std::string_view name) const;
  std::set<std::string> names() const;

 private:
  const Datum* own(std::string_view name) const;

  const Scope* outer_ = nullptr;
  std::map<std::string, Datum, std::less<>> values_;
};

// The node's value with its references replaced, also inside of lists and mappings. Throws Error
// (undecidable) at a reference that has no value here.
Datum evaluate(const Yaml& node, const Scope& scope);
// The same as text, for places that want some.
std::string evaluate_text(const Yaml& node, const Scope& scope);

// Throws Error (usage) at the first reference whose name does not begin with one of `known`.
void check_references(const Yaml& node, const std::set<std::string>& known);

}  // namespace parity
