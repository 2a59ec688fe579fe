// JSONPath, beside what the conformance suite asks: places of faults, numbers, limits.
#include "harness/json/json_path.h"

#include <optional>

#include "harness/json/document.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<std::string> paths(std::string_view query, const std::string& text) {
  const JsonDocument document = JsonDocument::parse(text);
  REQUIRE(document.valid());
  std::vector<std::string> found;
  for (const JsonNode& node : JsonPath::parse(query).select(document.value())) found.push_back(node.path);
  return found;
}
using Paths = std::vector<std::string>;

std::optional<JsonPathFault> fault_of(std::string_view query) {
  try {
    JsonPath::parse(query);
    return std::nullopt;
  } catch (const JsonPathFault& fault) { return fault; }
}

}  // namespace

TEST_CASE("nodes come with their normalized paths, in document order") {
  const std::string text = R"({"b": {"x": [1, {"x": 2}]}, "a'\n\u0001": 3})";
  CHECK(paths("$..x", text) == Paths{"$['b']['x']", "$['b']['x'][1]['x']"});
  CHECK(paths("$.*", text) == Paths{"$['b']", R"($['a\'\n\u0001'])"});
  CHECK(paths("$.b.x[-1,0]", text) == Paths{"$['b']['x'][1]", "$['b']['x'][0]"});
  CHECK(paths("$.nothing", text).empty());
}

TEST_CASE("the value of a node is the one in the document") {
  const JsonDocument document = JsonDocument::parse(R"({"a": [true]})");
  const auto nodes = JsonPath::parse("$.a[0]").select(document.value());
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].value == &document.value().fields()[0].value.items()[0]);
}

TEST_CASE("numbers in filters are exact decimals") {
  const std::string text = R"([0.1, 0.10, 0.30000000000000004, 9007199254740993, 9007199254740992, 1e400])";
  CHECK(paths("$[?@ == 0.1]", text) == Paths{"$[0]", "$[1]"});
  CHECK(paths("$[?@ == 0.3]", text).empty());
  CHECK(paths("$[?@ == 9007199254740993]", text) == Paths{"$[3]"});
  CHECK(paths("$[?@ > 1e399]", text) == Paths{"$[5]"});
}

TEST_CASE("objects are equal whatever the order of their members") {
  CHECK(paths("$[?@.a == $[0].a]",
              R"([{"a": {"x": 1, "y": [1.0]}}, {"a": {"y": [1], "x": 1}}, {"a": {"x": 1}}])") ==
        Paths{"$[0]", "$[1]"});
}

TEST_CASE("a query is singular when it can select one node at most") {
  CHECK(JsonPath::parse("$").singular());
  CHECK(JsonPath::parse("$.a['b'][0]").singular());
  for (const char* query : {"$.*", "$..a", "$['a','b']", "$[0:1]", "$[?@.a]"}) {
    CAPTURE(query);
    CHECK_FALSE(JsonPath::parse(query).singular());
  }
}

TEST_CASE("a query that is none is refused where it goes wrong") {
  const auto offset = [](std::string_view query) {
    const auto fault = fault_of(query);
    CAPTURE(query);
    REQUIRE(fault);
    CHECK_FALSE(fault->message.empty());
    return fault->offset;
  };
  CHECK(offset("") == 0);
  CHECK(offset("a.b") == 0);
  CHECK(offset("$.a b") == 3);
  CHECK(offset("$.a[01]") == 4);
  CHECK(offset("$[?@.a == lenght(@.b)]") == 10);
  CHECK(offset("$[?@.a == @.*]") == 10);
  CHECK(offset("$[?1]") == 3);
  CHECK(offset("$[?length(@.*) == 1]") == 10);
  CHECK(offset("$['a") == 2);
  CHECK(offset("$[?(@.a]") == 7);
  CHECK(offset("$[") == 2);
  CHECK(offset("$[?@.a ==") == 9);
  CHECK(offset("$.a\xFF") == 0);
}

TEST_CASE("a pattern in the query that is none is a mistake, one in the document matches nothing") {
  CHECK_THAT(fault_of(R"($[?match(@.a, '\\d')])")->message, ContainsSubstring("[0-9]"));
  CHECK_THAT(fault_of(R"($[?search(@.a, '(')])")->message, ContainsSubstring("pattern"));
  CHECK(paths("$.v[?search(@, $.p)]", R"({"p": "(", "v": ["("]})").empty());
  CHECK(paths("$.v[?search(@, $.p)]", R"({"p": "b", "v": ["abc", "x"]})") == Paths{"$['v'][0]"});
}

TEST_CASE("a hostile query or document costs no stack") {
  const std::string deep = std::string(511, '[') + "1" + std::string(511, ']');
  CHECK(paths("$..*", deep).size() == 511);
  for (const auto& [open, close] : {std::pair{"(", ")"}, {"!(", ")"}, {"@[?", "]"}, {"length(", ")"}}) {
    std::string query = "$[?";
    for (int i = 0; i < 100'000; ++i) query += open;
    query += "@.a";
    for (int i = 0; i < 100'000; ++i) query += close;
    const auto fault = fault_of(query + "]");
    REQUIRE(fault);
    CHECK_THAT(fault->message, ContainsSubstring("100 deep"));
  }
  std::string wide = "$[?@.a";
  for (int i = 0; i < 50'000; ++i) wide += "||@.a";
  CHECK_FALSE(fault_of(wide + "]"));
}

TEST_CASE("a query that would select without end is stopped") {
  std::string text = "[";
  for (int i = 0; i < 200; ++i) text += "[0,0,0,0],";
  text += "0]";
  const JsonDocument document = JsonDocument::parse(text);
  std::string all = "*";
  for (int i = 1; i < 200; ++i) all += ",*";
  const JsonPath path = JsonPath::parse("$[" + all + "][" + all + "]");
  CHECK_THROWS_AS(path.select(document.value()), JsonPathFault);
}

TEST_CASE("a query whose filters multiply is stopped") {
  std::string text = "[0";
  for (int i = 0; i < 300; ++i) text += ",[[0]]";
  const JsonDocument document = JsonDocument::parse(text + "]");
  CHECK_THROWS_AS(JsonPath::parse("$..[?$..[?$..[?$..x]]]").select(document.value()), JsonPathFault);
  CHECK(JsonPath::parse("$..[?count($..*) == 902]").select(document.value()).empty());
  CHECK(JsonPath::parse("$..[?count($..*) == 901]").select(document.value()).size() == 901);
}
