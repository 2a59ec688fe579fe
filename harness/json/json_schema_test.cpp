// JSON Schema, beside what the official cases ask: places and words of faults, exact numbers, limits.
#include "harness/json/json_schema.h"

#include <optional>

#include "harness/json/document.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<SchemaFault> faults(const std::string& schema, const std::string& value,
                                const SchemaOptions& options = {}) {
  const JsonDocument described = JsonDocument::parse(schema);
  const JsonDocument document = JsonDocument::parse(value);
  REQUIRE(described.valid());
  REQUIRE(document.valid());
  return JsonSchema::compile(described.value(), options).validate(document.value());
}
bool valid(const std::string& schema, const std::string& value, const SchemaOptions& options = {}) {
  return faults(schema, value, options).empty();
}

// "at | rule | message", a line each.
std::string told(const std::vector<SchemaFault>& all) {
  std::string text;
  for (const SchemaFault& each : all) text += each.at + " | " + each.rule + " | " + each.message + "\n";
  return text;
}

SchemaError refusal(const std::string& schema, const SchemaOptions& options = {}) {
  try {
    const JsonDocument described = JsonDocument::parse(schema);
    JsonSchema::compile(described.value(), options);
  } catch (const SchemaError& error) { return error; }
  FAIL("the schema was taken");
  return {};
}

}  // namespace

TEST_CASE("a fault says where, by which rule, and why") {
  const std::string schema = R"({
    "properties": {"id": {"type": "integer"}, "tags": {"items": {"$ref": "#/$defs/tag"}, "uniqueItems": true}},
    "required": ["id", "name"], "additionalProperties": false,
    "$defs": {"tag": {"type": ["string", "null"], "maxLength": 3}}})";
  CHECK(told(faults(schema, R"({"id": 1.5, "tags": ["abc", "äöüß", 7], "a/b": 1})")) ==
        "/id | /properties/id/type | is the number 1.5, not an integer\n"
        "/tags/1 | /$defs/tag/maxLength | has 4 characters, more than 3\n"
        "/tags/2 | /$defs/tag/type | is an integer, not a string or null\n"
        " | /required | lacks the member 'name'\n"
        "/a~1b | /additionalProperties | must not be there\n");
  CHECK(told(faults(schema, R"({"id": 1.0, "name": null, "tags": ["abc", null]})")) ==
        "/name | /additionalProperties | must not be there\n");
}

TEST_CASE("of alternatives it is told why none fits") {
  CHECK(told(faults(R"({"properties": {"v": {"anyOf": [{"type": "string"}, {"items": {"minimum": 3}}]}}})",
                    R"({"v": [4, 2]})")) ==
        "/v | /properties/v/anyOf | fits none of the 2 schemas: is an array, not a string; at /1 it is 2, "
        "less than 3\n");
  CHECK(told(faults(R"({"oneOf": [{"minimum": 1}, {"maximum": 5}]})", "3")) ==
        " | /oneOf | fits both schema 0 and schema 1, and may fit one only\n");
  CHECK(told(faults(R"({"if": {"type": "string"}, "then": {"minLength": 2}})", R"("a")")) ==
        " | /then/minLength | has 1 characters, fewer than 2\n");
  CHECK(told(faults(R"({"propertyNames": {"pattern": "^[a-z]+$"}})", R"({"A": 1})")) ==
        " | /propertyNames | the name \"A\": is \"A\", which does not match ^[a-z]+$\n");
}

TEST_CASE("numbers are exact") {
  CHECK(valid(R"({"multipleOf": 0.01})", "0.29"));
  CHECK(valid(R"({"multipleOf": 0.01})", "4.35"));
  CHECK_FALSE(valid(R"({"multipleOf": 0.01})", "4.351"));
  CHECK(valid(R"({"multipleOf": 0.0000001})", "1e308"));
  CHECK(valid(R"({"multipleOf": 3e-1000000})", "6e1000000"));
  CHECK_FALSE(valid(R"({"multipleOf": 7e-1000000})", "6e1000000"));
  CHECK(valid(R"({"multipleOf": 12345678901234567890123456789})", "24691357802469135780246913578"));
  CHECK_FALSE(valid(R"({"multipleOf": 12345678901234567890123456789})", "24691357802469135780246913579"));
  CHECK(valid(R"({"multipleOf": 1099511627776000000000000000000})", "1099511627776e18"));
  CHECK(valid(R"({"multipleOf": 1024})", "1e10"));
  CHECK_FALSE(valid(R"({"multipleOf": 1024})", "1e9"));
  CHECK(valid(R"({"multipleOf": 2})", "-4.0"));
  CHECK_FALSE(valid(R"({"maximum": 9007199254740992})", "9007199254740993"));
  CHECK_FALSE(valid(R"({"const": 0.3})", "0.30000000000000004"));
  CHECK(valid(R"({"enum": [1.50]})", "15e-1"));
  CHECK(valid(R"({"type": "integer"})", "1e400"));
  CHECK_FALSE(valid(R"({"uniqueItems": true})", "[1, 1.0]"));
  CHECK(valid(R"({"uniqueItems": true})", "[0, false, [0], [false]]"));
}

