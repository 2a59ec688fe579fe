// SQL text sent to a server through libpq, for databases that the run made: creating them, and the `sql:`
// steps that prepare them. Not how datasets are read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/readers/postgres_identifier.h"

namespace parity {

using SqlRow = std::vector<std::optional<std::string>>;

// Runs all statements of `script`, in one implicit transaction unless it says otherwise; the rows of the last
// one, as text. Throws Error (undecidable) with the server's message, SQLSTATE and line, never with a piece
// of the URL's secrets.
std::vector<SqlRow> run_sql(const std::string& url, const std::string& script);

// With its connections; not stopped by an interruption, since it is part of tidying up.
void drop_database(const std::string& server_url, const std::string& name);

// The same server and user, another database. Takes what libpq takes, gives a URI.
std::string with_database(const std::string& url, const std::string& name);

}  // namespace parity
