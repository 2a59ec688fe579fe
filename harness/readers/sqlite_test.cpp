// Reads files that libsqlite3 made a moment ago, and two public databases where they are at hand.
#include "harness/readers/sqlite.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <thread>

#include <sqlite3.h>
#include <unistd.h>

#include "harness/error.h"
#include "harness/readers/row_collector.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

// A folder of the test's own.
struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "parity-sqlite-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

// A connection that writes.
struct Writer {
  explicit Writer(const fs::path& file) { REQUIRE(sqlite3_open(file.c_str(), &connection) == SQLITE_OK); }
  ~Writer() { sqlite3_close(connection); }
  void run(const std::string& sql) const {
    char* message = nullptr;
    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message);
    INFO(sql);
    REQUIRE(std::string(message == nullptr ? "" : message).empty());
  }
  sqlite3* connection = nullptr;
};

struct Made {
  explicit Made(const std::string& sql) : file(folder.path / "made.sqlite") { Writer(file).run(sql); }
  Folder folder;
  fs::path file;
};

Lines rows_of(const std::string& sql) {
  const Made made(sql);
  const auto reader = sqlite_reader(made.file);
  reader->tables();
  return collect(*reader, 0).rows;
}

// The error of reading everything, with its hint, and the file's folder left out.
std::string error_of(const fs::path& file) {
  try {
    const auto reader = sqlite_reader(file);
    for (std::size_t i = 0; i < reader->tables().size(); ++i) collect(*reader, i);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    std::string text = std::string(error.what()) + " -- " + error.hint;
    const std::string folder = file.parent_path().string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
      text.erase(at, folder.size());
    return text;
  }
  return "no error";
}

}  // namespace

TEST_CASE("cells are decoded by what they store, not by what their column declares") {
  CHECK(rows_of("CREATE TABLE t (a INTEGER, b TEXT, c, d BOOLEAN, e DATETIME);"
                "INSERT INTO t VALUES (1, '1', 1.5, 1, '2024-02-03 04:05:06'),"
                " ('one', x'00ff', NULL, 'true', 1706933106), (9223372036854775807, '', 0.1, 0, NULL)") ==
        Lines{R"(number 1 | text "1" | number 1.5 | number 1 | text "2024-02-03 04:05:06")",
              R"(text "one" | bytes \x00ff | null null | text "true" | number 1706933106)",
              R"(number 9223372036854775807 | text "" | number 0.1 | number 0 | null null)"});
}

TEST_CASE("trap T03: integers beyond 2^53 and doubles keep what they are") {
  CHECK(rows_of("CREATE TABLE t (a, b); INSERT INTO t VALUES (9007199254740993, 9007199254740992.0),"
                " (-9223372036854775808, 1e300), (0, 1e999), (0, -1e999), (0, 5e-324)") ==
        Lines{"number 9007199254740993 | number 9007199254740992",
              "number -9223372036854775808 | number 1e300", "number 0 | number Infinity",
              "number 0 | number -Infinity", "number 0 | number 5e-324"});
}

TEST_CASE("text keeps its NULs; invalid UTF-8 is an invalid value and reading goes on") {
  CHECK(rows_of("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('a' || char(0) || 'b'),"
                " (CAST(x'636166e9' AS TEXT)), ('caf' || char(233))") ==
        Lines{R"(text "a\u0000b")", R"(invalid )" + spell(Value::invalid("not valid UTF-8: x'636166e9'")),
              R"(text "café")"});
}

TEST_CASE("a UTF-16 file gives the same values") {
  CHECK(rows_of("PRAGMA encoding = 'UTF-16be'; CREATE TABLE t (a TEXT); INSERT INTO t VALUES"
                " ('café' || char(128512) || char(0) || 'x')") == Lines{"text \"café\U0001F600\\u0000x\""});
}

