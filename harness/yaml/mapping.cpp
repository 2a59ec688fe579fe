#include "harness/yaml/mapping.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/yaml/nearest.h"

namespace parity {
namespace {

[[noreturn]] void broken_promise(const std::string& what) {
  std::fputs((what + "\n").c_str(), stderr);
  std::abort();
}

void need_mapping(const Yaml& node, std::string_view expected) {
  if (node.kind == Yaml::Kind::mapping) return;
  const bool nothing = node.kind == Yaml::Kind::null;
  throw usage_error(fmt::format("expected {}, a mapping; found {}", expected, describe(node)))
      .at(node.where)
      .with_hint(nothing ? "write {} where there is nothing to say" : "");
}

}  // namespace

void check_keys(const Yaml& node, const KeyTable& table) {
  need_mapping(node, table.noun);
  for (const Yaml::Entry& entry : node.entries) {
    const bool known = std::find(table.keys.begin(), table.keys.end(), entry.key) != table.keys.end();
    if (!known && !is_free_key(entry.key))
      throw usage_error(fmt::format("unknown key '{}' in {}", entry.key, table.noun))
          .at(entry.where)
          .with_hint(suggest(entry.key, table.keys));
  }
}

Mapping::Mapping(const Yaml& node, const KeyTable& table)
    : node_(node), table_(table), asked_(table.keys.size()), exceptions_(std::uncaught_exceptions()) {
  check_keys(node, table);
}

Mapping::~Mapping() {
  if (std::uncaught_exceptions() > exceptions_) return;
  for (std::size_t i = 0; i < asked_.size(); ++i)
    if (!asked_[i] && node_.find(table_.keys[i]) != nullptr)
      broken_promise(
          fmt::format("parity: key '{}' of {} is known and was not read", table_.keys[i], table_.noun));
}

const Yaml::Entry* Mapping::find(std::string_view key) const {
  const auto known = std::find(table_.keys.begin(), table_.keys.end(), key);
  if (known == table_.keys.end())
    broken_promise(fmt::format("parity: key '{}' is in no list for {}", key, table_.noun));
  asked_[static_cast<std::size_t>(known - table_.keys.begin())] = true;
  return node_.find(key);
}

const Yaml::Entry& Mapping::need(std::string_view key) const {
  if (const Yaml::Entry* entry = find(key)) return *entry;
  throw usage_error(fmt::format("{} needs '{}'", table_.noun, key)).at(node_.where);
}

std::vector<const Yaml::Entry*> named_entries(const Yaml& node, std::string_view expected) {
  need_mapping(node, expected);
  std::vector<const Yaml::Entry*> out;
  for (const Yaml::Entry& entry : node.entries) {
    if (is_free_key(entry.key)) continue;
    if (entry.key.empty()) throw usage_error("a name cannot be empty").at(entry.where);
    out.push_back(&entry);
  }
  return out;
}

bool is_free_key(std::string_view key) { return key.starts_with("x-"); }

void read_version(const Mapping& mapping) {
  const Yaml::Entry* version = mapping.find("version");
  if (version == nullptr)
    throw usage_error("'version: 1' is missing")
        .at(mapping.node().where)
        .with_hint("begin the file with: version: 1");
  if (version->value.kind != Yaml::Kind::number || version->value.text != "1")
    throw usage_error(fmt::format("this parity reads version 1, found {}", describe(version->value)))
        .at(version->value.where);
}

}  // namespace parity
