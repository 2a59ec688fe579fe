// Decimals: what is read and what is refused, order, tolerance, spelling, against arithmetic in 128 bits.
#include "normalizers/decimal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include "normalizers/encoding.h"
#include "normalizers/generated_values.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

Arena& arena() {
  static Arena all;
  return all;
}

Value json(std::string_view token) {
  INFO("token: " << token);
  const auto value = parse_json_number(token, arena());
  REQUIRE(value);
  return *value;
}

Value written(std::string_view text) {
  INFO("text: " << text);
  const auto value = parse_decimal(text, arena());
  REQUIRE(value);
  return *value;
}

std::string bytes(const Value& value, NumberForm form = NumberForm::value) {
  ByteBuffer out;
  encode(value, form, out);
  return std::string(out.view());
}

void check_refused(std::string_view text) {
  INFO("text: [" << text << "]");
  CHECK_FALSE(parse_json_number(text, arena()));
  CHECK_FALSE(parse_decimal(text, arena()));
}

void check_json_refused(std::string_view token, std::string_view spelled) {
  INFO("token: " << token);
  CHECK_FALSE(parse_json_number(token, arena()));
  CHECK(spell_number(written(token)) == spelled);
}

void check_spelled(std::string_view token, std::string_view spelled) {
  INFO("token: " << token);
  CHECK(spell_number(json(token)) == spelled);
  CHECK(bytes(json(spelled), NumberForm::scale) == bytes(json(token), NumberForm::scale));
}

void check_order(const Value& a, const Value& b, int expected) {
  INFO(spell_number(a) << " against " << spell_number(b));
  CHECK(compare_numbers(a, b) == expected);
  CHECK(compare_numbers(b, a) == -expected);
  CHECK((bytes(a) == bytes(b)) == (expected == 0));
}
void check_order(std::string_view a, std::string_view b, int expected) {
  check_order(json(a), json(b), expected);
}

void check_scales_differ(std::string_view a, std::string_view b) {
  INFO(a << " against " << b);
  CHECK(bytes(json(a)) == bytes(json(b)));
  CHECK(bytes(json(a), NumberForm::scale) != bytes(json(b), NumberForm::scale));
}

void check_within(std::string_view a, std::string_view b, std::string_view absolute,
                  std::string_view relative, bool expected) {
  INFO(a << " and " << b << " within " << absolute << ", relative " << relative);
  CHECK(within(written(a), written(b), written(absolute), written(relative)) == expected);
  CHECK(within(written(b), written(a), written(absolute), written(relative)) == expected);
}

}  // namespace

TEST_CASE("JSON's numbers are read, and nothing else is") {
  for (const auto token :
       {"0", "-0", "1", "-1", "10", "0.0", "1.50", "1e2", "1E+2", "1e-2", "0e0", "0.1e-7"}) {
    INFO(token);
    CHECK(parse_json_number(token, arena()));
    CHECK(parse_decimal(token, arena()));
  }
  for (const auto token :
       {"",     "-",     "+",      "e5",   ".",        "-.",    "..",    ".5.",  "1.5.",  "5..",
        ".e5",  "1e",    "1e+",    "1e-",  "1ee2",     "1e2.5", "1 ",    " 1",   "1_000", "1,5",
        "0x10", "--1",   "-+1",    "+-1",  "++1",      "1-",    "1.2.3", "nano", "infi",  "+nan",
        "-nan", "1e5e5", "1.5.e3", "1e 5", "\xD9\xA1", "1f",    "1d",    "1.-5", "$1",    "1%"})
    check_refused(token);
  check_refused(std::string_view("1\0", 2));
  check_refused(std::string_view("\0001", 2));
  CHECK_FALSE(parse_json_number("NaN", arena()));
  CHECK_FALSE(parse_json_number("Infinity", arena()));
}

TEST_CASE("what people write besides JSON's numbers is read from text only") {
  check_json_refused("01", "1");
  check_json_refused("-007.50", "-7.50");
  check_json_refused("000", "0");
  check_json_refused("00e5", "0");
  check_json_refused("+5", "5");
  check_json_refused(".5", "0.5");
  check_json_refused("-.5", "-0.5");
  check_json_refused("5.", "5");
  check_json_refused("5.e2", "500");
  check_json_refused("00.5", "0.5");
  check_json_refused(".5E1", "5");
  for (const auto text : {"nan", "NaN", "NAN"}) CHECK(spell_number(written(text)) == "NaN");
  for (const auto text : {"inf", "Infinity", "+INF", "+infinity"})
    CHECK(spell_number(written(text)) == "Infinity");
  for (const auto text : {"-inf", "-Infinity"}) CHECK(spell_number(written(text)) == "-Infinity");
}

