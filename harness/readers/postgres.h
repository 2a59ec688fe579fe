// Reads PostgreSQL 13 and newer: catalog through libpqxx, rows through libpq's binary COPY, all in one
// exported read-only repeatable-read snapshot with pinned session settings.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/readers/reader.h"

namespace parity {

struct PostgresSource {
  std::string url;                           // libpq URI or keyword string
  std::string schema = "public";             // "*": all but the system's; names are then "schema.table"
  std::map<std::string, std::string> where;  // table or "*" → SQL condition
  std::vector<std::pair<std::string, std::string>> queries;  // name → SELECT, read as a table of that name
  bool tables = true;                                        // false: only the queries
};

std::unique_ptr<Reader> postgres_reader(PostgresSource source);

}  // namespace parity
