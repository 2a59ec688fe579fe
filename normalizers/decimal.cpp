// Exact decimals: see decimal.h. Small numbers (the common case) stay in registers; what needs arithmetic on
// digits, tolerances and order between unlike scales, asks digits.h.
#include "normalizers/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "normalizers/digits.h"

namespace parity {
namespace {

constexpr std::int32_t kExponentLimit = 1'000'000;
constexpr std::size_t kAlwaysSmall = 18;  // digits that fit an int64 whatever they are
constexpr std::int64_t kMostZeros = 40;   // that are written out

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits from `at` on, added to `mantissa`; right for the first 18, whatever comes of more.
const char* scan_digits(const char* at, const char* end, std::uint64_t& mantissa) {
  for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + static_cast<unsigned>(*at - '0');
  return at;
}

Value long_number(bool negative, std::string_view whole, std::string_view fraction, std::int32_t exponent,
                  Arena& arena) {
  std::string digits(whole);
  digits.append(fraction);
  return make_number(negative, digits, exponent, arena);
}

}  // namespace

BigNumber BigNumber::read(const char* data) {
  BigNumber header{};
  std::memcpy(&header.exponent, data, sizeof header.exponent);
  return header;
}

std::optional<std::int64_t> small_mantissa(bool negative, std::string_view digits) {
  if (digits.size() > 19) return std::nullopt;
  std::uint64_t magnitude = 0;
  for (char c : digits) magnitude = magnitude * 10 + static_cast<unsigned>(c - '0');  // 19 digits fit 64 bits
  if (magnitude > (std::uint64_t{1} << 63) - (negative ? 0 : 1)) return std::nullopt;
  return negative ? static_cast<std::int64_t>(0 - magnitude) : static_cast<std::int64_t>(magnitude);
}

Value make_number(bool negative, std::string_view digits, std::int32_t exponent, Arena& arena) {
  const std::size_t first = digits.find_first_not_of('0');
  digits.remove_prefix(first == std::string_view::npos ? digits.size() : first);
  if (const auto mantissa = small_mantissa(negative, digits)) return Value::number(*mantissa, exponent);
  char* at = arena.bytes(BigNumber::kDigits + digits.size());
  std::memcpy(at, &exponent, sizeof exponent);
  std::memcpy(at + BigNumber::kDigits, digits.data(), digits.size());
  Value value;
  value.kind = Kind::number;
  value.flags = static_cast<std::uint8_t>(kBig | (negative ? kNegative : 0));
  value.size = static_cast<std::uint32_t>(digits.size());
  value.data = at;
  return value;
}

const char* scan_json_number(const char* at, const char* end, Value& value, Arena& arena) {
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::uint64_t mantissa = 0;
  const char* const whole = at;
  at = scan_digits(at, end, mantissa);
  const std::string_view whole_digits(whole, static_cast<std::size_t>(at - whole));
  if (whole_digits.empty() || (whole_digits.size() > 1 && whole_digits[0] == '0')) return nullptr;
  std::string_view fraction;
  if (at != end && *at == '.') {
    const char* const start = ++at;
    at = scan_digits(at, end, mantissa);
    fraction = {start, static_cast<std::size_t>(at - start)};
    if (fraction.empty()) return nullptr;
  }
  std::int64_t exponent = 0;
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    const bool down = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    const char* const start = at;
    for (; at != end && is_digit(*at); ++at)
      exponent = std::min<std::int64_t>(exponent * 10 + (*at - '0'), kExponentLimit + 1);
    if (at == start || exponent > kExponentLimit) return nullptr;
    if (down) exponent = -exponent;
  }
  const auto scale = static_cast<std::int32_t>(exponent - static_cast<std::int64_t>(fraction.size()));
  if (whole_digits.size() + fraction.size() <= kAlwaysSmall) {
    const auto small = static_cast<std::int64_t>(mantissa);
    value = Value::number(negative ? -small : small, scale);
  } else {
    value = long_number(negative, whole_digits, fraction, scale, arena);
  }
  return at;
}

