// JSONPath under the compliance suite of its standard, which is read from beside the source tree: every case.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "harness/json/document.h"
#include "harness/json/json_path.h"
#include "harness/json/pointer.h"
#include "normalizers/encoding.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::optional<JsonDocument> suite() {
  const auto path = std::filesystem::path(PARITY_SOURCE) / "../shared/conformance/jsonpath/cts.json";
  if (!std::filesystem::exists(path)) {
    std::cout
        << "no ../shared/conformance beside this source tree: the JSONPath compliance suite is not run\n";
    return std::nullopt;
  }
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return JsonDocument::parse(text.str());
}

const Value* member(const Value& of, std::string_view name) {
  return follow_pointer(of, "/" + std::string(name));
}

bool same_nodes(const std::vector<JsonNode>& nodes, const Value& values, const Value& paths) {
  if (nodes.size() != values.items().size() || nodes.size() != paths.items().size()) return false;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!same(*nodes[i].value, values.items()[i]) || nodes[i].path != paths.items()[i].view()) return false;
  }
  return true;
}

// "" where the case passes.
std::string judged(const Value& test) {
  const std::string selector(member(test, "selector")->view());
  const bool invalid = member(test, "invalid_selector") != nullptr;
  try {
    const JsonPath path = JsonPath::parse(selector);
    if (invalid) return "was accepted: " + selector;
    const auto nodes = path.select(*member(test, "document"));
    if (const Value* const values = member(test, "result"))
      return same_nodes(nodes, *values, *member(test, "result_paths"))
                 ? ""
                 : "selects something else: " + selector;
    const auto results = member(test, "results")->items();
    const auto paths = member(test, "results_paths")->items();
    for (std::size_t i = 0; i < results.size(); ++i)
      if (same_nodes(nodes, results[i], paths[i])) return "";
    return "selects none of the allowed: " + selector;
  } catch (const JsonPathFault& fault) {
    return invalid ? "" : "was refused: " + selector + ": " + fault.message;
  }
}

}  // namespace

TEST_CASE("every case of the JSONPath compliance suite passes") {
  const auto document = suite();
  if (!document) return;
  REQUIRE(document->valid());
  std::size_t passed = 0;
  const auto tests = member(document->value(), "tests")->items();
  for (const Value& test : tests) {
    const std::string miss = judged(test);
    if (miss.empty()) {
      ++passed;
    } else {
      UNSCOPED_INFO(member(test, "name")->view() << " " << miss);
      std::cout << "JSONPath: " << member(test, "name")->view() << " " << miss << "\n";
    }
  }
  std::cout << "JSONPath: " << passed << " of " << tests.size() << " cases pass\n";
  CHECK(tests.size() >= 700);
  CHECK(passed == tests.size());
}

TEST_CASE("the judge of the JSONPath compliance suite turns red") {
  const auto verdict = [](const std::string& test) { return judged(JsonDocument::parse(test).value()); };
  CHECK(verdict(R"({"selector": "$.a", "document": {"a": 1}, "result": [1], "result_paths": ["$['a']"]})")
            .empty());
  CHECK_FALSE(
      verdict(R"({"selector": "$.a", "document": {"a": 1}, "result": [2], "result_paths": ["$['a']"]})")
          .empty());
  CHECK_FALSE(
      verdict(R"({"selector": "$.a", "document": {"a": 1}, "result": [1], "result_paths": ["$['b']"]})")
          .empty());
  CHECK_FALSE(
      verdict(R"({"selector": "$.a", "document": {"a": 1}, "result": [], "result_paths": []})").empty());
  CHECK_FALSE(verdict(R"({"selector": "$.a", "invalid_selector": true})").empty());
  CHECK_FALSE(verdict(R"({"selector": "$.", "document": 1, "result": [1], "result_paths": ["$"]})").empty());
}
