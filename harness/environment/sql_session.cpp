#include "harness/environment/sql_session.h"

#include <cstdlib>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "harness/error.h"

namespace parity {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text ? text : "";
}

std::vector<SqlColumn> columns_of(const PGresult* result) {
  std::vector<SqlColumn> columns;
  for (int c = 0; c < PQnfields(result); ++c) columns.push_back({PQfname(result, c), PQftype(result, c)});
  return columns;
}

}  // namespace

SqlSession::SqlSession(const std::string& url) : connection_(connect_postgres(url)) {}

SqlAnswer SqlSession::ask(const std::string& statement) {
  if (!PQsendQuery(connection_.get(), statement.c_str()))
    throw undecidable("the connection to PostgreSQL is gone");
  SqlAnswer answer;
  while (const PgResult result = next_result(connection_.get())) {
    switch (PQresultStatus(result.get())) {
      case PGRES_EMPTY_QUERY:
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
        if (!answer.done()) break;
        answer.rows = rows_of(result.get());
        answer.columns = columns_of(result.get());
        answer.touched = std::strtoull(PQcmdTuples(result.get()), nullptr, 10);
        break;
      case PGRES_COPY_IN:
      case PGRES_COPY_OUT: throw undecidable("COPY from or to the client is no statement for a session");
      default:
        answer.state = field(result.get(), PG_DIAG_SQLSTATE);
        if (answer.state.empty()) throw undecidable("the connection to PostgreSQL is gone");
        answer.message = field(result.get(), PG_DIAG_MESSAGE_PRIMARY);
        answer.detail = field(result.get(), PG_DIAG_MESSAGE_DETAIL);
        answer.table = field(result.get(), PG_DIAG_TABLE_NAME);
        answer.column = field(result.get(), PG_DIAG_COLUMN_NAME);
        answer.constraint = field(result.get(), PG_DIAG_CONSTRAINT_NAME);
    }
  }
  if (PQstatus(connection_.get()) != CONNECTION_OK)
    throw undecidable(
        fmt::format("the connection to PostgreSQL broke{}{}", answer.done() ? "" : ": ", answer.message));
  return answer;
}

SqlAnswer SqlSession::need(const std::string& statement) {
  SqlAnswer answer = ask(statement);
  if (!answer.done()) throw undecidable(fmt::format("{} (SQLSTATE {})", answer.message, answer.state));
  return answer;
}

std::string quote_literal(const std::string& text) {
  std::string quoted = text.find('\\') == std::string::npos ? "'" : "E'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted.push_back(c);
    quoted.push_back(c);
  }
  return quoted + "'";
}

}  // namespace parity
