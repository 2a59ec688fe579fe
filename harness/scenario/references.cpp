#include "harness/scenario/references.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"
#include "reports/redact.h"

namespace parity {
namespace {

std::string escape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("${")) out += '$';
    out += text[at];
  }
  return out;
}

std::string as_template(const Yaml& scalar) { return scalar.late ? scalar.text : escape(scalar.text); }

Yaml text_node(std::string text) {
  Yaml node;
  node.kind = Yaml::Kind::text;
  node.text = std::move(text);
  node.flexible = true;
  return node;
}

bool names_a_secret(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  for (const std::string_view word : {"PASSWORD", "PASSWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

std::vector<TextPiece> split_references(std::string_view text) {
  std::vector<TextPiece> pieces(1);
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("$${")) {
      pieces.back().text += "${";
      ++n;
      at += 3;
    } else if (text.substr(at).starts_with("${")) {
      const std::size_t end = text.find('}', at);
      const std::size_t from = at + 2;
      pieces.push_back(
          {true, end != text.npos, std::string(text.substr(from, std::min(end, text.size()) - from)), n++});
      pieces.emplace_back();
      at = end == text.npos ? text.size() : end + 1;
    } else {
      pieces.back().text += text[at++];
    }
  }
  std::erase_if(pieces, [](const TextPiece& piece) { return !piece.reference && piece.text.empty(); });
  return pieces;
}

std::string expand(const Text& text, const std::map<std::string, std::string>& values) {
  std::string out;
  for (const TextPiece& piece : split_references(text.value)) {
    const auto value = piece.reference ? values.find(piece.text) : values.end();
    if (piece.reference && value == values.end())
      throw usage_error(fmt::format("'${{{}}}' has no value here", piece.text)).at(text.where);
    out += piece.reference ? value->second : piece.text;
  }
  return out;
}

Yaml References::resolve(const Yaml& node, const Cell& cell) {
  if (node.kind != Yaml::Kind::list && node.kind != Yaml::Kind::mapping) return resolve_scalar(node, cell);
  Yaml out = node;
  for (Yaml& item : out.items) item = resolve(item, cell);
  for (Yaml::Entry& entry : out.entries) {
    if (entry.key.find("${") != std::string::npos && !is_free_key(entry.key))
      throw usage_error("references stand in values, not in keys").at(entry.where);
    if (!is_free_key(entry.key)) entry.value = resolve(entry.value, cell);
  }
  return out;
}

Yaml References::resolve_scalar(const Yaml& node, const Cell& cell) {
  if (node.text.find("://") != std::string::npos) reports::Secrets::add_from_url(node.text);
  if (node.text.find("${") == std::string::npos) return node;
  const std::vector<TextPiece> pieces = split_references(node.text);
  std::string plain, templated;
  Yaml out = node;
  for (const TextPiece& piece : pieces) {
    if (!piece.reference) {
      plain += piece.text;
      templated += escape(piece.text);
      continue;
    }
    if (!piece.closed)
      throw usage_error("this reference is never closed")
          .at(node.reference(piece.n))
          .with_hint("write $${ for the characters ${");
    Yaml found = look_up(node, piece.n, piece.text, cell);
    if (pieces.size() == 1) {  // only a reference: it keeps its type
      found.where = node.where;
      found.written = node.text;
      return found;
    }
    if (found.kind == Yaml::Kind::list || found.kind == Yaml::Kind::mapping)
      throw usage_error(fmt::format("'${{{}}}' is {}, which cannot stand inside of text", piece.text,
                                    found.kind == Yaml::Kind::list ? "a list" : "a mapping"))
          .at(node.reference(piece.n));
    plain += found.text;
    templated += as_template(found);
    out.late = out.late || found.late;
  }
  out.kind = Yaml::Kind::text;
  out.text = out.late ? templated : plain;
  out.written = node.text;
  if (!out.late && out.text.find("://") != std::string::npos) reports::Secrets::add_from_url(out.text);
  return out;
}

Yaml References::look_up(const Yaml& node, std::size_t n, const std::string& name, const Cell& cell) {
  const auto where = [&] { return node.reference(n); };  // searched for where there is an error only
  if (name.find("${") != name.npos) throw usage_error("a reference cannot hold another one").at(where());
  if (name.starts_with("env:") || name.starts_with("var:")) return outside_value(node, n, name);
  if (environment_.contains(name)) {
    used_.insert(name);
    Yaml late;
    late.kind = Yaml::Kind::text;
    late.text = "${" + name + "}";
    late.late = true;
    return late;
  }
  const std::size_t dot = name.find('.');
  const Cell::Point* point = cell.find(name.substr(0, dot));
  if (point == nullptr) throw unknown(where(), name, cell);
  used_.insert(name);
  if (dot == name.npos) return text_node(point->value->name);
  if (in_variable_)
    throw usage_error(fmt::format("a variable refers to another one, '${{{}}}'", name))
        .at(where())
        .with_hint("variables may hold names of axes and what the environment knows");
  const Yaml::Entry* variable = point->value->variables.find(name.substr(dot + 1));
  if (variable == nullptr || is_free_key(variable->key) || variable->key == "expect" ||
      variable->key == "about")
    throw unknown(where(), name, cell);
  // A variable may say in which cell it stands, but not lead on to others.
  in_variable_ = true;
  Yaml value = resolve(variable->value, cell);
  in_variable_ = false;
  return value;
}

Yaml References::outside_value(const Yaml& node, std::size_t n, const std::string& name) {
  const auto where = [&] { return node.reference(n); };  // searched for where there is an error only
  const bool environment = name.starts_with("env:");
  const std::size_t dash = name.find(":-", 4);
  const std::string key = name.substr(4, dash == name.npos ? dash : dash - 4);
  if (!is_identifier(key))
    throw usage_error(fmt::format("'{}' is no name", key))
        .at(where())
        .with_hint("write ${env:NAME} or ${env:NAME:-default}");
  if (!environment) variables_.insert(key);
  std::optional<std::string> value;
  if (environment) {
    if (options_.environment) {
      value = options_.environment(key);
    } else if (const char* set = std::getenv(key.c_str())) {
      value = set;
    }
    if (value && names_a_secret(key)) reports::Secrets::add(*value);
  } else if (const auto set = options_.variables.find(key); set != options_.variables.end()) {
    value = set->second;
  }
  if (dash != name.npos && value.value_or("").empty()) value = name.substr(dash + 2);
  if (value) {
    reports::Secrets::add_from_url(*value);
    return text_node(*value);
  }
  if (environment)
    throw usage_error(fmt::format("environment variable '{}' is not set", key))
        .at(where())
        .with_hint(fmt::format("set it, or give a default: ${{env:{}:-text}}", key));
  std::vector<std::string> known;
  for (const auto& [variable, unused] : options_.variables) known.push_back(variable);
  const std::string meant =
      nearest(key, known) ? suggest(key, known)
                          : fmt::format("pass --var {}=…, or give a default: ${{var:{}:-text}}", key, key);
  throw usage_error(fmt::format("variable '{}' is not set", key)).at(where()).with_hint(meant);
}

Error References::unknown(const Location& where, const std::string& name, const Cell& cell) const {
  std::vector<std::string> known(environment_.begin(), environment_.end());
  for (const Cell::Point& point : cell.points) {
    known.push_back(point.axis->name);
    for (const Yaml::Entry& variable : point.value->variables.entries)
      if (!is_free_key(variable.key) && variable.key != "expect" && variable.key != "about")
        known.push_back(point.axis->name + "." + variable.key);
  }
  std::string hint = suggest(name, known);
  if (options_.variables.contains(name))
    hint = fmt::format("write ${{var:{}}}", name);
  else if (!nearest(name, known) && name == "postgres.url")
    hint = "the environment has no postgres";
  else if (!nearest(name, known) && is_identifier(name) &&
           std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    hint = fmt::format("for the environment variable, write ${{env:{}}}", name);
  return usage_error(fmt::format("'${{{}}}' is not defined", name)).at(where).with_hint(hint);
}

Text read_template(const Yaml& node, std::string_view what) {
  const bool scalar = node.kind != Yaml::Kind::list && node.kind != Yaml::Kind::mapping;
  if (!scalar || node.kind == Yaml::Kind::null) throw unexpected(node, what);
  return {as_template(node), node.where};
}

}  // namespace parity
