// One connection that is asked statement by statement, and for which a refusal is an answer: probes of what a
// database lets through. Its transactions are the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/environment/sql_wire.h"

namespace parity {

struct SqlColumn {
  std::string name;
  unsigned type = 0;  // oid
};

struct SqlAnswer {
  std::string state;                      // SQLSTATE of the refusal; empty: it was done
  std::string message, detail;            // of the refusal
  std::string table, column, constraint;  // that it names
  std::vector<SqlColumn> columns;
  std::vector<SqlRow> rows;
  std::uint64_t touched = 0;  // rows inserted, updated, deleted or selected

  bool done() const { return state.empty(); }
};

class SqlSession {
 public:
  explicit SqlSession(const std::string& url);  // throws Error (undecidable)

  // One statement, or several of which the first refused one is the answer. Throws Error (undecidable) only
  // where the connection is gone.
  SqlAnswer ask(const std::string& statement);
  // A statement that must be done; throws Error (undecidable) with the server's message.
  SqlAnswer need(const std::string& statement);
  std::vector<SqlRow> run(const std::string& statement) { return need(statement).rows; }

 private:
  PgConnection connection_;
};

// As an SQL literal, with any bytes in it.
std::string quote_literal(const std::string& text);

}  // namespace parity
