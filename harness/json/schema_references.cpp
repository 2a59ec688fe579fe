// The core vocabulary: `$ref` and `$dynamicRef`, and where definitions stand. What a reference leads to is
// found by the compiler; identifiers and anchors by schema_documents.cpp.
#include <array>

#include "harness/json/schema_keywords.h"

namespace parity::json_schema {
namespace {

std::string reference_text(const Value& value, Site& site) {
  if (value.kind != Kind::text) site.fail("has to be a string");
  return std::string(value.view());
}

Check ref(const Value& value, Site& site) {
  const std::string text = reference_text(value, site);
  const Schema& target = site.referred(text);
  return [&target](Visit& visit) { return visit.in_place(target); };
}

Check dynamic_ref(const Value& value, Site& site) {
  const std::string text = reference_text(value, site);
  const Schema& first = site.referred(text);
  std::string anchor = site.dynamic_anchor(text);
  if (anchor.empty()) return [&first](Visit& visit) { return visit.in_place(first); };
  return [&first, anchor = std::move(anchor)](Visit& visit) {
    return visit.in_place(visit.run.dynamic(first, anchor));
  };
}

}  // namespace

std::span<const Keyword> reference_keywords() {
  static constexpr std::array<Keyword, 4> kKeywords = {{
      {"$ref", Vocabulary::core, kBoth, Shape::none, ref},
      {"$dynamicRef", Vocabulary::core, kDraft2020, Shape::none, dynamic_ref},
      {"$defs", Vocabulary::core, kDraft2020, Shape::map},
      {"definitions", Vocabulary::core, kBoth, Shape::map},
  }};
  return kKeywords;
}

}  // namespace parity::json_schema
