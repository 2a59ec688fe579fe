// `${name}` in a scenario: what is known while loading is put in its place, what is known only when the
// environment runs stays in the text until expand().
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/error.h"
#include "harness/scenario/load_scenario.h"
#include "harness/scenario/matrix.h"
#include "harness/yaml/yaml.h"

namespace parity {

// Literal text, or the inside of one `${…}`.
struct TextPiece {
  bool reference = false;
  bool closed = true;
  std::string text;
  std::size_t n = 0;  // a reference: how many `${` stand before it
};

// `$${` is literal text already.
std::vector<TextPiece> split_references(std::string_view text);

// The text with its references replaced and `$${` turned into `${`. Throws Error (usage) at the text's place
// where a reference has no value.
std::string expand(const Text& text, const std::map<std::string, std::string>& values);

class References {
 public:
  // `environment`: the names that are known when the environment runs, "postgres.url".
  References(const LoadOptions& options, std::set<std::string> environment)
      : options_(options), environment_(std::move(environment)) {}

  // A copy of the tree for one cell. Throws Error (usage) at a reference that is not defined. Values that
  // come from outside are told to the registry of secrets where they hold one.
  Yaml resolve(const Yaml& node, const Cell& cell);

  // "axis", "axis.variable" and "subject.url" of all that was asked for until now.
  const std::set<std::string>& used() const { return used_; }
  // The names of `${var:…}` that were asked for, whether they have a value or not.
  const std::set<std::string>& variables() const { return variables_; }

 private:
  Yaml resolve_scalar(const Yaml& node, const Cell& cell);
  Yaml look_up(const Yaml& node, std::size_t n, const std::string& name, const Cell& cell);
  Yaml outside_value(const Yaml& node, std::size_t n, const std::string& name);
  Error unknown(const Location& where, const std::string& name, const Cell& cell) const;

  const LoadOptions& options_;
  std::set<std::string> environment_;
  bool in_variable_ = false;  // of the matrix
  std::set<std::string> used_;
  std::set<std::string> variables_;
};

// A scalar that may hold references to the environment.
Text read_template(const Yaml& node, std::string_view what);

}  // namespace parity
