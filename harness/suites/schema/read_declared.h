// What the readers of a schema contract's parts share: requirements that add up from file to line, lists of
// columns in one text, SQL that is not looked into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/suites/schema/schema_contract.h"

namespace parity {

// `above` and what `mapping` says besides, each once.
std::vector<std::string> read_requirements(const Mapping& mapping, const std::vector<std::string>& above);

// "user_id, plan_name" or [user_id, plan_name]; at least one, each once.
std::vector<std::string> read_columns(const Yaml& node);
std::vector<std::string> split_columns(const std::string& text, const Location& where);

// SQL as written; refuses what is not text, for `default: 0` would lose how it was spelled.
std::string read_sql(const Yaml& node, std::string_view what);

// A value for a column: text as written, null for NULL.
std::optional<std::string> read_sample_value(const Yaml& node);
SampleRow read_sample(const Yaml& node);

// The tables of a contract, and what `every_table` puts into each of them.
std::vector<DeclaredTable> read_declared_tables(const Yaml& tables, const Yaml::Entry* every_table,
                                                const std::vector<std::string>& requirements);
std::vector<const KeyTable*> declared_table_keys();

}  // namespace parity
