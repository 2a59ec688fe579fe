// The rules at work: each alone, in pairs and nested; and over values and rules made at random, that once is
// enough, that what changed is said exactly, and that equal values stay equal.
#include "normalizers/normalize.h"

#include <array>
#include <string>
#include <vector>

#include "normalizers/decimal.h"
#include "normalizers/generated_values.h"
#include "normalizers/test.h"
#include "normalizers/tiny_json.h"

using namespace parity;

namespace {

Arena& arena() {
  static Arena all;
  return all;
}

// Central Europe in 2024: one hour east of UTC, two from 2024-03-31T01:00Z to 2024-10-27T01:00Z.
class CentralEurope : public Zone {
 public:
  std::optional<std::int64_t> to_instant(std::int64_t local) const override {
    const std::int64_t winter = local - kHour;
    const std::int64_t summer = local - 2 * kHour;
    const bool is_winter = to_local(winter) == local;
    const bool is_summer = to_local(summer) == local;
    if (is_winter == is_summer) return std::nullopt;
    return is_winter ? winter : summer;
  }
  std::int64_t to_local(std::int64_t instant) const override {
    return instant + (instant >= start_ && instant < end_ ? 2 : 1) * kHour;
  }

 private:
  static constexpr std::int64_t kHour = 3'600'000'000;
  std::int64_t start_ = parse_time("2024-03-31T01:00:00Z")->value.integer;
  std::int64_t end_ = parse_time("2024-10-27T01:00:00Z")->value.integer;
};

template <class T>
void put(Setting<T>& setting, T value) {
  setting = Declared<T>{std::move(value), {}, {}};
}

// Rules written in a row: RulesOf().trim(…).type(…).
struct RulesOf : RuleSet {
  RulesOf& trimmed(Sides sides, TrimSet set = TrimSet::white_space) {
    return put(trim, Trim{sides, set}), *this;
  }
  RulesOf& form(UnicodeForm f) { return put(unicode, f), *this; }
  RulesOf& cased(TextCase c) { return put(text_case, c), *this; }
  RulesOf& empty_is(Emptiness e) { return put(empty, e), *this; }
  RulesOf& null_is(Emptiness e) { return put(null, e), *this; }
  RulesOf& absent_is(Emptiness e) { return put(absent, e), *this; }
  RulesOf& typed(FieldType t) { return put(type, t), *this; }
  RulesOf& instants(bool zoned = false) {
    return put(time, TimeRule{true, {}, zoned ? std::make_shared<CentralEurope>() : nullptr}), *this;
  }
  RulesOf& to(TimePrecision unit, TimeRounding rounding = TimeRounding::truncate) {
    return put(precision, Precision{unit, rounding}), *this;
  }
  RulesOf& numbers(NumberCompare n) { return put(number, n), *this; }
  RulesOf& ordered(ArrayOrder order, std::vector<std::string> key = {}) {
    return put(array, ArrayRule{order, std::move(key)}), *this;
  }
  RulesOf& each(RuleSet rules) { return items = std::make_shared<RuleSet>(std::move(rules)), *this; }
  RulesOf& member(const std::string& name, RuleSet rules) { return members[name] = std::move(rules), *this; }
};
RulesOf rules() { return {}; }

std::string bytes(const Value& value, const FieldRules& form) {
  ByteBuffer out;
  encode(value, form.number, out);
  return std::string(out.view());
}

Value text(std::string_view t) { return Value::text(t); }
Value json(std::string_view t) {
  const Value value = tiny_json(t, arena());
  INFO("JSON: " << t);
  REQUIRE(value.kind != Kind::invalid);
  return value;
}
Value time(std::string_view t) { return parse_time(t)->value; }

// `raw` under `set` is spelled `expected`, by the rules `by`; and it is so for good.
void check(const RuleSet& set, const Value& raw, std::string_view expected, std::vector<Rule> by,
           bool holds_time = false) {
  const FieldRules compiled = compile({}, set, holds_time, tiny_json);
  const Normalized once = normalize(raw, compiled, arena());
  RuleBits bits = 0;
  for (const Rule rule : by) bits |= bit(rule);
  INFO("raw: " << spell(raw) << ", normalized: " << spell(once.value));
  CHECK(spell(once.value) == expected);
  CHECK(once.changed == bits);
  CHECK((once.changed == 0) == (bytes(raw, compiled) == bytes(once.value, compiled)));
  const Normalized twice = normalize(once.value, compiled, arena());
  CHECK(bytes(twice.value, compiled) == bytes(once.value, compiled));
  CHECK(twice.changed == 0);
}

void check_invalid(const RuleSet& set, const Value& raw, std::string_view reason, std::vector<Rule> by) {
  check(set, raw, "invalid: " + std::string(reason), std::move(by));
}

void check_equal(const RuleSet& set, const Value& a, const Value& b, bool expected) {
  const FieldRules compiled = compile({}, set, false, tiny_json);
  INFO(spell(a) << " and " << spell(b));
  CHECK((bytes(normalize(a, compiled, arena()).value, compiled) ==
         bytes(normalize(b, compiled, arena()).value, compiled)) == expected);
}

using E = Emptiness;
using T = FieldType;

}  // namespace

TEST_CASE("no rule changes nothing") {
  CHECK(compile({}, {}, true).changes_nothing);
  CHECK_FALSE(compile({}, rules().trimmed(Sides::end), false).changes_nothing);
  Generator any(20, arena());
  for (int i = 0; i < 3'000; ++i) {
    const Value raw = any.value();
    const FieldRules strict = compile({}, {}, true, tiny_json);
    const Normalized out = normalize(raw, strict, arena());
    REQUIRE(out.changed == 0);
    REQUIRE(bytes(out.value, strict) == bytes(raw, strict));
    arena().reset();
  }
  CHECK(normalize(Value::absent(), compile({}, {}, false), arena()).value.kind == Kind::absent);
}