std::optional<Value> parse_json_number(std::string_view token, Arena& arena) {
  Value value;
  const char* const end = token.data() + token.size();
  if (scan_json_number(token.data(), end, value, arena) != end || token.empty()) return std::nullopt;
  return value;
}

std::optional<Value> parse_decimal(std::string_view text, Arena& arena) {
  std::string plain(text);
  std::transform(plain.begin(), plain.end(), plain.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (plain == "nan") return not_a_number();
  const bool sign = !plain.empty() && (plain[0] == '-' || plain[0] == '+');
  const bool negative = sign && plain[0] == '-';
  if (sign) plain.erase(0, 1);
  if (plain == "infinity" || plain == "inf") return infinity(negative);
  // JSON's grammar plus leading zeros, ".5" and "5.".
  if (plain.empty() || plain[0] == '-') return std::nullopt;
  const std::size_t mantissa_end = std::min(plain.find('e'), plain.size());
  const std::size_t point = plain.find('.');
  if (point != std::string::npos && point + 1 == mantissa_end) plain.erase(point, 1);
  const std::size_t zeros = std::min(plain.find_first_not_of('0'), plain.size());
  const bool digit_after = zeros < plain.size() && is_digit(plain[zeros]);
  plain.erase(0, digit_after || zeros == 0 ? zeros : zeros - 1);
  if (plain[0] == '.') plain.insert(0, 1, '0');
  if (negative) plain.insert(0, 1, '-');
  return parse_json_number(plain, arena);
}

Value not_a_number() {
  Value value;
  value.kind = Kind::number;
  value.flags = kNan;
  return value;
}

Value infinity(bool negative) {
  Value value;
  value.kind = Kind::number;
  value.flags = static_cast<std::uint8_t>(kInfinite | (negative ? kNegative : 0));
  return value;
}

namespace {
template <class Float>
Value from_binary(Float binary) {
  if (std::isnan(binary)) return not_a_number();
  if (std::isinf(binary)) return infinity(binary < 0);
  char text[64];
  const auto [end, status] = std::to_chars(text, text + sizeof text, binary, std::chars_format::scientific);
  static_cast<void>(status);  // 64 bytes hold the shortest form of any double
  // "-1.2345e+02": one digit, maybe a fraction, always an exponent.
  const bool negative = text[0] == '-';
  const char* const mantissa = text + (negative ? 1 : 0);
  const char* const e = std::find(mantissa, static_cast<const char*>(end), 'e');
  std::int64_t exponent = 0;
  for (const char* at = e + 2; at != end; ++at) exponent = exponent * 10 + (*at - '0');
  if (e[1] == '-') exponent = -exponent;
  std::uint64_t digits = static_cast<unsigned>(*mantissa - '0');
  const char* const fraction = mantissa + 1 == e ? e : mantissa + 2;
  scan_digits(fraction, e, digits);  // 17 in all at most
  const auto value = static_cast<std::int64_t>(digits);
  return Value::number(negative ? -value : value, static_cast<std::int32_t>(exponent - (e - fraction)));
}
}  // namespace

Value from_double(double value, Arena&) { return from_binary(value); }
Value from_float(float value, Arena&) { return from_binary(value); }

bool is_finite(const Value& number) { return (number.flags & (kNan | kInfinite)) == 0; }

bool is_integer(const Value& number) {
  if (!is_finite(number)) return false;
  const Digits digits = take_apart(number);
  return digits.digits.empty() || digits.exponent >= 0;
}

int compare_numbers(const Value& a, const Value& b) {
  if (!is_finite(a) || !is_finite(b)) {
    const auto rank = [](const Value& n) {
      return n.flags & kNan ? 2 : n.flags & kInfinite ? (n.flags & kNegative ? -1 : 1) : 0;
    };
    return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
  }
  if (!((a.flags | b.flags) & kBig) && a.exponent == b.exponent) {
    return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
  }
  const Digits left = take_apart(a);
  const Digits right = take_apart(b);
  if (left.sign() != right.sign()) return left.sign() < right.sign() ? -1 : 1;
  return left.negative ? -compare_magnitude(left, right) : compare_magnitude(left, right);
}

bool within(const Value& a, const Value& b, const Value& absolute, const Value& relative) {
  if (compare_numbers(a, b) == 0) return true;
  if (!is_finite(a) || !is_finite(b)) return false;
  const Digits left = take_apart(a);
  const Digits right = take_apart(b);
  const Digits apart = distance(left, right);
  if (is_finite(absolute) && compare_magnitude(apart, take_apart(absolute)) <= 0) return true;
  if (!is_finite(relative)) return false;
  const Digits& larger = compare_magnitude(left, right) >= 0 ? left : right;
  return compare_magnitude(apart, magnitude_product(larger, take_apart(relative))) <= 0;
}

namespace {
// The digits with the point set before the last `places` of them.
std::string pointed(std::string digits, std::size_t places) {
  if (places == 0) return digits;
  if (places >= digits.size()) digits.insert(0, places - digits.size() + 1, '0');
  return digits.insert(digits.size() - places, 1, '.');
}
}  // namespace

std::int32_t scale_of(const Value& finite_number) {
  const std::int32_t exponent =
      finite_number.flags & kBig ? BigNumber::read(finite_number.data).exponent : finite_number.exponent;
  return std::max(0, -exponent);
}

Value without_scale(const Value& number, Arena& arena) {
  if (!is_finite(number)) return number;
  if (!(number.flags & kBig)) {
    Value plain = number;
    while (plain.exponent < 0 && plain.integer % 10 == 0) {
      plain.integer /= 10;
      ++plain.exponent;
      if (plain.integer == 0) plain.exponent = 0;
    }
    return plain;
  }
  const std::int32_t exponent = BigNumber::read(number.data).exponent;
  std::string_view digits(number.data + BigNumber::kDigits, number.size);
  std::int32_t cut = 0;
  while (exponent + cut < 0 && digits.ends_with('0')) {
    digits.remove_suffix(1);
    ++cut;
  }
  return cut == 0 ? number : make_number(number.flags & kNegative, digits, exponent + cut, arena);
}

std::string spell_number(const Value& number) {
  if (number.flags & kNan) return "NaN";
  if (number.flags & kInfinite) return number.flags & kNegative ? "-Infinity" : "Infinity";
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
  if (number.flags & kBig) {
    negative = number.flags & kNegative;
    digits.assign(number.data + BigNumber::kDigits, number.size);
    exponent = BigNumber::read(number.data).exponent;
  } else {
    const auto bits = static_cast<std::uint64_t>(number.integer);
    negative = number.integer < 0;
    digits = std::to_string(negative ? 0 - bits : bits);
    exponent = number.exponent;
  }
  const std::string sign = negative ? "-" : "";
  if (digits == "0") exponent = std::min<std::int64_t>(exponent, 0);
  if (exponent >= 0) {
    // One spelling whatever the mantissa: 1e50 and a one with fifty zeros are the same number and scale.
    const std::size_t end = digits == "0" ? 1 : digits.find_last_not_of('0') + 1;
    exponent += static_cast<std::int64_t>(digits.size() - end);
    digits.erase(end);
    if (exponent > kMostZeros) {
      // What is beyond the limit of what is read as an exponent stays in the mantissa.
      const std::int64_t beyond = std::max<std::int64_t>(0, exponent - kExponentLimit);
      digits.append(static_cast<std::size_t>(beyond), '0');
      return sign + digits + "e" + std::to_string(exponent - beyond);
    }
    return sign + digits + std::string(static_cast<std::size_t>(exponent), '0');
  }
  if (-exponent <= static_cast<std::int64_t>(digits.size()) + kMostZeros)
    return sign + pointed(std::move(digits), static_cast<std::size_t>(-exponent));
  // The same at the other end.
  const std::int64_t beyond = std::max<std::int64_t>(0, -exponent - kExponentLimit);
  return sign + pointed(std::move(digits), static_cast<std::size_t>(beyond)) + "e" +
         std::to_string(exponent + beyond);
}

}  // namespace parity
