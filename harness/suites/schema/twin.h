// A schema built from the contract, in the transaction of the session, beside the one that is looked at: what
// the contract's SQL means is what PostgreSQL makes of it. Gone with the transaction.
#pragma once

#include <map>
#include <string>

#include "harness/suites/schema/facts.h"
#include "harness/suites/schema/schema_contract.h"

namespace parity {

struct Twin {
  Facts facts;
  // Lines that the server would not build, by the name that they have here, with what it said.
  std::map<std::string, std::string> refused;
};

// What the twin calls the n-th check, index, unique key or trigger of a table: by it its fact is found.
std::string twin_name(const std::string& what, const std::string& table, std::size_t n);
inline std::string twin_name_of_column(const std::string& table, const std::string& column) {
  return "column " + table + "." + column;
}

// `actual` tells which extensions are missing; they are made first, where the user may.
Twin build_twin(SqlSession& session, const SchemaContract& contract, const Facts& actual);

}  // namespace parity
