// Migrations up, down and up again: the catalog is the same, and down leaves nothing behind.
#include "harness/readers/postgres_schema.h"
#include "harness/suites/schema/test_schema.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

void run_migration(const std::string& url, const std::string& version) {
  run_sql(url, text_of(kRoot / "fixtures/gym/migrations" / (version + ".sql")));
}
const std::vector<std::string> kVersions = {"001_tables", "002_indexes", "003_row_security"};

}  // namespace

TEST_CASE("gym: each migration is undone by its own") {
  const std::string url = server().database("round_trip");
  std::vector<std::string> digests = {catalog_digest(url)};
  for (const std::string& version : kVersions) {
    run_migration(url, version + ".up");
    digests.push_back(catalog_digest(url));
    CHECK(digests[digests.size() - 1] != digests[digests.size() - 2]);
  }
  for (std::size_t n = kVersions.size(); n > 0; --n) {
    run_migration(url, kVersions[n - 1] + ".down");
    INFO("behind " << kVersions[n - 1]);
    CHECK(catalog_digest(url) == digests[n - 1]);
  }
  for (const std::string& version : kVersions) run_migration(url, version + ".up");
  CHECK(catalog_digest(url) == digests.back());
}

TEST_CASE("gym: an extension that was there before is still there behind down") {
  const std::string url = server().database("extension_before");
  run_sql(url, "CREATE EXTENSION pg_trgm");
  const std::string before = catalog_digest(url);
  run_migration(url, "001_tables.up");
  run_migration(url, "001_tables.down");
  CHECK(catalog_digest(url) == before);
}

TEST_CASE("a type or a function that down leaves is seen") {
  const std::string url = server().database("left_behind");
  const std::string before = catalog_digest(url);
  for (const std::string left :
       {"CREATE TYPE mood AS ENUM ('a')", "CREATE EXTENSION pg_trgm", "CREATE SEQUENCE s",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE SCHEMA aside"}) {
    INFO(left);
    run_sql(url, left);
    CHECK(catalog_digest(url) != before);
    run_sql(url,
            "DROP TYPE IF EXISTS mood; DROP EXTENSION IF EXISTS pg_trgm; DROP SEQUENCE IF EXISTS s; DROP "
            "FUNCTION IF EXISTS f; DROP SCHEMA IF EXISTS aside");
    CHECK(catalog_digest(url) == before);
  }
}

TEST_CASE("refdata: up, down, up is the same schema, and down leaves nothing") {
  const std::string url = server().database("refdata_round_trip");
  const auto migrate = [&](const std::string& way) {
    return run_process({.argv = {"refdata", "migrate", way}, .env = {{"DATABASE_URL", url}}},
                       std::chrono::seconds(60))
        .code;
  };
  const std::string empty = catalog_digest(url);
  REQUIRE(migrate("up") == 0);
  const std::string up = catalog_digest(url);
  REQUIRE(migrate("down") == 0);
  CHECK(catalog_digest(url) == empty);
  REQUIRE(migrate("up") == 0);
  CHECK(catalog_digest(url) == up);
}
