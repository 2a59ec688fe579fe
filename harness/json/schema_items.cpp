// The items of arrays: which schema each has to fit, and how many have to fit one.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "harness/json/schema_keywords.h"
#include "normalizers/decimal.h"

namespace parity::json_schema {
namespace {

// From item `first` on.
bool rest(Visit& visit, const Schema& schema, std::size_t first) {
  bool valid = true;
  const std::size_t size = visit.value.items().size();
  for (std::size_t i = first; i < size && (valid || !visit.run.quiet()); ++i) valid &= visit.item(schema, i);
  if (visit.run.marking()) visit.marks.add_before(size);
  return valid;
}

Check prefix_items(const Value& value, Site& site) {
  if (value.kind != Kind::array) site.fail("has to be a list of schemas");
  std::vector<const Schema*> schemas;
  for (const Value& each : value.items()) schemas.push_back(&site.subschema(each));
  return [schemas = std::move(schemas)](Visit& visit) {
    bool valid = true;
    const std::size_t size = std::min(schemas.size(), visit.value.items().size());
    for (std::size_t i = 0; i < size; ++i) valid &= visit.item(*schemas[i], i);
    if (visit.run.marking()) visit.marks.add_before(size);
    return valid;
  };
}

Check items_behind(const Value& value, Site& site, std::size_t first) {
  return [&schema = site.subschema(value), first](Visit& visit) { return rest(visit, schema, first); };
}

Check items(const Value& value, Site& site) {
  if (site.dialect().draft == SchemaDraft::draft7)
    return value.kind == Kind::array ? prefix_items(value, site) : items_behind(value, site, 0);
  const Value* const prefix = site.sibling("prefixItems");
  return items_behind(value, site, prefix == nullptr ? 0 : prefix->items().size());
}

// Draft 7: has a meaning only beside a list of `items`.
Check additional_items(const Value& value, Site& site) {
  const Value* const prefix = site.sibling("items");
  if (prefix == nullptr || prefix->kind != Kind::array) return {};
  return items_behind(value, site, prefix->items().size());
}

Check unevaluated_items(const Value& value, Site& site) {
  return [&schema = site.subschema(value)](Visit& visit) {
    bool valid = true;
    const std::size_t size = visit.value.items().size();
    for (std::size_t i = 0; i < size; ++i)
      if (!visit.marks.has(i)) valid &= visit.item(schema, i);
    visit.marks.add_before(size);
    return valid;
  };
}

Check contains(const Value& value, Site& site) {
  const bool counted =
      site.dialect().draft != SchemaDraft::draft7 && site.dialect().has(Vocabulary::validation);
  const auto bound = [&](std::string_view name) -> std::optional<Value> {
    const Value* const number = counted ? site.sibling(name) : nullptr;
    if (number == nullptr) return std::nullopt;
    const bool count = number->kind == Kind::number && is_integer(*number) &&
                       compare_numbers(*number, Value::number(0)) >= 0;
    if (!count) site.fail(fmt::format("'{}' beside it has to be a whole number from 0 up", name));
    return *number;
  };
  const Value least = bound("minContains").value_or(Value::number(1));
  return [&schema = site.subschema(value), least, most = bound("maxContains"), counted](Visit& visit) {
    if (visit.value.kind != Kind::array) return true;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < visit.value.items().size(); ++i) {
      if (!visit.fits_item(schema, i)) continue;
      ++count;
      if (counted && visit.run.marking()) visit.marks.add(i);
    }
    if (compare_numbers(Value::number(count), least) < 0)
      return visit.refuse(
          [&] { return fmt::format("has {} items that fit, fewer than {}", count, spell_number(least)); });
    if (!most || compare_numbers(Value::number(count), *most) <= 0) return true;
    return visit.refuse(
        [&] { return fmt::format("has {} items that fit, more than {}", count, spell_number(*most)); });
  };
}

}  // namespace

std::span<const Keyword> item_keywords() {
  static constexpr std::array<Keyword, 6> kKeywords = {{
      {"prefixItems", Vocabulary::applicator, kDraft2020, Shape::list, prefix_items},
      {"items", Vocabulary::applicator, kDraft2020, Shape::schema, items},
      {"items", Vocabulary::applicator, kDraft7, Shape::schema_or_list, items},
      {"additionalItems", Vocabulary::applicator, kDraft7, Shape::schema, additional_items},
      {"contains", Vocabulary::applicator, kBoth, Shape::schema, contains},
      {"unevaluatedItems", Vocabulary::unevaluated, kDraft2020, Shape::schema, unevaluated_items, true},
  }};
  return kKeywords;
}

}  // namespace parity::json_schema
