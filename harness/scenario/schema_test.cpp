// The JSON Schemas say the same keys as the loaders. The schema of scenarios holds a copy of the contract's
// definitions, so that it is complete by itself; here they are held together.
#include "harness/contract/schema.h"

#include <algorithm>

#include "harness/contract/load_contract.h"
#include "harness/contract/mistakes.h"
#include "harness/scenario/load_scenario.h"
#include "harness/yaml/yaml.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::vector<std::string> sorted_keys(const Yaml& mapping) {
  std::vector<std::string> keys;
  for (const Yaml::Entry& entry : mapping.entries) keys.push_back(entry.key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

const Yaml& definitions(const Yaml& schema) { return schema.find("$defs")->value; }

void check_keys_of(const Yaml& schema, const std::vector<const KeyTable*>& tables) {
  for (const KeyTable* table : tables) {
    INFO("table: " << table->noun);
    const Yaml::Entry* own = table->name.empty() ? nullptr : definitions(schema).find(table->name);
    REQUIRE((table->name.empty() || own != nullptr));
    const Yaml& definition = own == nullptr ? schema : own->value;
    std::vector<std::string> keys = table->keys;
    std::sort(keys.begin(), keys.end());
    CHECK(sorted_keys(definition.find("properties")->value) == keys);
  }
}

bool same(const Yaml& a, const Yaml& b) {
  const auto same_entry = [](const Yaml::Entry& x, const Yaml::Entry& y) {
    return x.key == y.key && same(x.value, y.value);
  };
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

void check_references(const Yaml& node, const Yaml& schema) {
  for (const Yaml::Entry& entry : node.entries) {
    if (entry.key == "$ref") {
      INFO("$ref: " << entry.value.text);
      REQUIRE(entry.value.text.starts_with("#/$defs/"));
      CHECK(definitions(schema).find(entry.value.text.substr(8)) != nullptr);
    }
    check_references(entry.value, schema);
  }
  for (const Yaml& item : node.items) check_references(item, schema);
}

Yaml schema(const char* name) { return parse_yaml(std::string(schema_text(name)), name); }

}  // namespace

TEST_CASE("the schemas inside of the program are those beside the data") {
  const std::filesystem::path root = PARITY_SOURCE;
  CHECK(schema_text("contract") == read_whole(root / "contracts/contract.schema.json"));
  CHECK(schema_text("scenario") == read_whole(root / "scenarios/scenario.schema.json"));
  CHECK(schema_text("accepted") == read_whole(root / "scenarios/accepted.schema.json"));
  CHECK(schema_text("schema-contract") == read_whole(root / "contracts/schema-contract.schema.json"));
  CHECK(schema_text("requirements") == read_whole(root / "contracts/requirements.schema.json"));
  CHECK(schema_text("other").empty());
}

TEST_CASE("the contract's schema and loader know the same keys") {
  const Yaml contract = schema("contract");
  check_keys_of(contract, contract_keys());
  check_references(contract, contract);
  CHECK(definitions(contract).entries.size() == contract_keys().size() - 1);  // all but the root
}

TEST_CASE("the scenario's schema and loader know the same keys") {
  const Yaml scenario = schema("scenario");
  check_keys_of(scenario, scenario_keys());
  check_references(scenario, scenario);
}

TEST_CASE("both schemas define what they share alike") {
  const Yaml contract = schema("contract");
  const Yaml scenario = schema("scenario");
  for (const Yaml::Entry& entry : definitions(contract).entries) {
    INFO("definition: " << entry.key);
    const Yaml::Entry* copy = definitions(scenario).find(entry.key);
    REQUIRE(copy != nullptr);
    CHECK(same(entry.value, copy->value));
  }
  for (const Yaml::Entry& entry :
       definitions(scenario).find("contract")->value.find("properties")->value.entries) {
    INFO("key: " << entry.key);
    CHECK(same(entry.value, contract.find("properties")->value.find(entry.key)->value));
  }
}