TEST_CASE("the catalog says columns, kinds, keys and what a table is") {
  const Made made(
      "CREATE TABLE \"order\" (\"Select\" INTEGER, \"a\"\"b\" UUID, g AS (\"Select\" + 1), s INT AS (2) "
      "STORED,"
      " PRIMARY KEY (\"a\"\"b\", \"Select\")) WITHOUT ROWID;"
      "CREATE TABLE plain (id INTEGER PRIMARY KEY, at TIMESTAMP, x);"
      "CREATE VIEW latest AS SELECT id FROM plain;"
      "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT);"
      "INSERT INTO \"order\" VALUES (2, 'b'), (1, 'a'); INSERT INTO plain VALUES (7, 'now', 1);");
  const auto reader = sqlite_reader(made.file);
  const std::vector<TableInfo> tables = reader->tables();
  REQUIRE(tables.size() == 4);
  CHECK(tables[0].name == "order");
  CHECK(tables[0].key == Lines{"a\"b", "Select"});
  CHECK(tables[0].rows_estimate == 2);
  REQUIRE(tables[0].columns.size() == 4);
  CHECK(tables[0].columns[1].type == "UUID");
  CHECK(tables[0].columns[1].kind == Kind::uuid);
  CHECK(tables[0].columns_final);
  CHECK(tables[1].key == Lines{"id"});
  CHECK(tables[1].columns[1].kind == Kind::local);
  CHECK(tables[1].columns[2].kind == Kind::invalid);
  CHECK(tables[2].notes == Lines{"is a view"});
  CHECK(tables[1].notes.empty());
  CHECK(tables[3].name == "counted");  // and no sqlite_sequence
  CHECK(collect(*reader, 0).rows == Lines{R"(number 1 | text "a" | number 2 | number 2)",
                                          R"(number 2 | text "b" | number 3 | number 2)"});
  CHECK(collect(*reader, 2).rows == Lines{"number 7"});
}

TEST_CASE("rows come in rowid order, whatever index would cover them") {
  CHECK(rows_of("CREATE TABLE t (a INTEGER); CREATE INDEX i ON t (a); INSERT INTO t VALUES (3), (1), (2)") ==
        Lines{"number 3", "number 1", "number 2"});
}

TEST_CASE("columns named like the rowid do not hide it") {
  CHECK(rows_of("CREATE TABLE t (RowID TEXT, oid TEXT); INSERT INTO t VALUES ('x', 'y')") ==
        Lines{R"(text "x" | text "y")"});
  CHECK(
      rows_of("CREATE TABLE t (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO t VALUES ('x', 'y', 'z')") ==
      Lines{R"(text "x" | text "y" | text "z")"});
}

static void fetches(const std::string& sql, const Lines& expected) {
  const Made made(sql);
  const auto reader = sqlite_reader(made.file);
  reader->tables();
  const RowCollector read = collect(*reader, 0);
  const std::vector<Locator> wanted = {read.locators[2], read.locators[0], read.locators[2]};
  Lines fetched(wanted.size());
  reader->fetch(0, wanted, [&](std::size_t i, const FetchedRow& row) {
    RowCollector one;
    one.row(row.values, 0);
    const std::string origin = row.origin;
    fetched[i] = one.rows[0] + " from " + origin.substr(origin.find("made.sqlite"));
  });
  CHECK(fetched == expected);
}

TEST_CASE("rows are found again, by rowid or by ordinal, with their origin") {
  fetches(
      "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (-5, 'x'), (2, 'y'), (9223372036854775807, 'z')",
      {"text \"z\" from made.sqlite: table t, rowid 9223372036854775807",
       "text \"x\" from made.sqlite: table t, rowid -5",
       "text \"z\" from made.sqlite: table t, rowid 9223372036854775807"});
  fetches("CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES ('c'), ('a'), ('b')",
          {"text \"c\" from made.sqlite: table t, row 3", "text \"a\" from made.sqlite: table t, row 1",
           "text \"c\" from made.sqlite: table t, row 3"});
}

