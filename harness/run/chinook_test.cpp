// A music store in three representations that were never promised to agree: what really differs between them,
// to the cell. The data is not part of this repository: it is looked for beside it, in
// ../shared/data/chinook.
#include <cstdio>
#include <filesystem>

#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::filesystem::path chinook() {
  return std::filesystem::path(PARITY_SOURCE).parent_path() / "shared/data/chinook";
}

// The script without what is for psql alone: making the database and connecting to it.
std::string schema_and_rows() {
  std::string script;
  for (const std::string& line : lines(chinook() / "Chinook_PostgreSql.sql")) {
    if (!line.starts_with("DROP DATABASE") && !line.starts_with("CREATE DATABASE") &&
        !line.starts_with("\\c "))
      script += line + "\n";
  }
  return script;
}

class Chinook : public RunFolder {
 public:
  Chinook() { write("chinook.sql", schema_and_rows()); }

  reports::Result compare(const std::string& source, const std::string& target,
                          const std::string& rules = "") {
    const std::string data = chinook().string();
    return run(
        "environment: { postgres: { ephemeral: true }, prepare: [{ sql_file: chinook.sql }] }\n"
        "datasets:\n  json: { json: " +
        data +
        "/ChinookData.json, tables: '' }\n"
        "  sqlite: { sqlite: " +
        data +
        "/Chinook_Sqlite.sqlite }\n"
        "  database: { postgres: '${postgres.url}' }\n"
        "contract: { name: chinook, names: snake_case, defaults: { " +
        rules +
        " } }\n"
        "parity: [{ compare: [" +
        source + ", " + target + "] }]\n");
  }
};

std::uint64_t cells_that_differ(const reports::Result& result) {
  std::uint64_t cells = 0;
  for (const reports::TableResult& table : result.comparisons.at(0).tables) {
    for (const reports::FieldResult& field : table.fields) cells += field.different;
  }
  return cells;
}

std::vector<std::string> keys_that_differ(const reports::Result& result, const std::string& name) {
  std::vector<std::string> keys;
  for (const reports::TableResult& table : result.comparisons.at(0).tables) {
    for (const reports::Difference& difference : table.samples) {
      if (table.name == name) keys.push_back(difference.key);
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("Chinook: JSON, SQLite and PostgreSQL differ in these cells and no others") {
  if (!std::filesystem::exists(chinook())) {
    std::printf("SKIPPED: there is no %s\n", chinook().c_str());
    return;
  }
  Chinook data;
  const std::string time = "time: { compare: instant, zone: UTC }";

  const auto strict = data.compare("json", "database");
  REQUIRE(strict.errors == std::vector<std::string>{});
  CHECK(strict.totals.tables == 11);
  CHECK(strict.totals.rows == 2 * 15'607);
  CHECK(strict.totals.masked == 0);
  CHECK(strict.totals.differences == 1'773);  // nothing but cells: no row, field or table is missing
  CHECK(cells_that_differ(strict) == 1'773);
  CHECK(strict.exit_code == 1);

  // Three causes explain all of it, and each has a rule that would hide it and nothing else.
  REQUIRE(strict.clusters.size() == 3);
  const std::vector<std::pair<std::string, std::uint64_t>> causes = {
      {"null policy", 1'337}, {"type", 428}, {"trim", 8}};
  const std::vector<std::string> rules = {"empty", "time", "trim"};
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const reports::Cluster& cluster = strict.clusters[i];
    INFO(cluster.sentence);
    CHECK(std::pair(cluster.cause, cluster.count) == causes[i]);
    REQUIRE_FALSE(cluster.candidates.empty());
    CHECK(cluster.candidates[0].rule == rules[i]);
    CHECK(cluster.candidates[0].hides == cluster.count);
    CHECK(cluster.candidates[0].hides_others == 0);
    CHECK(cluster.candidates[0].cells > 0);
    CHECK_FALSE(cluster.candidates[0].blind_to.empty());
  }

  CHECK(cells_that_differ(data.compare("json", "database", time)) == 1'345);

  const auto empty = data.compare("json", "database", time + ", empty: null");
  CHECK(cells_that_differ(empty) == 8);
  CHECK(keys_that_differ(empty, "customer") == std::vector<std::string>{"[54]"});
  CHECK(keys_that_differ(empty, "invoice").size() == 7);

  const auto all = data.compare("json", "database", time + ", empty: null, trim: both");
  CHECK(all.exit_code == 0);
  CHECK(all.verdict == "PASS (1,773 masked by 3 rules)");
  CHECK(all.masked_by_rule ==
        std::map<std::string, std::uint64_t>{{"empty", 1'337}, {"time", 428}, {"trim", 8}});

  const auto sqlite = data.compare("sqlite", "database");
  CHECK(cells_that_differ(sqlite) == 436);
  CHECK(sqlite.totals.differences == 436);
  const auto files = data.compare("json", "sqlite");
  CHECK(cells_that_differ(files) == 1'765);
  CHECK(files.totals.differences == 1'765);
}
