// Operators that change what kind of thing a value is: types, null, "", a missing field, nothing at all. See
// mutation.h.
#include <string>

#include "harness/audit/mutation.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

bool is_empty(const Value& value) { return value.kind == Kind::text && value.size == 0; }
bool is_nothing(const Value& value) {
  return value.kind == Kind::null || value.kind == Kind::absent || is_empty(value);
}

Value text(std::string_view bytes, Arena& arena) { return Value::text(arena.copy(bytes)); }

// --- 1 ↔ "1" ↔ true ↔ 1.0

int type_variants(const Value& value) {
  switch (value.kind) {
    case Kind::absent:
    case Kind::invalid: return 0;
    case Kind::text: return 2;
    default: return 3;
  }
}

// What a writer makes of a value that it takes for text.
std::string unquoted(const Value& value) {
  if (value.kind == Kind::number) return spell_number(value);
  const std::string spelled = spell(value);
  const bool quoted = spelled.size() > 1 && spelled.front() == '"';
  return quoted ? spelled.substr(1, spelled.size() - 2) : spelled;
}

bool make_of_text(const Value& value, int variant, Arena& arena, Mutant& out) {
  const std::string_view read = value.view();
  if (variant == 1) {
    if (read != "true" && read != "false" && read != "1" && read != "0") return false;
    out = {value, Value::boolean(read == "true" || read == "1")};
    return true;
  }
  const auto number = parse_decimal(read, arena);
  if (!number) return false;
  out = {value, *number};
  return true;
}

bool make_type(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (value.kind == Kind::text) return make_of_text(value, variant, arena, out);
  if (variant == 0) return out = {value, text(unquoted(value), arena)}, true;
  if (value.kind == Kind::number && is_finite(value)) {
    const bool zero = compare_numbers(value, Value::number(0)) == 0;
    const bool is_one = compare_numbers(value, Value::number(1)) == 0;
    if (variant == 1) return (zero || is_one) && (out = {value, Value::boolean(is_one)}, true);
    const auto other = is_integer(value)
                           ? parse_decimal(spell_number(without_scale(value, arena)) + ".0", arena)
                           : std::nullopt;
    return other && (out = {value, *other}, true);
  }
  if (value.kind == Kind::boolean && variant == 1) return out = {value, Value::number(value.integer)}, true;
  if (value.kind == Kind::boolean) return out = {value, text(value.integer ? "t" : "f", arena)}, true;
  return false;
}

int one_for_booleans(const Value& value) { return value.kind == Kind::boolean ? 1 : 0; }
bool make_other_boolean(const Value& value, int, Arena&, Mutant& out) {
  out = {value, Value::boolean(value.integer == 0)};
  return true;
}

// --- null ↔ "" ↔ a missing field

Value nothing(int which) {
  return which == 0 ? Value::null() : which == 1 ? Value::text({}) : Value::absent();
}
int number_of(const Value& value) { return value.kind == Kind::null ? 0 : is_empty(value) ? 1 : 2; }

int two_for_nothing(const Value& value) { return is_nothing(value) ? 2 : 0; }
int three_planted(const Value& value) { return value.kind == Kind::invalid ? 0 : 3; }

bool make_nothing(const Value& value, int variant, Arena&, Mutant& out) {
  const int real = two_for_nothing(value);
  if (variant < real) {
    out = {value, nothing((number_of(value) + 1 + variant) % 3)};
  } else {
    const int pair = variant - real;
    out = {nothing(pair), nothing((pair + 1) % 3)};
  }
  return true;
}

int three_for_something(const Value& value) {
  return is_nothing(value) || value.kind == Kind::invalid ? 0 : 3;
}
bool make_lost(const Value& value, int variant, Arena&, Mutant& out) {
  out = {value, nothing(variant)};
  return true;
}

// --- [] ↔ null

int array_real(const Value& value) {
  if (value.kind == Kind::array && value.size == 0) return 3;
  return is_nothing(value) ? 1 : 0;
}
int array_planted(const Value& value) { return value.kind == Kind::array ? 3 : 0; }

bool make_empty_array(const Value& value, int variant, Arena&, Mutant& out) {
  const Value empty = Value::array({});
  const int real = array_real(value);
  if (variant < real && is_nothing(value))
    out = {value, empty};
  else
    out = {empty, nothing(variant < real ? variant : variant - real)};
  return true;
}

}  // namespace

void add_type_mutations(std::vector<Mutation>& all) {
  all.push_back({"type flip", "1, \"1\", true and 1.0 take the place of one another; null becomes \"null\"",
                 "a value that has a twin of another type", type_variants, never, make_type});
  all.push_back({"other boolean", "true becomes false, or the other way", "a boolean", one_for_booleans,
                 never, make_other_boolean});
  all.push_back({"null, \"\" and absent",
                 "null, empty text and a missing field take the place of one another", "any value",
                 two_for_nothing, three_planted, make_nothing});
  all.push_back({"lost value", "a value becomes null, empty text, or is left out", "a value",
                 three_for_something, never, make_lost});
  all.push_back({"[] and null",
                 "an empty array takes the place of null, \"\" or a missing field, or they its",
                 "an array, or nothing", array_real, array_planted, make_empty_array});
}

}  // namespace parity
