// The two schemas of the fixtures on a real server, each copied from a template for each test.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/environment/sql.h"
#include "harness/error.h"
#include "harness/suites/schema/check_schema.h"
#include "harness/yaml/yaml.h"

namespace parity {

inline const std::filesystem::path kRoot = PARITY_SOURCE;

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline PostgresServer& server() {
  static PostgresServer one;
  return one;
}

// A database as the migrations of a fixture leave it.
inline std::string migrated(const std::string& fixture, const std::string& name) {
  static std::vector<std::string> made;
  const std::string base = "template_" + fixture;
  if (std::find(made.begin(), made.end(), base) == made.end()) {
    const std::string url = server().database(base);
    if (fixture == "refdata")
      run_process({.argv = {"refdata", "migrate", "up"}, .env = {{"DATABASE_URL", url}}},
                  std::chrono::seconds(60));
    else
      for (const char* version : {"001_tables", "002_indexes", "003_row_security"})
        run_sql(url, text_of(kRoot / "fixtures/gym/migrations" / (version + std::string(".up.sql"))));
    made.push_back(base);
  }
  const std::string admin = server().database("postgres");
  run_sql(admin, "CREATE DATABASE " + quote_identifier(name) + " TEMPLATE " + quote_identifier(base));
  return with_database(admin, name);
}

inline SchemaContract contract_of(const std::string& name) {
  const std::string file = "contracts/" + name + ".schema.yaml";
  return load_schema_contract(parse_yaml(text_of(kRoot / file), file), file);
}

inline SchemaContract written(const std::string& yaml) {
  return load_schema_contract(parse_yaml(yaml, "test.schema.yaml"), "test.schema.yaml");
}

// Ids of checks that are red, without the contract's name.
inline std::vector<std::string> red(const std::vector<reports::Check>& checks) {
  std::vector<std::string> ids;
  for (const reports::Check& check : checks)
    if (check.outcome == reports::Outcome::failed || check.outcome == reports::Outcome::errored)
      ids.push_back(check.id.substr(check.id.find('/') + 1));
  return ids;
}

inline std::string told(const std::vector<reports::Check>& checks, reports::Outcome outcome) {
  std::string all;
  for (const reports::Check& check : checks)
    if (check.outcome == outcome) all += check.id + ": " + check.message + "\n";
  return all;
}

}  // namespace parity
