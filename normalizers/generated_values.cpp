// Values made from a seed: see generated_values.h.
#include "normalizers/generated_values.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "normalizers/decimal.h"

namespace parity {
namespace {

constexpr std::string_view kTexts[] = {
    "",
    " ",
    "a",
    "A",
    "ab",
    "ab ",
    " ab",
    "\tab\n",
    "null",
    "NULL",
    "\\N",
    "1",
    "1.0",
    "01",
    "1e0",
    "true",
    "NaN",
    "a|b",
    "\u00A0x",
    "x\u3000",
    "\u200Bx",
    "\u00E9",
    "e\u0301",
    "\u212B",
    "\u00C5",
    "\u00DF",
    "ss",
    "\u01F0",
    "j\u030C",
    "x\u00B2",
    "x2",
    "\u00A8",
    "\u0130",
    "\uFF5E",
    "\U0001F600",
    "2024-01-02",
    "2024-01-02T03:04:05.678901Z",
    "2024-01-02T03:04:05.6789012Z",
    "2024-01-02 04:04:05.678901+01",
    "2024-01-02 03:04:05",
    "2024-03-31T02:30:00",
    "2024-10-27T02:30:00",
    "23:59:59.999999",
    "infinity",
    "0044-03-15 BC",
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "\\x6162",
    "YWI=",
    "{\"a\": 1, \"b\": \" x \"}",
    "[1, 1.0, \"1\"]",
    " \" q \" ",
    "\"\\\"5\\\"\"",
    "\"\"",
    "{",
};

constexpr std::string_view kNames[] = {"a", "b", "c", "ab", ""};
constexpr std::string_view kSixteen[] = {"0123456789abcdef", "0123456789abcdeg"};

}  // namespace

std::string Generator::decimal() {
  std::string digits = chance(4) ? "-" : "";
  const auto some = [&](std::uint64_t most) {
    for (std::uint64_t left = below(most) + 1; left > 0; --left)
      digits.push_back(static_cast<char>('0' + (chance(3) ? 0 : below(10))));
  };
  if (chance(3)) {
    digits.push_back('0');
  } else {
    digits.push_back(static_cast<char>('1' + below(9)));
    if (!chance(3)) some(chance(3) ? 24 : 3);
  }
  if (chance(2)) {
    digits.push_back('.');
    some(chance(3) ? 24 : 3);
  }
  if (chance(5)) {
    digits += chance(2) ? "e-" : "e";
    digits += std::to_string(below(chance(4) ? 60 : 4));
  }
  return digits;
}

Value Generator::number() {
  if (chance(20)) return chance(2) ? not_a_number() : infinity(chance(2));
  return *parse_json_number(decimal(), arena_);
}

Value Generator::text() {
  if (!chance(5)) return Value::text(kTexts[below(std::size(kTexts))]);
  std::string both(kTexts[below(std::size(kTexts))]);
  both += kTexts[below(std::size(kTexts))];
  return Value::text(arena_.copy(both));
}

Value Generator::value(int depth) {
  switch (below(depth > 0 ? 16 : 12)) {
    case 0: return Value::null();
    case 1: return Value::boolean(chance(2));
    case 2:
    case 3: return number();
    case 4: return Value::date(static_cast<std::int64_t>(below(3)) + 8766);
    case 5: return Value::clock(static_cast<std::int64_t>(below(86'400'000'000)));
    case 6: {
      const auto micros = static_cast<std::int64_t>(below(1ull << 52)) - (std::int64_t{1} << 50);
      return chance(2) ? Value::local(micros) : Value::instant(micros);
    }
    case 7: return chance(2) ? Value::uuid(kSixteen[below(2)]) : Value::bytes(kSixteen[below(2)]);
    case 8: return chance(8) ? Value::invalid("two keys are one") : Value::instant(INT64_MAX);
    case 12:
    case 13: {
      const auto items = arena_.array<Value>(below(4));
      for (Value& item : items) item = value(depth - 1);
      return Value::array(items);
    }
    case 14:
    case 15: {
      std::array<std::string_view, std::size(kNames)> names;
      std::copy(std::begin(kNames), std::end(kNames), names.begin());
      std::shuffle(names.begin(), names.end(), random_);
      const auto members = arena_.array<Member>(below(4));
      for (std::size_t i = 0; i < members.size(); ++i) members[i] = {names[i], value(depth - 1)};
      return Value::object(members);
    }
    default: return text();
  }
}

Value Generator::rewritten(const Value& value, bool scale_counts) {
  if (value.kind == Kind::number && is_finite(value)) {
    if (scale_counts) return *parse_json_number(spell_number(value), arena_);
    const std::string plain = spell_number(without_scale(value, arena_));
    if (plain.find('e') != std::string::npos) return *parse_json_number(plain, arena_);
    const bool pointed = plain.find('.') != std::string::npos;
    const std::string zeros(below(12) + 1, '0');
    return *parse_json_number(plain + (pointed ? "" : ".") + zeros, arena_);
  }
  if (value.kind == Kind::array) {
    const auto items = arena_.array<Value>(value.size);
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = rewritten(value.elements[i], scale_counts);
    return Value::array(items);
  }
  if (value.kind == Kind::object) {
    const auto members = arena_.array<Member>(value.size);
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i] = {value.members[i].name, rewritten(value.members[i].value, scale_counts)};
    }
    std::shuffle(members.begin(), members.end(), random_);
    return Value::object(members);
  }
  return value;
}

}  // namespace parity
