// JSONPath, RFC 9535, whole: from the text of a query to the nodes that it selects. Numbers are compared as
// exact decimals, objects and arrays as everything in this house (normalizers/encoding.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/value.h"

namespace parity {

// Why a query is none. `offset` in bytes of the query.
struct JsonPathFault {
  std::size_t offset = 0;
  std::string message;
};

// A value and the one place where it stands, as a normalized path: $['a'][0].
struct JsonNode {
  std::string path;
  const Value* value = nullptr;  // into the root that was given
};

namespace json_path {
struct Parsed;
}

// Cheap to copy; may be used by several threads.
class JsonPath {
 public:
  static JsonPath parse(std::string_view query);  // throws JsonPathFault

  // Members in the order in which they were written; a node that is reached twice is there twice. Throws
  // JsonPathFault where there are more than 10 million, or a filter goes through the document 1000 times.
  std::vector<JsonNode> select(const Value& root) const;

  // Whether it can select one node at most: names and indexes only.
  bool singular() const;

 private:
  std::shared_ptr<const json_path::Parsed> parsed_;
};

}  // namespace parity
