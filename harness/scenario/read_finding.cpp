// Names of findings: see read_finding.h.
#include "harness/scenario/read_finding.h"

#include <utility>

#include "harness/yaml/read.h"
#include "normalizers/arena.h"
#include "normalizers/decimal.h"
#include "normalizers/value.h"
#include "reports/result.h"

namespace parity {
namespace {

// One value of a key as reports spell it.
std::string spell_key_value(const Yaml& node) {
  need_known_now(node);
  Arena arena;
  switch (node.kind) {
    case Yaml::Kind::null: return spell(Value::null());
    case Yaml::Kind::boolean: return spell(Value::boolean(read_flag(node, "a key")));
    case Yaml::Kind::number: {
      const auto number = parse_decimal(node.text, arena);
      if (number) return spell(*number);
      break;
    }
    case Yaml::Kind::text: return spell(Value::text(node.text));
    case Yaml::Kind::list:
    case Yaml::Kind::mapping: break;
  }
  throw unexpected(node, "a value of a key");
}

}  // namespace

std::string read_comparison(const Yaml& node) {
  std::string text = read_text(node, "the name of a comparison");
  for (std::size_t at = text.find("->"); at != text.npos; at = text.find("->")) text.replace(at, 2, "→");
  return text;
}

std::string read_difference_kind(const Yaml& node) {
  std::vector<std::pair<std::string, std::string>> words;
  for (int i = 0; i < reports::kDifferenceKinds; ++i) {
    const std::string word(reports::kind_name(static_cast<reports::DifferenceKind>(i)));
    words.emplace_back(word, word);
  }
  return read_choice<std::string>(node, "kind", words);
}

std::string read_finding_key(const Yaml& node) {
  if (node.kind != Yaml::Kind::list) return '[' + spell_key_value(node) + ']';
  std::string out;
  for (const Yaml& item : node.items) out += (out.empty() ? "" : ", ") + spell_key_value(item);
  return '[' + out + ']';
}

}  // namespace parity
