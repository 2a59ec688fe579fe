// Causes between two numbers: rounding, binary floats, factors and offsets. Exact but for the floats, which
// are what they claim to be. See explain.h.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "harness/causes/explain.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr int kMostDigits = 17;                // beyond them no integer arithmetic is tried
constexpr std::int64_t kFactor = 100'000'000;  // a ratio of larger numbers is a coincidence

// Two numbers as integers over one power of ten.
struct Aligned {
  std::int64_t source = 0, target = 0;
  int scale = 0;
};

bool small(const Value& number) { return number.kind == Kind::number && number.flags == 0; }

bool align(const Value& source, const Value& target, Aligned& out) {
  if (!small(source) || !small(target)) return false;
  const int exponent = std::min({source.exponent, target.exponent, 0});
  const auto lift = [&](const Value& number, std::int64_t& to) {
    to = number.integer;
    for (int step = number.exponent; step > exponent; --step) {
      if (step - exponent > kMostDigits || __builtin_mul_overflow(to, std::int64_t{10}, &to)) return false;
    }
    return true;
  };
  out.scale = -exponent;
  return lift(source, out.source) && lift(target, out.target);
}

std::string_view kept(const Value& number, Arena& arena) { return arena.copy(spell_number(number)); }

// On the digits as they are written, of any length.
void explain_digits(const Value& source, const Value& target, Hypotheses& out) {
  const std::string spelled = spell_number(source);
  const int digits = is_integer(target) ? 0 : scale_of(without_scale(target, out.arena));
  const std::size_t point = spelled.find('.');
  if (point == spelled.npos || spelled.find('e') != spelled.npos || spelled.find('E') != spelled.npos) return;
  const std::size_t kept = point + 1 + static_cast<std::size_t>(digits);
  if (kept >= spelled.size()) return;
  const std::string_view rest = std::string_view(spelled).substr(kept);
  if (rest.find_first_not_of('0') == rest.npos) return;
  std::string down = spelled.substr(0, kept);  // towards zero
  std::string up = down;
  std::size_t at = up.size();
  while (at > 0) {
    char& digit = up[--at];
    if (digit == '.') continue;
    if (digit == '-') {
      ++at;
      break;
    }
    if (digit != '9') {
      ++digit;
      break;
    }
    digit = '0';
    if (at == 0) break;
  }
  const std::size_t first = up.find_first_not_of('-');
  const bool carried = down[first] == '9' && up[first] == '0';
  if (carried) up.insert(first, 1, '1');
  const auto is_target = [&](std::string text) {
    if (text.ends_with('.')) text.pop_back();
    const auto number = parse_decimal(text, out.arena);
    return number && same(*number, target);
  };
  if (is_target(down)) out.add(Cause::cut, digits);
  const bool half = rest[0] == '5' && rest.substr(1).find_first_not_of('0') == rest.npos;
  if ((rest[0] < '5' || half) && is_target(down)) out.add(Cause::rounded, digits);
  if (rest[0] >= '5' && is_target(up)) out.add(Cause::rounded, digits);
}

void explain_floats(const Value& source, const Value& target, Hypotheses& out) {
  const std::string spelled = spell_number(source);
  if (spelled.size() > 400) return;
  const double wide = std::strtod(spelled.c_str(), nullptr);
  if (!std::isfinite(wide)) return;
  if (same(from_double(wide, out.arena), target)) out.add(Cause::float64);
  const float narrow = std::strtof(spelled.c_str(), nullptr);
  if (!std::isfinite(narrow) || static_cast<double>(narrow) == wide) return;
  // Spelled as the float it became, or as the double that was made of it again.
  if (same(from_float(narrow, out.arena), target) ||
      same(from_double(static_cast<double>(narrow), out.arena), target))
    out.add(Cause::float32);
}

void explain_arithmetic(const Aligned& pair, Hypotheses& out) {
  std::int64_t difference = 0;
  if (!__builtin_sub_overflow(pair.target, pair.source, &difference))
    out.add(Cause::offset, 0,
            kept(without_scale(Value::number(difference, -pair.scale), out.arena), out.arena));
  if (pair.source == 0 || pair.target == 0) return;
  if (pair.source == -pair.target) out.add(Cause::sign);
  // Target : source in lowest terms, so that it is exact: "1000", "1/60", "-3/4".
  std::int64_t a = std::abs(pair.source), b = std::abs(pair.target);
  while (b != 0) {
    a %= b;
    std::swap(a, b);
  }
  const std::int64_t up = std::abs(pair.target) / a, down = std::abs(pair.source) / a;
  if (up >= kFactor || down >= kFactor) return;
  const bool negative = (pair.source < 0) != (pair.target < 0);
  std::string factor = (negative ? "-" : "") + std::to_string(up);
  if (down != 1) factor += "/" + std::to_string(down);
  out.add(Cause::factor, 0, out.arena.copy(factor));
}

}  // namespace

void explain_numbers(const Value& source, const Value& target, Hypotheses& out) {
  if (source.kind != Kind::number || target.kind != Kind::number) return;
  if (!is_finite(source) || !is_finite(target)) return;
  if (same(source, target)) {
    out.add(Cause::scale);
    return;
  }
  explain_floats(source, target, out);
  explain_digits(source, target, out);
  Aligned pair;
  if (!align(source, target, pair)) return;
  explain_arithmetic(pair, out);
}

}  // namespace parity
