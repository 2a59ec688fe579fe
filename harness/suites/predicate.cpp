#include "harness/suites/predicate.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/json/json_path.h"
#include "harness/suites/operators.h"
#include "harness/yaml/nearest.h"

namespace parity {
namespace {

JsonPath path_at(const Yaml::Entry& entry) try {
  return JsonPath::parse(entry.key);
} catch (const JsonPathFault& fault) {
  throw usage_error(fmt::format("'{}' is no JSONPath: {}", entry.key, fault.message))
      .at(entry.where)
      .with_hint("RFC 9535: $.tables.muscles[0].id, $..id, $.rows[?@.active == true]");
}

}  // namespace

std::vector<std::string> predicate_operators() {
  std::vector<std::string> names;
  for (const Operator& each : scalar_operators()) names.emplace_back(each.name);
  for (const Operator& each : collection_operators()) names.emplace_back(each.name);
  return names;
}

const Operator* find_operator(const std::string& name) {
  for (const std::span<const Operator> operators : {scalar_operators(), collection_operators()}) {
    for (const Operator& each : operators)
      if (each.name == name) return &each;
  }
  return nullptr;
}

void check_predicate(const Yaml& predicate) {
  if (predicate.kind != Yaml::Kind::mapping) return;
  if (predicate.entries.empty())
    throw usage_error("this says nothing about the value")
        .at(predicate.where)
        .with_hint("for an empty mapping as the value wanted, write { equals: {} }");
  for (const Yaml::Entry& entry : predicate.entries) {
    const Operator* found = find_operator(entry.key);
    if (found == nullptr) {
      const std::vector<std::string> known = predicate_operators();
      const std::string near = nearest(entry.key, known) ? suggest(entry.key, known) : "";
      throw usage_error(fmt::format("there is no predicate '{}'", entry.key))
          .at(entry.where)
          .with_hint(near.empty() ? "for a mapping as the value wanted, write { equals: { … } }" : near);
    }
    found->check(entry.value);
  }
}

void check_paths(const Yaml& paths) {
  if (paths.kind != Yaml::Kind::mapping || paths.entries.empty())
    throw usage_error("expected JSONPaths and what must hold of each").at(paths.where);
  for (const Yaml::Entry& entry : paths.entries) {
    path_at(entry);
    check_predicate(entry.value);
  }
}

std::vector<Fault> hold(const Yaml& predicate, const Value& value, const std::string& path,
                        const Scope& scope) {
  std::vector<Fault> faults;
  if (predicate.kind != Yaml::Kind::mapping) {
    const Datum wanted = evaluate(predicate, scope);
    if (value.kind == Kind::absent) return {{path, "is absent, not " + shown(wanted.value())}};
    return deep_difference(value, wanted.value(), path);
  }
  const bool may_be_absent = std::any_of(predicate.entries.begin(), predicate.entries.end(),
                                         [](const auto& entry) { return entry.key == "exists"; });
  if (value.kind == Kind::absent && !may_be_absent) return {{path, "is absent"}};
  for (const Yaml::Entry& entry : predicate.entries) {
    if (value.kind == Kind::absent && entry.key != "exists") continue;
    find_operator(entry.key)->apply({entry.value, value, path, scope, faults});
  }
  return faults;
}

std::vector<Fault> hold_paths(const Yaml& paths, const Value& value, const Scope& scope) {
  std::vector<Fault> faults;
  for (const Yaml::Entry& entry : paths.entries) {
    const JsonPath path = path_at(entry);
    const std::vector<JsonNode> nodes = path.select(value);
    std::vector<Fault> found;
    if (path.singular()) {
      found = hold(entry.value, nodes.empty() ? Value::absent() : *nodes[0].value, entry.key, scope);
    } else {
      std::vector<Value> items;
      for (const JsonNode& node : nodes) items.push_back(*node.value);
      found = hold(entry.value, Value::array(items), entry.key, scope);
    }
    std::move(found.begin(), found.end(), std::back_inserter(faults));
  }
  return faults;
}

}  // namespace parity
