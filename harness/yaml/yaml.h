// A YAML document as a plain tree, read strictly: YAML 1.2 core schema without octal and hexadecimal numbers,
// one document, no tags, no merge keys, no key twice, aliases expanded up to a limit. The only way in which
// the harness reads YAML.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/yaml/source.h"
#include "normalizers/location.h"

namespace parity {

struct Yaml {
  enum class Kind { null, boolean, number, text, list, mapping };
  struct Entry;

  Kind kind = Kind::null;
  Location where;  // of the value; of its key where nothing is written for it
  // Scalars: the characters, unquoted and unescaped. Words keep their spelling: "null", "True", "1e3"; a null
  // that is not written has "".
  std::string text;
  std::vector<Yaml> items;
  std::vector<Entry> entries;  // in the order written

  // What resolving of references leaves behind (harness/scenario). Documents as read have none of it.
  std::string written;    // scalars: as the user wrote it, "${env:NAME}"; this is what errors quote
  bool flexible = false;  // came from a reference: it is text, and a number or boolean where one is wanted
  bool late = false;      // `text` still holds references, and `$${` for a literal `${`

  std::shared_ptr<const Source> source;
  std::size_t offset = 0;  // in source

  const Entry* find(std::string_view key) const;  // nullptr: no such key, or no mapping
  // The place of the n-th `${` of this scalar, n from 0.
  Location reference(std::size_t n) const;
};

struct Yaml::Entry {
  std::string key;
  Location where;  // of the key
  Yaml value;
};

constexpr std::size_t kYamlNodes = 100'000;  // after expansion of aliases
constexpr std::size_t kYamlDepth = 64;
constexpr std::size_t kYamlBytes = 16u << 20;
constexpr std::size_t kYamlExpandedBytes = 64u << 20;  // of scalars, after expansion of aliases

// Throws Error (usage) with the place of the first mistake.
Yaml parse_yaml(std::string text, const std::string& label);
Yaml read_yaml(const std::filesystem::path& file);

// What an unquoted scalar is under the core schema.
Yaml::Kind plain_kind(std::string_view text);

// "a mapping", "the text 'abc'", "nothing": for errors.
std::string describe(const Yaml& node);

}  // namespace parity
