// Rules carried out: see schema_program.h. Recursion is counted, so that a schema that goes round in circles
// ends.
#include <utility>

#include "harness/json/pointer.h"
#include "harness/json/schema_program.h"

namespace parity::json_schema {
namespace {

constexpr int kDeepest =
    2000;  // schemas inside each other: 512 levels of a value, each through a few references
constexpr std::size_t kMostFaults = 1000;

struct Undecided {
  SchemaFault fault;
};

std::string pointer_to(const At& at) {
  if (at.parent == nullptr) return "";
  std::vector<const At*> way;
  for (const At* each = &at; each->parent != nullptr; each = each->parent) way.push_back(each);
  std::string pointer;
  for (auto each = way.rbegin(); each != way.rend(); ++each)
    append_pointer_step(pointer,
                        (*each)->named ? std::string((*each)->name) : std::to_string((*each)->index));
  return pointer;
}

}  // namespace

std::string Visit::place() const {
  std::string place = schema.place;
  append_pointer_step(place, rule.keyword);
  return place;
}

std::string Visit::pointer() const { return pointer_to(at); }

std::vector<SchemaFault> Evaluation::run() {
  Faults faults;
  Marks marks;
  const At root;
  try {
    apply_aside(*program_.root, value_, root, marks, &faults);
  } catch (Undecided& end) { faults = {std::move(end.fault)}; }
  return faults;
}

bool Evaluation::apply(const Schema& schema, const Value& value, const At& at, Marks& marks) {
  if (value.kind == Kind::invalid) {  // equals nothing, fits nothing
    if (!quiet()) add(at, schema.place, "is no JSON: " + std::string(value.view()));
    return false;
  }
  if (schema.truth == Schema::Truth::always) return true;
  if (schema.truth == Schema::Truth::never) {
    if (!quiet()) add(at, schema.place, "must not be there");
    return false;
  }
  const auto undecided = [&](std::string_view why) {
    return Undecided{{pointer_to(at), schema.place, "cannot be decided: " + std::string(why)}};
  };
  if (depth_ == kDeepest) throw undecided("the schema refers to itself more than 2000 times");
  if (!effort_.step()) throw undecided("the schema has too many alternatives inside each other");
  ++depth_;
  const bool entered = scope_.empty() || scope_.back() != schema.resource;
  if (entered) scope_.push_back(schema.resource);
  Marks own;
  bool valid = true;
  for (const Rule& rule : schema.rules) {
    if (!valid && (quiet() || rule.last)) break;
    Visit visit{*this, schema, rule, value, at, own};
    if (!rule.check(visit)) valid = false;
  }
  if (entered) scope_.pop_back();
  --depth_;
  if (valid && marking()) marks.merge(own);
  return valid;
}

bool Evaluation::apply_aside(const Schema& schema, const Value& value, const At& at, Marks& marks,
                             Faults* faults) {
  Faults* const answer = std::exchange(faults_, faults);
  const bool valid = apply(schema, value, at, marks);
  faults_ = answer;
  return valid;
}

void Evaluation::add(const At& at, std::string rule, std::string message) {
  if (faults_->size() < kMostFaults)
    faults_->push_back({pointer_to(at), std::move(rule), std::move(message)});
}

const Schema& Evaluation::dynamic(const Schema& first, const std::string& anchor) const {
  for (const Resource* const resource : scope_) {
    const auto found = resource->dynamic_anchors.find(anchor);
    if (found != resource->dynamic_anchors.end()) return *found->second;
  }
  return first;
}

}  // namespace parity::json_schema
