// SQL on a server of our own, its errors, the URLs, and databases made for a run.
#include "harness/environment/sql.h"

#include <algorithm>

#include "harness/environment/postgres_server.h"
#include "harness/environment/run_database.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string message(const std::string& url, const std::string& script) {
  try {
    run_sql(url, script);
  } catch (const Error& error) { return error.what(); }
  return "no error";
}

bool has(const std::string& url, const std::string& database) {
  return !run_sql(url, "select 1 from pg_database where datname = '" + database + "'").empty();
}

}  // namespace

TEST_CASE("scripts run whole or not at all, and their errors say where") {
  PostgresServer server;
  const auto url = server.database("d");
  CHECK(run_sql(url,
                "create table t (i int, s text); insert into t values (1, null), (2, ''); select * from t") ==
        std::vector<SqlRow>{{"1", std::nullopt}, {"2", ""}});
  CHECK(run_sql(url, "").empty());
  CHECK(message(url, "insert into t values (3, 'x');\nselect 1/0") == "division by zero (SQLSTATE 22012)");
  CHECK(run_sql(url, "select count(*) from t")[0][0] == "2");
  CHECK(message(url, "select 1;\nselect *\nfrom nowhere") ==
        "relation \"nowhere\" does not exist (SQLSTATE 42P01, line 3)");
  CHECK_THAT(message(url, "copy t from stdin"), ContainsSubstring("not possible in a script"));
  CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("a URL that cannot be read is refused without a word of it") {
  const auto text = message("postgresql://me:bad%zzsecret@host/d", "select 1");
  CHECK_THAT(text, ContainsSubstring("cannot be read"));
  CHECK(text.find("zz") == std::string::npos);
  CHECK(text.find("secret") == std::string::npos);
}

TEST_CASE("the same server, another database") {
  const auto check = [](const std::string& url, const std::string& expected) {
    CHECK(with_database(url, "new db") == expected);
    CHECK(with_database(expected, "new db") == expected);
  };
  check("postgresql://me:p%40s%2Fs@db.example:5433/old?sslmode=require",
        "postgresql://me:p%40s%2Fs@db.example:5433/new%20db?sslmode=require");
  check("postgres://[::1]/old", "postgresql://[::1]/new%20db");
  check("host=/run/pg user=me dbname=old", "postgresql:///new%20db?host=/run/pg&user=me");
  check("postgresql://me@a:1,b:2/old", "postgresql:///new%20db?host=a%2Cb&port=1%2C2&user=me");
  check("postgresql:///old", "postgresql:///new%20db");
}

TEST_CASE("a database for a run goes with its object, open connections or not") {
  PostgresServer server;
  const auto url = server.database("theirs");
  std::string name;
  {
    const auto database = database_on(url);
    name = database.name();
    CHECK(name.starts_with("parity_run_"));
    CHECK(run_sql(database.url(), "create table t (i int); select current_database()")[0][0] == name);
    CHECK(has(url, name));
    CHECK(stale_databases(url).empty());
  }
  CHECK_FALSE(has(url, name));
  CHECK(has(url, "theirs"));
}

TEST_CASE("databases that killed runs left are listed after a day") {
  PostgresServer server;
  const auto url = server.database("theirs");
  for (const char* name :
       {"parity_run_20200101t000000_00000001", "parity_run_29990101t000000_00000001", "other"}) {
    server.database(name);
  }
  CHECK(stale_databases(url) == std::vector<std::string>{"parity_run_20200101t000000_00000001"});
}

TEST_CASE("a server that is not there is said so") {
  CHECK_THAT(message("postgresql:///d?host=/no/such/folder", "select 1"),
             ContainsSubstring("/no/such/folder"));
  CHECK_THROWS_AS(database_on("postgresql:///d?host=/no/such/folder"), Error);
}