TEST_CASE("exponents have a limit, on both sides and whatever their zeros") {
  CHECK(parse_json_number("1e1000000", arena()));
  CHECK(parse_json_number("1e-1000000", arena()));
  CHECK(parse_json_number("1e+000000000000000000000000000400", arena()));
  check_refused("1e1000001");
  check_refused("1e-1000001");
  check_refused("1e99999999999999999999999999");
  check_refused("0e1000001");
  check_order("1e400", "1e401", -1);
  check_order("1e-400", "0", 1);
  check_order("0e400", "0", 0);
  check_order("0.5e-1000000", "5e-1000000", -1);
}

TEST_CASE("trap T01, T03: neighbours above 2^53 and of twelve digits are two numbers") {
  check_order("123456789012", "123456789013", -1);
  check_order("9007199254740992", "9007199254740993", -1);
  check_order("-9007199254740992", "-9007199254740993", 1);
  check_order("9007199254740993", "9007199254740993.0", 0);
  check_order("9223372036854775807", "9223372036854775808", -1);
}

TEST_CASE("trap T02: decimals that share a float are two numbers") {
  check_order("12345678.91", "12345679.40", -1);
  check_order("16777216", "16777217", -1);
  CHECK(static_cast<float>(12345678.91) == static_cast<float>(12345679.40));  // they do share one
}

TEST_CASE("trap T04: keys of thirty digits") {
  check_order("123456789012345678901234567890", "123456789012345678901234567891", -1);
  check_order("10176718226607830673", "10176718226607831000", -1);
  check_order("123456789012345678901234567890", "123456789012345678901234567890.0", 0);
  check_order("123456789012345678901234567890", "12345678901234567890123456789e1", 0);
  check_order("-123456789012345678901234567890", "123456789012345678901234567890", -1);
  check_order("123456789012345678901234567890e3", "123456789012345678901234567890", 1);
}

TEST_CASE("trap T05: zeros are one number, next to nothing is not zero") {
  check_order("0", "-0", 0);
  check_order("0", "-0.000", 0);
  check_order("0", "0e50", 0);
  check_order("0", "0.0004", -1);
  check_order("0", "1e-5", -1);
  check_order("0", "-1e-300", 1);
  check_order(from_double(-0.0, arena()), json("0"), 0);
  check_order(from_double(5e-324, arena()), json("5e-324"), 0);
  check_order(not_a_number(), not_a_number(), 0);
  check_order(not_a_number(), infinity(false), 1);
  check_order(infinity(false), json("1e1000000"), 1);
  check_order(infinity(true), json("-1e1000000"), -1);
  check_order(infinity(true), infinity(false), -1);
  check_order(infinity(true), infinity(true), 0);
}

TEST_CASE("trap T07: a scale is no difference in value and one in scale") {
  check_order("1", "1.0", 0);
  check_order("1.0", "1.00", 0);
  check_order("100", "1e2", 0);
  check_order("0.10", "1e-1", 0);
  check_scales_differ("1", "1.0");
  check_scales_differ("1.0", "1.00");
  check_scales_differ("0", "0.0");
  check_scales_differ("12345678901234567890123.4", "12345678901234567890123.40");
  CHECK(bytes(json("100"), NumberForm::scale) == bytes(json("1e2"), NumberForm::scale));
  CHECK(bytes(json("1.0"), NumberForm::scale) == bytes(json("10e-1"), NumberForm::scale));
  CHECK(scale_of(json("1.50")) == 2);
  CHECK(scale_of(json("1e5")) == 0);
  CHECK(scale_of(json("1234567890123456789012.50")) == 2);
  CHECK(spell_number(without_scale(json("1.50"), arena())) == "1.5");
  CHECK(spell_number(without_scale(json("2.00"), arena())) == "2");
  CHECK(spell_number(without_scale(json("0.00"), arena())) == "0");
  CHECK(spell_number(without_scale(json("100"), arena())) == "100");
  CHECK(spell_number(without_scale(json("-1234567890123456789012.50"), arena())) ==
        "-1234567890123456789012.5");
  CHECK(spell_number(without_scale(json("1234567890123456789.00"), arena())) == "1234567890123456789");
}

