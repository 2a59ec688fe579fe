#include "harness/suites/scope.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/scenario/references.h"
#include "harness/yaml/mapping.h"
#include "harness/yaml/nearest.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

Datum look_up(const TextPiece& piece, const Yaml& node, const Scope& scope) {
  Datum found = scope.find(piece.text);
  if (!found.there()) {
    const std::set<std::string> names = scope.names();
    throw undecidable(fmt::format("'${{{}}}' has no value here", piece.text))
        .at(node.where)
        .with_hint("a step that should have captured it did not, or it is no part of what was captured");
  }
  return found;
}

Datum scalar(const Yaml& node, const Scope& scope) {
  switch (node.kind) {
    case Yaml::Kind::null: return Datum::copy_of(Value::null());
    case Yaml::Kind::boolean:
      return Datum::boolean(node.text == "true" || node.text == "True" || node.text == "TRUE");
    case Yaml::Kind::number:
      return Datum::made([&](Arena& arena) {
        return parse_decimal(arena.copy(node.text), arena).value_or(Value::text(arena.copy(node.text)));
      });
    default: break;
  }
  if (node.text.find("${") == std::string::npos) return Datum::text(node.text);
  const std::vector<TextPiece> pieces = split_references(node.text);
  if (pieces.size() == 1 && pieces[0].reference) return look_up(pieces[0], node, scope);
  std::string text;
  for (const TextPiece& piece : pieces)
    text += piece.reference ? to_text(look_up(piece, node, scope).value()) : piece.text;
  return Datum::text(text);
}

// "row" of "row.id"; the whole where `known` has it.
std::string root_of(const std::string& name, const std::set<std::string>& known) {
  return known.contains(name) ? name : name.substr(0, name.find('.'));
}

}  // namespace

const Datum* Scope::own(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
    if (const auto at = scope->values_.find(name); at != scope->values_.end()) return &at->second;
  }
  return nullptr;
}

Datum Scope::find(std::string_view name) const {
  if (const Datum* whole = own(name)) return *whole;
  const std::size_t dot = name.find('.');
  const Datum* root = dot == name.npos ? nullptr : own(name.substr(0, dot));
  if (root == nullptr) return {};
  const Value* at = &root->value();
  for (std::string_view rest = name.substr(dot + 1); at != nullptr;) {
    const std::size_t next = rest.find('.');
    at = member_of(*at, rest.substr(0, next));
    if (next == rest.npos) break;
    rest = rest.substr(next + 1);
  }
  return at == nullptr ? Datum() : root->part(*at);
}

std::set<std::string> Scope::names() const {
  std::set<std::string> names = outer_ == nullptr ? std::set<std::string>{} : outer_->names();
  for (const auto& [name, value] : values_) names.insert(name);
  return names;
}

Datum evaluate(const Yaml& node, const Scope& scope) {
  if (node.kind == Yaml::Kind::list) {
    std::vector<Datum> items;
    for (const Yaml& item : node.items) items.push_back(evaluate(item, scope));
    return Datum::list(items);
  }
  if (node.kind == Yaml::Kind::mapping) {
    std::vector<std::pair<std::string, Datum>> members;
    for (const Yaml::Entry& entry : node.entries)
      members.emplace_back(entry.key, evaluate(entry.value, scope));
    return Datum::object(members);
  }
  return scalar(node, scope);
}

std::string evaluate_text(const Yaml& node, const Scope& scope) {
  return to_text(evaluate(node, scope).value());
}

void check_references(const Yaml& node, const std::set<std::string>& known) {
  for (const Yaml& item : node.items) check_references(item, known);
  for (const Yaml::Entry& entry : node.entries)
    if (!is_free_key(entry.key)) check_references(entry.value, known);
  if (node.text.find("${") == std::string::npos) return;
  for (const TextPiece& piece : split_references(node.text)) {
    if (!piece.reference) continue;
    if (!piece.closed)
      throw usage_error("this reference is never closed")
          .at(node.reference(piece.n))
          .with_hint("write $${ for the characters ${");
    if (known.contains(root_of(piece.text, known))) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    throw usage_error(fmt::format("'${{{}}}' is not defined", piece.text))
        .at(node.reference(piece.n))
        .with_hint(suggest(piece.text, names));
  }
}

}  // namespace parity
