// Traps T42 to T52: counts, what is shown of them, snapshots, what is not there.
#include <cstdlib>

#include <sys/wait.h>

#include "harness/compare/oracle.h"
#include "harness/compare/traps/test_trial.h"
#include "harness/environment/sql.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::DifferenceKind;

namespace {

std::string many(int rows, int changed, const std::string& more = "") {
  std::string text = "[";
  for (int i = 0; i < rows; ++i)
    text += (i ? ", {\"id\": " : "{\"id\": ") + std::to_string(i) +
            ", \"v\": " + std::to_string(i < changed ? -1 : i) + "}";
  return text + more + "]";
}

// The program itself, on a scenario of two JSON files; its exit code.
int run_program(const std::string& source, const std::string& target, const std::string& more = "") {
  const TrialFolder folder;
  folder.write("source.json", source);
  folder.write("target.json", target);
  const std::string scenario =
      folder.write("scenario.yaml",
                   "version: 1\nname: trap\ndatasets:\n  source: { json: source.json }\n"
                   "  target: { json: target.json }\nparity:\n  - compare: [source, target]\n"
                   "    tables: { t: { key: [id], known_as: [source, target] } }\n" +
                       more);
  const std::string output = scenario.substr(0, scenario.rfind('/')) + "/out";
  const std::string command =
      std::string(PARITY_PROGRAM) + " run " + scenario + " -o " + output + " >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("trap T42: summary and findings agree, and no side is taken for the other") {
  const Told told = compared(json_rows(many(50, 7, R"(, {"id": 100, "v": 1})")), json_rows(many(49, 0)));
  const OracleTable counts = counts_of(told.table());
  CHECK(recounted(told.table(), "source → target", told.differences) == counts);
  CHECK(counts.by_kind == std::map<DifferenceKind, std::uint64_t>{{DifferenceKind::value, 7},
                                                                  {DifferenceKind::missing_row, 2}});
  CHECK(counts.source_rows == 51);
  CHECK(counts.target_rows == 49);
  for (const reports::Difference& difference : told.differences) {
    if (difference.kind != DifferenceKind::value) continue;
    CHECK(difference.source.raw == "-1");
    CHECK("[" + difference.target.raw + "]" == difference.key);
  }
}

TEST_CASE("trap T44: a cap on what is shown is no cap on what is counted") {
  const Told told = compared(json_rows(many(20'000, 15'000)), json_rows(many(20'000, 0)));
  CHECK(told.differences.size() == 15'000);
  CHECK(told.table().by_kind.at(DifferenceKind::value) == 15'000);
  CHECK(told.field("v").different == 15'000);
  CHECK(told.table().samples.size() < 100);
}

TEST_CASE("trap T45: nothing equals nothing, and that proves nothing") {
  CHECK(run_program("[]", "[]") == 4);
  CHECK(run_program(many(1, 0), many(1, 0)) == 0);
  CHECK(run_program(many(1, 0), "[]") == 1);
}

TEST_CASE("trap T46: no error, no difference and no emptiness ends with 0") {
  CHECK(run_program(many(3, 0), many(3, 0)) == 0);
  CHECK(run_program(many(3, 0), many(3, 1)) == 1);
  CHECK(run_program(many(3, 0), many(3, 0), "no_such_key: 1\n") == 2);
  CHECK(run_program(many(3, 0), "[{\"id\":") == 3);
  CHECK(run_program(many(3, 0), "") == 3);
}

TEST_CASE("trap T47: all is read in one snapshot, however often it is read and whoever writes") {
  const std::string url =
      fresh_database("CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1), (2, 2)");
  Reader& early = postgres_at(url);
  run_sql(url, "UPDATE t SET v = 9 WHERE id = 2; INSERT INTO t VALUES (3, 3)");
  Reader& before = json_rows(R"([{"id": 1, "v": 1}, {"id": 2, "v": 7}])");
  const Told told = compared(early, before);
  REQUIRE(verdict(told) == "v value;");  // row 2, looked at again, is still 2
  CHECK(told.differences[0].source.raw == "2");
  CHECK(verdict(compared(early, before)) == "v value;");
  CHECK(verdict(compared(postgres_at(url), before)) == "v value;missing row;");
}

TEST_CASE("trap T49: a column that one side lacks is told, and the others are compared") {
  const std::string rows = R"([{"id": 1, "v": 1}, {"id": 2, "v": 2}])";
  CHECK(verdict(compared(postgres_rows("CREATE TABLE t (id int PRIMARY KEY, v int, extra text);"
                                       "INSERT INTO t VALUES (1, 1, 'x'), (2, 3, NULL)"),
                         json_rows(rows))) == "extra missing field;v value;");
  CHECK(verdict(compared(postgres_rows("CREATE TABLE t (id int PRIMARY KEY, v int);"
                                       "INSERT INTO t VALUES (1, 1), (2, 2)"),
                         json_rows(rows))) == "");
}

TEST_CASE("trap T51: a value too long for any buffer is compared whole") {
  const std::string select = "SELECT 1 AS id, repeat('x', 9000000) || 'y' AS v";
  const std::string text(9'000'000, 'x');
  CHECK(verdict(compared(postgres_query(select), json_rows(R"([{"id": 1, "v": ")" + text + "y\"}]"))) == "");
  CHECK(verdict(compared(postgres_query(select), json_rows(R"([{"id": 1, "v": ")" + text + "z\"}]"))) ==
        "v value;");
}

TEST_CASE("trap T52: indexes are compared by each property, and not by the text of their definition") {
  const auto index = [](const std::string& definition) -> Reader& {
    return postgres_query(
        "SELECT c.relname AS id, am.amname AS method, x.indisunique AS is_unique,"
        " x.indnullsnotdistinct AS one_null, pg_get_expr(x.indpred, x.indrelid) AS predicate,"
        " c.reloptions::text[] AS settings, x.indnkeyatts AS keys,"
        " ARRAY(SELECT pg_get_indexdef(c.oid, i, true) FROM generate_series(1, x.indnatts) i) AS columns,"
        " ARRAY(SELECT k::int8 FROM unnest(x.indclass) k) AS classes,"
        " ARRAY(SELECT k::int8 FROM unnest(x.indcollation) k) AS collations,"
        " ARRAY(SELECT unnest(x.indoption)) AS options"
        " FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_am am ON am.oid = c.relam"
        " WHERE c.relname = 'i'",
        "CREATE TABLE things (a int, b int, name text); CREATE " + definition);
  };
  const auto told = [&](const std::string& source, const std::string& target) {
    return verdict(compared(index(source), index(target)));
  };
  CHECK(told("INDEX i ON things USING btree (lower(name) ASC NULLS LAST, a) WHERE a > 0 AND b > 0",
             "INDEX i ON public.things (lower(things.name), \"a\") WHERE (a > (0)) AND ((b > 0))") == "");
  const std::string plain = "INDEX i ON things (a, b)";
  CHECK(told(plain, "UNIQUE INDEX i ON things (a, b)") == "is_unique value;");
  CHECK(told("UNIQUE INDEX i ON things (a, b)", "UNIQUE INDEX i ON things (a, b) NULLS NOT DISTINCT") ==
        "one_null value;");
  CHECK(told(plain, "INDEX i ON things (a, b) WHERE a > 0") == "predicate null;");
  CHECK(told(plain, "INDEX i ON things (a) INCLUDE (b)") ==
        "keys value;classes value;collations value;options value;");
  CHECK(told(plain, "INDEX i ON things (a, b DESC)") == "options[1] value;");
  CHECK(told(plain, "INDEX i ON things (a, b) WITH (fillfactor = 70)") == "settings null;");
  CHECK(told("INDEX i ON things (name)", "INDEX i ON things (name text_pattern_ops)") == "classes[0] value;");
  CHECK(told("INDEX i ON things (name)", "INDEX i ON things (name COLLATE \"C\")") == "collations[0] value;");
  CHECK(told("INDEX i ON things (a)", "INDEX i ON things USING brin (a)") ==
        "method value;classes[0] value;");
}
