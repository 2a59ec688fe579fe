// Text read as what it is declared to be: see typed.h. A refusal quotes the whole text, however long: it
// stands for the value, and two unlike texts must not become one.
#include "normalizers/typed.h"

#include <algorithm>
#include <array>
#include <string>

#include "normalizers/decimal.h"

namespace parity {
namespace {

Value refuse(std::string reason, Arena& arena) { return Value::invalid(arena.copy(reason)); }

std::string quoted(std::string_view text) { return spell(Value::text(text)); }

// Numbers that are equal under the contract have one spelling.
std::string spelled(const Value& number, const FieldRules& rules, Arena& arena) {
  const bool with_scale = rules.number == NumberForm::scale && !rules.drops_scale;
  return spell_number(with_scale ? number : without_scale(number, arena));
}

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}

Value read_boolean(const Value& value, const FieldRules& rules, Arena& arena) {
  if (value.kind == Kind::number) {
    if (compare_numbers(value, Value::number(0)) == 0) return Value::boolean(false);
    if (compare_numbers(value, Value::number(1)) == 0) return Value::boolean(true);
    return refuse("the number " + spelled(value, rules, arena) + " is no boolean", arena);
  }
  if (value.kind != Kind::text) return value;
  for (const std::string_view yes : {"true", "t", "1", "yes", "y", "on"}) {
    if (equals_ignoring_case(value.view(), yes)) return Value::boolean(true);
  }
  for (const std::string_view no : {"false", "f", "0", "no", "n", "off"}) {
    if (equals_ignoring_case(value.view(), no)) return Value::boolean(false);
  }
  return refuse(quoted(value.view()) + " is no boolean", arena);
}

Value read_number(const Value& value, bool integer, const FieldRules& rules, Arena& arena) {
  Value number = value;
  if (value.kind == Kind::text) {
    const auto parsed = parse_decimal(value.view(), arena);
    if (!parsed) return refuse(quoted(value.view()) + " is no number", arena);
    number = *parsed;
  }
  if (integer && number.kind == Kind::number && !is_integer(number))
    return refuse(spelled(number, rules, arena) + " is no integer", arena);
  return number;
}

// -1: none.
constexpr std::array<signed char, 256> kHexDigits = [] {
  std::array<signed char, 256> digits{};
  digits.fill(-1);
  for (int i = 0; i < 10; ++i) digits[static_cast<std::size_t>('0' + i)] = static_cast<signed char>(i);
  for (int i = 0; i < 6; ++i) {
    digits[static_cast<std::size_t>('a' + i)] = static_cast<signed char>(10 + i);
    digits[static_cast<std::size_t>('A' + i)] = static_cast<signed char>(10 + i);
  }
  return digits;
}();
int hex_digit(char c) { return kHexDigits[static_cast<unsigned char>(c)]; }

// Pairs of hex digits; false where there is anything else. `out` has room for half as many bytes.
bool unhex(std::string_view text, char* out) {
  int wrong = 0;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    wrong |= high | low;
    *out++ = static_cast<char>(high << 4 | (low & 15));
  }
  return wrong >= 0;
}

std::optional<std::string_view> unhex(std::string_view text, Arena& arena) {
  if (text.size() % 2 != 0) return std::nullopt;
  char* out = arena.bytes(text.size() / 2);
  if (!unhex(text, out)) return std::nullopt;
  return std::string_view(out, text.size() / 2);
}

Value read_uuid(std::string_view text, Arena& arena) {
  char* const out = arena.bytes(16);
  const bool hyphens =
      text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
  const bool good = hyphens ? unhex(text.substr(0, 8), out) && unhex(text.substr(9, 4), out + 4) &&
                                  unhex(text.substr(14, 4), out + 6) && unhex(text.substr(19, 4), out + 8) &&
                                  unhex(text.substr(24, 12), out + 10)
                            : text.size() == 32 && unhex(text, out);
  return good ? Value::uuid({out, 16}) : refuse(quoted(text) + " is no UUID", arena);
}

Value read_base64(std::string_view text, Arena& arena) {
  const auto digit = [](char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    if (c == '/' || c == '_') return 63;
    return -1;
  };
  const std::string_view whole = text;
  while (!text.empty() && text.back() == '=' && whole.size() - text.size() < 2) text.remove_suffix(1);
  const bool padding_right = whole.size() == text.size() || whole.size() % 4 == 0;
  if (!padding_right || text.size() % 4 == 1) return refuse(quoted(whole) + " is no base64", arena);
  char* out = arena.bytes(text.size() * 3 / 4 + 1);
  std::size_t count = 0;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = digit(c);
    if (value < 0) return refuse(quoted(whole) + " is no base64", arena);
    bits = bits << 6 | static_cast<unsigned>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[count++] = static_cast<char>(bits >> held & 0xFF);
    }
  }
  if ((bits & ((1u << held) - 1)) != 0)
    return refuse(quoted(whole) + " is base64 with stray bits at its end", arena);
  return Value::bytes({out, count});
}

