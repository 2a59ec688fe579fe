// Fuzzes exact decimals: 12 bytes are a double and a float, then each line is a number, as text. What is read
// is held against a reader and an arithmetic that are slow, plain and share no line with ours.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/fuzz.h"

using namespace parity;
using parity::fuzz::require;

namespace {

__extension__ using Long = __int128;

// ± digits × 10^exponent as the text says it; digits may begin and end with zeros.
struct Plain {
  bool negative = false;
  std::string digits;
  long exponent = 0;
};

// JSON's grammar (RFC 8259), or the wider one of parse_decimal, character by character.
std::optional<Plain> read_plainly(std::string_view text, bool json) {
  Plain out;
  std::size_t at = 0;
  const auto next = [&] { return at < text.size() ? text[at] : '\0'; };
  const auto digits = [&](std::string& into) {
    const std::size_t before = at;
    for (; next() >= '0' && next() <= '9'; ++at) into += next();
    return at - before;
  };
  if (next() == '-' || (!json && next() == '+')) out.negative = text[at++] == '-';
  const std::size_t whole = digits(out.digits);
  if (json && (whole == 0 || (whole > 1 && out.digits[0] == '0'))) return std::nullopt;
  std::size_t fraction = 0;
  if (next() == '.') {
    ++at;
    fraction = digits(out.digits);
    if (json && fraction == 0) return std::nullopt;
  }
  if (whole + fraction == 0) return std::nullopt;
  if (next() == 'e' || next() == 'E') {
    ++at;
    const bool down = next() == '-';
    if (next() == '-' || next() == '+') ++at;
    std::string exponent;
    if (digits(exponent) == 0) return std::nullopt;
    exponent.erase(0, std::min(exponent.find_first_not_of('0'), exponent.size() - 1));
    if (exponent.size() > 7 || std::stol(exponent) > 1'000'000) return std::nullopt;
    out.exponent = down ? -std::stol(exponent) : std::stol(exponent);
  }
  if (at != text.size()) return std::nullopt;
  out.exponent -= static_cast<long>(fraction);
  return out;
}

// Without outer zeros; zero is "", positive, 0.
Plain tidy(Plain number) {
  while (number.digits.ends_with('0')) number.digits.pop_back(), ++number.exponent;
  number.digits.erase(0, number.digits.find_first_not_of('0'));
  return number.digits.empty() ? Plain{} : number;
}

// By lining both up under each other as long integers, where the lines are not too long.
int compare_plainly(const Plain& one, const Plain& other) {
  Plain a = tidy(one);
  Plain b = tidy(other);
  if (a.digits.empty() || b.digits.empty() || a.negative != b.negative) {
    const int left = a.digits.empty() ? 0 : a.negative ? -1 : 1;
    const int right = b.digits.empty() ? 0 : b.negative ? -1 : 1;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  const long far = a.exponent - b.exponent;
  if (std::labs(far) > 5'000) {  // the texts are shorter than that
    return (far > 0) != a.negative ? 1 : -1;
  }
  if (far > 0) a.digits.append(static_cast<std::size_t>(far), '0');
  if (far < 0) b.digits.append(static_cast<std::size_t>(-far), '0');
  const std::size_t width = std::max(a.digits.size(), b.digits.size());
  a.digits.insert(0, width - a.digits.size(), '0');
  b.digits.insert(0, width - b.digits.size(), '0');
  const int order = a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
  return a.negative ? -order : order;
}

struct Number {
  std::string text;
  Value value;
  std::optional<Plain> plain;  // nothing: NaN or an infinity

  explicit operator std::string() const { return text + " (" + spell_number(value) + ")"; }
};

// The number × 10^12 where that is a small integer: arithmetic that needs no digits of ours.
std::optional<Long> in_trillionths(const Number& number) {
  const Plain plain = tidy(number.plain.value_or(Plain{false, "1", 99}));
  if (plain.exponent < -12 || static_cast<long>(plain.digits.size()) + plain.exponent > 6)
    return std::nullopt;
  Long value = 0;
  for (const char digit : plain.digits) value = value * 10 + (digit - '0');
  for (long i = -12; i < plain.exponent; ++i) value *= 10;
  return plain.negative ? -value : value;
}

void check_spelling(const Number& number, Arena& arena) {
  const std::string text = spell_number(number.value);
  const auto again = parse_decimal(text, arena);
  require(again.has_value(), "what is spelled can be read", number.text, text);
  require(same(*again, number.value, NumberForm::scale), "spelled and read it is the same, scale too",
          number.text, text);
  require(spell_number(*again) == text, "one spelling for each value and scale", number.text, text);
  if (number.plain)
    require(parse_json_number(text, arena).has_value(), "the spelling is a JSON number", number.text, text);
}

void check_parts(const Number& number, Arena& arena) {
  if (!number.plain) return;
  const Plain plain = tidy(*number.plain);
  require(scale_of(number.value) == std::max(0L, -number.plain->exponent), "the scale is as written", number);
  require(is_integer(number.value) == (plain.exponent >= 0), "is_integer goes by the value", number);
  const Value bare = without_scale(number.value, arena);
  require(compare_numbers(bare, number.value) == 0, "without its scale it is the same number", number);
  require(scale_of(bare) == std::max(0L, -plain.exponent), "without_scale leaves no zero", number,
          spell_number(bare));
  require(same(bare, number.value, NumberForm::value), "scale is not in the value's encoding", number);
}

std::optional<Number> read(std::string_view line, Arena& arena) {
  const fuzz::Exact exact(line);
  const std::string_view text = exact.view();
  const auto json = parse_json_number(text, arena);
  require(json.has_value() == read_plainly(text, true).has_value(), "JSON's grammar, no more and no less",
          line);
  const auto value = parse_decimal(text, arena);
  if (json) {
    require(value.has_value(), "a JSON number is a decimal", line);
    require(same(*json, *value, NumberForm::scale), "it is the same number read either way", line);
  }
  const auto plain = read_plainly(text, false);
  if (value && is_finite(*value)) require(plain.has_value(), "only what is written as a number is one", line);
  if (plain) require(value.has_value() && is_finite(*value), "what is written as a number is one", line);
  if (!value) return std::nullopt;
  return Number{std::string(line), *value, plain};
}

void check_pair(const Number& a, const Number& b) {
  const int order = compare_numbers(a.value, b.value);
  require(compare_numbers(b.value, a.value) == -order, "order has a mirror", a, b);
  require((order == 0) == same(a.value, b.value, NumberForm::value), "equal is what has one encoding", a, b);
  if (!a.plain || !b.plain) return;
  require(order == compare_plainly(*a.plain, *b.plain), "order is that of long integers", a, b);
  const bool same_scale = std::min(0L, a.plain->exponent) == std::min(0L, b.plain->exponent);
  require(same(a.value, b.value, NumberForm::scale) == (order == 0 && same_scale),
          "with their scale they are equal where both are", a, b);
}

void check_within(const Number& a, const Number& b, const Number& near) {
  const Value nothing = not_a_number();
  const auto x = in_trillionths(a);
  const auto y = in_trillionths(b);
  const auto limit = in_trillionths(near);
  if (!x || !y || !limit || *limit < 0) return;
  const Long apart = *x < *y ? *y - *x : *x - *y;
  const Long larger = std::max(*x < 0 ? -*x : *x, *y < 0 ? -*y : *y);
  require(within(a.value, b.value, near.value, nothing) == (apart <= *limit), "|a - b| <= absolute", a, b,
          near);
  require(within(a.value, b.value, nothing, near.value) == (apart * 1'000'000'000'000 <= *limit * larger),
          "|a - b| <= relative x larger", a, b, near);
}

// The shortest decimal that reads back as the same bits.
template <class Float>
void check_binary(Float binary, Float (*read_back)(const char*, char**), Value (*decimal)(Float, Arena&)) {
  Arena arena;
  const Value value = decimal(binary, arena);
  const std::string text = spell_number(value);
  require(std::isfinite(binary) == is_finite(value), "finite stays finite", text);
  if (!std::isfinite(binary)) {
    require(std::isnan(binary) ? text == "NaN" : text == (binary < 0 ? "-Infinity" : "Infinity"), "named",
            text);
    return;
  }
  require(read_back(text.c_str(), nullptr) == binary, "a binary number reads back as itself", text);
  const std::size_t digits = tidy(*read_plainly(text, true)).digits.size();
  if (digits < 2) return;
  char shorter[64];
  std::snprintf(shorter, sizeof shorter, "%.*e", static_cast<int>(digits) - 2, static_cast<double>(binary));
  require(read_back(shorter, nullptr) != binary, "no shorter decimal reads back", text, shorter);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  check_binary<double>(input.take<double>(), std::strtod, from_double);
  check_binary<float>(input.take<float>(), std::strtof, from_float);

  Arena arena;
  std::vector<Number> numbers;
  while (!input.empty() && numbers.size() < 4)
    if (auto number = read(input.line(), arena)) numbers.push_back(std::move(*number));
  for (const Number& number : numbers) {
    check_spelling(number, arena);
    check_parts(number, arena);
    for (const Number& other : numbers) check_pair(number, other);
  }
  if (numbers.size() > 2) check_within(numbers[0], numbers[1], numbers[2]);
  return 0;
}
