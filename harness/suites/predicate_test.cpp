// Each predicate holds where it must and fails, with these words, where it must not.
#include "harness/suites/predicate.h"

#include "harness/contract/mistakes.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::string faults_of(const std::string& predicate, const std::string& json) {
  const Yaml yaml = parse_yaml("p: " + predicate, "p.yaml");
  const Yaml& node = yaml.entries[0].value;
  check_predicate(node);
  Scope scope;
  scope.set("token", Datum::text("seq:4"));
  scope.set("row", Datum::json(R"({"id": 7, "in": {"a": [1]}})"));
  const Datum value = json.empty() ? Datum() : Datum::json(json);
  std::string text;
  for (const Fault& fault : hold(node, value.value(), "$", scope))
    text += (text.empty() ? "" : "; ") + fault.path + " " + fault.message;
  return text;
}

void check(const std::string& predicate, const std::string& json, const std::string& faults) {
  INFO(predicate << " of " << json);
  CHECK(faults_of(predicate, json) == faults);
}

}  // namespace

TEST_CASE("a value wanted is held against the value found, types and all") {
  check("200", "200", "");
  check("1", "1.0", "");
  check("1", "\"1\"", "$ is \"1\", not 1");
  check("null", "", "$ is absent, not null");
  check("null", "null", "");
  check("'${token}'", "\"seq:4\"", "");
  check("'${row.id}'", "7", "");
  check("'${row.id}'", "\"7\"", "$ is \"7\", not 7");
  check("{ equals: { a: [1, 2], b: x } }", R"({"b": "x", "a": [1, 2]})", "");
  check("{ equals: { a: [1, 2], b: x } }", R"({"a": [1, 3, 4], "c": 1})",
        "$.a[1] is 3, not 2; $.a has 3 items, not 2; $.b is missing; wanted \"x\"; $.c is not wanted: 1");
  check("0.1", "0.1000000000000000055511151231257827", "$ is 0.1000000000000000055511151231257827, not 0.1");
}

TEST_CASE("operators on one value") {
  check("{ is: text }", "1", "$ is number, not text: 1");
  check("{ is: integer }", "1.0", "");
  check("{ is: integer }", "1.5", "$ is number, not integer: 1.5");
  check("{ exists: false }", "", "");
  check("{ exists: false }", "null", "$ is there: null");
  check("{ exists: true, is: text }", "", "$ is absent");
  check("{ is: text }", "", "$ is absent");
  check("{ not: 5 }", "5", "$ is what it must not be: 5");
  check("{ not: { contains: x } }", "\"abc\"", "");
  check("{ one_of: [a, 1] }", "1", "");
  check("{ one_of: [a, 1] }", "\"1\"", "$ is \"1\", none of [\"a\",1]");
  check("{ matches: '^seq:[0-9]+$' }", "\"seq:12\"", "");
  check("{ matches: '^seq:[0-9]+$' }", "\"seq:\"", "$ does not match ^seq:[0-9]+$: \"seq:\"");
  check("{ starts_with: a, ends_with: c, contains: b }", "\"abc\"", "");
  check("{ starts_with: b }", "\"abc\"", "$ does not start with 'b': \"abc\"");
  check("{ contains: 2 }", "[1, 2]", "");
  check("{ contains: 3 }", "[1, 2]", "$ does not contain 3: [1,2]");
  check("{ at_least: 1, below: 2 }", "1.999", "");
  check("{ at_least: 1, below: 2 }", "2", "$ is 2, not below 2");
  check("{ above: 9007199254740992 }", "9007199254740993", "");
  check("{ at_most: 1 }", "\"0\"", "$ is text, not a number: \"0\"");
  check("{ near_now: 5m }", "\"2001-02-03T04:05:06Z\"",
        "$ is more than 5m from now: \"2001-02-03T04:05:06Z\"");
  check("{ near_now: 5m }", "\"2001-02-03\"", "$ is no instant (RFC 3339, with its zone): \"2001-02-03\"");
  check("{ any_of: [1, { is: text }] }", "true",
        "$ none of these holds: is true, not 1; is boolean, not text: true");
  check("{ all_of: [{ at_least: 1 }, { at_most: 3 }] }", "2", "");
}

TEST_CASE("operators on collections") {
  check("{ length: 2 }", "[1, 2]", "");
  check("{ length: { at_least: 3 } }", "\"äö\"", "$ length is 2, not at least 3");
  check("{ every: { is: number } }", "[1, \"2\"]", "$[1] is text, not number: \"2\"");
  check("{ some: 3 }", "[1, 2]", "$ has no such item among 2");
  check("{ none: { is: null } }", "[1, null]", "$ has 1 such item and must have none");
  check("{ keys: [a, b] }", R"({"a": 1, "c": 2})",
        "$ has no member 'b'; $ has a member 'c' that is not declared");
  check("{ has: [a] }", R"({"a": 1, "c": 2})", "");
  check("{ includes: { a: { b: 1 } } }", R"({"a": {"b": 1, "c": 2}, "d": 3})", "");
  check("{ includes: { a: { b: 2 } } }", R"({"a": {"b": 1}})", "$.a.b is 1, not 2");
  check("{ includes: [{ a: 1 }] }", R"([{"a": 2}, {"a": 1, "b": 1}])", "");
  check("{ same_items: [2, 1, 1] }", "[1, 2, 1]", "");
  check("{ same_items: [1, 2] }", "[1, 1]", "$ lacks [2]; $ has too many: [1]");
  check("{ unique: true }", "[1, 1.0]", "$ items 0 and 1 are the same: 1.0");
  check("{ unique: id }", R"([{"id": 1, "x": 1}, {"id": 1, "x": 2}])", "$ items 0 and 1 are the same: [1]");
  check("{ sorted_by: [a, -b] }", R"([{"a": 1, "b": 2}, {"a": 1, "b": 1}, {"a": 2, "b": 9}])", "");
  check("{ sorted_by: a }", R"([{"a": 10}, {"a": 9}])",
        "$ items 0 and 1 are not in the order of a: [10] before [9]");
  check("{ json: { $..id: { unique: true } } }", R"([{"id": 1}, {"id": 1}])",
        "$..id items 0 and 1 are the same: 1");
  check("{ schema: { type: object, required: [a] } }", R"({"a": 1})", "");
  CHECK(faults_of("{ schema: { type: object, required: [a] } }", "{}") != "");
}

TEST_CASE("a predicate that is none is an error with its place") {
  const auto error_of = [](const std::string& predicate) {
    const Yaml yaml = parse_yaml("p: " + predicate, "p.yaml");
    return drawn([&] { check_predicate(yaml.entries[0].value); });
  };
  CHECK(error_of("{ machtes: x }").find("hint: did you mean 'matches'?") != std::string::npos);
  CHECK(error_of("{ a: 1 }").find("hint: for a mapping as the value wanted, write { equals: { … } }") !=
        std::string::npos);
  CHECK(error_of("{ matches: '(' }").find("is no pattern") != std::string::npos);
  CHECK(error_of("{ is: txt }").find("error") == 0);
  CHECK(error_of("{ every: { is: txt } }").find("error") == 0);
}
