// Exact decimals. A number is mantissa × 10^exponent with the digits that the place wrote, so that 1.00 still
// has its scale; numbers whose digits do not fit an int64 are "big" and keep them as text. Nothing here is a
// double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// Bits of Value::flags for Kind::number.
enum NumberFlag : std::uint8_t { kBig = 1, kNegative = 2, kNan = 4, kInfinite = 8 };

// What Value::data points to when kBig is set: `exponent`, then Value::size decimal digits without leading
// zeros.
struct BigNumber {
  std::int32_t exponent;
  static BigNumber read(const char* data);
  static constexpr std::size_t kDigits = 4;  // offset of the first digit from data
};

// A JSON number (RFC 8259), nothing else: `01`, `1.`, `.5`, `+1`, `NaN` are refused (nullopt), as is an
// exponent beyond ±1,000,000. Big digits are copied to `arena`.
std::optional<Value> parse_json_number(std::string_view token, Arena& arena);

// The same for a number that begins at `at`: the place behind it, with `value` set; nullptr where none stands
// there or it is refused. What follows is the caller's to judge. One pass, nothing allocated for numbers of
// up to 18 digits.
const char* scan_json_number(const char* at, const char* end, Value& value, Arena& arena);

// What a person or a driver writes for a number: optional sign, digits with optional point, optional
// exponent, `Infinity`, `inf`, and without a sign `NaN`, in any case. Nothing around it.
std::optional<Value> parse_decimal(std::string_view text, Arena& arena);

// The shortest decimal that reads back as the same binary number (a float4 as float4: 0.1f is 0.1).
Value from_double(double value, Arena& arena);
Value from_float(float value, Arena& arena);

// From sign, base-10000 digits and scale as in PostgreSQL's binary numeric is built by the reader with these
// two.
Value make_number(bool negative, std::string_view digits, std::int32_t exponent, Arena& arena);
// The mantissa where sign and digits (no leading zeros) fit an int64: such a number is small.
std::optional<std::int64_t> small_mantissa(bool negative, std::string_view digits);
Value not_a_number();
Value infinity(bool negative);

bool is_finite(const Value& number);
bool is_integer(const Value& number);  // by value: 1.0 is

// -1, 0, 1 by value. NaN equals NaN and is greater than everything, as in PostgreSQL.
int compare_numbers(const Value& a, const Value& b);

// |a − b| ≤ absolute, or ≤ relative × max(|a|, |b|); exact arithmetic. NaN only with NaN, an infinity only
// with itself.
bool within(const Value& a, const Value& b, const Value& absolute, const Value& relative);

// Digits behind the point: 2 for 1.50, 0 for 1e5.
std::int32_t scale_of(const Value& finite_number);

// The same number without zeros at the end of its fraction: 1.50 as 1.5, 2.00 as 2.
Value without_scale(const Value& number, Arena& arena);

// Plain digits, "-0.0012"; scientific only where more than 40 zeros would be needed. Reads back as the same
// number of the same scale; one spelling for each value and scale.
std::string spell_number(const Value& number);

}  // namespace parity
