// For the trap tests: data written down as JSON text, as a SQLite script or as SQL on a real server, read by
// the real readers and compared under a contract in YAML.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "harness/compare/test_tables.h"

namespace parity {

// A folder that goes with its object.
class TrialFolder {
 public:
  TrialFolder();
  ~TrialFolder();
  TrialFolder(const TrialFolder&) = delete;
  std::string write(const std::string& name, const std::string& bytes) const;  // the file's path

 private:
  std::filesystem::path path_;
};

// Places with a table "t", opened at once. Each lives as long as the process.
Reader& json_rows(const std::string& text);        // a file of its own
Reader& sqlite_rows(const std::string& script);    // a database file of its own
Reader& postgres_rows(const std::string& script);  // a database of its own
Reader& postgres_query(const std::string& select, const std::string& script = "");  // read as table t
Reader& postgres_at(const std::string& url);
std::string fresh_database(const std::string& script);  // its URL

// `rules`: the inside of `tables: { t: { … } }`; empty: a key [id] and nothing else.
Told compared(Reader& source, Reader& target, const std::string& rules = "");

// One cell "v" of a row with id 1, as JSON on both sides, or as an SQL expression against JSON. What is told:
// "v value;", or "" with what was masked in brackets: "[trim:1]".
std::string json_cells(const std::string& source, const std::string& target,
                       const std::string& field_rules = "");
std::string postgres_cell(const std::string& expression, const std::string& json,
                          const std::string& field_rules = "");
std::string verdict(const Told& told);

}  // namespace parity