TEST_CASE("what cells hold against their declaration is counted while reading") {
  const Made made(
      "CREATE TABLE payment (paid NUMERIC, active BOOLEAN, code STRING, note TEXT);"
      "INSERT INTO payment VALUES (1, 1, '007', 'a'), ('', 0, 'x', 5), ('n/a', NULL, 'y', NULL)");
  const auto reader = sqlite_reader(made.file);
  reader->tables();
  CHECK(reader->notes().empty());
  collect(*reader, 0);
  collect(*reader, 0);  // a second reading does not count twice
  CHECK(reader->notes() ==
        Lines{"table payment, column paid: declared NUMERIC, 2 cells hold text",
              "table payment, column active: declared BOOLEAN, 2 cells hold integer, read as numbers",
              "table payment, column code: declared STRING, 1 cell holds integer, read as numbers"});
}

TEST_CASE("trap T47: everything is read in one snapshot, also while another program writes") {
  const Made made(
      "PRAGMA journal_mode = WAL; CREATE TABLE a (x); CREATE TABLE b (x);"
      "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)");
  const Writer writer(made.file);
  const auto reader = sqlite_reader(made.file);
  reader->tables();
  CHECK(collect(*reader, 0).rows == Lines{"number 1"});
  writer.run("INSERT INTO a VALUES (2); INSERT INTO b VALUES (2)");
  CHECK(collect(*reader, 0).rows == Lines{"number 1"});
  CHECK(collect(*reader, 1).rows == Lines{"number 1"});
  const auto later = sqlite_reader(made.file);
  later->tables();
  CHECK(collect(*later, 1).rows == Lines{"number 1", "number 2"});
}

TEST_CASE("tables are read by several threads at once") {
  const Made made(
      "CREATE TABLE a (x TEXT); CREATE TABLE b (x TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i "
      "+ 1"
      " FROM n WHERE i < 2000) INSERT INTO a SELECT 'row ' || i FROM n; INSERT INTO b SELECT x FROM a");
  const auto reader = sqlite_reader(made.file);
  reader->tables();
  const Lines alone = collect(*reader, 0).rows;
  REQUIRE(alone.size() == 2000);
  std::vector<Lines> together(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < together.size(); ++i)
    threads.emplace_back([&, i] { together[i] = collect(*reader, i % 2).rows; });
  for (std::thread& thread : threads) thread.join();
  for (const Lines& rows : together) CHECK(rows == alone);
}

