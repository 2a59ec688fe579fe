// The members of objects: which schema each has to fit, and what one name asks of the others.
#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "harness/json/pattern.h"
#include "harness/json/schema_keywords.h"

namespace parity::json_schema {
namespace {

// Each member of the value that `apply` does not leave alone is marked.
template <class Apply>
bool each_member(Visit& visit, Apply apply) {
  bool valid = true;
  const auto fields = visit.value.fields();
  for (std::size_t i = 0; i < fields.size() && (valid || !visit.run.quiet()); ++i)
    valid &= apply(i, fields[i].name);
  return valid;
}
bool looked_at(Visit& visit, const Schema& schema, std::size_t index) {
  if (visit.run.marking()) visit.marks.add(index);
  return visit.member(schema, index);
}

void require_object(const Value& value, Site& site) {
  if (value.kind != Kind::object) site.fail("has to be an object");
}

using ByName = std::unordered_map<std::string_view, const Schema*>;

Check properties(const Value& value, Site& site) {
  require_object(value, site);
  ByName schemas;
  for (const Member& member : value.fields()) schemas[member.name] = &site.subschema(member.value);
  return [schemas = std::move(schemas)](Visit& visit) {
    return each_member(visit, [&](std::size_t i, std::string_view name) {
      const auto found = schemas.find(name);
      return found == schemas.end() || looked_at(visit, *found->second, i);
    });
  };
}

Pattern pattern_of(std::string_view text, Site& site) {
  try {
    return Pattern::parse(text);
  } catch (const PatternFault& fault) { site.fail(fmt::format("the pattern '{}': {}", text, fault.message)); }
}

Check pattern_properties(const Value& value, Site& site) {
  require_object(value, site);
  std::vector<std::pair<Pattern, const Schema*>> schemas;
  for (const Member& member : value.fields())
    schemas.emplace_back(pattern_of(member.name, site), &site.subschema(member.value));
  return [schemas = std::move(schemas)](Visit& visit) {
    return each_member(visit, [&](std::size_t i, std::string_view name) {
      bool valid = true;
      for (const auto& [pattern, schema] : schemas)
        if (pattern.finds(name)) valid &= looked_at(visit, *schema, i);
      return valid;
    });
  };
}

Check additional_properties(const Value& value, Site& site) {
  std::unordered_set<std::string_view> names;
  std::vector<Pattern> patterns;
  if (const Value* const beside = site.sibling("properties"))
    for (const Member& member : beside->fields()) names.insert(member.name);
  if (const Value* const beside = site.sibling("patternProperties"))
    for (const Member& member : beside->fields()) patterns.push_back(pattern_of(member.name, site));
  return [&schema = site.subschema(value), names = std::move(names),
          patterns = std::move(patterns)](Visit& visit) {
    return each_member(visit, [&](std::size_t i, std::string_view name) {
      const bool known =
          names.count(name) != 0 || std::any_of(patterns.begin(), patterns.end(),
                                                [&](const Pattern& each) { return each.finds(name); });
      return known || looked_at(visit, schema, i);
    });
  };
}

Check unevaluated_properties(const Value& value, Site& site) {
  return [&schema = site.subschema(value)](Visit& visit) {
    return each_member(visit, [&](std::size_t i, std::string_view) {
      return visit.marks.has(i) || looked_at(visit, schema, i);
    });
  };
}

Check property_names(const Value& value, Site& site) {
  return [&schema = site.subschema(value)](Visit& visit) {
    return each_member(visit, [&](std::size_t, std::string_view name) {
      Faults faults;
      Marks none;
      if (visit.run.apply_aside(schema, Value::text(name), visit.at, none,
                                visit.run.quiet() ? nullptr : &faults))
        return true;
      return visit.refuse([&] {
        return fmt::format("the name {}: {}", spell(Value::text(name)),
                           faults.empty() ? "" : faults[0].message);
      });
    });
  };
}

bool has_member(const Value& object, std::string_view name) {
  const auto fields = object.fields();
  return std::any_of(fields.begin(), fields.end(), [&](const Member& member) { return member.name == name; });
}

using Names = std::vector<std::string_view>;

Names names_in(const Value& value, Site& site) {
  if (value.kind != Kind::array) site.fail("has to be a list of names");
  Names names;
  for (const Value& each : value.items()) {
    if (each.kind != Kind::text) site.fail("has to be a list of names");
    names.push_back(each.view());
  }
  return names;
}

bool require_names(Visit& visit, const Names& names, std::string_view because) {
  bool valid = true;
  for (const std::string_view name : names) {
    if (has_member(visit.value, name)) continue;
    valid = visit.refuse([&] {
      const std::string reason = because.empty() ? "" : fmt::format(", which '{}' needs", because);
      return fmt::format("lacks the member '{}'{}", name, reason);
    });
  }
  return valid;
}

Check required(const Value& value, Site& site) {
  return [names = names_in(value, site)](Visit& visit) {
    return visit.value.kind != Kind::object || require_names(visit, names, {});
  };
}

struct Dependency {
  std::string_view name;
  Names names;
  const Schema* schema = nullptr;
};

Check depending(std::vector<Dependency> dependencies) {
  return [dependencies = std::move(dependencies)](Visit& visit) {
    bool valid = true;
    for (const Dependency& each : dependencies) {
      if (!has_member(visit.value, each.name)) continue;
      valid &=
          each.schema != nullptr ? visit.in_place(*each.schema) : require_names(visit, each.names, each.name);
    }
    return valid;
  };
}

// `dependencies` of draft 7 was cut in two later.
template <bool kNames, bool kSchemas>
Check dependent(const Value& value, Site& site) {
  require_object(value, site);
  std::vector<Dependency> all;
  for (const Member& member : value.fields()) {
    if (kNames && (!kSchemas || member.value.kind == Kind::array)) {
      all.push_back({member.name, names_in(member.value, site), nullptr});
    } else {
      all.push_back({member.name, {}, &site.subschema(member.value)});
    }
  }
  return depending(std::move(all));
}

}  // namespace

std::span<const Keyword> member_keywords() {
  static constexpr std::array<Keyword, 9> kKeywords = {{
      {"required", Vocabulary::validation, kBoth, Shape::none, required},
      {"properties", Vocabulary::applicator, kBoth, Shape::map, properties},
      {"patternProperties", Vocabulary::applicator, kBoth, Shape::map, pattern_properties},
      {"additionalProperties", Vocabulary::applicator, kBoth, Shape::schema, additional_properties},
      {"propertyNames", Vocabulary::applicator, kBoth, Shape::schema, property_names},
      {"dependencies", Vocabulary::applicator, kBoth, Shape::mixed_map, dependent<true, true>},
      {"dependentRequired", Vocabulary::validation, kDraft2020, Shape::none, dependent<true, false>},
      {"dependentSchemas", Vocabulary::applicator, kDraft2020, Shape::map, dependent<false, true>},
      {"unevaluatedProperties", Vocabulary::unevaluated, kDraft2020, Shape::schema, unevaluated_properties,
       true},
  }};
  return kKeywords;
}

}  // namespace parity::json_schema
