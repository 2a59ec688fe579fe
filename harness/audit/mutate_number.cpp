// Operators on digits: numbers, and where they mean the same there, text. See mutation.h.
#include <cmath>
#include <cstdlib>
#include <string>

#include "harness/audit/mutation.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

bool is_number(const Value& value) { return value.kind == Kind::number && is_finite(value); }

bool set_number(const std::string& digits, const Value& before, Arena& arena, Mutant& out) {
  const auto number = parse_decimal(digits, arena);
  if (!number) return false;
  out = {before, *number};
  return true;
}

Value number_of(std::string_view digits, Arena& arena) {
  return parse_decimal(digits, arena).value_or(Value::number(0));
}

bool plant(std::string_view before, std::string_view after, Arena& arena, Mutant& out) {
  out = {number_of(before, arena), number_of(after, arena)};
  return true;
}

int always_planted(const Value& value, int count) { return is_number(value) ? count : 0; }

int digits_in(std::string_view text) {
  int count = 0;
  for (const char c : text) count += c >= '0' && c <= '9';
  return count;
}

// --- one digit

int digit_variants(const Value& value) {
  if (is_number(value)) return digits_in(spell_number(value));
  if (value.kind == Kind::text) return digits_in(value.view());
  return value.kind == Kind::uuid || value.kind == Kind::bytes ? static_cast<int>(value.size) : 0;
}

// The variant-th digit becomes the next one.
std::string turned(std::string text, int variant) {
  for (char& c : text) {
    if (c < '0' || c > '9' || variant-- > 0) continue;
    c = c == '9' ? '8' : static_cast<char>(c + 1);
    break;
  }
  return text;
}

bool make_digit(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (value.kind == Kind::number) return set_number(turned(spell_number(value), variant), value, arena, out);
  std::string bytes(value.view());
  if (value.kind == Kind::text)
    bytes = turned(std::move(bytes), variant);
  else
    bytes[static_cast<std::size_t>(variant)] ^= 1;
  Value after = value;
  after.data = arena.copy(bytes).data();
  out = {value, after};
  return true;
}

// --- the last decimal, the sign, the scale, the magnitude

int one_for_numbers(const Value& value) { return is_number(value) ? 1 : 0; }

bool make_last_decimal(const Value& value, int, Arena& arena, Mutant& out) {
  const std::string digits = spell_number(value);
  return set_number(turned(digits, digits_in(digits) - 1), value, arena, out);
}

bool make_sign(const Value& value, int, Arena& arena, Mutant& out) {
  std::string digits = spell_number(value);
  digits = digits[0] == '-' ? digits.substr(1) : "-" + digits;
  return set_number(digits, value, arena, out);
}

int two_for_numbers(const Value& value) { return is_number(value) ? 2 : 0; }
bool is_zero(const Value& number) { return compare_numbers(number, Value::number(0)) == 0; }

// 1.5 → 1.50; 1.50 → 1.5.
bool make_scale(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant == 1) return out = {value, without_scale(value, arena)}, true;
  const std::string digits = spell_number(value);
  if (digits.find_first_of("eE") != std::string::npos) return false;
  return set_number(digits + (digits.find('.') == std::string::npos ? ".0" : "0"), value, arena, out);
}

bool make_magnitude(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (is_zero(value)) return false;
  const std::string digits = spell_number(value);
  if (digits.find_first_of("eE") != std::string::npos) return false;
  return set_number(digits + (variant == 0 ? "e1" : "e-1"), value, arena, out);
}

// --- what a binary float does to it

bool make_last_place(const Value& value, int variant, Arena& arena, Mutant& out) {
  const double number = std::strtod(spell_number(value).c_str(), nullptr);
  const double next = std::nextafter(number, variant == 0 ? HUGE_VAL : -HUGE_VAL);
  if (!std::isfinite(next)) return false;
  out = {value, from_double(next, arena)};
  return true;
}

int planted_two(const Value& value) { return always_planted(value, 2); }

int beyond_double(const Value& value) {
  if (!is_number(value) || !is_integer(value)) return 0;
  const double number = std::fabs(std::strtod(spell_number(value).c_str(), nullptr));
  return number >= 9007199254740992.0 && number < 1e18 ? 3 : 0;
}

// Whole numbers that a double does not tell apart; for one that is there, its two neighbours and what a
// double makes of it.
bool make_neighbour(const Value& value, int variant, Arena& arena, Mutant& out) {
  const int real = beyond_double(value);
  if (variant < real) {
    const long long number = std::strtoll(spell_number(value).c_str(), nullptr, 10);
    const double rounded = static_cast<double>(number);
    const long long after = variant == 0   ? number + 1
                            : variant == 1 ? number - 1
                                           : static_cast<long long>(rounded);
    return set_number(std::to_string(after), value, arena, out);
  }
  return variant == real ? plant("9007199254740992", "9007199254740993", arena, out)
                         : plant("-9007199254740993", "-9007199254740992", arena, out);
}

bool make_float(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant == 1) return plant("0.1", "0.10000000149011612", arena, out);
  if (variant == 2) return plant("16777217", "16777216", arena, out);
  const float narrow = std::strtof(spell_number(value).c_str(), nullptr);
  if (!std::isfinite(narrow)) return false;
  out = {value, from_double(static_cast<double>(narrow), arena)};
  return true;
}

}  // namespace

void add_number_mutations(std::vector<Mutation>& all) {
  all.push_back({"one digit", "each digit in turn becomes another one, in numbers, texts, UUIDs and bytes",
                 "a digit", digit_variants, never, make_digit});
  all.push_back({"last decimal", "the last digit of a number becomes another one", "a number",
                 one_for_numbers, never, make_last_decimal});
  all.push_back(
      {"sign", "a number changes its sign", "a number other than 0", one_for_numbers, never, make_sign});
  all.push_back({"scale", "1.5 is written 1.50, or 1.50 is written 1.5", "a number", two_for_numbers, never,
                 make_scale});
  all.push_back({"magnitude", "a number becomes ten times as large, or a tenth", "a number other than 0",
                 two_for_numbers, never, make_magnitude});
  all.push_back({"unit in the last place", "a number becomes the next binary double", "a number",
                 two_for_numbers, never, make_last_place});
  all.push_back({"2^53 neighbours", "whole numbers beyond 2^53 that a double does not tell apart", "a number",
                 beyond_double, planted_two, make_neighbour});
  all.push_back({"float32 round trip", "a number passes a 32-bit float", "a number", one_for_numbers,
                 planted_two, make_float});
}

}  // namespace parity