TEST_CASE("a format is an assertion where that is asked for") {
  const SchemaOptions asserting{SchemaDraft::draft2020_12, true, {}, {}};
  CHECK(valid(R"({"format": "date"})", R"("2023-02-30")"));
  CHECK_FALSE(valid(R"({"format": "date"})", R"("2023-02-30")", asserting));
  CHECK(valid(R"({"format": "date"})", R"("2024-02-29")", asserting));
  CHECK(valid(R"({"format": "nothing known"})", R"("x")", asserting));
}

TEST_CASE("the draft is the one that the schema names, else the one given") {
  const std::string list = R"("items": [{"type": "integer"}], "additionalItems": false})";
  const SchemaOptions draft7{SchemaDraft::draft7, false, {}, {}};
  CHECK_FALSE(valid("{" + list, "[1, 2]", draft7));
  CHECK_FALSE(valid(R"({"$schema": "http://json-schema.org/draft-07/schema#", )" + list, "[1, 2]"));
  CHECK(valid(R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "prefixItems": [true]})",
              "[1, 2]", draft7));
  CHECK(refusal("{" + list).rule == "/items");
  const SchemaError old = refusal(R"({"$schema": "http://json-schema.org/draft-04/schema#"})");
  CHECK(old.rule == "/$schema");
  CHECK_THAT(old.message, ContainsSubstring("draft-07"));
}

TEST_CASE("documents come from whoever compiles, never from elsewhere") {
  const JsonDocument tag = JsonDocument::parse(R"({"type": "string", "$defs": {"n": {"minimum": 3}}})");
  std::vector<std::string> asked;
  SchemaOptions options;
  options.base_uri = "file:///schemas/main.json";
  options.document = [&](const std::string& uri) {
    asked.push_back(uri);
    return uri == "file:///schemas/tag.json" ? &tag.value() : nullptr;
  };
  CHECK(told(faults(R"({"items": {"$ref": "tag.json#/$defs/n"}})", "[4, 2]", options)) ==
        "/1 | file:///schemas/tag.json#/$defs/n/minimum | is 2, less than 3\n");
  CHECK(asked == std::vector<std::string>{"file:///schemas/tag.json"});
  const SchemaError missing = refusal(R"({"items": {"$ref": "https://example.com/x.json"}})", options);
  CHECK(missing.rule == "/items/$ref");
  CHECK_THAT(missing.message, ContainsSubstring("https://example.com/x.json"));
  CHECK_THAT(refusal(R"({"$ref": "#/$defs/nothing"})").message, ContainsSubstring("nothing stands there"));
  // Found by fuzzing: what an escape stands for need not be text, so the reference is shown as it is written.
  CHECK_THAT(refusal(R"({"$ref": "#/a%FF"})").message, ContainsSubstring("#/a%FF"));
  CHECK_THAT(refusal(R"({"$ref": "#nothing"})").message, ContainsSubstring("anchor"));
}

TEST_CASE("a compiled schema needs nothing of what it was made from") {
  std::optional<JsonSchema> schema;
  {
    const JsonDocument described = JsonDocument::parse(
        R"({"properties": {"name": {"enum": ["a long enough text", 12345678901234567890123]}}})");
    schema = JsonSchema::compile(described.value());
  }
  const JsonDocument good = JsonDocument::parse(R"({"name": "a long enough text"})");
  const JsonDocument bad = JsonDocument::parse(R"({"name": "another text"})");
  CHECK(schema->validate(good.value()).empty());
  CHECK(schema->validate(bad.value()).size() == 1);
}

TEST_CASE("a schema that is none is refused at its place") {
  CHECK(refusal(R"({"properties": {"a/b": {"type": "float"}}})").rule == "/properties/a~1b/type");
  CHECK(refusal(R"({"allOf": [true, 7]})").rule == "/allOf/1");
  const std::vector<std::string> none = {
      R"({"minLength": -1})",
      R"({"minLength": 1.5})",
      R"({"multipleOf": 0})",
      R"({"required": ["a", 1]})",
      R"({"pattern": "["})",
      R"({"pattern": "a(?=a)b"})",
      R"({"patternProperties": {"[": true}})",
      R"({"enum": 1})",
      R"({"allOf": []})",
      R"({"$ref": 1})",
      R"({"maximum": "1"})",
      R"({"uniqueItems": 1})",
      R"({"properties": []})",
      R"({"contains": true, "maxContains": "1"})",
      "[]",
      "7",
      R"({"$schema": "https://example.com/unknown"})",
  };
  for (const std::string& schema : none) {
    CAPTURE(schema);
    CHECK_FALSE(refusal(schema).message.empty());
  }
}

TEST_CASE("what is no JSON fits no schema") {
  const JsonDocument all = JsonDocument::parse("{}");
  const JsonDocument cut = JsonDocument::parse("[1");
  const auto found = JsonSchema::compile(all.value()).validate(cut.value());
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0].message, ContainsSubstring("no JSON"));
  CHECK_THAT(
      [&] {
        try {
          JsonSchema::compile(cut.value());
        } catch (const SchemaError& error) { return error.message; }
        return std::string();
      }(),
      ContainsSubstring("no JSON"));
}

TEST_CASE("alternatives that multiply are given up") {
  std::string schema = R"({"$defs": {"s0": {"type": "integer"})";
  for (int i = 1; i < 60; ++i) {
    const std::string ref = R"({"$ref": "#/$defs/s)" + std::to_string(i - 1) + R"("})";
    schema += R"(, "s)" + std::to_string(i) + R"(": {"allOf": [)" + ref + "," + ref + "]}";
  }
  CHECK_THAT(told(faults(schema + R"(}, "$ref": "#/$defs/s59"})", "1")),
             ContainsSubstring("too many alternatives"));
}

TEST_CASE("a hostile schema or value costs no stack") {
  CHECK_THAT(told(faults(R"({"$ref": "#"})", "1")), ContainsSubstring("2000 times"));
  CHECK_THAT(
      told(faults(
          R"({"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"})",
          "1")),
      ContainsSubstring("2000 times"));
  for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
    CAPTURE(keyword);
    const std::string circle = R"({")" + std::string(keyword) + R"(": [{"$ref": "#"}]})";
    CHECK_THAT(told(faults(circle, "1")), ContainsSubstring("2000 times"));
  }
  for (const char* keyword : {"not", "if", "propertyNames"}) {
    CAPTURE(keyword);
    const std::string circle = R"({"allOf": [{")" + std::string(keyword) + R"(": {"$ref": "#"}}]})";
    CHECK(faults(circle, R"({"a": 1})").size() <= 1);
  }
  const std::string deep = std::string(511, '[') + "1" + std::string(511, ']');
  CHECK(valid(
      R"({"$defs": {"n": {"anyOf": [{"type": "integer"}, {"items": {"$ref": "#/$defs/n"}}]}}, "$ref": "#/$defs/n"})",
      deep));
  CHECK_FALSE(valid(
      R"({"$defs": {"n": {"anyOf": [{"type": "string"}, {"items": {"$ref": "#/$defs/n"}, "type": "array"}]}}, "$ref": "#/$defs/n"})",
      deep));
  std::string nested;
  for (int i = 0; i < 500; ++i) nested += R"({"not":)";
  CHECK(valid(nested + "false" + std::string(500, '}'), "1") == false);
  std::string chain = R"({"$defs": {"s0": {"type": "integer"})";
  for (int i = 1; i < 1500; ++i)
    chain += R"(, "s)" + std::to_string(i) + R"(": {"$ref": "#/$defs/s)" + std::to_string(i - 1) + R"("})";
  CHECK(valid(chain + R"(}, "$ref": "#/$defs/s1499"})", "1"));
  std::string many = "[0";
  for (int i = 0; i < 5000; ++i) many += ",0";
  CHECK(faults(R"({"items": {"type": "string"}})", many + "]").size() == 1000);
}
