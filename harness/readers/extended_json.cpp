// Extended JSON: see extended_json.h.
#include "harness/readers/extended_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "harness/readers/bson_values.h"
#include "normalizers/decimal.h"
#include "normalizers/instant.h"
#include "normalizers/typed.h"

namespace parity {
namespace {

Value refuse(const std::string& reason, Arena& arena) { return Value::invalid(arena.copy(reason)); }

std::string_view text_of(const Value& value) {
  return value.kind == Kind::text ? value.view() : std::string_view{};
}

template <class Integer>
std::optional<Integer> integer_of(std::string_view digits) {
  Integer number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole ? std::optional(number) : std::nullopt;
}

template <class Integer>
Value integer(const Value& inside, Arena& arena) {
  const auto number = integer_of<Integer>(text_of(inside));
  if (number) return Value::number(*number);
  return refuse(spell(inside) + " is no integer of " + std::to_string(8 * sizeof(Integer)) + " bits", arena);
}

Value number_int(const Value& inside, Arena& arena) { return integer<std::int32_t>(inside, arena); }
Value number_long(const Value& inside, Arena& arena) { return integer<std::int64_t>(inside, arena); }

// A double is written with up to 20 digits, of which the last ones only say that it is this double:
// its shortest decimal is what it is, as for a float8 of PostgreSQL.
Value number_double(const Value& inside, Arena& arena) {
  const std::string_view text = text_of(inside);
  const std::optional<Value> decimal = parse_decimal(text, arena);
  if (!decimal || inside.kind != Kind::text) return refuse(spell(inside) + " is no double", arena);
  if (!is_finite(*decimal)) return *decimal;
  double number = 0;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size())
    return refuse(spell(inside) + " is no double", arena);
  return from_double(number, arena);
}

Value number_decimal(const Value& inside, Arena& arena) {
  const std::optional<Value> decimal = parse_decimal(text_of(inside), arena);
  return decimal ? *decimal : refuse(spell(inside) + " is no decimal", arena);
}

// Canonical: {"$numberLong": "…"}; relaxed: ISO 8601, for the years 1970 to 9999 only; version 1: a number.
Value date(const Value& inside, Arena& arena) {
  std::optional<std::int64_t> milliseconds;
  if (inside.kind == Kind::number) milliseconds = integer_of<std::int64_t>(spell_number(inside));
  if (inside.kind == Kind::object && inside.size == 1 && inside.members[0].name == "$numberLong")
    milliseconds = integer_of<std::int64_t>(text_of(inside.members[0].value));
  if (milliseconds) return bson_date(*milliseconds, arena);
  const auto parsed = parse_time(text_of(inside));
  if (parsed && parsed->value.kind == Kind::instant && !parsed->cut) return parsed->value;
  return refuse(spell(inside) + " is no date of Extended JSON", arena);
}

Value read_text(FieldType type, const Value& text, Arena& arena) {
  static const FieldRules none;
  RuleBits unused = 0;
  return read_as(type, text, none, arena, unused);
}

Value object_id(const Value& inside, Arena& arena) {
  if (text_of(inside).size() == 24) {
    const Value bytes = read_text(FieldType::bytes_hex, inside, arena);
    if (bytes.kind == Kind::bytes && bytes.size == 12) return bson_object_id(bytes.view());
  }
  return refuse(spell(inside) + " is no ObjectId: that is 24 hexadecimal digits", arena);
}

Value uuid(const Value& inside, Arena& arena) {
  if (text_of(inside).size() == 36) return read_text(FieldType::uuid, inside, arena);
  return refuse(spell(inside) + " is no UUID of 36 characters", arena);
}

std::optional<unsigned> subtype_of(const Value& value) {
  std::string digits(text_of(value));
  if (value.kind == Kind::number) digits = spell_number(value);
  unsigned subtype = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), subtype, 16);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && digits.size() <= 2;
  return whole ? std::optional(subtype) : std::nullopt;
}

