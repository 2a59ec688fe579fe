// Reads JSON of any size in bounded memory: a file per table, one file with several tables, NDJSON. Windows
// over reused buffers; rows are found again by file offset.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/readers/extended_json.h"
#include "harness/readers/reader.h"

namespace parity {

// One file of JSON. Holds one table (an array of objects, or NDJSON) or several (`pointer` names the object
// whose members are tables).
struct JsonSource {
  std::filesystem::path file;  // where the bytes are
  std::string label;           // how reports name it: the path as given, or the URL that it came from
  std::string table;           // name of the one table; empty: several tables, or the file's stem
  std::optional<std::string>
      pointer;         // RFC 6901; to the object of tables, or (when `table` is set) to the array of rows
  bool lines = false;  // NDJSON
  JsonDialect dialect = JsonDialect::plain;
  bool url = false;  // origins are "label /pointer/3" instead of "label:line:column"
};

// A source whose document is an object and that names neither table nor pointer is taken as an object of
// tables when every member is an array. Throws Error (undecidable) where a file cannot be read or has no such
// tables.
std::unique_ptr<Reader> json_reader(std::vector<JsonSource> sources);

// The files that a path or a glob ("data/*.json") names, sorted by name; throws Error when there are none.
std::vector<std::filesystem::path> expand_glob(const std::filesystem::path& pattern);

}  // namespace parity
