#include "harness/environment/run_database.h"

#include <ctime>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "harness/environment/sql.h"
#include "harness/error.h"

namespace parity {
namespace {

constexpr auto kPrefix = "parity_run_";

// Names sort by time, and can be judged by it: "parity_run_20260203t040506".
std::string name_at(std::time_t when) {
  std::tm utc = {};
  gmtime_r(&when, &utc);
  return fmt::format("{}{:04}{:02}{:02}t{:02}{:02}{:02}", kPrefix, utc.tm_year + 1900, utc.tm_mon + 1,
                     utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace

RunDatabase::RunDatabase(std::string server_url)
    : server_url_(std::move(server_url)),
      name_(fmt::format("{}_{:08x}", name_at(std::time(nullptr)), std::random_device()())),
      url_(with_database(server_url_, name_)) {
  try {
    run_sql(server_url_, fmt::format("create database {} template template0", quote_identifier(name_)));
  } catch (Error& error) {
    throw error.while_doing("making a database for the run on the server that the URL names");
  }
}

RunDatabase::RunDatabase(RunDatabase&& other) noexcept
    : server_url_(std::move(other.server_url_)),
      name_(std::exchange(other.name_, {})),
      url_(std::move(other.url_)) {}

RunDatabase::~RunDatabase() {
  if (name_.empty()) return;
  try {
    drop_database(server_url_, name_);
  } catch (const Error&) {
    // The server is gone or unreachable; stale_databases() will list it.
  }
}

RunDatabase database_on(const std::string& server_url) { return RunDatabase(server_url); }

std::vector<std::string> stale_databases(const std::string& server_url) {
  const auto yesterday = name_at(std::time(nullptr) - 24 * 60 * 60);
  std::vector<std::string> names;
  for (const auto& row :
       run_sql(server_url, "select datname from pg_database order by datname collate \"C\"")) {
    if (row[0]->starts_with(kPrefix) && *row[0] < yesterday) names.push_back(*row[0]);
  }
  return names;
}

}  // namespace parity