TEST_CASE("numbers at the edges of 64 bits have one form however they are built") {
  check_order("9223372036854775807", "9223372036854775806", 1);
  check_order("-9223372036854775808", "-9223372036854775807", -1);
  check_order("-9223372036854775808", "-9223372036854775809", 1);
  check_order("9999999999999999999", "10000000000000000000", -1);
  CHECK((json("9223372036854775807").flags & kBig) == 0);
  CHECK((json("9223372036854775808").flags & kBig) != 0);
  CHECK((json("-9223372036854775808").flags & kBig) == 0);
  CHECK((json("-9223372036854775809").flags & kBig) != 0);
  for (const std::string digits : {"9223372036854775807", "9223372036854775808", "9223372036854775809",
                                   "9999999999999999999", "1000000000000000000", "922337203685477580"}) {
    for (const std::string sign : {"", "-"}) {
      INFO(sign << digits);
      const Value plain = json(sign + digits);
      const Value with_zeros = json(sign + digits + ".000");  // big, with the same value
      const Value shifted = json(sign + digits + "00e-2");
      CHECK(bytes(plain) == bytes(with_zeros));
      CHECK(bytes(plain) == bytes(shifted));
      CHECK(compare_numbers(plain, with_zeros) == 0);
      CHECK(bytes(plain) == bytes(make_number(sign == "-", "000" + digits, 0, arena())));
      CHECK(spell_number(plain) == sign + digits);
      CHECK(bytes(plain) != bytes(json(digits + "1")));
    }
  }
  CHECK(spell_number(Value::number(INT64_MIN)) == "-9223372036854775808");
  CHECK(spell_number(make_number(true, "0000", -2, arena())) == "0.00");
}

TEST_CASE("binary numbers are taken at their shortest decimal") {
  const auto check_double = [](double binary, std::string_view expected) {
    INFO(expected);
    CHECK(spell_number(from_double(binary, arena())) == expected);
  };
  const auto check_float = [](float binary, std::string_view expected) {
    INFO(expected);
    CHECK(spell_number(from_float(binary, arena())) == expected);
  };
  check_double(0.1, "0.1");
  check_float(0.1f, "0.1");
  check_double(static_cast<double>(0.1f), "0.10000000149011612");
  check_double(1.0, "1");
  check_double(100.0, "100");
  check_double(-0.19, "-0.19");  // trap T06
  check_double(0.1 + 0.2, "0.30000000000000004");
  check_double(9007199254740993.0, "9007199254740992");
  check_double(1e300, "1e300");
  check_double(5e-324, "5e-324");
  check_double(std::numeric_limits<double>::max(), "17976931348623157e292");
  check_double(2.2250738585072014e-308, "22250738585072014e-324");
  check_float(16777216.0f, "16777216");
  check_float(std::numeric_limits<float>::max(), "34028235" + std::string(31, '0'));
  check_float(1e-45f, "1e-45");
  check_double(std::nan(""), "NaN");
  check_double(-std::nan(""), "NaN");
  check_double(HUGE_VAL, "Infinity");
  check_double(-HUGE_VAL, "-Infinity");
  check_float(-HUGE_VALF, "-Infinity");
}

TEST_CASE("every double's decimal reads back as that double") {
  Generator any(11, arena());
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = any.bits();
    double binary;
    std::memcpy(&binary, &bits, sizeof binary);
    if (!std::isfinite(binary)) continue;
    REQUIRE(std::strtod(spell_number(from_double(binary, arena())).c_str(), nullptr) == binary);
    float small;
    std::memcpy(&small, &bits, sizeof small);
    if (!std::isfinite(small)) continue;
    REQUIRE(std::strtof(spell_number(from_float(small, arena())).c_str(), nullptr) == small);
    arena().reset();
  }
}

