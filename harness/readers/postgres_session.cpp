// Reading connections: see postgres_session.h. The only home of libpq's COPY.
#include "harness/readers/postgres_session.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <libpq-fe.h>
#include <poll.h>

#include "harness/error.h"
#include "harness/readers/postgres_types.h"

namespace parity {
namespace {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ResultDeleter>;

// The first line of what the server says, without its prefix.
std::string first_line(const char* message) {
  std::string text(message);
  text.erase(std::min(text.find('\n'), text.size()));
  const std::string prefix = "ERROR:  ";
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

ResultPtr execute(PGconn* connection, const std::string& sql, ExecStatusType wanted) {
  ResultPtr result(PQexec(connection, sql.c_str()));
  if (PQresultStatus(result.get()) != wanted)
    throw undecidable("PostgreSQL refused to be read: " + first_line(PQerrorMessage(connection)));
  return result;
}

constexpr int kWaiting_ms = 200;

Error broken_connection(PGconn* connection) {
  return undecidable("the connection to PostgreSQL broke while reading: " +
                     first_line(PQerrorMessage(connection)));
}

// Until the server has sent something.
void wait(PGconn* connection, const std::function<void()>& waiting) {
  pollfd socket{PQsocket(connection), POLLIN, 0};
  for (;;) {
    const int ready = ::poll(&socket, 1, kWaiting_ms);
    if (ready > 0) break;
    if (ready < 0 && errno != EINTR)
      throw undecidable("cannot wait for PostgreSQL: " + std::string(std::strerror(errno)));
    waiting();
  }
  if (PQconsumeInput(connection) == 0) throw broken_connection(connection);
}

ResultPtr next_result(PGconn* connection, const std::function<void()>& waiting) {
  while (PQisBusy(connection)) wait(connection, waiting);
  return ResultPtr(PQgetResult(connection));
}

// Nobody wants the answer any more: the server need not work on.
void cancel(PGconn* connection) {
  PGcancel* request = PQgetCancel(connection);
  if (request == nullptr) return;
  char ignored[256];
  PQcancel(request, ignored, sizeof ignored);
  PQfreeCancel(request);
}

constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0", 11);
constexpr std::size_t kHeader = 19;  // signature, flags, length of an extension

// The first message also carries the stream's header.
std::string_view without_header(std::string_view message) {
  if (message.size() < kHeader || message.substr(0, kSignature.size()) != kSignature) {
    throw undecidable("PostgreSQL sent a binary COPY without its header");
  }
  const auto extension = static_cast<std::size_t>(read_int32(message.data() + 15));
  return message.substr(std::min(message.size(), kHeader + extension));
}

// False for the trailer.
bool split(std::string_view tuple, std::vector<std::string_view>& fields) {
  const auto broken = [] { return undecidable("PostgreSQL sent a row of binary COPY that does not add up"); };
  if (tuple.size() < 2) throw broken();
  const int count = read_int16(tuple.data());
  if (count == -1) return false;
  if (static_cast<std::size_t>(count) != fields.size()) throw broken();
  std::size_t at = 2;
  for (std::string_view& field : fields) {
    if (tuple.size() - at < 4) throw broken();
    const std::int32_t length = read_int32(tuple.data() + at);
    at += 4;
    if (length < 0) {
      field = {};
      continue;
    }
    if (tuple.size() - at < static_cast<std::size_t>(length)) throw broken();
    field = tuple.substr(at, static_cast<std::size_t>(length));
    at += static_cast<std::size_t>(length);
  }
  return true;
}

}  // namespace

const std::vector<std::string>& pinned_settings() {
  static const std::vector<std::string> settings = {
      // A database that vouches for no encoding would be refused whole for one bad text: its bytes come as
      // they
      // are, and each text is checked here (PostgresCatalog::checks_text).
      "SELECT pg_catalog.set_config('client_encoding',"
      " CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false)",
      "SET TimeZone = 'UTC'",
      "SET DateStyle = 'ISO, YMD'",
      "SET IntervalStyle = 'iso_8601'",
      "SET extra_float_digits = 1",
      "SET bytea_output = 'hex'",
      "SET xmlbinary = 'base64'",
      "SET lc_monetary = 'C'",
      "SET statement_timeout = 0",
      "SET idle_in_transaction_session_timeout = 0",
      "SET row_security = off",          // a policy that would hide rows is an error, not a smaller table
      "SET synchronize_seqscans = off",  // the same order in each read
      "SET max_parallel_workers_per_gather = 0",
      "SET jit = off",
  };
  return settings;
}

void check_postgres_url(const std::string& url) {
  char* error = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &error);
  if (error) PQfreemem(error);
  if (!options) {
    throw undecidable("the PostgreSQL URL is malformed (it is not shown, since it may hold a password)")
        .with_hint("postgresql://user:password@host:5432/database, with %-escapes for special characters");
  }
  PQconninfoFree(options);
}

PostgresSession::PostgresSession(const std::string& url, const std::string& snapshot) {
  check_postgres_url(url);
  connection_ = PQconnectdb(url.c_str());
  if (PQstatus(connection_) != CONNECTION_OK) {
    const std::string reason = first_line(PQerrorMessage(connection_));
    PQfinish(connection_);
    throw undecidable("cannot connect to PostgreSQL: " + reason);
  }
  try {
    std::string all;
    for (const std::string& setting : pinned_settings()) all += setting + ";";
    execute(connection_, all, PGRES_COMMAND_OK);
    execute(connection_, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", PGRES_COMMAND_OK);
    if (!snapshot.empty())
      execute(connection_, "SET TRANSACTION SNAPSHOT '" + snapshot + "'", PGRES_COMMAND_OK);
  } catch (...) {
    PQfinish(connection_);
    throw;
  }
}

PostgresSession::~PostgresSession() { PQfinish(connection_); }

void PostgresSession::copy(const std::string& select, std::size_t fields,
                           const std::function<void(const std::vector<std::string_view>&)>& row,
                           const std::function<void()>& waiting) try {
  if (PQsendQuery(connection_, ("COPY (" + select + ") TO STDOUT (FORMAT binary)").c_str()) == 0)
    throw broken_connection(connection_);
  if (PQresultStatus(next_result(connection_, waiting).get()) != PGRES_COPY_OUT)
    throw undecidable("PostgreSQL refused to be read: " + first_line(PQerrorMessage(connection_)));
  std::vector<std::string_view> views(fields);
  struct Message {
    char* bytes = nullptr;
    ~Message() { PQfreemem(bytes); }
  };
  bool first = true;
  for (;;) {
    Message message;
    const int size = PQgetCopyData(connection_, &message.bytes, 1);
    if (size == -1) break;
    if (size < 0) throw broken_connection(connection_);
    if (size == 0) {
      wait(connection_, waiting);
      continue;
    }
    std::string_view bytes(message.bytes, static_cast<std::size_t>(size));
    if (first) bytes = without_header(bytes);
    first = false;
    if (!bytes.empty() && split(bytes, views)) row(views);
  }
  while (const ResultPtr result = next_result(connection_, waiting)) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
      throw undecidable("PostgreSQL stopped in the middle of a table: " +
                        first_line(PQerrorMessage(connection_)));
    }
  }
} catch (...) {
  if (PQtransactionStatus(connection_) == PQTRANS_ACTIVE) cancel(connection_);
  throw;
}

}  // namespace parity
