#include "harness/environment/sql.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "harness/environment/conninfo.h"
#include "harness/environment/interrupt.h"
#include "harness/environment/sql_wire.h"
#include "harness/error.h"

namespace parity {
namespace {

std::string trimmed(const char* text) {
  std::string out = text;
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

Error failure(const PGresult* result, PGconn* connection, const std::string& script) {
  const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (!text || !state) return undecidable(trimmed(PQerrorMessage(connection)));
  auto message = fmt::format("{} (SQLSTATE {}", text, state);
  if (const char* position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION)) {
    const auto until = std::min<std::size_t>(std::strtoul(position, nullptr, 10), script.size());
    const auto lines = std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(until), '\n');
    if (lines > 0 || script.find('\n') != std::string::npos) message += fmt::format(", line {}", lines + 1);
  }
  message += ")";
  if (const char* detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL))
    message += fmt::format(": {}", detail);
  auto error = undecidable(message);
  if (const char* hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT)) error.hint = hint;
  return error;
}

}  // namespace

PgConnection connect_postgres(const std::string& url) {
  read_conninfo(url);
  const char* keys[] = {"connect_timeout", "dbname", "fallback_application_name", "client_encoding", nullptr};
  const char* values[] = {"10", url.c_str(), "parity", "UTF8", nullptr};
  PgConnection connection(PQconnectdbParams(keys, values, 1), PQfinish);
  if (!connection) throw undecidable("out of memory");
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw undecidable(trimmed(PQerrorMessage(connection.get())));
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);  // its default prints
  return connection;
}

PgResult next_result(PGconn* connection) {
  while (PQisBusy(connection)) {
    pollfd waits[] = {{PQsocket(connection), POLLIN, 0}, {interrupt_fd(), POLLIN, 0}};
    poll(waits, 2, -1);
    throw_if_interrupted();
    if (!PQconsumeInput(connection)) throw undecidable(trimmed(PQerrorMessage(connection)));
  }
  return {PQgetResult(connection), PQclear};
}

std::vector<SqlRow> rows_of(const PGresult* result) {
  std::vector<SqlRow> rows(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    for (int column = 0; column < PQnfields(result); ++column) {
      auto& cell = rows[static_cast<std::size_t>(row)].emplace_back();
      if (PQgetisnull(result, row, column)) continue;
      cell.emplace(PQgetvalue(result, row, column),
                   static_cast<std::size_t>(PQgetlength(result, row, column)));
    }
  }
  return rows;
}

std::vector<SqlRow> run_sql(const std::string& url, const std::string& script) {
  const auto connection = connect_postgres(url);
  if (!PQsendQuery(connection.get(), script.c_str())) {
    throw undecidable(trimmed(PQerrorMessage(connection.get())));
  }
  std::vector<SqlRow> rows;
  while (const auto result = next_result(connection.get())) {
    switch (PQresultStatus(result.get())) {
      case PGRES_EMPTY_QUERY:
      case PGRES_COMMAND_OK: rows.clear(); break;
      case PGRES_TUPLES_OK: rows = rows_of(result.get()); break;
      case PGRES_COPY_IN:
      case PGRES_COPY_OUT: throw undecidable("COPY from or to the client is not possible in a script");
      default: throw failure(result.get(), connection.get(), script);
    }
  }
  return rows;
}

void drop_database(const std::string& server_url, const std::string& name) {
  const auto connection = connect_postgres(server_url);
  const auto sql = fmt::format("drop database if exists {} with (force)", quote_identifier(name));
  const PgResult result(PQexec(connection.get(), sql.c_str()), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw failure(result.get(), connection.get(), sql);
}

std::string with_database(const std::string& url, const std::string& name) {
  auto said = read_conninfo(url);
  said["dbname"] = name;
  return conninfo_url(std::move(said));
}

}  // namespace parity
