// What a run looked at and what it did not: a verdict covers nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parity::reports {

// Something that was read or declared and compared with nothing.
struct Uncompared {
  std::string dataset, table;
  std::string path;  // empty: the whole table
  std::uint64_t rows = 0;
  std::string why;    // "only_in: database"; "in no comparison"
  std::string where;  // the line that says so; empty: nobody did, it just is not compared
};

struct Coverage {
  std::uint64_t tables_read = 0, tables_compared = 0;
  std::uint64_t rows_read = 0, rows_compared = 0;    // of all datasets
  std::uint64_t paths_read = 0, paths_compared = 0;  // columns, and leaves of documents where they are known
  std::vector<Uncompared> not_compared;
  std::vector<std::string> filters;  // of the command line, which left out what they do not fit: "--key 3"
};

// A field whose value changes between two readings of the same side.
struct Volatile {
  std::string dataset, table, path;
  std::uint64_t cells = 0;  // that changed; rows that came or went where `path` is empty
  std::string example;      // "2026-11-20T10:00:00Z → 2026-11-20T10:00:01Z"
  std::string declared;     // the rules or the line of the contract that says so; empty: nobody did
};

}  // namespace parity::reports