TEST_CASE("numbers are spelled with every digit, and with zeros up to forty") {
  check_spelled("0", "0");
  check_spelled("-0", "0");
  check_spelled("0.00", "0.00");
  check_spelled("-0.0012", "-0.0012");
  check_spelled("1.00", "1.00");
  check_spelled("1e5", "100000");
  check_spelled("12e-1", "1.2");
  check_spelled("1e40", "1" + std::string(40, '0'));
  check_spelled("1e41", "1e41");
  check_spelled("1" + std::string(41, '0'), "1e41");
  check_spelled("100e39", "1e41");
  check_spelled("1e-41", "0." + std::string(40, '0') + "1");
  check_spelled("1e-42", "1e-42");
  check_spelled("1.50e-60", "150e-62");
  check_spelled("0e-50", "0e-50");
  check_spelled("0.5e-1000000", "0.5e-1000000");
  check_spelled("1" + std::string(50, '0') + ".50", "1" + std::string(50, '0') + ".50");
  check_spelled("123456789012345678901234567890", "123456789012345678901234567890");
  check_spelled("-0.123456789012345678901234567890", "-0.123456789012345678901234567890");
}

TEST_CASE(
    "a number beyond the largest exponent is spelled so that it can be read") {  // found by decimal_fuzz
  check_spelled("10e1000000", "10e1000000");
  check_spelled("-1200e999999", "-120e1000000");
  check_spelled("1e1000000", "1e1000000");
  check_spelled("0.5e-1000000", "0.5e-1000000");
}

TEST_CASE("integers are told by value") {
  for (const auto token : {"0", "1", "1.0", "1e3", "10e-1", "123456789012345678901234567890.000", "-5.00"}) {
    INFO(token);
    CHECK(is_integer(json(token)));
  }
  for (const auto token :
       {"0.5", "1e-1", "123456789012345678901234567890.001", "1.0000000000000000000000001"}) {
    INFO(token);
    CHECK_FALSE(is_integer(json(token)));
  }
  CHECK_FALSE(is_integer(not_a_number()));
  CHECK_FALSE(is_integer(infinity(false)));
}

TEST_CASE("trap T09: a tolerance is exact and takes in its edge") {
  check_within("1.1135", "1.11351", "0.00001", "0", true);
  check_within("1.1135", "1.11351", "0.000009999", "0", false);
  check_within("1", "2", "1", "0", true);
  check_within("1", "2.0000000000000000000000000001", "1", "0", false);
  check_within("-1", "1", "2", "0", true);
  check_within("-1", "1", "1.99", "0", false);
  check_within("0.1", "0.3", "0.2", "0", true);  // false in doubles
  check_within("9007199254740992", "9007199254740993", "0", "0", false);
  check_within("9007199254740992", "9007199254740993", "1", "0", true);
  check_within("123456789012345678901234567890", "123456789012345678901234567891", "1", "0", true);
  check_within("123456789012345678901234567890", "123456789012345678901234567892", "1.5", "0", false);
  check_within("0", "0.0004", "0", "0.5", false);
  check_within("5", "5.000", "0", "0", true);
  check_within("0", "1e-300", "1e-300", "0", true);
  check_within("999", "1001", "2", "0", true);
  check_within("1000", "1", "998.99", "0", false);
}

TEST_CASE("a relative tolerance is of the larger magnitude") {
  check_within("99", "100", "0", "0.01", true);
  check_within("98.9999", "100", "0", "0.01", false);
  check_within("-99", "-100", "0", "0.01", true);
  check_within("99", "-100", "0", "0.01", false);
  check_within("100", "101", "0", "0.01", true);  // 1 ≤ 1.01, though 1 % of 100 is 1
  check_within("1e-30", "1.1e-30", "0", "0.1", true);
  check_within("1000000000000000000000", "999999999999999999999", "0", "1e-21", true);
  check_within("1000000000000000000000", "999999999999999999998", "0", "1e-21", false);
  check_within("1", "2", "0.5", "0.5", true);  // one of the two is enough
  check_within("1", "2", "0.5", "0.4", false);
}

TEST_CASE("what is not finite is within nothing but itself, nor does it allow anything") {
  check_within("NaN", "NaN", "0", "0", true);
  check_within("NaN", "1", "1e9", "1", false);
  check_within("Infinity", "Infinity", "0", "0", true);
  check_within("Infinity", "-Infinity", "1e9", "1", false);
  check_within("Infinity", "1e1000000", "1e9", "1", false);
  check_within("1", "2", "Infinity", "Infinity", false);
  check_within("1", "2", "NaN", "NaN", false);
}

