#include "harness/environment/sql_session.h"

#include "harness/environment/postgres_server.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("a refused statement is an answer that says what refused it") {
  PostgresServer server;
  SqlSession session(server.database("answers"));
  CHECK(session.run("CREATE TABLE t (a int CONSTRAINT small CHECK (a < 10), b text NOT NULL)").empty());
  session.run("BEGIN");
  const SqlAnswer inserted = session.ask("INSERT INTO t VALUES (1, 'x'), (2, 'y') RETURNING a");
  CHECK(inserted.done());
  CHECK(inserted.touched == 2);
  CHECK(inserted.rows.at(1).at(0) == "2");

  session.run("SAVEPOINT s");
  const SqlAnswer checked = session.ask("INSERT INTO t VALUES (10, 'x')");
  CHECK(checked.state == "23514");
  CHECK(checked.constraint == "small");
  session.run("ROLLBACK TO s");
  const SqlAnswer missing = session.ask("INSERT INTO t VALUES (1, NULL)");
  CHECK(missing.state == "23502");
  CHECK(missing.column == "b");
  session.run("ROLLBACK TO s");
  CHECK(session.run("SELECT count(*) FROM t")[0][0] == "2");

  const SqlAnswer several = session.ask("SELECT 1; SELECT 1/0; SELECT 2");
  CHECK(several.state == "22012");
  CHECK_THROWS_AS(session.run("SELECT 1"), Error);  // the transaction is aborted
  session.run("ROLLBACK");
  CHECK_THROWS_WITH(session.run("SELECT nonesuch"), "column \"nonesuch\" does not exist (SQLSTATE 42703)");
}

TEST_CASE("a session whose server is gone is no answer") {
  PostgresServer server;
  SqlSession session(server.database("gone"));
  SqlSession other(server.database("gone"));
  const std::string pid = *session.run("SELECT pg_backend_pid()")[0][0];
  other.run("SELECT pg_terminate_backend(" + pid + ", 60000)");
  CHECK_THROWS_AS(session.ask("SELECT 1"), Error);
}

TEST_CASE("literals keep their text") {
  PostgresServer server;
  SqlSession session(server.database("literals"));
  for (const std::string text : {"", "it's", "back\\slash'", "\n\t$1", "ä€"})
    CHECK(session.run("SELECT " + quote_literal(text))[0][0] == text);
}
