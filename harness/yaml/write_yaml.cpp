// YAML in flow style: see write_yaml.h.
#include "harness/yaml/write_yaml.h"

#include "reports/json_writer.h"

namespace parity {

std::string write_yaml(const Yaml& node) {
  std::string out;
  switch (node.kind) {
    case Yaml::Kind::null: return "null";
    case Yaml::Kind::boolean:
    case Yaml::Kind::number: return node.text;
    case Yaml::Kind::text: {
      const bool plain = node.flexible && plain_kind(node.text) != Yaml::Kind::text;
      return plain ? node.text : reports::quote_json(node.text);
    }
    case Yaml::Kind::list:
      for (const Yaml& item : node.items) out += (out.empty() ? "" : ", ") + write_yaml(item);
      return "[" + out + "]";
    case Yaml::Kind::mapping:
      for (const Yaml::Entry& entry : node.entries)
        out += (out.empty() ? "" : ", ") + reports::quote_json(entry.key) + ": " + write_yaml(entry.value);
      return "{" + out + "}";
  }
  return out;
}

}  // namespace parity
