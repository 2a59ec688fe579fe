// What a single value has to be: its type, its size, one of a few, and its format. Numbers are exact
// throughout.
#include <algorithm>
#include <array>
#include <unordered_set>

#include <fmt/format.h>

#include "harness/json/code_points.h"
#include "harness/json/formats.h"
#include "harness/json/multiple_of.h"
#include "harness/json/pattern.h"
#include "harness/json/schema_keywords.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"

namespace parity::json_schema {
namespace {

constexpr std::size_t kLongestShown = 80;

std::string shown(const Value& value) {
  std::string text = spell(value);
  if (text.size() <= kLongestShown) return text;
  std::size_t end = kLongestShown;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// --- type, enum, const ---

constexpr std::array<std::string_view, 7> kTypes = {"null",   "boolean", "object", "array",
                                                    "number", "string",  "integer"};

bool is_of(std::string_view type, const Value& value) {
  switch (value.kind) {
    case Kind::null: return type == "null";
    case Kind::boolean: return type == "boolean";
    case Kind::object: return type == "object";
    case Kind::array: return type == "array";
    case Kind::number: return type == "number" || (type == "integer" && is_integer(value));
    case Kind::text: return type == "string";
    default: return false;
  }
}

std::string with_article(std::string_view type) {
  if (type == "null") return "null";
  return fmt::format("{} {}", std::string_view("aio").find(type[0]) == std::string_view::npos ? "a" : "an",
                     type);
}
std::string named(const Value& value) {
  if (value.kind == Kind::number && !is_integer(value)) return "the number " + shown(value);
  for (const std::string_view type : {"null", "boolean", "object", "array", "integer", "string"})
    if (is_of(type, value)) return with_article(type);
  return "a " + std::string(kind_name(value.kind));
}

Check type(const Value& value, Site& site) {
  std::vector<std::string_view> types;
  const auto add = [&](const Value& each) {
    if (each.kind != Kind::text || std::find(kTypes.begin(), kTypes.end(), each.view()) == kTypes.end())
      site.fail("has to be null, boolean, object, array, number, string or integer, or a list of these");
    types.push_back(each.view());
  };
  if (value.kind == Kind::array) {
    for (const Value& each : value.items()) add(each);
  } else {
    add(value);
  }
  return [types = std::move(types)](Visit& visit) {
    for (const std::string_view each : types)
      if (is_of(each, visit.value)) return true;
    return visit.refuse([&] {
      std::string wanted;
      for (const std::string_view each : types) wanted += (wanted.empty() ? "" : " or ") + with_article(each);
      return fmt::format("is {}, not {}", named(visit.value), wanted);
    });
  };
}

Check enumeration(const Value& value, Site& site) {
  if (value.kind != Kind::array) site.fail("has to be a list of values");
  return [value](Visit& visit) {
    for (const Value& each : value.items())
      if (same(each, visit.value)) return true;
    return visit.refuse(
        [&] { return fmt::format("is {}, which is none of {}", shown(visit.value), shown(value)); });
  };
}

Check constant(const Value& value, Site&) {
  return [value](Visit& visit) {
    if (same(value, visit.value)) return true;
    return visit.refuse([&] { return fmt::format("is {}, not {}", shown(visit.value), shown(value)); });
  };
}

// --- numbers ---

Value number_in(const Value& value, Site& site) {
  if (value.kind != Kind::number) site.fail("has to be a number");
  return value;
}

// `allowed` of compare_numbers(value, limit).
template <bool (*kAllowed)(int)>
Check limit(const Value& value, Site& site, std::string_view relation) {
  return [limit = number_in(value, site), relation](Visit& visit) {
    if (visit.value.kind != Kind::number || kAllowed(compare_numbers(visit.value, limit))) return true;
    return visit.refuse(
        [&] { return fmt::format("is {}, {} {}", shown(visit.value), relation, shown(limit)); });
  };
}
bool at_least(int order) { return order >= 0; }
bool at_most(int order) { return order <= 0; }
bool above(int order) { return order > 0; }
bool below(int order) { return order < 0; }
Check minimum(const Value& value, Site& site) { return limit<at_least>(value, site, "less than"); }
Check maximum(const Value& value, Site& site) { return limit<at_most>(value, site, "more than"); }
Check exclusive_minimum(const Value& value, Site& site) { return limit<above>(value, site, "not more than"); }
Check exclusive_maximum(const Value& value, Site& site) { return limit<below>(value, site, "not less than"); }

Check multiple_of(const Value& value, Site& site) {
  if (compare_numbers(number_in(value, site), Value::number(0)) <= 0) site.fail("has to be a number above 0");
  return [value](Visit& visit) {
    if (visit.value.kind != Kind::number) return true;
    if (is_finite(visit.value) && is_multiple_of(visit.value, value)) return true;
    return visit.refuse(
        [&] { return fmt::format("is {}, no multiple of {}", shown(visit.value), shown(value)); });
  };
}

// --- sizes ---

struct Measure {
  Kind kind;
  std::string_view unit;
};

std::int64_t size_of(const Value& value) {
  return value.kind == Kind::text ? static_cast<std::int64_t>(count_code_points(value.view())) : value.size;
}

template <bool kMost>
Check size_limit(const Value& value, Site& site, Measure measure) {
  const bool count =
      value.kind == Kind::number && is_integer(value) && compare_numbers(value, Value::number(0)) >= 0;
  if (!count) site.fail("has to be a whole number from 0 up");
  return [value, measure](Visit& visit) {
    if (visit.value.kind != measure.kind) return true;
    const std::int64_t size = size_of(visit.value);
    const int order = compare_numbers(Value::number(size), value);
    if (kMost ? order <= 0 : order >= 0) return true;
    return visit.refuse([&] {
      return fmt::format("has {} {}, {} than {}", size, measure.unit, kMost ? "more" : "fewer", shown(value));
    });
  };
}
constexpr Measure kCharacters = {Kind::text, "characters"};
constexpr Measure kItems = {Kind::array, "items"};
constexpr Measure kMembers = {Kind::object, "members"};
Check min_length(const Value& value, Site& site) { return size_limit<false>(value, site, kCharacters); }
Check max_length(const Value& value, Site& site) { return size_limit<true>(value, site, kCharacters); }
Check min_items(const Value& value, Site& site) { return size_limit<false>(value, site, kItems); }
Check max_items(const Value& value, Site& site) { return size_limit<true>(value, site, kItems); }
Check min_properties(const Value& value, Site& site) { return size_limit<false>(value, site, kMembers); }
Check max_properties(const Value& value, Site& site) { return size_limit<true>(value, site, kMembers); }

// Equality is equality of encodings: whatever the items are, each is looked up once.
Check unique_items(const Value& value, Site& site) {
  if (value.kind != Kind::boolean) site.fail("has to be true or false");
  if (value.integer == 0) return {};
  return [](Visit& visit) {
    std::unordered_set<std::string> seen;
    ByteBuffer bytes;
    for (const Value& item : visit.value.items()) {
      bytes.clear();
      encode(item, NumberForm::value, bytes);
      if (!seen.emplace(bytes.view()).second)
        return visit.refuse([&] { return fmt::format("has the item {} twice", shown(item)); });
    }
    return true;
  };
}

// --- text ---

Check pattern(const Value& value, Site& site) {
  if (value.kind != Kind::text) site.fail("has to be a string");
  try {
    return [pattern = Pattern::parse(value.view()), value](Visit& visit) {
      if (visit.value.kind != Kind::text || pattern.finds(visit.value.view())) return true;
      return visit.refuse(
          [&] { return fmt::format("is {}, which does not match {}", shown(visit.value), value.view()); });
    };
  } catch (const PatternFault& fault) {
    site.fail(fmt::format("the pattern '{}': {}", value.view(), fault.message));
  }
}

Check format(const Value& value, Site& site) {
  if (value.kind != Kind::text) site.fail("has to be a string");
  const FormatCheck check = site.dialect().assert_formats ? format_check(value.view()) : nullptr;
  if (check == nullptr) return {};
  return [check, value](Visit& visit) {
    if (visit.value.kind != Kind::text || check(visit.value.view())) return true;
    return visit.refuse(
        [&] { return fmt::format("is {}, which is no {}", shown(visit.value), value.view()); });
  };
}

}  // namespace

std::span<const Keyword> validation_keywords() {
  using enum Vocabulary;
  static constexpr std::array<Keyword, 18> kKeywords = {{
      {"type", validation, kBoth, Shape::none, type},
      {"enum", validation, kBoth, Shape::none, enumeration},
      {"const", validation, kBoth, Shape::none, constant},
      {"minimum", validation, kBoth, Shape::none, minimum},
      {"maximum", validation, kBoth, Shape::none, maximum},
      {"exclusiveMinimum", validation, kBoth, Shape::none, exclusive_minimum},
      {"exclusiveMaximum", validation, kBoth, Shape::none, exclusive_maximum},
      {"multipleOf", validation, kBoth, Shape::none, multiple_of},
      {"minLength", validation, kBoth, Shape::none, min_length},
      {"maxLength", validation, kBoth, Shape::none, max_length},
      {"minItems", validation, kBoth, Shape::none, min_items},
      {"maxItems", validation, kBoth, Shape::none, max_items},
      {"uniqueItems", validation, kBoth, Shape::none, unique_items},
      {"minProperties", validation, kBoth, Shape::none, min_properties},
      {"maxProperties", validation, kBoth, Shape::none, max_properties},
      {"pattern", validation, kBoth, Shape::none, pattern},
      {"format", Vocabulary::format, kBoth, Shape::none, parity::json_schema::format},
      {"contentSchema", content, kDraft2020, Shape::schema},
  }};
  return kKeywords;
}

}  // namespace parity::json_schema