TEST_CASE("trim takes white space off text, and off nothing else") {
  const RuleSet both = rules().trimmed(Sides::both);
  check(both, text(" a\u00A0"), "\"a\"", {Rule::trim});
  check(both, text("a b"), "\"a b\"", {});
  check(both, text(" "), "\"\"", {Rule::trim});
  check(both, text(""), "\"\"", {});
  check(both, Value::bytes(" a "), "\\x206120", {});
  check(both, Value::number(1), "1", {});
  check(both, json(R"([" a", {"b ": "b "}])"), R"(["a", {"b ": "b"}])", {Rule::trim});
  check(rules().trimmed(Sides::start), text(" a "), "\"a \"", {Rule::trim});
  check(rules().trimmed(Sides::end, TrimSet::space), text(" a\n "), "\" a\\n\"", {Rule::trim});
}

TEST_CASE("forms and case change text, to its end") {
  check(rules().form(UnicodeForm::nfc), text("e\u0301"), "\"\u00E9\"", {Rule::unicode});
  check(rules().form(UnicodeForm::nfc), text("\u00E9"), "\"\u00E9\"", {});
  check(rules().cased(TextCase::fold), text("Stra\u00DFe"), "\"strasse\"", {Rule::text_case});
  check(rules().cased(TextCase::fold), text("strasse"), "\"strasse\"", {});
  check(rules().cased(TextCase::lower), json(R"({"A": ["B"]})"), R"({"A": ["b"]})", {Rule::text_case});
  check(rules().form(UnicodeForm::nfc).cased(TextCase::fold), text("E\u0301"), "\"\u00E9\"",
        {Rule::unicode, Rule::text_case});
  // A fold that its own form undoes has changed nothing, the other writing has.
  const RuleSet fold_nfc = rules().form(UnicodeForm::nfc).cased(TextCase::fold);
  check(fold_nfc, text("j\u030C"), "\"j\u030C\"", {});
  check(fold_nfc, text("\u01F0"), "\"j\u030C\"", {Rule::text_case});
  // A compatibility form that brings forth a blank: trimmed then.
  const RuleSet trim_nfkc = rules().form(UnicodeForm::nfkc).trimmed(Sides::both, TrimSet::space);
  check(trim_nfkc, text("\u00A0x\u3000"), "\"x\"", {Rule::trim, Rule::unicode});
  check(trim_nfkc, text("\u00A8"), "\"\u0308\"", {Rule::trim, Rule::unicode});
}

TEST_CASE("traps T11, T13, T14: what is empty, null or absent stands for what is declared, and for no more") {
  check(rules().empty_is(E::null), text(""), "null", {Rule::empty});
  check(rules().empty_is(E::null), text(" "), "\" \"", {});
  check(rules().empty_is(E::null), Value::absent(), "absent", {});
  check(rules().empty_is(E::null), Value::array({}), "[]", {});
  check(rules().empty_is(E::null), Value::object({}), "{}", {});
  check(rules().empty_is(E::null), Value::bytes(""), "\\x", {});
  check(rules().empty_is(E::null), Value::number(0), "0", {});
  check(rules().empty_is(E::null), Value::boolean(false), "false", {});
  check(rules().empty_is(E::absent), text(""), "absent", {Rule::empty});
  check(rules().null_is(E::empty), Value::null(), "\"\"", {Rule::null});
  check(rules().null_is(E::absent), Value::null(), "absent", {Rule::null});
  check(rules().null_is(E::empty), text("null"), "\"null\"", {});
  check(rules().absent_is(E::null), Value::absent(), "null", {Rule::absent});
  check(rules().absent_is(E::empty), Value::absent(), "\"\"", {Rule::absent});
  check(rules().absent_is(E::empty), Value::null(), "null", {});
  check(rules().trimmed(Sides::both).empty_is(E::null), text(" \t"), "null", {Rule::trim, Rule::empty});
}

TEST_CASE("what stands for what stands for something is that") {
  const RuleSet down = rules().absent_is(E::null).null_is(E::empty);
  check(down, Value::absent(), "\"\"", {Rule::absent, Rule::null});
  check(down, Value::null(), "\"\"", {Rule::null});
  check(down, text(""), "\"\"", {});
  const RuleSet up = rules().empty_is(E::null).null_is(E::absent);
  check(up, text(""), "absent", {Rule::empty, Rule::null});
  // In a circle all are one, and one of them is its form.
  for (const RuleSet& circle :
       {static_cast<RuleSet>(rules().empty_is(E::null).null_is(E::empty)),
        static_cast<RuleSet>(rules().absent_is(E::null).null_is(E::absent)),
        static_cast<RuleSet>(rules().absent_is(E::empty).empty_is(E::absent)),
        static_cast<RuleSet>(rules().empty_is(E::null).null_is(E::absent).absent_is(E::empty)),
        static_cast<RuleSet>(rules().empty_is(E::absent).absent_is(E::null).null_is(E::empty)),
        static_cast<RuleSet>(rules().empty_is(E::absent).absent_is(E::null).null_is(E::absent))}) {
    const FieldRules compiled = compile({}, circle, false);
    const std::array<Value, 3> all = {text(""), Value::null(), Value::absent()};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Normalized once = normalize(all[i], compiled, arena());
      INFO(spell(all[i]) << " is " << spell(once.value));
      CHECK((once.changed == 0) == same(all[i], once.value));
      CHECK(normalize(once.value, compiled, arena()).changed == 0);
    }
  }
  check_equal(rules().empty_is(E::null).null_is(E::empty), text(""), Value::null(), true);
  check_equal(rules().empty_is(E::null).null_is(E::empty), text(""), Value::absent(), false);
  check_equal(rules().empty_is(E::null).null_is(E::absent).absent_is(E::empty), text(""), Value::absent(),
              true);
}

