// Documents of schemas and their names: see schema_documents.h. A document is at most 512 levels deep, and so
// is the recursion.
#include "harness/json/schema_documents.h"

#include <fmt/format.h>

#include "harness/json/document.h"
#include "harness/json/meta_schemas.h"
#include "harness/json/pointer.h"
#include "harness/json/uri.h"

namespace parity::json_schema {
namespace {

constexpr std::string_view kDraft7Uri = "http://json-schema.org/draft-07/schema";
constexpr std::string_view kDraft2020Uri = "https://json-schema.org/draft/2020-12/schema";
constexpr std::string_view kVocabularies = "https://json-schema.org/draft/2020-12/vocab/";

const Value* member(const Value& object, std::string_view name) {
  for (const Member& each : object.fields())
    if (each.name == name) return &each.value;
  return nullptr;
}

const Value* text_member(const Value& object, std::string_view name) {
  const Value* const value = member(object, name);
  return value != nullptr && value->kind == Kind::text ? value : nullptr;
}

// Draft 7 ignores whatever stands beside a `$ref`, identifiers too.
const Value* identifier(const Value& schema, SchemaDraft draft) {
  if (draft == SchemaDraft::draft7 && text_member(schema, "$ref") != nullptr) return nullptr;
  return text_member(schema, "$id");
}

std::string inside(const std::string& place, std::string_view step) {
  std::string pointer = place;
  append_pointer_step(pointer, step);
  return pointer;
}

}  // namespace

const Found& Documents::add_root(const Value& schema) {
  root_dialect_.draft = options_.draft;
  root_dialect_.assert_formats = options_.assert_formats;
  const std::string whole;
  root_dialect_ = add(schema, options_.base_uri, whole, root_dialect_).dialect;
  return located_.at(&schema);
}

Home& Documents::add(const Value& root, const std::string& uri, const std::string& place,
                     const Dialect& inherited) {
  const Dialect dialect = dialect_of(root, place, inherited);
  const Value* const id = identifier(root, dialect.draft);
  const std::string own = id == nullptr ? uri : split_uri(resolve_uri(uri, id->view())).without_fragment();
  Home& home = open(root, own, place, dialect);
  by_uri_.try_emplace(uri, &home);
  index(root, home, place, true);
  return home;
}

Home& Documents::open(const Value& value, const std::string& uri, const std::string& place,
                      const Dialect& dialect) {
  Home& home = homes_.emplace_back();
  home.uri = uri;
  home.root = &value;
  home.place = place;
  home.dialect = dialect;
  home.resource = &program_.resources.emplace_back();
  by_uri_.try_emplace(uri, &home);
  return home;
}

Home& Documents::load(const std::string& uri) {
  const Value* document = nullptr;
  JsonDocument known;
  if (const std::string_view text = meta_schema(uri); !text.empty()) {
    known = JsonDocument::parse(std::string(text));
    document = &known.value();
  } else if (options_.document) {
    document = options_.document(uri);
  }
  if (document == nullptr)
    throw SchemaError{"", fmt::format("refers to the document '{}', which was not given", uri)};
  if (document->kind == Kind::invalid)
    throw SchemaError{
        "", fmt::format("refers to the document '{}', which is no JSON: {}", uri, document->view())};
  if (!loading_.insert(uri).second)
    throw SchemaError{"",
                      fmt::format("the document '{}' is described by itself, and is no known draft", uri)};
  const std::span<Value> kept = program_.arena.array<Value>(1);
  kept[0] = keep(*document, program_.arena);
  const std::string place = uri + "#";
  Home& home = add(kept[0], uri, place, root_dialect_);
  loading_.erase(uri);
  return home;
}

// --- dialects ---

Dialect Documents::dialect_of(const Value& root, const std::string& place, const Dialect& inherited) {
  const Value* const named = text_member(root, "$schema");
  if (named == nullptr) return inherited;
  const std::string uri = split_uri(named->view()).without_fragment();
  Dialect dialect;
  dialect.assert_formats = options_.assert_formats;
  if (uri == kDraft2020Uri) return dialect;
  if (uri == kDraft7Uri || uri == "https://json-schema.org/draft-07/schema") {
    dialect.draft = SchemaDraft::draft7;
    return dialect;
  }
  return custom_dialect(uri, inside(place, "$schema"));
}

// What another meta-schema says of itself: its draft, and the vocabularies in use.
Dialect Documents::custom_dialect(const std::string& uri, const std::string& place) {
  if (split_uri(uri).authority == "json-schema.org")
    throw SchemaError{place, fmt::format("'{}' is not known; draft-07 and 2020-12 are", uri)};
  const auto known = by_uri_.find(uri);
  const Home* home = nullptr;
  try {
    home = known != by_uri_.end() ? known->second : &load(uri);
  } catch (SchemaError& error) {
    if (error.rule.empty()) error.rule = place;
    throw;
  }
  Dialect dialect = home->dialect;
  const Value* const vocabularies = member(*home->root, "$vocabulary");
  if (vocabularies == nullptr || dialect.draft == SchemaDraft::draft7) return dialect;
  const auto bit = [](Vocabulary of) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(of)); };
  const std::map<std::string_view, std::uint8_t> ours = {
      {"core", bit(Vocabulary::core)},
      {"applicator", bit(Vocabulary::applicator)},
      {"unevaluated", bit(Vocabulary::unevaluated)},
      {"validation", bit(Vocabulary::validation)},
      {"format-annotation", bit(Vocabulary::format)},
      {"format-assertion", bit(Vocabulary::format)},
      {"content", bit(Vocabulary::content)},
      {"meta-data", 0},
  };
  dialect.vocabularies = bit(Vocabulary::core);
  for (const Member& each : vocabularies->fields()) {
    const bool of_draft = each.name.starts_with(kVocabularies);
    const auto found = of_draft ? ours.find(each.name.substr(kVocabularies.size())) : ours.end();
    if (found != ours.end()) {
      dialect.vocabularies |= found->second;
      if (found->first == "format-assertion") dialect.assert_formats = true;
    } else if (each.value.kind == Kind::boolean && each.value.integer != 0) {
      throw SchemaError{place, fmt::format("needs the vocabulary '{}', which is not known", each.name)};
    }
  }
  return dialect;
}

