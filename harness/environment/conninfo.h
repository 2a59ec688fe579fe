// How libpq is told where a server is: its words by name ("host", "port", "user", "dbname"…), and a URI made
// of them.
#pragma once

#include <map>
#include <string>

namespace parity {

// Takes a URI or a connection string. Throws Error (undecidable) without a piece of its secrets.
std::map<std::string, std::string> read_conninfo(const std::string& url);

std::string conninfo_url(std::map<std::string, std::string> given);

}  // namespace parity