TEST_CASE("inside an object a member that stands for a missing one is missing") {
  check(rules().absent_is(E::null), json(R"({"a": null, "b": ""})"), R"({"b": ""})", {Rule::absent});
  check(rules().absent_is(E::empty), json(R"({"a": null, "b": ""})"), R"({"a": null})", {Rule::absent});
  check(rules().empty_is(E::absent), json(R"({"a": null, "b": ""})"), R"({"a": null})", {Rule::empty});
  check(rules().null_is(E::absent), json(R"({"a": null, "b": ""})"), R"({"b": ""})", {Rule::null});
  check(rules().empty_is(E::null).absent_is(E::null), json(R"({"a": null, "b": ""})"), "{}",
        {Rule::empty, Rule::absent});
  check(rules().absent_is(E::null).null_is(E::empty), json(R"({"a": null, "b": "", "c": 0})"), R"({"c": 0})",
        {Rule::absent, Rule::null});
  check(rules().empty_is(E::null), json(R"({"a": null, "b": ""})"), R"({"a": null, "b": null})",
        {Rule::empty});
  check(rules().absent_is(E::null), json("[null]"), "[null]", {});
  check(rules().absent_is(E::null).member("keep", rules().absent_is(E::distinct)),
        json(R"({"keep": null, "drop": null})"), R"({"keep": null})", {Rule::absent});
  check_equal(rules().absent_is(E::empty), json(R"({"a": ""})"), json("{}"), true);
  check_equal(rules().absent_is(E::empty), json(R"({"a": null})"), json("{}"), false);
  check_equal(rules().empty_is(E::null), json(R"({"a": ""})"), json("{}"), false);
}

TEST_CASE("text is read as a number") {
  check(rules().typed(T::number), text("1.50"), "1.50", {Rule::type});
  check(rules().typed(T::number), text("+007"), "7", {Rule::type});
  check(rules().typed(T::number), text("NaN"), "NaN", {Rule::type});
  check(rules().typed(T::number), Value::boolean(true), "true", {});
  check(rules().typed(T::number), Value::null(), "null", {});
  check(rules().typed(T::number), json(R"(["1", 2, null])"), "[1, 2, null]", {Rule::type});
  check(rules().typed(T::number).trimmed(Sides::both), text(" 1 "), "1", {Rule::trim, Rule::type});
  check(rules().typed(T::integer), text("12345678901234567890123"), "12345678901234567890123", {Rule::type});
  check(rules().typed(T::integer), text("1.0"), "1.0", {Rule::type});
  check(rules().typed(T::number).empty_is(E::null), text(""), "null", {Rule::empty});
  check_invalid(rules().typed(T::number), text(" 1"), "\" 1\" is no number", {Rule::type});
  check_invalid(rules().typed(T::number), text(""), "\"\" is no number", {Rule::type});
  check_invalid(rules().typed(T::number), text("1,5"), "\"1,5\" is no number", {Rule::type});
  check_invalid(rules().typed(T::integer), text("1.5"), "1.5 is no integer", {Rule::type});
  check_invalid(rules().typed(T::integer), Value::number(15, -1), "1.5 is no integer", {Rule::type});
  check_invalid(rules().typed(T::integer), text("NaN"), "NaN is no integer", {Rule::type});
}

TEST_CASE("text and numbers are read as booleans") {
  for (const auto yes : {"true", "T", "1", "Yes", "y", "ON"})
    check(rules().typed(T::boolean), text(yes), "true", {Rule::type});
  for (const auto no : {"False", "f", "0", "no", "N", "off"})
    check(rules().typed(T::boolean), text(no), "false", {Rule::type});
  check(rules().typed(T::boolean), Value::number(10, -1), "true", {Rule::type});
  check(rules().typed(T::boolean), Value::number(0, -3), "false", {Rule::type});
  check(rules().typed(T::boolean), Value::boolean(true), "true", {});
  check_invalid(rules().typed(T::boolean), Value::number(2), "the number 2 is no boolean", {Rule::type});
  check_invalid(rules().typed(T::boolean), not_a_number(), "the number NaN is no boolean", {Rule::type});
  check_invalid(rules().typed(T::boolean), text("2"), "\"2\" is no boolean", {Rule::type});
  check_invalid(rules().typed(T::boolean), text("truer"), "\"truer\" is no boolean", {Rule::type});
  check_invalid(rules().typed(T::boolean), text(""), "\"\" is no boolean", {Rule::type});
}

TEST_CASE("text is read as a UUID or as bytes") {
  const auto uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
  check(rules().typed(T::uuid), text("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"), uuid, {Rule::type});
  check(rules().typed(T::uuid), text("a0eebc999c0b4ef8bb6d6bb9bd380a11"), uuid, {Rule::type});
  for (const std::string bad :
       {"", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc999-c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a-1", "a0eebc99-9c0b4ef8bb6d6bb9bd380a11",
        "a0eebc99 9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc999c0b4ef8bb6d6bb9bd380a1-"})
    check_invalid(rules().typed(T::uuid), text(bad), "\"" + bad + "\" is no UUID", {Rule::type});
  check(rules().typed(T::bytes_hex), text("\\x61fF"), "\\x61ff", {Rule::type});
  check(rules().typed(T::bytes_hex), text("0x61FF"), "\\x61ff", {Rule::type});
  check(rules().typed(T::bytes_hex), text("61ff"), "\\x61ff", {Rule::type});
  check(rules().typed(T::bytes_hex), text(""), "\\x", {Rule::type});
  check(rules().typed(T::bytes_hex), Value::bytes("a"), "\\x61", {});
  check_invalid(rules().typed(T::bytes_hex), text("61f"), "\"61f\" is no hexadecimal", {Rule::type});
  check_invalid(rules().typed(T::bytes_hex), text("0x6g"), "\"0x6g\" is no hexadecimal", {Rule::type});
}

TEST_CASE("base64 is read with either alphabet, padded or not, and nothing astray") {
  const auto read = [](std::string_view in, std::string_view out) {
    check(rules().typed(T::bytes_base64), text(in), out, {Rule::type});
  };
  read("", "\\x");
  read("YQ==", "\\x61");
  read("YQ", "\\x61");
  read("YWI=", "\\x6162");
  read("YWI", "\\x6162");
  read("YWJj", "\\x616263");
  read("YWJjZA==", "\\x61626364");
  read("++//", "\\xfbefff");
  read("--__", "\\xfbefff");
  read("AAAA", "\\x000000");
  for (const std::string bad : {"Y", "=", "==", "====", "Y===", "YQ=", "YWJj=", "YWJj==", "YWJj====",
                                "YQ==YQ==", "Y=Q=", "Y Q=", "YW\u00E9", "Y!==", "YWJjZ"})
    check_invalid(rules().typed(T::bytes_base64), text(bad), "\"" + bad + "\" is no base64", {Rule::type});
  check_invalid(rules().typed(T::bytes_base64), text("YR=="), "\"YR==\" is base64 with stray bits at its end",
                {Rule::type});
  check_invalid(rules().typed(T::bytes_base64), text("YWJ="), "\"YWJ=\" is base64 with stray bits at its end",
                {Rule::type});
}

