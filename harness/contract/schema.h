// The JSON Schemas of contracts, suites, schema contracts, scenarios, ledgers of accepted differences and
// files of statements, as they stand beside them, inside of the program.
#pragma once

#include <string_view>

namespace parity {

// "contract", "suite", "schema-contract", "scenario", "accepted" or "requirements" → its JSON Schema (draft
// 2020-12); "" for any other name.
std::string_view schema_text(std::string_view name);

}  // namespace parity
