// Schemas as datasets: what differs between two of them, by the ordinary comparison.
#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

const char* kTwo =
    "environment: { postgres: { ephemeral: true }, prepare: [{ sql_file: two.sql }] }\n"
    "datasets:\n"  // in one database, so that each of the two sees the other
    "  a: { catalog: '${postgres.url}', schema: a, skip_tables: [schemas] }\n"
    "  b: { catalog: '${postgres.url}', schema: b, skip_tables: [schemas] }\n"
    "parity: [{ compare: [a, b] }]\n";

// The schema `a` with a table, `b` alike but for `change`; neither knows of the other.
std::string two(const std::string& change) {
  const std::string body =
      "CREATE TABLE t (id int PRIMARY KEY, name varchar(9) NOT NULL UNIQUE, size int DEFAULT 1 CHECK (size > "
      "0));"
      "CREATE INDEX t_size_idx ON t (size);";
  return "CREATE SCHEMA a; SET search_path TO a;" + body + "CREATE SCHEMA b; SET search_path TO b;" + body +
         change;
}

reports::Result compared(const std::string& change) {
  RunFolder folder;
  folder.write("two.sql", two(change));
  return folder.run(kTwo);
}

std::vector<std::string> tables_with_differences(const reports::Result& result) {
  std::vector<std::string> names;
  for (const reports::TableResult& table : result.comparisons.at(0).tables)
    if (!table.samples.empty()) names.push_back(table.name + "." + table.samples[0].field);
  return names;
}

}  // namespace

TEST_CASE("a schema is compared with itself and with another that is alike") {
  const reports::Result result = compared("");
  CHECK(tables_with_differences(result) == std::vector<std::string>{});
  CHECK(result.outcome == reports::Outcome::passed);
}

TEST_CASE("what differs between two schemas is shown where it is") {
  const auto found = [](const std::string& change) {
    INFO(change);
    const reports::Result result = compared(change);
    CHECK(result.outcome == reports::Outcome::failed);
    return tables_with_differences(result);
  };
  using Names = std::vector<std::string>;
  CHECK(found("ALTER TABLE t ALTER name TYPE varchar(10)") == Names{"columns.type"});
  CHECK(found("ALTER TABLE t ALTER name DROP NOT NULL") == Names{"columns.nullable"});
  CHECK(found("ALTER TABLE t DROP CONSTRAINT t_size_check, ADD CHECK (size >= 0)") ==
        Names{"checks.expression"});
  CHECK(found("DROP INDEX t_size_idx; CREATE INDEX t_size_idx ON t (size DESC)") ==
        Names{"indexes.definition"});
  CHECK(found("CREATE TYPE mood AS ENUM ('good')") == Names{"enums."});
  CHECK(found("ALTER TABLE t ENABLE ROW LEVEL SECURITY") == Names{"tables.row_security"});
}