TEST_CASE("scalars are spelled where text is declared, equal ones alike") {
  check(rules().typed(T::text), Value::number(15, -1), "\"1.5\"", {Rule::type});
  check(rules().typed(T::text), Value::number(150, -2), "\"1.5\"", {Rule::type});
  check(rules().typed(T::text).numbers(NumberCompare::scale), Value::number(150, -2), "\"1.50\"",
        {Rule::type});
  check(rules().typed(T::text), Value::boolean(true), "\"true\"", {Rule::type});
  check(rules().typed(T::text), time("2024-01-02T03:04:05.5Z"), "\"2024-01-02T03:04:05.5Z\"", {Rule::type});
  check(rules().typed(T::text), Value::uuid("0123456789abcdef"), "\"30313233-3435-3637-3839-616263646566\"",
        {Rule::type});
  check(rules().typed(T::text), Value::bytes("a"), "\\x61", {});
  check(rules().typed(T::text), Value::null(), "null", {});
  check(rules().typed(T::text).cased(TextCase::lower), not_a_number(), "\"nan\"",
        {Rule::text_case, Rule::type});
  check(rules().typed(T::text).instants(), text("2024-01-02"), "\"2024-01-02\"", {});  // declared to be text
  check_equal(rules().typed(T::text), *parse_json_number("1e50", arena()),
              *parse_json_number("1" + std::string(50, '0') + ".0", arena()), true);
  check_equal(rules().typed(T::text), text("1.0"), Value::number(10, -1), false);
}

TEST_CASE("text is read as JSON, once") {
  const RuleSet as_json = rules().typed(T::json);
  check(as_json, text(R"({"b": 1.50, "a": [true, null]})"), R"({"b": 1.50, "a": [true, null]})",
        {Rule::type});
  check(as_json, text("5"), "5", {Rule::type});
  check(as_json, text("null"), "null", {Rule::type});
  check(as_json, text("\"5\""), "\"5\"", {Rule::type});  // a JSON string: not read again
  check(as_json, text("\"\\\"x\\\"\""), "\"\\\"x\\\"\"", {Rule::type});
  check(as_json, json(R"({"a": "1", "b": "{}"})"), R"({"a": "1", "b": "{}"})", {});
  check(as_json, Value::number(5), "5", {});
  check_invalid(as_json, text("{"), "\"{\" is no JSON: broken", {Rule::type});
  check_invalid(as_json, text(""), "\"\" is no JSON: broken", {Rule::type});
  // What comes out is under the field's other rules.
  check(rules().typed(T::json).null_is(E::absent), text("null"), "absent", {Rule::type, Rule::null});
  check(rules().typed(T::json).trimmed(Sides::both), text("\" a \""), "\"a\"", {Rule::type, Rule::trim});
  check(rules().typed(T::json).empty_is(E::null), text("\"\""), "null", {Rule::type, Rule::empty});
  check(rules().typed(T::json).ordered(ArrayOrder::set), text("[2, 1, 2]"), "[1, 2]",
        {Rule::type, Rule::array});
  check(rules().typed(T::json).member("a", rules().trimmed(Sides::both)), text(R"({"a": " x ", "b": " y "})"),
        R"({"a": "x", "b": " y "})", {Rule::type, Rule::trim});
  check(rules().typed(T::json).member("a", rules().typed(T::json)), text(R"({"a": "[1]", "b": "[1]"})"),
        R"({"a": [1], "b": "[1]"})", {Rule::type});
  // The document's own letters are not touched before it is read.
  check(rules().typed(T::json).cased(TextCase::upper), text(R"({"a": true, "b": "x"})"),
        R"({"a": true, "b": "X"})", {Rule::type, Rule::text_case});
  check(rules().typed(T::bytes_base64).cased(TextCase::lower), text("YWJj"), "\\x616263", {Rule::type});
  Value string = text("5");
  string.flags = kJsonString;  // as a reader of jsonb marks it
  check(as_json, string, "\"5\"", {});
  check_equal(as_json, string, Value::number(5), false);
  // A decoder that was not given is said, and not left out.
  const FieldRules blind = compile({}, as_json, false);
  CHECK(normalize(text("{}"), blind, arena()).value.kind == Kind::invalid);
}

TEST_CASE("text that cannot be read keeps all that tells it from another") {
  const std::string long_text(200, 'x');
  for (const T type : {T::boolean, T::integer, T::number, T::date, T::time, T::local, T::instant, T::uuid,
                       T::bytes_hex, T::bytes_base64, T::json}) {
    const std::string ending = type == T::bytes_base64 ? "!" : "";
    check_equal(rules().typed(type), text(long_text + "a" + ending), text(long_text + "b" + ending), false);
    check_equal(rules().typed(type), text(long_text + "a" + ending), text(long_text + "a" + ending), true);
  }
  check_equal(rules().instants(), text(long_text + "a"), text(long_text + "b"), false);
  check_equal(rules().typed(T::boolean), Value::number(20, -1), Value::number(2), true);
  check_equal(rules().typed(T::boolean).numbers(NumberCompare::scale), Value::number(20, -1),
              Value::number(2), false);
  check_equal(rules().typed(T::boolean), Value::number(2), text("2"), false);
}