Value binary_of(const Value& base64, const Value& subtype, Arena& arena) {
  const std::optional<unsigned> number = subtype_of(subtype);
  if (!number || base64.kind != Kind::text)
    return refuse("$binary needs base64 and a subType of one or two hexadecimal digits", arena);
  const Value bytes = read_text(FieldType::bytes_base64, base64, arena);
  return bytes.kind == Kind::bytes ? bson_binary(*number, bytes.view(), arena) : bytes;
}

Value binary(const Value& inside, Arena& arena) {
  const std::span<const Member> fields = inside.fields();
  const auto member = [&](std::string_view name) {
    const auto at =
        std::find_if(fields.begin(), fields.end(), [&](const Member& field) { return field.name == name; });
    return at == fields.end() ? Value::absent() : at->value;
  };
  if (fields.size() == 2) return binary_of(member("base64"), member("subType"), arena);
  return refuse("$binary needs base64 and subType", arena);
}

struct Wrapper {
  std::string_view name;
  Value (*read)(const Value& inside, Arena& arena);  // nullptr: has no counterpart, and stays as it is
};
constexpr std::array<Wrapper, 16> kWrappers{{
    {"$oid", object_id},
    {"$date", date},
    {"$numberInt", number_int},
    {"$numberLong", number_long},
    {"$numberDouble", number_double},
    {"$numberDecimal", number_decimal},
    {"$binary", binary},
    {"$uuid", uuid},
    {"$timestamp", nullptr},
    {"$regularExpression", nullptr},
    {"$symbol", nullptr},
    {"$code", nullptr},  // with "$scope" beside it, perhaps
    {"$dbPointer", nullptr},
    {"$minKey", nullptr},
    {"$maxKey", nullptr},
    {"$undefined", nullptr},
}};

const Wrapper* wrapper_of(std::span<const Member> fields) {
  for (const Member& field : fields) {
    if (!field.name.starts_with('$')) continue;
    for (const Wrapper& wrapper : kWrappers)
      if (wrapper.name == field.name) return &wrapper;
  }
  return nullptr;
}

Value unwrap(const Wrapper& wrapper, const Value& value, Arena& arena) {
  const std::span<const Member> fields = value.fields();
  if (wrapper.read == nullptr) return value;
  if (fields.size() == 1) return wrapper.read(fields[0].value, arena);
  // Version 1: {"$binary": "…", "$type": "00"}.
  if (fields.size() == 2 && fields[0].name == "$binary" && fields[1].name == "$type")
    return binary_of(fields[0].value, fields[1].value, arena);
  return refuse("an object with " + spell(Value::text(wrapper.name)) + " and something beside it", arena);
}

}  // namespace

Value from_extended_json(const Value& value, Arena& arena, std::uint64_t& relaxed) {
  if (value.kind == Kind::number) ++relaxed;
  if (value.kind == Kind::array) {
    auto items = arena.array<Value>(value.size);
    for (std::size_t i = 0; i < items.size(); ++i)
      items[i] = from_extended_json(value.elements[i], arena, relaxed);
    return Value::array(items);
  }
  if (value.kind != Kind::object) return value;
  if (const Wrapper* wrapper = wrapper_of(value.fields())) return unwrap(*wrapper, value, arena);
  auto members = arena.array<Member>(value.size);
  for (std::size_t i = 0; i < members.size(); ++i)
    members[i] = {value.members[i].name, from_extended_json(value.members[i].value, arena, relaxed)};
  return Value::object(members);
}

bool has_extended_json(const Value& value) {
  const auto inside = [](const auto& part) { return has_extended_json(part); };
  if (value.kind == Kind::array) return std::any_of(value.items().begin(), value.items().end(), inside);
  if (value.kind != Kind::object) return false;
  const std::span<const Member> fields = value.fields();
  return (fields.size() == 1 && wrapper_of(fields) != nullptr) ||
         std::any_of(fields.begin(), fields.end(), [&](const Member& field) { return inside(field.value); });
}

}  // namespace parity
