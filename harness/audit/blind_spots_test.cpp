#include "harness/audit/blind_spots.h"

#include <algorithm>

#include "harness/audit/mutation.h"
#include "normalizers/test.h"

namespace parity {
namespace {

using Names = std::vector<std::string>;

Names spots(const RuleSet& rules, std::vector<Value> values) { return blind_spots(rules, values); }

TEST_CASE("no rule, no blind spot") {
  CHECK(spots({}, {Value::text("Köln"), Value::number(150, -2), Value::null(), Value::absent(),
                   Value::text("2024-03-31T02:30:00+01:00"), Value::boolean(true)}) == Names{});
}

TEST_CASE("a trim is blind to the white space that it takes off, and to no other") {
  RuleSet rules;
  rules.trim = Declared<Trim>{{Sides::both, TrimSet::space}, {}, ""};
  CHECK(spots(rules, {Value::text("Barbell bench")}) == Names{"outer space"});
  rules.trim->value.set = TrimSet::white_space;
  CHECK(spots(rules, {Value::text("Barbell bench")}) == Names{"outer space", "outer tab", "outer newline",
                                                              "outer no-break space",
                                                              "outer ideographic space"});
}

TEST_CASE("rules on texts are blind to what they merge") {
  RuleSet rules;
  rules.text_case = Declared<TextCase>{TextCase::lower, {}, ""};
  CHECK(spots(rules, {Value::text("Bench")}) == Names{"case"});
  rules = {};
  rules.unicode = Declared<UnicodeForm>{UnicodeForm::nfc, {}, ""};
  CHECK(spots(rules, {Value::text("Bench")}) == Names{"NFC and NFD"});
  rules.unicode->value = UnicodeForm::nfkc;
  const Names compatible = spots(rules, {Value::text("Bench")});
  CHECK(std::count(compatible.begin(), compatible.end(), "compatibility form") == 1);
}

TEST_CASE("a tolerance is blind to small changes of numbers only") {
  RuleSet rules;
  rules.tolerance = Declared<Tolerance>{{"0.01", ""}, {}, ""};
  const Names names = spots(rules, {Value::number(13199, -2), Value::text("131.99")});
  CHECK(std::count(names.begin(), names.end(), "last decimal") == 1);
  CHECK(std::count(names.begin(), names.end(), "unit in the last place") == 1);
  CHECK(std::count(names.begin(), names.end(), "sign") == 0);
  CHECK(std::count(names.begin(), names.end(), "type flip") == 0);
}

TEST_CASE("rules on nothing are blind to a value that was lost") {
  RuleSet rules;
  rules.empty = Declared<Emptiness>{Emptiness::null, {}, ""};
  CHECK(spots(rules, {Value::text("x")}) == Names{"null, \"\" and absent"});
}

TEST_CASE("a set is blind to order and repetition, inside of documents too") {
  RuleSet rules;
  rules.array = Declared<ArrayRule>{{ArrayOrder::set, {}}, {}, ""};
  const std::vector<Value> items{Value::text("a"), Value::text("b")};
  CHECK(spots(rules, {Value::array(items)}) == Names{"reordered array", "doubled element"});
  rules.array->value.order = ArrayOrder::multiset;
  CHECK(spots(rules, {Value::array(items)}) == Names{"reordered array"});
}

TEST_CASE("instants are blind to their spelling, and a precision to what is below it") {
  RuleSet rules;
  rules.time = Declared<TimeRule>{{true, "", nullptr}, {}, ""};
  const std::vector<Value> moment{Value::text("2024-03-31T02:30:00+01:00")};
  CHECK(spots(rules, moment) == Names{"case", "zone respelled"});  // 2024-03-31t02:30 is read too
  rules.precision = Declared<Precision>{{TimePrecision::second, TimeRounding::truncate}, {}, ""};
  CHECK(spots(rules, moment) == Names{"case", "zone respelled", "1 ms", "1 \u00B5s"});
}

TEST_CASE("every operator makes a mutant of some value") {
  const std::vector<Value> items{Value::number(1), Value::text("b c")};
  const std::vector<Member> members{{"a", Value::number(2)}, {"b", Value::array(items)}};
  const std::vector<Value> values{Value::number(-150, -2),
                                  Value::text(" Barbell \u00E9\uFB01 1 "),
                                  Value::text("2024-03-31T02:30:00+01:00"),
                                  Value::boolean(true),
                                  Value::null(),
                                  Value::array(items),
                                  Value::object(members)};
  for (const Mutation& mutation : value_mutations()) {
    CAPTURE(std::string(mutation.name));
    int made = 0;
    for (const Value& value : values) {
      for (int variant = 0; variant < mutation.real(value) + mutation.planted(value); ++variant) {
        Arena arena;
        Mutant mutant;
        if (!mutation.make(value, variant, arena, mutant)) continue;
        made += spell(mutant.before) != spell(mutant.after);
      }
    }
    CHECK(made > 0);
  }
}

}  // namespace
}  // namespace parity