TEST_CASE("text is read as the declared kind of time") {
  check(rules().typed(T::date), text("2024-01-02"), "2024-01-02", {Rule::type});
  check(rules().typed(T::time), text("03:04"), "03:04:00", {Rule::type});
  check(rules().typed(T::local), text("2024-01-02 03:04"), "2024-01-02T03:04:00", {Rule::type});
  check(rules().typed(T::instant), text("2024-01-02T03:04Z"), "2024-01-02T03:04:00Z", {Rule::type});
  check(rules().typed(T::instant), text("2024-01-02"), "2024-01-02", {Rule::type});  // a date is no instant
  check(rules().typed(T::date), text("infinity"), "infinity", {Rule::type});
  check_equal(rules().typed(T::date), text("infinity"), Value::date(kFutureForever), true);
  check_equal(rules().typed(T::local), text("-infinity"), Value::local(kPastForever), true);
  check(rules().typed(T::local), Value::instant(kFutureForever), "infinity", {});  // as any other instant
  check_equal(rules().typed(T::local), Value::instant(kFutureForever), Value::local(kFutureForever), false);
  check(rules().typed(T::local).instants(true), text("infinity"), "infinity", {Rule::type, Rule::time});
  check_equal(rules().typed(T::instant), text("2024-01-02"), time("2024-01-02T00:00:00Z"), false);
  check_invalid(rules().typed(T::date), text("02.01.2024"), "\"02.01.2024\" is no ISO 8601 date or time",
                {Rule::type});
  check_invalid(
      rules().typed(T::instant), text("2024-01-02T03:04:05.0000001Z"),
      "\"2024-01-02T03:04:05.0000001Z\" is finer than a microsecond; a declared precision would cut it",
      {Rule::type});
  check(rules().typed(T::instant).to(TimePrecision::microsecond), text("2024-01-02T03:04:05.0000001Z"),
        "2024-01-02T03:04:05Z", {Rule::type, Rule::precision});
}

TEST_CASE("trap T31: local times become instants in the declared zone, once and only there") {
  const RuleSet berlin = rules().instants(true);
  check(berlin, time("2024-01-02T03:04:05"), "2024-01-02T02:04:05Z", {Rule::time});
  check(berlin, time("2024-07-02T03:04:05"), "2024-07-02T01:04:05Z", {Rule::time});
  check(berlin, text("2024-07-02 03:04:05"), "2024-07-02T01:04:05Z", {Rule::time});
  check(berlin, text("2024-07-02 03:04:05+00"), "2024-07-02T03:04:05Z", {Rule::time});
  check(berlin, time("2024-07-02T03:04:05Z"), "2024-07-02T03:04:05Z", {});
  check(berlin, time("2024-07-02"), "2024-07-02", {});
  check(berlin, Value::local(kFutureForever), "infinity", {Rule::time});
  check(berlin, Value::number(5), "5", {});
  // The hour that a change of clocks skips, and the one that it doubles, with their edges.
  check(berlin, text("2024-03-31T01:59:59.999999"), "2024-03-31T00:59:59.999999Z", {Rule::time});
  check(berlin, text("2024-03-31T03:00"), "2024-03-31T01:00:00Z", {Rule::time});
  check(berlin, text("2024-10-27T01:59:59.999999"), "2024-10-26T23:59:59.999999Z", {Rule::time});
  check(berlin, text("2024-10-27T03:00"), "2024-10-27T02:00:00Z", {Rule::time});
  for (const std::string odd : {"2024-03-31T02:00:00", "2024-03-31T02:59:59.999999", "2024-10-27T02:00:00",
                                "2024-10-27T02:59:59.999999"}) {
    const std::string reason = odd + " is skipped or doubled by a change of clocks in the declared zone";
    check_invalid(berlin, text(odd), reason, {Rule::time});
    check_invalid(berlin, time(odd), reason, {Rule::time});
  }
  const RuleSet no_zone = rules().instants();
  check(no_zone, text("2024-07-02 03:04:05"), "2024-07-02T03:04:05", {Rule::time});
  check(no_zone, time("2024-07-02T03:04:05"), "2024-07-02T03:04:05", {});
  check_invalid(no_zone, text("yesterday"), "\"yesterday\" is no ISO 8601 date or time", {Rule::time});
  check_invalid(rules().instants().cased(TextCase::lower), text("Yesterday"),
                "\"Yesterday\" is no ISO 8601 date or time", {Rule::time});
  check(rules().instants().cased(TextCase::lower), text("2024-07-02T03:04Z"), "2024-07-02T03:04:00Z",
        {Rule::time});
  check_equal(berlin, text("2024-07-02 03:04:05"), time("2024-07-02T01:04:05Z"), true);
  check_equal(rules(), time("2024-07-02T03:04:05"), time("2024-07-02T03:04:05Z"), false);
  // `type: instant` uses the zone without being told to compare instants; `type: local` does not.
  const RuleSet zone_only = [] {
    RulesOf set = rules().typed(T::instant);
    put(set.time, TimeRule{false, {}, std::make_shared<CentralEurope>()});
    return set;
  }();
  check(zone_only, time("2024-07-02T03:04:05"), "2024-07-02T01:04:05Z", {Rule::type, Rule::time});
  RuleSet local_only = zone_only;
  put(local_only.type, T::local);
  check(local_only, text("2024-07-02T03:04:05"), "2024-07-02T03:04:05", {Rule::type});
  check(local_only, time("2024-07-02T03:04:05"), "2024-07-02T03:04:05", {});
}

