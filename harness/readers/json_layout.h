// Where the tables of a JSON document are: their names and the offsets of their first rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/readers/json_cursor.h"

namespace parity {

struct JsonTable {
  std::string name;
  std::uint64_t offset = 0;  // the first byte behind '[', or of the first line of NDJSON
  bool lines = false;        // NDJSON: no brackets, no commas
  bool whole = false;        // nothing but white space may follow the table
  std::string pointer;       // RFC 6901, for origins: "/tables/equipment"
};

struct JsonShape {
  std::string table;  // the name of the one table; empty: the document is an object of tables
  std::optional<std::string> pointer;  // to the object of tables, or to the rows of the one table
  bool lines = false;
};

// Walks the document once. Throws Error (undecidable) where it is no JSON or not of that shape.
std::vector<JsonTable> find_tables(JsonFile& file, const JsonShape& shape, const std::string& stem);

}  // namespace parity
