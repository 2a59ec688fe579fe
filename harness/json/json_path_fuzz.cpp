// Fuzzes JSONPath: the first line is a query, the rest a document. A query that is refused says where; the
// path of each node leads to that node alone; a filter that counts the same query counts as many.
#include <algorithm>

#include "harness/json/document.h"
#include "harness/json/json_path.h"
#include "normalizers/fuzz.h"
#include "normalizers/text.h"

using namespace parity;
using parity::fuzz::require;

namespace {

void check_refusal(std::string_view query, const JsonPathFault& fault) {
  require(fault.offset <= query.size(), "a fault lies inside the query", query, fault.message);
  require(!fault.message.empty() && valid_utf8(fault.message), "a fault has words", query, fault.message);
}

void check_nodes(std::string_view query, const JsonPath& path, const Value& root,
                 const std::vector<JsonNode>& nodes) {
  require(!path.singular() || nodes.size() <= 1, "a singular query selects one node at most", query);
  for (std::size_t i = 0; i < std::min<std::size_t>(nodes.size(), 100); ++i) {
    const JsonPath back = JsonPath::parse(nodes[i].path);
    require(back.singular(), "a normalized path is singular", query, nodes[i].path);
    const auto found = back.select(root);
    require(found.size() == 1 && found[0].value == nodes[i].value && found[0].path == nodes[i].path,
            "a normalized path leads to its node", query, nodes[i].path);
  }
}

void check_count(std::string_view query, const Value& root, std::size_t count) {
  const std::size_t children = root.items().size() + root.fields().size();
  const std::string filter = "$[?count(" + std::string(query) + ") == " + std::to_string(count) + "]";
  try {
    require(JsonPath::parse(filter).select(root).size() == children, "a filter counts the same nodes",
            filter);
  } catch (const JsonPathFault& fault) {
    const bool limit =
        fault.message == "nested more than 100 deep" || fault.message.starts_with("this query ");
    require(limit, "a query is one inside a filter too", filter, fault.message);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  const fuzz::Exact query(input.line());
  const JsonDocument document = JsonDocument::parse(std::string(input.rest()));
  try {
    const JsonPath path = JsonPath::parse(query.view());
    if (!document.valid()) return 0;
    const auto nodes = path.select(document.value());
    check_nodes(query.view(), path, document.value(), nodes);
    check_count(query.view(), document.value(), nodes.size());
  } catch (const JsonPathFault& fault) { check_refusal(query.view(), fault); }
  return 0;
}