// --- what has a name ---

void Documents::index(const Value& value, Home& outer, const std::string& place, bool is_root) {
  Home* home = &outer;
  if (const Value* const id = identifier(value, outer.dialect.draft)) {
    const Uri uri = split_uri(resolve_uri(outer.uri, id->view()));
    if (!is_root && !id->view().starts_with('#'))
      home = &open(value, uri.without_fragment(), place, dialect_of(value, place, outer.dialect));
    if (home->dialect.draft == SchemaDraft::draft7 && uri.fragment.value_or("") != "")
      home->anchors.try_emplace(*uri.fragment, &value);
  }
  if (home->dialect.draft != SchemaDraft::draft7) {
    for (const std::string_view keyword : {"$anchor", "$dynamicAnchor"}) {
      const Value* const anchor = text_member(value, keyword);
      if (anchor == nullptr) continue;
      home->anchors.try_emplace(std::string(anchor->view()), &value);
      if (keyword == "$dynamicAnchor") home->dynamic_anchors.emplace(anchor->view());
    }
  }
  located_.try_emplace(&value, Found{&value, home, place});
  for (const Member& each : value.fields()) {
    const Keyword* const keyword = find_keyword(each.name, home->dialect.draft);
    if (keyword != nullptr) index_inside(each.value, *home, inside(place, each.name), keyword->shape);
  }
}

void Documents::index_inside(const Value& value, Home& home, const std::string& place, Shape shape) {
  const bool list = shape == Shape::list || (shape == Shape::schema_or_list && value.kind == Kind::array);
  if (shape == Shape::none) return;
  if (list) {
    for (std::size_t i = 0; i < value.items().size(); ++i)
      index(value.items()[i], home, inside(place, std::to_string(i)), false);
  } else if (shape == Shape::map || shape == Shape::mixed_map) {
    for (const Member& each : value.fields()) {
      const bool names = shape == Shape::mixed_map && each.value.kind == Kind::array;
      if (!names) index(each.value, home, inside(place, each.name), false);
    }
  } else {
    index(value, home, place, false);
  }
}

// --- references ---

const Found* Documents::located(const Value& schema) const {
  const auto found = located_.find(&schema);
  return found == located_.end() ? nullptr : &found->second;
}

Home& Documents::home_of(Home& from, const std::string& reference, std::string& fragment) {
  const Uri uri = split_uri(resolve_uri(from.uri, reference));
  fragment = percent_decoded(uri.fragment.value_or(""));
  if (reference.starts_with('#')) return from;
  const auto known = by_uri_.find(uri.without_fragment());
  return known != by_uri_.end() ? *known->second : load(uri.without_fragment());
}

const Found& Documents::find(Home& from, const std::string& reference) {
  std::string fragment;
  Home& home = home_of(from, reference, fragment);
  if (fragment.empty()) return located_.at(home.root);
  if (fragment[0] == '/') return find_pointer(home, fragment, reference);
  const auto anchor = home.anchors.find(fragment);
  if (anchor == home.anchors.end())
    throw SchemaError{"", fmt::format("refers to '{}', and there is no such anchor", reference)};
  return located_.at(anchor->second);
}

std::string Documents::dynamic_anchor(Home& from, const std::string& reference) {
  std::string fragment;
  const Home& home = home_of(from, reference, fragment);
  return home.dynamic_anchors.count(fragment) != 0 ? fragment : std::string();
}

// A pointer may lead to what no keyword calls a schema; it is one then, at home where the last schema on the
// way is.
const Found& Documents::find_pointer(Home& home, const std::string& pointer, const std::string& reference) {
  const Value* const value = follow_pointer(*home.root, pointer);
  if (value == nullptr)
    throw SchemaError{"", fmt::format("refers to '{}', and nothing stands there", reference)};
  if (const Found* const found = located(*value)) return *found;
  Home* nearest = &home;
  for (std::size_t end = pointer.find('/', 1); end != std::string::npos; end = pointer.find('/', end + 1)) {
    const Value* const on_the_way = follow_pointer(*home.root, std::string_view(pointer).substr(0, end));
    if (const Found* const found = located(*on_the_way)) nearest = found->home;
  }
  index(*value, *nearest, home.place + pointer, false);
  return located_.at(value);
}

}  // namespace parity::json_schema
