// Laying settings over settings, and names over names: see contract.h.
#include "normalizers/contract.h"

#include <algorithm>

namespace parity {
namespace {

template <class T>
void lay(Setting<T>& base, const Setting<T>& over) {
  if (over) base = over;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }

std::string to_snake(std::string_view name) {
  const auto at = [&](std::size_t i) { return i < name.size() ? name[i] : '\0'; };
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (is_upper(c) && i > 0) {
      const char before = name[i - 1];
      const bool plural = at(i + 1) == 's' && !is_lower(at(i + 2));  // the s of "IDs" is no word of its own
      const bool ends_run = is_upper(before) && is_lower(at(i + 1)) && !plural;
      if (is_lower(before) || is_digit(before) || ends_run) out.push_back('_');
    }
    out.push_back(lower(c));
  }
  return out;
}

// From snake case: an underscore inside goes, and what follows it is a capital. It stays behind a word of one
// letter ("x_y_z" is "xY_z"), or what is read back would be another name.
std::string to_camel(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char next = i + 1 < name.size() ? name[i + 1] : '_';
    const bool behind_word = !out.empty() && (is_lower(out.back()) || is_digit(out.back()));
    const bool joins = name[i] == '_' && behind_word && (is_lower(next) || is_digit(next));
    out.push_back(joins ? upper(name[++i]) : name[i]);
  }
  return out;
}

}  // namespace

RuleSet overlay(const RuleSet& base, const RuleSet& over) {
  RuleSet out = base;
  lay(out.trim, over.trim);
  lay(out.unicode, over.unicode);
  lay(out.text_case, over.text_case);
  lay(out.empty, over.empty);
  lay(out.null, over.null);
  lay(out.absent, over.absent);
  lay(out.type, over.type);
  lay(out.time, over.time);
  lay(out.precision, over.precision);
  lay(out.number, over.number);
  lay(out.tolerance, over.tolerance);
  lay(out.array, over.array);
  lay(out.references, over.references);
  lay(out.only_in, over.only_in);
  lay(out.sensitive, over.sensitive);
  for (const auto& [name, rules] : over.members) out.members[name] = overlay(out.members[name], rules);
  if (over.items)
    out.items = std::make_shared<RuleSet>(out.items ? overlay(*out.items, *over.items) : *over.items);
  return out;
}

bool is_sensitive(const RuleSet& rules) {
  if (rules.sensitive && rules.sensitive->value) return true;
  return (rules.items && is_sensitive(*rules.items)) ||
         std::any_of(rules.members.begin(), rules.members.end(),
                     [](const auto& member) { return is_sensitive(member.second); });
}

std::string restyle(std::string_view name, NameStyle style) {
  switch (style) {
    case NameStyle::as_is: return std::string(name);
    case NameStyle::snake_case: return to_snake(name);
    case NameStyle::camel_case: return to_camel(to_snake(name));
  }
  return std::string(name);
}

const TableContract* Contract::find(std::string_view logical_table) const {
  const auto at = std::find_if(tables.begin(), tables.end(),
                               [&](const TableContract& t) { return t.name == logical_table; });
  return at == tables.end() ? nullptr : &*at;
}

RuleSet Contract::rules_for(std::string_view logical_table, std::string_view logical_field) const {
  const TableContract* table = find(logical_table);
  if (!table) return defaults;
  const RuleSet inherited = overlay(defaults, table->defaults);
  const auto own = table->fields.find(std::string(logical_field));
  return own == table->fields.end() ? inherited : overlay(inherited, own->second);
}

}  // namespace parity