TEST_CASE("the identity is that of the bytes, and taking it keeps the snapshot's lock") {
  const Made made("CREATE TABLE t (x)");
  const auto reader = sqlite_reader(made.file);
  const std::string before = reader->identity();
  CHECK(before == reader->identity());
  CHECK_THAT(before, Catch::Matchers::StartsWith("sqlite xxh3:"));
  const Writer writer(made.file);  // a rollback-journal writer must not get past our shared lock
  CHECK(sqlite3_exec(writer.connection, "INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr) ==
        SQLITE_BUSY);
}

TEST_CASE("the identity changes with the data") {
  const Made made("CREATE TABLE t (x)");
  const std::string before = sqlite_reader(made.file)->identity();
  Writer(made.file).run("INSERT INTO t VALUES (1)");
  CHECK(before != sqlite_reader(made.file)->identity());
}

TEST_CASE("a table that cannot be read is listed, said so, and an error when it is asked for") {
  const Made made(
      "CREATE TABLE t (x); CREATE TABLE gone (x); CREATE VIEW v AS SELECT x FROM gone;"
      "INSERT INTO t VALUES (1); PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'gone'");
  const auto reader = sqlite_reader(made.file);
  REQUIRE(reader->tables().size() == 2);
  CHECK(collect(*reader, 0).rows == Lines{"number 1"});
  REQUIRE(reader->notes().size() == 1);
  CHECK_THAT(reader->notes()[0], ContainsSubstring("no such table: main.gone"));
  CHECK_THROWS_AS(reader->open(1, 1), Error);
}

TEST_CASE("a file that cannot be read is an error with its cause and what to do") {
  const Folder folder;
  CHECK(
      error_of(folder.path / "none.sqlite") ==
      "there is no file none.sqlite -- paths in a scenario are relative to the scenario's file; SQLite would "
      "create an empty database here, Parity never does");
  fs::create_directory(folder.path / "dir");
  CHECK(error_of(folder.path / "dir") == "dir is not a file -- name the SQLite file itself");
  std::ofstream(folder.path / "empty.sqlite");
  CHECK(error_of(folder.path / "empty.sqlite") ==
        "empty.sqlite is empty: 0 bytes are no SQLite database -- sqlite3 creates such a file when a path is "
        "mistyped; check who writes it");
  std::ofstream(folder.path / "text.sqlite") << std::string(4096, 'x');
  CHECK(error_of(folder.path / "text.sqlite") ==
        "cannot read text.sqlite: file is not a database -- check the path; an encrypted database cannot be "
        "read either");
}

TEST_CASE("a locked file is an error, not an empty dataset") {
  const Made made("CREATE TABLE t (x)");
  const Writer writer(made.file);
  writer.run("BEGIN EXCLUSIVE");
  CHECK(error_of(made.file) ==
        "cannot read made.sqlite: database is locked -- end the program that holds it, or compare a copy: "
        "sqlite3 FILE \".backup COPY\"");
}

TEST_CASE("a damaged file is an error, not fewer rows") {
  const Made made(
      "CREATE TABLE t (x TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
      " WHERE i < 5000) INSERT INTO t SELECT 'row ' || i FROM n");
  std::fstream file(made.file, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4096 * 5);
  file << std::string(4096, '\xff');
  file.close();
  CHECK(error_of(made.file) ==
        "cannot read made.sqlite: database disk image is malformed -- sqlite3 made.sqlite \"PRAGMA "
        "integrity_check\" says where; restore a sound copy");
}

TEST_CASE("a file cut short is an error") {
  const Made made(
      "CREATE TABLE t (x TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
      " WHERE i < 5000) INSERT INTO t SELECT 'row ' || i FROM n");
  fs::resize_file(made.file, 4096 * 6);
  CHECK_THAT(error_of(made.file), ContainsSubstring("database disk image is malformed"));
}

TEST_CASE("public SQLite databases are read whole, without an invalid value") {
  const fs::path data(PARITY_SHARED_DATA);
  if (!fs::exists(data / "chinook")) {
    std::cout << "skipped: " << data << " is absent\n";
    return;
  }
  const std::map<std::string, std::size_t> chinook = {
      {"Album", 347},   {"Artist", 275},         {"Customer", 59},      {"Employee", 8},
      {"Genre", 25},    {"Invoice", 412},        {"InvoiceLine", 2240}, {"MediaType", 5},
      {"Playlist", 18}, {"PlaylistTrack", 8715}, {"Track", 3503}};
  const auto reader = sqlite_reader(data / "chinook/Chinook_Sqlite.sqlite");
  std::map<std::string, std::size_t> found;
  const std::vector<TableInfo> tables = reader->tables();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const RowCollector read = collect(*reader, i);
    found[tables[i].name] = read.rows.size();
    CHECK(read.cells[static_cast<std::size_t>(Kind::invalid)] == 0);
  }
  CHECK(found == chinook);
  CHECK(reader->notes().empty());

  for (const auto& [name, rows] : std::map<std::string, std::size_t>{
           {"regions", 6}, {"subregions", 22}, {"countries", 250}, {"states", 5308}}) {
    const auto one = sqlite_reader(data / "csc/sqlite" / (name + ".sqlite3"));
    REQUIRE(one->tables().size() == 1);
    const RowCollector read = collect(*one, 0);
    CHECK(read.rows.size() == rows);
    CHECK(read.cells[static_cast<std::size_t>(Kind::invalid)] == 0);
    for (const std::string& note : one->notes()) std::cout << name << ": " << note << "\n";
  }
}