TEST_CASE("spelling a number and reading it gives the number, with its scale") {
  Generator any(1, arena());
  for (int i = 0; i < 20'000; ++i) {
    const std::string token = any.decimal();
    const Value number = *parse_json_number(token, arena());
    const auto again = parse_json_number(spell_number(number), arena());
    INFO(token << " spelled " << spell_number(number));
    REQUIRE(again);
    REQUIRE(bytes(*again, NumberForm::scale) == bytes(number, NumberForm::scale));
    REQUIRE(spell_number(*again) == spell_number(number));
    REQUIRE(bytes(*parse_decimal(token, arena()), NumberForm::scale) == bytes(number, NumberForm::scale));
    const Value plain = without_scale(number, arena());
    REQUIRE(compare_numbers(plain, number) == 0);
    REQUIRE(bytes(plain) == bytes(number));
    REQUIRE(spell_number(without_scale(plain, arena())) == spell_number(plain));
    arena().reset();
  }
}

TEST_CASE("numbers are in a total order that agrees with their equality") {
  Generator any(2, arena());
  for (int i = 0; i < 15'000; ++i) {
    const Value a = any.number();
    const Value b = any.chance(3) ? any.rewritten(a, false) : any.number();
    const Value c = any.chance(3) ? any.rewritten(b, false) : any.number();
    INFO(spell_number(a) << ", " << spell_number(b) << ", " << spell_number(c));
    REQUIRE(compare_numbers(a, b) == -compare_numbers(b, a));
    REQUIRE((compare_numbers(a, b) == 0) == (bytes(a) == bytes(b)));
    if (compare_numbers(a, b) <= 0 && compare_numbers(b, c) <= 0) REQUIRE(compare_numbers(a, c) <= 0);
    if (compare_numbers(a, b) == 0) REQUIRE(compare_numbers(a, c) == compare_numbers(b, c));
    if (any.chance(100)) arena().reset();
  }
}

TEST_CASE("order, equality and tolerance agree with integers of 128 bits") {
  __extension__ typedef __int128 Wide;
  Generator any(3, arena());
  const auto power = [](int exponent) {
    Wide out = 1;
    while (exponent-- > 0) out *= 10;
    return out;
  };
  const auto sign = [](Wide wide) { return wide < 0 ? -1 : wide > 0 ? 1 : 0; };
  const auto magnitude = [](Wide wide) { return wide < 0 ? -wide : wide; };
  constexpr int kLowest = -6;
  struct Pair {
    Value value;
    Wide wide;  // × 10^6
  };
  const auto make = [&]() -> Pair {
    const auto mantissa = static_cast<std::int64_t>(any.below(any.chance(2) ? 30 : 3'000'000)) - 15;
    const int exponent = static_cast<int>(any.below(12)) + kLowest;
    return {Value::number(mantissa, exponent), mantissa * power(exponent - kLowest)};
  };
  for (int i = 0; i < 20'000; ++i) {
    const Pair a = make();
    const Pair b = make();
    const Pair t = {Value::number(static_cast<std::int64_t>(any.below(2'000'000)), -6), 0};
    const Wide tolerance = t.value.integer;
    INFO(spell_number(a.value) << ", " << spell_number(b.value) << ", " << spell_number(t.value));
    REQUIRE(compare_numbers(a.value, b.value) == sign(a.wide - b.wide));
    REQUIRE((bytes(a.value) == bytes(b.value)) == (a.wide == b.wide));
    const Wide apart = magnitude(a.wide - b.wide);
    REQUIRE(within(a.value, b.value, t.value, Value::number(0)) == (apart <= tolerance));
    const Wide larger = std::max(magnitude(a.wide), magnitude(b.wide));
    REQUIRE(within(a.value, b.value, Value::number(0), t.value) == (apart * power(6) <= larger * tolerance));
    REQUIRE(is_integer(a.value) == (a.wide % power(6) == 0));
  }
}

TEST_CASE("of any text what is read is what the grammars say") {
  const std::regex json_number("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  const std::regex decimal("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|nan|[+-]?inf(inity)?",
                           std::regex::icase);
  constexpr std::string_view kPieces[] = {"0", "1", "9", "00", "12",  "-",   "+",
                                          ".", "e", "E", " ",  "inf", "nan", "x"};
  Generator any(12, arena());
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t left = any.below(6) + 1; left > 0; --left)
      text += kPieces[any.below(std::size(kPieces))];
    INFO("text: [" << text << "]");
    REQUIRE(parse_json_number(text, arena()).has_value() == std::regex_match(text, json_number));
    REQUIRE(parse_decimal(text, arena()).has_value() == std::regex_match(text, decimal));
    if (parse_decimal(text, arena())) ++read;
    arena().reset();
  }
  CHECK(read > 2'000);
}
