// What scripts (sql.h) and sessions (sql_session.h) share: one way to connect, and to wait for an answer so
// that an interruption is heard.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/environment/sql.h"

struct pg_conn;
struct pg_result;

namespace parity {

using PgConnection = std::unique_ptr<pg_conn, void (*)(pg_conn*)>;
using PgResult = std::unique_ptr<pg_result, void (*)(pg_result*)>;

PgConnection connect_postgres(const std::string& url);  // throws Error (undecidable)
PgResult next_result(pg_conn* connection);              // of what was sent; empty at the end
std::vector<SqlRow> rows_of(const pg_result* result);

}  // namespace parity
