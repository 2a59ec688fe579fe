// What a PostgreSQL database says of its tables: names, columns, types, keys, sizes. Catalog queries only, in
// the snapshot that the rows are read in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "harness/readers/postgres_types.h"

namespace parity {

struct PostgresColumn {
  std::string name;
  std::string type_text;  // "numeric(10,2)"
  PostgresType type;
};

struct PostgresTable {
  std::string schema;
  std::string name;
  std::vector<PostgresColumn> columns;
  std::vector<std::string> key;
  std::uint64_t rows = 0;   // estimate of the server; 0: unknown
  std::uint64_t pages = 0;  // of its heap, 8 KiB each
  bool has_ctid = false;    // one heap: a row can be found again by ctid
  std::string source;       // what stands behind FROM: a quoted name, or a query in parentheses
};

// Holds the transaction whose snapshot all sessions share.
class PostgresCatalog {
 public:
  explicit PostgresCatalog(const std::string& url);
  ~PostgresCatalog();

  const std::string& snapshot() const;  // exported, for PostgresSession
  std::string identity() const;         // "PostgreSQL 15.18, database app, snapshot 731:731:"
  bool checks_text() const;             // the database's encoding is SQL_ASCII: nobody vouches for UTF-8

  // `schema` "*": all but the system's.
  std::vector<PostgresTable> tables(const std::string& schema);
  PostgresTable query(const std::string& name, const std::string& select);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parity
