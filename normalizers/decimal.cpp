// Exact decimals: see decimal.h. Small numbers (the common case) stay in registers; the arithmetic on big
// ones is schoolbook, because only tolerances and ordering ever need it.
#include "normalizers/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

namespace parity {
namespace {

constexpr std::int32_t kExponentLimit = 1'000'000;
constexpr std::size_t kAlwaysSmall = 18;  // digits that fit an int64 whatever they are

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> fit(bool negative, std::string_view digits) {
  if (digits.size() > 19) return std::nullopt;
  std::uint64_t magnitude = 0;
  for (char c : digits) magnitude = magnitude * 10 + static_cast<unsigned>(c - '0');  // 19 digits fit 64 bits
  if (magnitude > (std::uint64_t{1} << 63) - (negative ? 0 : 1)) return std::nullopt;
  return negative ? static_cast<std::int64_t>(0 - magnitude) : static_cast<std::int64_t>(magnitude);
}

// A finite number taken apart, for the slow paths.
struct Digits {
  bool negative = false;
  std::string digits;  // no leading zeros; empty: zero
  std::int64_t exponent = 0;
};

Digits take_apart(const Value& number) {
  Digits out;
  if (number.flags & kBig) {
    out.negative = number.flags & kNegative;
    out.exponent = BigNumber::read(number.data).exponent;
    out.digits.assign(number.data + BigNumber::kDigits, number.size);
  } else {
    out.negative = number.integer < 0;
    const auto magnitude = out.negative ? 0 - static_cast<std::uint64_t>(number.integer)
                                        : static_cast<std::uint64_t>(number.integer);
    if (magnitude != 0) out.digits = std::to_string(magnitude);
    out.exponent = number.exponent;
  }
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  if (out.digits.empty()) out = {};
  return out;
}

// Magnitudes as digit strings with one exponent.
void align(Digits& a, Digits& b) {
  const std::int64_t lowest = a.digits.empty()   ? b.exponent
                              : b.digits.empty() ? a.exponent
                                                 : std::min(a.exponent, b.exponent);
  for (Digits* side : {&a, &b}) {
    if (!side->digits.empty()) side->digits.append(static_cast<std::size_t>(side->exponent - lowest), '0');
    side->exponent = lowest;
  }
}

int compare_text_magnitude(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  const int order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

int compare_magnitude(const Digits& a, const Digits& b) {
  if (a.digits.empty() || b.digits.empty())
    return static_cast<int>(!a.digits.empty()) - static_cast<int>(!b.digits.empty());
  const std::int64_t a_top = static_cast<std::int64_t>(a.digits.size()) + a.exponent;
  const std::int64_t b_top = static_cast<std::int64_t>(b.digits.size()) + b.exponent;
  if (a_top != b_top) return a_top < b_top ? -1 : 1;
  const int order =
      std::string_view(a.digits).compare(b.digits);  // trailing zeros are gone: prefixes compare right
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

void strip_leading(std::string& digits) { digits.erase(0, digits.find_first_not_of('0')); }

std::string add_digits(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  std::string sum(a.size() + 1, '0');
  int carry = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int digit = carry + (a[a.size() - 1 - i] - '0');
    if (i < b.size()) digit += b[b.size() - 1 - i] - '0';
    sum[sum.size() - 1 - i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  sum[0] = static_cast<char>('0' + carry);
  strip_leading(sum);
  return sum;
}

std::string subtract_digits(std::string_view a, std::string_view b) {  // a ≥ b
  std::string rest(a);
  int borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int digit = (a[a.size() - 1 - i] - '0') - borrow;
    if (i < b.size()) digit -= b[b.size() - 1 - i] - '0';
    borrow = digit < 0;
    rest[a.size() - 1 - i] = static_cast<char>('0' + (digit + 10) % 10);
  }
  strip_leading(rest);
  return rest;
}

std::string multiply_digits(std::string_view a, std::string_view b) {
  std::vector<int> cells(a.size() + b.size(), 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    int carry = 0;
    for (std::size_t j = b.size(); j-- > 0;) {
      const int cell = cells[i + j + 1] + (a[i] - '0') * (b[j] - '0') + carry;
      cells[i + j + 1] = cell % 10;
      carry = cell / 10;
    }
    cells[i] += carry;
  }
  std::string product;
  for (int cell : cells) product.push_back(static_cast<char>('0' + cell));
  strip_leading(product);
  return product;
}

Digits distance(Digits a, Digits b) {  // |a − b|
  align(a, b);
  Digits out;
  out.exponent = a.exponent;
  if (a.negative != b.negative) {
    out.digits = add_digits(a.digits, b.digits);
  } else {
    out.digits = compare_text_magnitude(a.digits, b.digits) >= 0 ? subtract_digits(a.digits, b.digits)
                                                                 : subtract_digits(b.digits, a.digits);
  }
  return out;
}

void trim_zeros(Digits& number) {
  while (!number.digits.empty() && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
}

// The three fields of a written number; the grammar was checked by the caller.
Value assemble(bool negative, std::string_view whole, std::string_view fraction, std::int64_t exponent,
               Arena& arena) {
  const auto scale = static_cast<std::int32_t>(exponent - static_cast<std::int64_t>(fraction.size()));
  if (whole.size() + fraction.size() <= kAlwaysSmall) {
    std::int64_t mantissa = 0;
    for (char c : whole) mantissa = mantissa * 10 + (c - '0');
    for (char c : fraction) mantissa = mantissa * 10 + (c - '0');
    return Value::number(negative ? -mantissa : mantissa, scale);
  }
  std::string digits(whole);
  digits.append(fraction);
  return make_number(negative, digits, scale, arena);
}

}  // namespace

BigNumber BigNumber::read(const char* data) {
  BigNumber header{};
  std::memcpy(&header.exponent, data, sizeof header.exponent);
  return header;
}

Value make_number(bool negative, std::string_view digits, std::int32_t exponent, Arena& arena) {
  const std::size_t first = digits.find_first_not_of('0');
  digits.remove_prefix(first == std::string_view::npos ? digits.size() : first);
  if (const auto mantissa = fit(negative, digits)) return Value::number(*mantissa, exponent);
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

std::optional<Value> parse_json_number(std::string_view token, Arena& arena) {
  const char* at = token.data();
  const char* const end = at + token.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  const char* const whole = at;
  while (at != end && is_digit(*at)) ++at;
  const std::string_view whole_digits(whole, static_cast<std::size_t>(at - whole));
  if (whole_digits.empty() || (whole_digits.size() > 1 && whole_digits[0] == '0')) return std::nullopt;
  std::string_view fraction;
  if (at != end && *at == '.') {
    const char* const start = ++at;
    while (at != end && is_digit(*at)) ++at;
    fraction = {start, static_cast<std::size_t>(at - start)};
    if (fraction.empty()) return std::nullopt;
  }
  std::int64_t exponent = 0;
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    const bool down = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    const char* const start = at;
    for (; at != end && is_digit(*at); ++at)
      exponent = std::min<std::int64_t>(exponent * 10 + (*at - '0'), kExponentLimit + 1);
    if (at == start || exponent > kExponentLimit) return std::nullopt;
    if (down) exponent = -exponent;
  }
  if (at != end) return std::nullopt;
  return assemble(negative, whole_digits, fraction, exponent, arena);
}

std::optional<Value> parse_decimal(std::string_view text, Arena& arena) {
  std::string plain(text);
  std::transform(plain.begin(), plain.end(), plain.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (!plain.empty() && plain[0] == '+') plain.erase(0, 1);
  if (plain.empty() || plain[0] == '+') return std::nullopt;
  if (plain == "nan") return not_a_number();
  if (plain == "infinity" || plain == "inf") return infinity(false);
  if (plain == "-infinity" || plain == "-inf") return infinity(true);
  // JSON's grammar plus leading zeros, ".5" and "5.".
  const std::size_t start = plain[0] == '-' ? 1 : 0;
  if (start < plain.size() && plain[start] == '-') return std::nullopt;
  std::size_t mantissa_end = plain.find('e', start);
  if (mantissa_end == std::string::npos) mantissa_end = plain.size();
  if (mantissa_end == start || plain.substr(start, mantissa_end - start) == ".") return std::nullopt;
  if (plain[mantissa_end - 1] == '.') plain.erase(mantissa_end - 1, 1);
  std::size_t zeros = start;
  while (zeros + 1 < plain.size() && plain[zeros] == '0' && is_digit(plain[zeros + 1])) ++zeros;
  plain.erase(start, zeros - start);
  if (plain[start] == '.') plain.insert(start, "0");
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
Value from_binary(Float binary, Arena& arena) {
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
  const std::string_view fraction =
      mantissa + 1 == e ? std::string_view{}
                        : std::string_view(mantissa + 2, static_cast<std::size_t>(e - mantissa - 2));
  return assemble(negative, {mantissa, 1}, fraction, exponent, arena);
}
}  // namespace

Value from_double(double value, Arena& arena) { return from_binary(value, arena); }
Value from_float(float value, Arena& arena) { return from_binary(value, arena); }

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
  const int left_sign = left.digits.empty() ? 0 : left.negative ? -1 : 1;
  const int right_sign = right.digits.empty() ? 0 : right.negative ? -1 : 1;
  if (left_sign != right_sign) return left_sign < right_sign ? -1 : 1;
  const int magnitude = compare_magnitude(left, right);
  return left_sign < 0 ? -magnitude : magnitude;
}

bool within(const Value& a, const Value& b, const Value& absolute, const Value& relative) {
  if (!is_finite(a) || !is_finite(b)) return compare_numbers(a, b) == 0;
  if (compare_numbers(a, b) == 0) return true;
  const Digits left = take_apart(a);
  const Digits right = take_apart(b);
  Digits apart = distance(left, right);
  trim_zeros(apart);
  if (compare_magnitude(apart, take_apart(absolute)) <= 0) return true;
  const Digits factor = take_apart(relative);
  if (factor.digits.empty()) return false;
  const Digits& larger = compare_magnitude(left, right) >= 0 ? left : right;
  Digits allowed;
  allowed.digits = multiply_digits(larger.digits, factor.digits);
  allowed.exponent = larger.exponent + factor.exponent;
  trim_zeros(allowed);
  return compare_magnitude(apart, allowed) <= 0;
}

std::string spell_number(const Value& number) {
  if (number.flags & kNan) return "NaN";
  if (number.flags & kInfinite) return number.flags & kNegative ? "-Infinity" : "Infinity";
  // The scale is kept: 1.00 is spelled so.
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
  if (number.flags & kBig) {
    negative = number.flags & kNegative;
    digits.assign(number.data + BigNumber::kDigits, number.size);
    exponent = BigNumber::read(number.data).exponent;
  } else {
    negative = number.integer < 0;
    digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(number.integer)
                                     : static_cast<std::uint64_t>(number.integer));
    exponent = number.exponent;
  }
  const std::string sign = negative ? "-" : "";
  const auto length = static_cast<std::int64_t>(digits.size());
  if (digits == "0") exponent = std::min<std::int64_t>(exponent, 0);
  if (exponent > 40 || -exponent > length + 40) return sign + digits + "e" + std::to_string(exponent);
  if (exponent >= 0) return sign + digits + std::string(static_cast<std::size_t>(exponent), '0');
  if (-exponent >= length) digits.insert(0, static_cast<std::size_t>(-exponent - length + 1), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(-exponent), ".");
  return sign + digits;
}

}  // namespace parity
