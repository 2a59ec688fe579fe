// The rules: every way in which two different things may be called equal has an id, a name and one meaning,
// written down here and nowhere else. `parity explain` prints this table; reports name rules by it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace parity {

// In the order in which they are applied to a value. At most 32: sets of rules are bits of an uint32_t.
enum class Rule : std::uint8_t {
  rename,      // N01 a table or field has another name in one dataset
  only_in,     // N02 a table or field exists in the named datasets only
  trim,        // N03 white space at the ends of text
  unicode,     // N04 Unicode normalization form
  text_case,   // N05 letter case of text
  empty,       // N06 what "" stands for
  null,        // N07 what null stands for
  absent,      // N08 what a missing field stands for
  type,        // N09 text is read as the declared type
  time,        // N10 text and local times are read as instants
  precision,   // N11 times are cut or rounded to a unit
  number,      // N12 what two numbers must share: value, or scale too
  tolerance,   // N13 numbers may differ by so much
  array,       // N14 array elements compared as a set, a multiset or by key
  references,  // N15 a foreign key compared by the key of the row it points to
};
constexpr int kRules = 15;
using RuleBits = std::uint32_t;
constexpr RuleBits bit(Rule rule) { return RuleBits{1} << static_cast<int>(rule); }

struct RuleText {
  Rule rule;
  std::string_view id;       // "N03"
  std::string_view name;     // "trim", as in YAML
  std::string_view meaning;  // one paragraph: what it does, on what, what it can hide
  std::string_view yaml;     // an example
};
std::span<const RuleText> rule_texts();
const RuleText& describe(Rule rule);
const RuleText* find_rule(std::string_view id_or_name);  // "N03" or "trim", any case; nullptr: unknown

}  // namespace parity