TEST_CASE("traps T08, T33: precision is cut where declared, and its day is the zone's") {
  using P = TimePrecision;
  check(rules().to(P::millisecond), time("2024-01-02T03:04:05.6789Z"), "2024-01-02T03:04:05.678Z",
        {Rule::precision});
  check(rules().to(P::millisecond), time("2024-01-02T03:04:05.678Z"), "2024-01-02T03:04:05.678Z", {});
  check(rules().to(P::second, TimeRounding::half_up), time("23:59:59.5"), "24:00:00", {Rule::precision});
  check(rules().to(P::second), time("2024-01-02T03:04:05.5"), "2024-01-02T03:04:05", {Rule::precision});
  check(rules().to(P::day), time("2024-01-02T23:30:00Z"), "2024-01-02", {Rule::precision});
  check(rules().to(P::day), time("2024-01-02T00:00:00"), "2024-01-02", {Rule::precision});
  check(rules().to(P::day), time("1999-12-31T23:59:59Z"), "1999-12-31", {Rule::precision});
  check(rules().to(P::day), time("2024-01-02"), "2024-01-02", {});
  check(rules().to(P::day), time("23:30"), "23:30:00", {});  // a time of day is not all the same
  check(rules().to(P::day), Value::instant(kPastForever), "-infinity", {Rule::precision});
  check(rules().to(P::day).instants(true), time("2024-01-02T23:30:00Z"), "2024-01-03",
        {Rule::precision, Rule::time});
  RuleSet zone_only = rules().to(P::day);
  put(zone_only.time, TimeRule{false, {}, std::make_shared<CentralEurope>()});
  check(zone_only, time("2024-01-02T23:30:00"), "2024-01-02", {Rule::precision});  // local already
  check(zone_only, time("2024-01-02T23:30:00Z"), "2024-01-03", {Rule::precision, Rule::time});
  check(zone_only, time("2024-01-02T22:30:00Z"), "2024-01-02", {Rule::precision});
  check(rules().to(P::day).instants(true), text("2024-01-02T23:30:00"), "2024-01-02",
        {Rule::time, Rule::precision});
  check(rules().to(P::millisecond).instants(), text("2024-01-02T00:00:00.0000009Z"), "2024-01-02T00:00:00Z",
        {Rule::time, Rule::precision});
  check(rules().to(P::second), text("2024-01-02T03:04:05.5Z"), "\"2024-01-02T03:04:05.5Z\"", {});
  check(rules().to(P::second), Value::number(15, -1), "1.5", {});
  check_equal(rules(), time("2024-01-02T03:04:05.000001Z"), time("2024-01-02T03:04:05Z"), false);
}

TEST_CASE("time settings of a table concern the fields that hold times, those of a field always") {
  const RuleSet table = rules().instants(true).to(TimePrecision::second);
  const Value raw = text("2024-07-02 03:04:05.5");
  const auto spelled = [&](const RuleSet& inherited, const RuleSet& own, bool holds_time,
                           const Value& value) {
    return spell(normalize(value, compile(inherited, own, holds_time, tiny_json), arena()).value);
  };
  CHECK(spelled(table, {}, false, raw) == "\"2024-07-02 03:04:05.5\"");
  CHECK(spelled(table, {}, true, raw) == "2024-07-02T01:04:05Z");
  CHECK(spelled({}, table, false, raw) == "2024-07-02T01:04:05Z");
  CHECK(spelled(table, rules().to(TimePrecision::minute), false, raw) == "2024-07-02T01:04:00Z");
  CHECK(spelled(table, rules().typed(T::instant), false, raw) == "2024-07-02T01:04:05Z");
  CHECK(spelled(table, rules().typed(T::text), true, raw) == "\"2024-07-02 03:04:05.5\"");
  CHECK(spelled(table, rules().typed(T::uuid), true, Value::uuid("0123456789abcdef")) ==
        "30313233-3435-3637-3839-616263646566");
  // Members follow their field, those that are named like those that are not.
  const RuleSet field =
      rules().instants(true).to(TimePrecision::second).member("a", rules().trimmed(Sides::both));
  CHECK(spelled({}, field, false, json(R"({"a": " 2024-07-02 03:04:05.5", "b": "2024-07-02 03:04:05.5"})")) ==
        R"({"a": 2024-07-02T01:04:05Z, "b": 2024-07-02T01:04:05Z})");
  CHECK(spelled(table, rules().member("a", rules().trimmed(Sides::both)), false,
                json(R"({"a": "x", "b": "y"})")) == R"({"a": "x", "b": "y"})");
}

TEST_CASE("scale counts where it is asked for, in one part of a field too") {
  const Value half = Value::number(5, -1);
  const Value padded = Value::number(50, -2);
  check_equal(rules(), half, padded, true);
  check_equal(rules().numbers(NumberCompare::scale), half, padded, false);
  check(rules().numbers(NumberCompare::scale), padded, "0.50", {});
  const RuleSet part = rules().member("price", rules().numbers(NumberCompare::scale));
  check_equal(part, json(R"({"price": 0.5})"), json(R"({"price": 0.50})"), false);
  check_equal(part, json(R"({"weight": 0.5})"), json(R"({"weight": 0.50})"), true);
  check_equal(part, json(R"({"weight": [{"price": 1.0}]})"), json(R"({"weight": [{"price": 1}]})"), true);
  check(part, json(R"({"price": 0.50, "weight": 0.50})"), R"({"price": 0.50, "weight": 0.5})",
        {Rule::number});
  check(part, json(R"({"price": 0.50, "weight": [5, 1e2, 0.00]})"),
        R"({"price": 0.50, "weight": [5, 100, 0]})", {Rule::number});
  const RuleSet rest = rules()
                           .numbers(NumberCompare::scale)
                           .each(rules().numbers(NumberCompare::value))
                           .ordered(ArrayOrder::set);
  check(rest, json("[1.0, 1, 1.00, 123456789012345678901.0]"), "[123456789012345678901, 1]",
        {Rule::number, Rule::array});
}

