// What a compiled schema is, and how one is carried out: a schema is a list of rules, a rule a function that
// looks at a value. The compiler makes them, the vocabularies say what they do, evaluation.cpp runs them.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "harness/json/effort.h"
#include "harness/json/json_schema.h"
#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity::json_schema {

struct Visit;
using Check = std::function<bool(Visit&)>;  // false: the value is not valid, and Visit::refuse said why

struct Rule {
  std::string keyword;
  Check check;
  bool last = false;  // looks at what the others have looked at: unevaluatedItems, unevaluatedProperties
};

struct Resource;

struct Schema {
  enum class Truth : std::uint8_t { by_rules, always, never };
  Truth truth = Truth::by_rules;
  const Resource* resource = nullptr;
  std::string place;  // as in SchemaFault::rule
  std::vector<Rule> rules;
};

// A schema with a URI of its own: where `$dynamicRef` looks, from the outermost one on its way.
struct Resource {
  std::unordered_map<std::string, const Schema*> dynamic_anchors;
};

struct Program {
  const Schema* root = nullptr;
  bool marks = false;  // some rule is `last`, so that it matters what has been looked at
  std::deque<Schema> schemas;
  std::deque<Resource> resources;
  Arena arena;  // the schema's own values, kept
};

// Where a value stands, for the pointer in a fault: a chain through the frames of the evaluation.
struct At {
  const At* parent = nullptr;
  std::string_view name;
  std::size_t index = 0;
  bool named = false;
};

// Which members or items of one value some schema has looked at.
class Marks {
 public:
  void add(std::size_t index) {
    if (seen_.size() <= index) seen_.resize(index + 1);
    seen_[index] = true;
  }
  void add_before(std::size_t end) {
    for (std::size_t i = 0; i < end; ++i) add(i);
  }
  bool has(std::size_t index) const { return index < seen_.size() && seen_[index]; }
  void merge(const Marks& other) {
    for (std::size_t i = 0; i < other.seen_.size(); ++i)
      if (other.seen_[i]) add(i);
  }

 private:
  std::vector<bool> seen_;
};

using Faults = std::vector<SchemaFault>;

class Evaluation {
 public:
  Evaluation(const Program& program, const Value& value) : program_(program), value_(value), effort_(value) {}

  std::vector<SchemaFault> run();

  // `marks`: what the schema has looked at is added there, where the value is valid.
  bool apply(const Schema& schema, const Value& value, const At& at, Marks& marks);
  // The same, with the reasons in `faults` instead of the answer; none are made where it is null.
  bool apply_aside(const Schema& schema, const Value& value, const At& at, Marks& marks, Faults* faults);

  bool quiet() const { return faults_ == nullptr; }
  bool marking() const { return program_.marks; }
  void add(const At& at, std::string rule, std::string message);
  const Schema& dynamic(const Schema& first, const std::string& anchor) const;

 private:
  const Program& program_;
  const Value& value_;
  Effort effort_;
  Faults* faults_ = nullptr;
  std::vector<const Resource*> scope_;
  int depth_ = 0;
};

// One rule held against one value.
struct Visit {
  Evaluation& run;
  const Schema& schema;
  const Rule& rule;
  const Value& value;
  const At& at;
  Marks& marks;

  // False. `message` is called where somebody wants to know.
  template <class Message>
  bool refuse(Message message) const {
    if (!run.quiet()) run.add(at, place(), message());
    return false;
  }
  std::string place() const;    // of the rule, as in SchemaFault::rule
  std::string pointer() const;  // of the value, as in SchemaFault::at

  bool in_place(const Schema& other) const { return run.apply(other, value, at, marks); }
  bool member(const Schema& other, std::size_t index) const {
    Marks inner;
    const Member& member = value.fields()[index];
    return run.apply(other, member.value, At{&at, member.name, 0, true}, inner);
  }
  bool item(const Schema& other, std::size_t index) const {
    Marks inner;
    return run.apply(other, value.items()[index], At{&at, {}, index, false}, inner);
  }
  bool fits_item(const Schema& other, std::size_t index) const {
    Marks inner;
    return run.apply_aside(other, value.items()[index], At{&at, {}, index, false}, inner, nullptr);
  }
};

}  // namespace parity::json_schema
