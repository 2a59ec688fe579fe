// What a scalar is, and what a node is called in errors.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "harness/yaml/yaml.h"

namespace parity {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t from) {
  while (from < text.size() && digit(text[from])) ++from;
  return from;
}

// [-+]? digits? (. digits?)? ([eE] [-+]? digits)?, without the leading zeros that other YAML versions read as
// octal.
bool number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return true;
  const std::size_t whole = skip_digits(text, 0);
  if (whole > 1 && text[0] == '0') return false;
  std::size_t at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (whole == 0 && end == at + 1) return false;
    at = end;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

template <std::size_t N>
bool one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

Yaml::Kind plain_kind(std::string_view text) {
  static constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
  static constexpr std::array<std::string_view, 6> booleans{"true",  "True",  "TRUE",
                                                            "false", "False", "FALSE"};
  static constexpr std::array<std::string_view, 3> nans{".nan", ".NaN", ".NAN"};
  if (one_of(text, nulls)) return Yaml::Kind::null;
  if (one_of(text, booleans)) return Yaml::Kind::boolean;
  if (one_of(text, nans) || number(text)) return Yaml::Kind::number;
  return Yaml::Kind::text;
}

std::string describe(const Yaml& node) {
  if (!node.written.empty()) return fmt::format("what '{}' stands for", node.written);
  switch (node.kind) {
    case Yaml::Kind::null: return node.text.empty() ? "nothing" : node.text;
    case Yaml::Kind::boolean: return node.text;
    case Yaml::Kind::number: return "the number " + node.text;
    case Yaml::Kind::text: return node.text.empty() ? "empty text" : fmt::format("the text '{}'", node.text);
    case Yaml::Kind::list: return node.items.empty() ? "an empty list" : "a list";
    case Yaml::Kind::mapping: return node.entries.empty() ? "an empty mapping" : "a mapping";
  }
  return {};
}

}  // namespace parity
