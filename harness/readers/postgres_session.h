// Connections to PostgreSQL for reading only: pinned settings, one snapshot shared by all of them, rows by
// binary COPY.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace parity {

// A read-only repeatable-read transaction with settings that make the server's text forms the same
// everywhere.
class PostgresSession {
 public:
  // `snapshot` as exported by another session; empty: a new one. Throws Error (undecidable), without the
  // password.
  PostgresSession(const std::string& url, const std::string& snapshot);
  ~PostgresSession();
  PostgresSession(const PostgresSession&) = delete;

  // Calls `row` with the fields of each row; a null field has a null data pointer. Views are valid during the
  // call. While the server sends nothing it calls `waiting` a few times a second; what either throws ends the
  // query on the server too.
  void copy(
      const std::string& select, std::size_t fields,
      const std::function<void(const std::vector<std::string_view>&)>& row,
      const std::function<void()>& waiting = [] {});

 private:
  pg_conn* connection_ = nullptr;
};

// The statements that pin a session; the control connection runs them too.
const std::vector<std::string>& pinned_settings();

// Refuses a malformed URL without echoing any of it (libpq's own text can show a piece of the password).
void check_postgres_url(const std::string& url);

}  // namespace parity
