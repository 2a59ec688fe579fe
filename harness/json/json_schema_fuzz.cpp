// Fuzzes JSON Schema: a byte says which draft, the first line is a schema, the rest a value. What the
// meta-schema takes compiles, but for references, patterns and dialects; a fault points at a part of the
// value and a part of the schema; asking twice gives one answer.
#include "harness/json/document.h"
#include "harness/json/json_schema.h"
#include "harness/json/pointer.h"
#include "normalizers/fuzz.h"
#include "normalizers/text.h"

using namespace parity;
using parity::fuzz::require;

namespace {

const JsonSchema& meta_schema(SchemaDraft draft) {
  const auto compiled = [](const std::string& uri) {
    SchemaOptions options;
    options.assert_formats = true;
    const JsonDocument document = JsonDocument::parse(R"({"$ref": ")" + uri + R"("})");
    return JsonSchema::compile(document.value(), options);
  };
  static const JsonSchema draft7 = compiled("http://json-schema.org/draft-07/schema");
  static const JsonSchema draft2020 = compiled("https://json-schema.org/draft/2020-12/schema");
  return draft == SchemaDraft::draft7 ? draft7 : draft2020;
}

bool names_another_draft(const Value& value) {
  for (const Value& item : value.items())
    if (names_another_draft(item)) return true;
  for (const Member& member : value.fields())
    if (member.name == "$schema" || names_another_draft(member.value)) return true;
  return false;
}

// Of a schema that the meta-schema takes.
void check_refusal(std::string_view text, const SchemaError& error) {
  const auto says = [&](std::string_view part) { return error.message.find(part) != std::string::npos; };
  require(says("refers to") || says("pattern") || says("described by itself"), "a schema compiles", text,
          error.rule, error.message);
}

void check_faults(const Value& schema, const Value& value, const std::vector<SchemaFault>& faults) {
  for (const SchemaFault& fault : faults) {
    require(!fault.message.empty() && valid_utf8(fault.message), "a fault has words", fault.rule,
            fault.message);
    require(follow_pointer(value, fault.at) != nullptr, "a fault lies inside the value", fault.at,
            fault.message);
    const bool here = fault.rule.find('#') == std::string::npos || fault.rule.starts_with('/');
    require(!here || follow_pointer(schema, fault.rule) != nullptr, "a rule lies inside the schema",
            fault.rule);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  const std::size_t form = input.below(4);
  SchemaOptions options;
  options.draft = form & 1 ? SchemaDraft::draft7 : SchemaDraft::draft2020_12;
  options.assert_formats = (form & 2) != 0;
  const std::string_view text = input.line();
  const JsonDocument schema = JsonDocument::parse(std::string(text));
  const JsonDocument value = JsonDocument::parse(std::string(input.rest()));
  if (!schema.valid()) return 0;
  const bool described =
      !names_another_draft(schema.value()) && meta_schema(options.draft).validate(schema.value()).empty();
  try {
    const JsonSchema compiled = JsonSchema::compile(schema.value(), options);
    if (!value.valid()) return 0;
    const auto faults = compiled.validate(value.value());
    check_faults(schema.value(), value.value(), faults);
    require(compiled.validate(value.value()).size() == faults.size(), "the answer is one", text);
  } catch (const SchemaError& error) {
    require(valid_utf8(error.message), "an error has words", text);
    if (described) check_refusal(text, error);
  }
  return 0;
}
