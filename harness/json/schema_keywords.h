// What the vocabularies tell the compiler: for each keyword, in which drafts it is one, where schemas stand
// inside it, and how its rule is made.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "harness/json/schema_program.h"

namespace parity::json_schema {

enum class Vocabulary : std::uint8_t { core, applicator, unevaluated, validation, format, content };

struct Dialect {
  SchemaDraft draft = SchemaDraft::draft2020_12;
  std::uint8_t vocabularies = 0xFF;  // a bit each
  bool assert_formats = false;

  bool has(Vocabulary vocabulary) const { return (vocabularies >> static_cast<unsigned>(vocabulary)) & 1U; }
};

// Where schemas stand inside a keyword's value.
enum class Shape : std::uint8_t {
  none,
  schema,
  list,            // of schemas
  map,             // name to schema
  schema_or_list,  // `items` of draft 7
  mixed_map,       // `dependencies`: name to a schema or a list of names
};

// The place of a keyword that is being compiled.
class Site {
 public:
  virtual ~Site() = default;

  virtual const Dialect& dialect() const = 0;
  virtual const Value* sibling(std::string_view keyword) const = 0;  // nullptr where there is none
  virtual const Schema& subschema(const Value& inside) = 0;          // of this keyword, or a sibling
  virtual const Schema& referred(const std::string& reference) = 0;
  // The anchor's name where `reference` ends in a `$dynamicAnchor`, else "".
  virtual std::string dynamic_anchor(const std::string& reference) = 0;
  virtual std::string place() const = 0;  // as in SchemaFault::rule
  [[noreturn]] void fail(std::string message) const { throw SchemaError{place(), std::move(message)}; }
};

using Make = Check (*)(const Value& value, Site& site);  // an empty Check: nothing to look at

enum Drafts : std::uint8_t { kDraft7 = 1, kDraft2020 = 2, kBoth = 3 };

struct Keyword {
  std::string_view name;
  Vocabulary vocabulary = Vocabulary::core;
  Drafts drafts = kBoth;
  Shape shape = Shape::none;
  Make make = nullptr;  // nullptr: says nothing of values by itself ($defs, then)
  bool last = false;
};

std::span<const Keyword> reference_keywords();   // schema_references.cpp
std::span<const Keyword> applicator_keywords();  // schema_applicators.cpp
std::span<const Keyword> member_keywords();      // schema_members.cpp
std::span<const Keyword> item_keywords();        // schema_items.cpp
std::span<const Keyword> validation_keywords();  // schema_validation.cpp

// nullptr where this draft has no such keyword.
const Keyword* find_keyword(std::string_view name, SchemaDraft draft);

}  // namespace parity::json_schema