TEST_CASE("arrays are compared in order, as sets, as multisets or by key") {
  check(rules().ordered(ArrayOrder::ordered), json("[2, 1]"), "[2, 1]", {});
  check(rules().ordered(ArrayOrder::multiset), json("[2, 1, 2]"), "[1, 2, 2]", {Rule::array});
  check(rules().ordered(ArrayOrder::multiset), json("[1, 2, 2]"), "[1, 2, 2]", {});
  check(rules().ordered(ArrayOrder::set), json("[1, 2, 2]"), "[1, 2]", {Rule::array});
  check(rules().ordered(ArrayOrder::set), json("[]"), "[]", {});
  check(rules().ordered(ArrayOrder::set), json("[[2, 1]]"), "[[2, 1]]", {});  // not the arrays inside
  check(rules().ordered(ArrayOrder::set).each(rules().ordered(ArrayOrder::set)), json("[[2, 1], [1, 2]]"),
        "[[1, 2]]", {Rule::array});
  check(rules().ordered(ArrayOrder::set).member("a", rules().trimmed(Sides::both)), json(R"({"a": [2, 1]})"),
        R"({"a": [2, 1]})", {});
  check(rules().ordered(ArrayOrder::set).each(rules().trimmed(Sides::both)), json("[[2, 1]]"), "[[2, 1]]",
        {});
  check(rules().ordered(ArrayOrder::set), text("[2, 1]"), "\"[2, 1]\"", {});
  check(rules().ordered(ArrayOrder::by_key, {"id"}), json(R"([{"v": 0, "id": 2}, {"v": 1, "id": 1}])"),
        R"([{"v": 1, "id": 1}, {"v": 0, "id": 2}])", {Rule::array});
  check(rules().ordered(ArrayOrder::by_key, {"id"}), json(R"([{"id": 1}, 5, {"v": 1}])"),
        R"([{"v": 1}, {"id": 1}, 5])", {Rule::array});
  check(rules().ordered(ArrayOrder::set).trimmed(Sides::both), json(R"(["a ", "a"])"), R"(["a"])",
        {Rule::trim, Rule::array});
  const RuleSet set = rules().ordered(ArrayOrder::set);
  const RuleSet multiset = rules().ordered(ArrayOrder::multiset);
  const RuleSet by_key = rules().ordered(ArrayOrder::by_key, {"a", "b"});
  check_equal(set, json("[1, 2, 2]"), json("[2, 1]"), true);
  check_equal(multiset, json("[1, 2, 2]"), json("[2, 1]"), false);
  check_equal(multiset, json("[1, 2, 2]"), json("[2, 1, 1]"), false);
  check_equal(multiset, json("[1, 2, 2]"), json("[2, 1, 2]"), true);
  check_equal(set, json("[1, 1.0]"), json("[1]"), true);
  for (const RuleSet& unordered : {set, multiset}) {  // trap T15
    check_equal(unordered, json(R"([true, 1, "1"])"), json(R"(["1", true, 1])"), true);
    check_equal(unordered, json(R"([true])"), json("[1]"), false);
    check_equal(unordered, json(R"(["1"])"), json("[1]"), false);
    check_equal(unordered, json(R"([null])"), json("[]"), false);
    check_equal(unordered, json(R"([null])"), json(R"([""])"), false);
    check_equal(unordered, json(R"([["a"], "b"])"), json(R"([["b"], "a"])"), false);
  }
  check_equal(by_key, json(R"([{"a": 1, "b": 2, "v": 1}, {"a": 1, "b": 1, "v": 2}])"),
              json(R"([{"b": 1, "a": 1, "v": 2}, {"b": 2, "a": 1, "v": 1}])"), true);
  check_equal(by_key, json(R"([{"a": 1, "b": 2, "v": 1}, {"a": 1, "b": 1, "v": 2}])"),
              json(R"([{"a": 1, "b": 1, "v": 1}, {"a": 1, "b": 2, "v": 2}])"), false);
  check_equal(by_key, json(R"([{"a": 1}, {"a": 1}])"), json(R"([{"a": 1}])"), false);
}

TEST_CASE("of equal elements the first stays first, in arrays of any length") {
  std::string given = "[2";
  std::string expected = "[";
  for (int i = 0; i < 40; ++i) {
    const std::string one = i % 3 == 0 ? "1" : i % 3 == 1 ? "1.0" : "1.00";
    given += ", " + one;
    expected += one + ", ";
  }
  check(rules().ordered(ArrayOrder::multiset), json(given + "]"), expected + "2]", {Rule::array});
  check(rules().ordered(ArrayOrder::set), json(given + "]"), "[1, 2]", {Rule::array});
}

TEST_CASE("members and elements inherit from the field, and say otherwise for themselves") {
  const RuleSet set = rules()
                          .trimmed(Sides::both)
                          .member("raw", rules().trimmed(Sides::none))
                          .member("n", rules().typed(T::integer))
                          .member("tags", rules().ordered(ArrayOrder::set))
                          .member("list", rules().each(rules().member("note", rules().empty_is(E::absent))));
  check(set, json(R"({"raw": " a ", "other": " a ", "n": " 5 "})"), R"({"raw": " a ", "other": "a", "n": 5})",
        {Rule::trim, Rule::type});
  check(set, json(R"({"tags": ["b", "a ", "a"], "free": ["b", "a"]})"),
        R"({"tags": ["a", "b"], "free": ["b", "a"]})", {Rule::trim, Rule::array});
  check(set, json(R"({"list": [{"note": " ", "raw": " a "}]})"), R"({"list": [{"raw": "a"}]})",
        {Rule::trim, Rule::empty});
  check(set, json(R"({"deep": {"raw": " a "}})"), R"({"deep": {"raw": "a"}})", {Rule::trim});
  check(rules().each(rules().trimmed(Sides::both)), json(R"([" a ", {"b": " b "}])"), R"(["a", {"b": "b"}])",
        {Rule::trim});
  check(rules().each(rules().trimmed(Sides::both)), text(" a "), "\" a \"", {});
  check(rules().typed(T::integer).each(rules().typed(T::text)), json(R"(["5", 5])"), R"(["5", "5"])",
        {Rule::type});
}

