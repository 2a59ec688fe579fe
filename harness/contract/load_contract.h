// Reads a normalization contract: YAML as contracts/README.md says → Contract, with the place and the reason
// of every setting. Throws Error (usage) at the first mistake.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/yaml/mapping.h"
#include "harness/yaml/yaml.h"
#include "normalizers/contract.h"

namespace parity {

// A zone by its name ("UTC", "+02:00", "Europe/Berlin"); null, or an Error, where there is no such zone.
using ZoneLookup = std::function<std::shared_ptr<const Zone>(const std::string& name)>;

Contract load_contract(const std::filesystem::path& file, const ZoneLookup& zones);

// The same of text that is at hand; `label` stands for the file.
Contract load_contract_text(std::string text, const std::string& label, const ZoneLookup& zones);

// A contract that stands inside of another document, which has its own `version`. `name` is for one that says
// none.
Contract parse_contract(const Yaml& node, const std::string& name, const ZoneLookup& zones);

// Lays `tables`, a mapping of tables, over `base`, setting by setting.
Contract lay_tables_over(const Contract& base, const Yaml& tables, const ZoneLookup& zones);

// Every kind of mapping in a contract with its keys, for the test that holds the JSON Schema against them.
std::vector<const KeyTable*> contract_keys();
extern const KeyTable kInlineContractKeys;

}  // namespace parity
