// The table of rules: complete, in the enum's order, found by id and by name.
#include "normalizers/rules.h"

#include <set>
#include <string>

#include "normalizers/test.h"

using namespace parity;

namespace {

void check_found(std::string_view word, Rule expected) {
  INFO("word: " << word);
  const RuleText* found = find_rule(word);
  REQUIRE(found != nullptr);
  CHECK(found->rule == expected);
}

void check_unknown(std::string_view word) {
  INFO("word: " << word);
  CHECK(find_rule(word) == nullptr);
}

}  // namespace

TEST_CASE("each rule has its text, in the order in which rules are applied") {
  REQUIRE(rule_texts().size() == kRules);
  std::set<std::string_view> names;
  for (int i = 0; i < kRules; ++i) {
    const RuleText& text = describe(static_cast<Rule>(i));
    CHECK(static_cast<int>(text.rule) == i);
    CHECK(text.id == (i < 9 ? "N0" : "N") + std::to_string(i + 1));
    CHECK(names.insert(text.name).second);
    CHECK(text.meaning.size() > 200);
    CHECK(text.meaning.find("hide") != std::string_view::npos);  // what it can hide is said
    CHECK(text.meaning.find('\n') == std::string_view::npos);    // one paragraph
    CHECK(text.meaning.ends_with('.'));
    CHECK(text.yaml.ends_with('\n'));
  }
}

TEST_CASE("a rule is found by its id and by its name, in any case") {
  check_found("N01", Rule::rename);
  check_found("n03", Rule::trim);
  check_found("trim", Rule::trim);
  check_found("Case", Rule::text_case);
  check_found("only_in", Rule::only_in);
  check_found("N15", Rule::references);
  check_unknown("");
  check_unknown("N16");
  check_unknown("N3");
  check_unknown("tri");
  check_unknown("trims");
}

TEST_CASE("the bits of the rules are different and fit") {
  RuleBits all = 0;
  for (const RuleText& text : rule_texts()) {
    CHECK((all & bit(text.rule)) == 0);
    all |= bit(text.rule);
  }
  CHECK(all == (RuleBits{1} << kRules) - 1);
}
