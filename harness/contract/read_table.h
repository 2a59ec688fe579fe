// Reads one table of a contract.
#pragma once

#include <vector>

#include "harness/contract/load_contract.h"

namespace parity {

// `style`: of the contract's names; the table's own `names:` wins for its fields.
TableContract read_table(const Yaml::Entry& entry, NameStyle style, const ZoneLookup& zones);

NameStyle read_name_style(const Yaml& node);

std::vector<const KeyTable*> table_keys();

}  // namespace parity