TEST_CASE("trap T41: depth and length are no trouble") {
  Value deep = text(" x ");
  std::vector<std::array<Value, 1>> levels(2'000);  // four times what readers let pass
  for (auto& level : levels) {
    level[0] = deep;
    deep = Value::array(level);
  }
  const FieldRules trims = compile({}, rules().trimmed(Sides::both), false);
  const Normalized out = normalize(deep, trims, arena());
  CHECK(out.changed == bit(Rule::trim));
  CHECK(normalize(out.value, trims, arena()).changed == 0);
  CHECK_FALSE(same(out.value, deep));
  CHECK(compare(out.value, deep) == 1);
  std::vector<Value> many(200'000);
  for (std::size_t i = 0; i < many.size(); ++i)
    many[i] = Value::number(static_cast<std::int64_t>(i * 7919 % 100'003));
  const FieldRules as_set = compile({}, rules().ordered(ArrayOrder::set), false);
  CHECK(normalize(Value::array(many), as_set, arena()).value.size == 100'003);
  arena().reset();
}

namespace {

// Each rule by chance, members and elements too.
RuleSet random_rules(Generator& any, int depth) {
  const auto some = [&] { return any.chance(4); };
  const auto emptiness = [&] { return static_cast<Emptiness>(any.below(4)); };
  RulesOf set;
  std::uint64_t first = any.below(4);  // drawn one after the other: the same rules from every compiler
  std::uint64_t second = any.below(4);
  if (some()) set.trimmed(static_cast<Sides>(first), static_cast<TrimSet>(second));
  if (some()) set.form(static_cast<UnicodeForm>(any.below(5)));
  if (some()) set.cased(static_cast<TextCase>(any.below(4)));
  if (some()) set.empty_is(emptiness());
  if (some()) set.null_is(emptiness());
  if (some()) set.absent_is(emptiness());
  if (some()) set.typed(static_cast<FieldType>(any.below(12)));
  if (any.chance(6)) set.instants(any.chance(2));
  first = any.below(6);
  second = any.below(3);
  if (some()) set.to(static_cast<TimePrecision>(first), static_cast<TimeRounding>(second));
  if (some()) set.numbers(static_cast<NumberCompare>(any.below(2)));
  if (some()) set.ordered(static_cast<ArrayOrder>(any.below(4)), {"a"});
  if (depth > 0 && some()) set.each(random_rules(any, depth - 1));
  if (depth > 0 && some()) set.member("a", random_rules(any, depth - 1));
  if (depth > 0 && some()) set.member("b", random_rules(any, depth - 1));
  return set;
}

std::string described(const RuleSet& set, RuleBits bits) {
  std::string out;
  for (const RuleText& rule : rule_texts()) {
    if (bits & bit(rule.rule)) out += std::string(rule.name) + " ";
  }
  if (set.type) out += "type=" + std::to_string(static_cast<int>(set.type->value));
  return out;
}

}  // namespace

TEST_CASE("over any rules and values: once is enough, changes are said, equals stay equal") {
  Generator any(21, arena());
  for (int i = 0; i < 3'000; ++i) {
    const RuleSet set = random_rules(any, 2);
    const FieldRules compiled = compile({}, set, any.chance(2), tiny_json);
    for (int j = 0; j < 12; ++j) {
      const Value raw = any.chance(20) ? Value::absent() : any.value();
      const std::string before = bytes(raw, compiled);
      const Normalized once = normalize(raw, compiled, arena());
      const std::string after = bytes(once.value, compiled);
      const Normalized twice = normalize(once.value, compiled, arena());
      INFO("raw " << spell(raw) << "\nonce " << spell(once.value) << "\ntwice " << spell(twice.value)
                  << "\nby " << described(set, once.changed) << "\nthen " << described(set, twice.changed));
      REQUIRE(bytes(raw, compiled) == before);  // what is given is not written to
      REQUIRE((once.changed == 0) == (before == after));
      REQUIRE(bytes(twice.value, compiled) == after);
      REQUIRE(twice.changed == 0);
      const Value again = any.rewritten(raw, compiled.number == NumberForm::scale);
      REQUIRE(bytes(again, compiled) == before);
      REQUIRE(bytes(normalize(again, compiled, arena()).value, compiled) == after);
    }
    arena().reset();
  }
}

namespace {

// Rules that decide together: a form can undo what a case did, a declared type says which parts of a field
// hold times, and what "", null and absent stand for is one question (in a circle of the three, one of them
// gives way).
constexpr RuleBits kTexts = bit(Rule::trim) | bit(Rule::unicode) | bit(Rule::text_case);
constexpr RuleBits kTimes = bit(Rule::type) | bit(Rule::time) | bit(Rule::precision);
constexpr RuleBits kNothings = bit(Rule::empty) | bit(Rule::null) | bit(Rule::absent);
RuleBits with_companions(RuleBits rules) {
  return rules | (rules & kTexts ? kTexts : 0) | (rules & kTimes ? kTimes : 0) |
         (rules & kNothings ? kNothings : 0) | bit(Rule::number);
}

// The same contract with some of its rules only, as the masked ledger cuts it down.
RuleSet cut_down(RuleSet set, RuleBits kept) {
  const auto drop = [kept](auto& setting, Rule rule) {
    if (!(kept & bit(rule))) setting.reset();
  };
  drop(set.trim, Rule::trim);
  drop(set.unicode, Rule::unicode);
  drop(set.text_case, Rule::text_case);
  drop(set.empty, Rule::empty);
  drop(set.null, Rule::null);
  drop(set.absent, Rule::absent);
  drop(set.type, Rule::type);
  drop(set.time, Rule::time);
  drop(set.precision, Rule::precision);
  drop(set.array, Rule::array);
  for (auto& [name, member] : set.members) member = cut_down(member, kept);
  if (set.items) set.items = std::make_shared<RuleSet>(cut_down(*set.items, kept));
  return set;
}

}  // namespace

TEST_CASE("over any values: a rule alone says itself, and the rules that are said are all that it took") {
  Generator any(22, arena());
  for (int i = 0; i < 4'000; ++i) {
    const RuleSet all = random_rules(any, 1);
    const FieldRules compiled = compile({}, all, true, tiny_json);
    const Rule chosen = static_cast<Rule>(static_cast<int>(Rule::trim) + any.below(12));
    const FieldRules alone = compile({}, cut_down(all, with_companions(bit(chosen))), true, tiny_json);
    for (int j = 0; j < 6; ++j) {
      const Value raw = any.chance(20) ? Value::absent() : any.value(2);
      const Normalized by_all = normalize(raw, compiled, arena());
      const Normalized by_one = normalize(raw, alone, arena());
      INFO("raw " << spell(raw) << "\nby " << described(all, by_all.changed));
      REQUIRE((by_one.changed & ~with_companions(bit(chosen))) == 0);
      const FieldRules said = compile({}, cut_down(all, with_companions(by_all.changed)), true, tiny_json);
      REQUIRE(bytes(normalize(raw, said, arena()).value, compiled) == bytes(by_all.value, compiled));
    }
    arena().reset();
  }
}
