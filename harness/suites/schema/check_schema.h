// Holds a database against a schema contract: what its catalog says, and what its constraints do when they
// are tried. Everything that is tried is rolled back; nothing of it remains but gaps in sequences.
#pragma once

#include <string>
#include <vector>

#include "harness/suites/schema/schema_contract.h"
#include "reports/result.h"

namespace parity {

struct SchemaTarget {
  std::string url;  // of a database that the run made; its user owns the schema, or is a superuser
};

// One check for each thing that was declared or found, in the contract's order. Ids: `NAME/what.table.thing`,
// for example `gym/column.users.email`, `gym/probe.users.email.null`,
// `gym/undeclared.index.users.users_email_idx`. `where` is file:line of the contract's line. Throws Error
// (undecidable) where the database cannot be asked at all. Takes locks on the schema's tables while it runs,
// and waits at most ten seconds for them.
std::vector<reports::Check> check_schema(const SchemaContract& contract, const SchemaTarget& target);

}  // namespace parity