Value as_text(const Value& value, const FieldRules& rules, Arena& arena) {
  switch (value.kind) {
    case Kind::number: return Value::text(arena.copy(spelled(value, rules, arena)));
    case Kind::boolean:
    case Kind::date:
    case Kind::clock:
    case Kind::local:
    case Kind::instant:
    case Kind::uuid: return Value::text(arena.copy(spell(value)));
    default: return value;
  }
}

// A date, clock or local time declared, something more or less precise found: the zone decides, or nothing
// does.
Value read_as_time(FieldType type, const Value& value, const FieldRules& rules, Arena& arena,
                   RuleBits& changed) {
  Value time = value;
  if (value.kind == Kind::text) time = read_time(value.view(), rules, arena, changed);
  if (time.kind == Kind::local && type == FieldType::instant) return in_zone(time, rules, arena, changed);
  const bool from_text = value.kind == Kind::text && time.kind == Kind::instant;
  if (from_text && (time.integer == kFutureForever || time.integer == kPastForever)) {
    if (type == FieldType::date) time.kind = Kind::date;  // "infinity" is of no kind itself
    if (type == FieldType::local) time.kind = Kind::local;
  }
  return time;
}

Value read_json(std::string_view text, const FieldRules& rules, Arena& arena) {
  if (!rules.json)
    return refuse(quoted(text) + " is not read as JSON: nothing that reads it was given", arena);
  Value document = rules.json(text, arena);
  if (document.kind == Kind::invalid) {
    return refuse(quoted(text) + " is no JSON: " + std::string(document.view()), arena);
  }
  if (document.kind == Kind::text) document.flags |= kJsonString;
  return document;
}

Value read(FieldType type, const Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  const bool text = value.kind == Kind::text;
  switch (type) {
    case FieldType::text: return as_text(value, rules, arena);
    case FieldType::boolean: return read_boolean(value, rules, arena);
    case FieldType::integer: return read_number(value, true, rules, arena);
    case FieldType::number: return read_number(value, false, rules, arena);
    case FieldType::date:
    case FieldType::time:
    case FieldType::local:
    case FieldType::instant: return read_as_time(type, value, rules, arena, changed);
    case FieldType::uuid: return text ? read_uuid(value.view(), arena) : value;
    case FieldType::bytes_base64: return text ? read_base64(value.view(), arena) : value;
    case FieldType::bytes_hex: {
      if (!text) return value;
      std::string_view digits = value.view();
      if (digits.starts_with("\\x") || digits.starts_with("0x")) digits.remove_prefix(2);
      const auto bytes = unhex(digits, arena);
      return bytes ? Value::bytes(*bytes) : refuse(quoted(value.view()) + " is no hexadecimal", arena);
    }
    case FieldType::json: return text ? read_json(value.view(), rules, arena) : value;
  }
  return value;
}

}  // namespace

Value in_zone(const Value& local, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  if (local.kind != Kind::local || !rules.zone) return local;
  changed |= bit(Rule::time);
  if (local.integer == kFutureForever || local.integer == kPastForever) return Value::instant(local.integer);
  const auto micros = rules.zone->to_instant(local.integer);
  if (!micros)
    return refuse(spell_time(local) + " is skipped or doubled by a change of clocks in the declared zone",
                  arena);
  return Value::instant(*micros);
}

Value read_time(std::string_view text, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  const auto parsed = parse_time(text);
  if (!parsed) return refuse(quoted(text) + " is no ISO 8601 date or time", arena);
  if (!parsed->cut) return parsed->value;
  if (rules.precision.unit == TimePrecision::exact)
    return refuse(quoted(text) + " is finer than a microsecond; a declared precision would cut it", arena);
  changed |= bit(Rule::precision);
  return parsed->value;
}

Value read_as(FieldType type, const Value& value, const FieldRules& rules, Arena& arena, RuleBits& changed) {
  const bool leaf = value.kind != Kind::absent && value.kind != Kind::null && value.kind != Kind::array &&
                    value.kind != Kind::object && value.kind != Kind::invalid;
  if (!leaf) return value;
  const Value result = read(type, value, rules, arena, changed);
  const bool other_json_text = type == FieldType::json && value.kind == Kind::text &&
                               result.kind == Kind::text && result.view() != value.view();
  if (result.kind != value.kind || other_json_text) changed |= bit(Rule::type);
  return result;
}

}  // namespace parity
