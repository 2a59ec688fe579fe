// What a JSONPath query says, as a tree: made by json_path_parser.cpp, which lets nothing through that is not
// well-typed, and carried out by json_path_select.cpp. Nobody else's business.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/json/pattern.h"
#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity::json_path {

struct Condition;

struct Name {
  std::string name;
};
struct Wildcard {};
struct Index {
  std::int64_t index = 0;  // from the end where negative
};
struct Slice {
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  std::int64_t step = 1;
};
struct Filter {
  std::shared_ptr<const Condition> condition;
};
using Selector = std::variant<Name, Wildcard, Index, Slice, Filter>;

struct Segment {
  bool descendant = false;
  std::vector<Selector> selectors;
};

struct Query {
  bool from_root = true;  // `$`, else `@`
  std::vector<Segment> segments;

  bool singular() const {
    for (const Segment& segment : segments) {
      const bool one = !segment.descendant && segment.selectors.size() == 1 &&
                       (std::holds_alternative<Name>(segment.selectors[0]) ||
                        std::holds_alternative<Index>(segment.selectors[0]));
      if (!one) return false;
    }
    return true;
  }
};

enum class Function : std::uint8_t { length, count, match, search, value };

struct Operand;

struct Call {
  Function function = Function::length;
  std::vector<Operand> arguments;
  std::optional<Pattern> pattern;  // match, search: where the query has it as a literal
};

struct Operand {
  std::variant<Value, Query, Call> is;
};

enum class Comparison : std::uint8_t { equal, unequal, less, at_most, greater, at_least };

struct Condition {
  enum class Kind : std::uint8_t {
    any,       // of `parts`
    all,       // of `parts`
    negation,  // of the one part
    exists,    // `left`, a query, selects something
    call,      // `left`, a function, says so
    compared,  // `left` with `right`
  };
  Kind kind = Kind::all;
  std::vector<Condition> parts;
  Operand left{};
  Operand right{};
  Comparison comparison = Comparison::equal;
};

struct Parsed {
  Query query;
  Arena literals;  // what the values of the query point into
};

std::shared_ptr<const Parsed> parse(std::string_view text);  // throws JsonPathFault

}  // namespace parity::json_path
