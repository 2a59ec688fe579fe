// The PostgreSQL reader against a real server: what each type becomes, which tables there are, and that
// nothing of the server's, the role's or another session's doing changes what is read.
#include "harness/readers/postgres.h"

#include <algorithm>

#include "harness/environment/postgres_server.h"
#include "harness/environment/sql.h"
#include "harness/error.h"
#include "harness/readers/row_collector.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

PostgresServer& server() {
  static PostgresServer the_server;
  return the_server;
}

// A database of its own for each test.
std::string fresh(const std::string& name, const std::string& script = "") {
  const std::string url = server().database(name);
  if (!script.empty()) run_sql(url, script);
  return url;
}

class Cells : public RowSink {
 public:
  void row(std::span<const Value> values, Locator) override {
    rows.emplace_back();
    for (const Value& value : values)
      rows.back().push_back(std::string(kind_name(value.kind)) + " " + spell(value));
  }
  void column(std::string_view) override {}
  std::vector<std::vector<std::string>> rows;
};

std::vector<std::vector<std::string>> cells(Reader& reader, std::size_t table) {
  Cells all;
  for (const auto& stream : reader.open(table, 1)) stream->read(all);
  return all.rows;
}

std::unique_ptr<Reader> query(const std::string& url, const std::string& select) {
  PostgresSource source;
  source.url = url;
  source.tables = false;
  source.queries = {{"q", select}};
  return postgres_reader(source);
}

// Expressions and what each is read as.
using Expected = std::vector<std::pair<std::string, std::string>>;

void check_values(const std::string& url, const Expected& expected) {
  std::string select = "SELECT ";
  for (std::size_t i = 0; i < expected.size(); ++i)
    select += (i ? ", (" : "(") + expected[i].first + ") AS c" + std::to_string(i);
  const auto reader = query(url, select);
  reader->tables();
  const auto rows = cells(*reader, 0);
  REQUIRE(rows.size() == 1);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(expected[i].first);
    CHECK(rows[0][i] == expected[i].second);
  }
}

std::vector<std::string> names(const std::vector<TableInfo>& tables) {
  std::vector<std::string> all;
  for (const TableInfo& table : tables) all.push_back(table.name);
  return all;
}

std::size_t find(const std::vector<TableInfo>& tables, const std::string& name) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].name == name) return i;
  }
  throw std::out_of_range(name);
}

std::string failure(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    return error.what();
  }
  return "no error";
}

std::string read_all(const PostgresSource& source) {
  return failure([&] {
    const auto reader = postgres_reader(source);
    const auto tables = reader->tables();
    for (std::size_t i = 0; i < tables.size(); ++i) cells(*reader, i);
  });
}

// A role that may read everything in `database`, with settings of its own.
std::string as_role(const std::string& url, const std::string& role, const std::string& grants) {
  run_sql(url, "CREATE ROLE " + role + " LOGIN; " + grants);
  std::string other = url;
  const auto user = other.find("postgres@");
  if (user != std::string::npos) return other.replace(user, 8, role);
  return other + (other.find('?') == std::string::npos ? "?" : "&") + "user=" + role;
}

}  // namespace

TEST_CASE("numbers of PostgreSQL keep every digit") {
  check_values(fresh("numbers"), {{"1::smallint", "number 1"},
                                  {"(-32768)::int2", "number -32768"},
                                  {"2147483647::int4", "number 2147483647"},
                                  {"9223372036854775807::int8", "number 9223372036854775807"},
                                  {"(-9223372036854775808)::int8", "number -9223372036854775808"},
                                  {"4294967295::oid", "number 4294967295"},
                                  {"1.50::numeric", "number 1.50"},
                                  {"1::numeric(10,4)", "number 1.0000"},
                                  {"0::numeric", "number 0"},
                                  {"0.000::numeric", "number 0.000"},
                                  {"10000::numeric", "number 10000"},
                                  {"-12345678.000100::numeric", "number -12345678.000100"},
                                  {"0.0000000001::numeric", "number 0.0000000001"},
                                  {"123456789012345678901234567890.12345::numeric",
                                   "number 123456789012345678901234567890.12345"},
                                  {"99999999::numeric * 10000", "number 999999990000"},
                                  {"'NaN'::numeric", "number NaN"},
                                  {"'NaN'::float8", "number NaN"},
                                  {"'-Infinity'::float8", "number -Infinity"},
                                  {"0.1::float4", "number 0.1"},
                                  {"16777217::float4", "number 16777216"},
                                  {"1e-45::float4", "number 1e-45"},
                                  {"0.1::float8", "number 0.1"},
                                  {"0.1::float4::float8", "number 0.10000000149011612"},
                                  {"1e308::float8 * 1", "number 1e308"},
                                  {"'$1,234.50'::money", "number 1234.50"},
                                  {"true", "boolean true"},
                                  {"NULL::int", "null null"}});
  if (std::stoi(server().version()) >= 14) {
    check_values(fresh("numbers"),
                 {{"'Infinity'::numeric", "number Infinity"}, {"'-Infinity'::numeric", "number -Infinity"}});
  }
}

TEST_CASE("a numeric as long as PostgreSQL can make one") {
  const auto reader =
      query(fresh("numbers"), "SELECT (repeat('9', 1000) || '.' || repeat('1', 500))::numeric");
  reader->tables();
  CHECK(cells(*reader, 0)[0][0] == "number " + std::string(1000, '9') + "." + std::string(500, '1'));
}

TEST_CASE("times of PostgreSQL to their limits") {
  check_values(fresh("times"),
               {{"'2024-02-29'::date", "date 2024-02-29"},
                {"'infinity'::date", "date infinity"},
                {"'-infinity'::date", "date -infinity"},
                {"'4714-11-24 BC'::date", "date 4714-11-24 BC"},
                {"'5874897-12-31'::date", "date 5874897-12-31"},
                {"'0001-01-01'::date", "date 0001-01-01"},
                {"'0001-12-31 BC'::date", "date 0001-12-31 BC"},
                {"'24:00'::time", "time 24:00:00"},
                {"'00:00:00.000001'::time", "time 00:00:00.000001"},
                {"'1999-12-31 23:59:59.999999'::timestamp", "local time 1999-12-31T23:59:59.999999"},
                {"'infinity'::timestamp", "local time infinity"},
                {"'0044-03-15 12:00 BC'::timestamp", "local time 0044-03-15T12:00:00 BC"},
                {"'294276-12-31 23:59:59.999999'::timestamp", "local time 294276-12-31T23:59:59.999999"},
                {"'2024-05-01 14:00:00.5+02'::timestamptz", "instant 2024-05-01T12:00:00.5Z"},
                {"'-infinity'::timestamptz", "instant -infinity"},
                {"'4714-11-24 00:00 BC'::timestamptz", "instant 4714-11-24T00:00:00Z BC"}});
}

TEST_CASE("texts, bytes and identifiers of PostgreSQL") {
  const std::string url = fresh("texts", "CREATE TYPE mood AS ENUM ('ok', 'very sad', 'ÄÖ');");
  check_values(
      url, {{"''::text", "text \"\""},
            {"E'a\\tb\\nÄ😀'::text", "text \"a\\tb\\nÄ😀\""},
            {"'ab  '::char(5)", "text \"ab\""},
            {"'  ab'::char(6)", "text \"  ab\""},
            {"'ab  '::varchar(9)", "text \"ab  \""},
            {"'relname'::name", "text \"relname\""},
            {"'x'::\"char\"", "text \"x\""},
            {"'\\200'::\"char\"", "text \"\\\\200\""},
            {"'very sad'::mood", "text \"very sad\""},
            {"'ÄÖ'::mood", "text \"ÄÖ\""},
            {"'\\x00ff'::bytea", "bytes \\x00ff"},
            {"''::bytea", "bytes \\x"},
            {"'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid", "uuid a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}});
}

TEST_CASE("what has no decoder is read as text, and said so") {
  const std::string url = fresh("others", R"(
    CREATE TYPE pair AS (a int, b text);
    CREATE TABLE t (id int PRIMARY KEY, search tsvector, p pair, i interval, ip inet, plain int, e text[]))");
  check_values(url, {{"'1 day 2:03'::interval", "text \"P1DT2H3M\""},
                     {"'12:00+02'::timetz", "text \"12:00:00+02\""},
                     {"'10.0.0.1/8'::inet", "text \"10.0.0.1/8\""},
                     {"'10.0.0.0/8'::cidr", "text \"10.0.0.0/8\""},
                     {"'08:00:2b:01:02:03'::macaddr", "text \"08:00:2b:01:02:03\""},
                     {"B'101'", "text \"101\""},
                     {"'101'::varbit", "text \"101\""},
                     {"'<a>1</a>'::xml", "text \"<a>1</a>\""},
                     {"'fat cat'::tsvector", "text \"'cat' 'fat'\""},
                     {"'fat & cat'::tsquery", "text \"'fat' & 'cat'\""},
                     {"'[1,5)'::int4range", "text \"[1,5)\""},
                     {"'[2024-01-01,)'::tstzrange", "text \"[\\\"2024-01-01 00:00:00+00\\\",)\""},
                     {"'(1,2)'::point", "text \"(1,2)\""},
                     {"'((0,0),(1,1))'::box", "text \"(1,1),(0,0)\""},
                     {"'((0,0),(1,0.1))'::polygon", "text \"((0,0),(1,0.1))\""},
                     {"'0/16B3748'::pg_lsn", "text \"0/16B3748\""},
                     {"(1, 'x y')::pair", "text \"(1,\\\"x y\\\")\""},
                     {"ARRAY['[1,2)'::int4range]", "array [\"[1,2)\"]"},
                     {"ARRAY[(1, 'x')::pair, NULL]", "array [\"(1,x)\", null]"},
                     {"ARRAY['1 day'::interval]", "array [\"P1D\"]"}});
  const auto reader = postgres_reader({url});
  const auto tables = reader->tables();
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].notes.size() == 4);
  CHECK_THAT(tables[0].notes[0],
             ContainsSubstring("column search: type tsvector has no decoder, read as text"));
  CHECK_THAT(tables[0].notes[1], ContainsSubstring("type pair"));
}

TEST_CASE("arrays, domains and what is made of them") {
  const std::string url = fresh("arrays", R"(
    CREATE TYPE mood AS ENUM ('a', 'b');
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE DOMAIN small AS positive CHECK (VALUE < 100);
    CREATE DOMAIN list AS numeric(4,1)[];
    CREATE DOMAIN list2 AS list;)");
  check_values(url, {{"'{}'::int[]", "array []"},
                     {"'{1,NULL,3}'::int[]", "array [1, null, 3]"},
                     {"'[0:1]={1,2}'::int[]", "invalid invalid: an array that begins at index 0"},
                     {"'{{1,2},{3,4}}'::int8[]", "array [[1, 2], [3, 4]]"},
                     {"'{NULL,\"null\",\"\",\"a,b\"}'::text[]", "array [null, \"null\", \"\", \"a,b\"]"},
                     {"'{a,b}'::mood[]", "array [\"a\", \"b\"]"},
                     {"'{1.5,NaN}'::numeric[]", "array [1.5, NaN]"},
                     {"'{0.1}'::float4[]", "array [0.1]"},
                     {"'{t,f}'::bool[]", "array [true, false]"},
                     {"'{2024-01-01,infinity}'::date[]", "array [2024-01-01, infinity]"},
                     {"ARRAY['{\"a\":1.0}'::json]", "array [{\"a\": 1.0}]"},
                     {"ARRAY['\\x00'::bytea]", "array [\\x00]"},
                     {"'{ab ,c}'::char(3)[]", "array [\"ab\", \"c\"]"},
                     {"'{x,y}'::\"char\"[]", "array [\"x\", \"y\"]"},
                     {"'{$1.00}'::money[]", "array [1.00]"},
                     {"5::small", "number 5"},
                     {"ARRAY[5::small]", "array [5]"},
                     {"'{1,2}'::list2", "array [1.0, 2.0]"},
                     {"NULL::int[]", "null null"}});
}

TEST_CASE("json keeps its numbers, and an object with a key twice is no value") {
  check_values(
      fresh("json"),
      {{R"('{"a": 1.10, "b": [true, null, "x"]}'::json)", R"(object {"a": 1.10, "b": [true, null, "x"]})"},
       {R"('{"b": 1, "a": 1e2}'::jsonb)", R"(object {"a": 100, "b": 1})"},
       {R"('12345678901234567890123.10'::jsonb)", "number 12345678901234567890123.10"},
       {R"('1e400'::json)", "number 1e400"},
       {R"('"text"'::json)", "text \"text\""},
       {"'null'::jsonb", "null null"},
       {R"('{"a": 1, "a": 2}'::jsonb)", R"(object {"a": 2})"}});
  const auto reader = query(fresh("json"), R"(SELECT '{"a": 1, "a": 2}'::json)");
  reader->tables();
  CHECK_THAT(cells(*reader, 0)[0][0], ContainsSubstring("invalid"));
}

TEST_CASE("tables as the catalog has them") {
  const std::string url = fresh("catalog", R"(
    CREATE TABLE "Mixed Case" ("select" int PRIMARY KEY, "a""b" text, "größe" numeric(5,2), "order" date);
    INSERT INTO "Mixed Case" VALUES (1, 'x', 1.5, '2024-01-01');
    CREATE TABLE changed (a int, gone text, b int GENERATED ALWAYS AS (a * 2) STORED,
                          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
    ALTER TABLE changed DROP COLUMN gone;
    INSERT INTO changed (a) VALUES (4);
    CREATE TABLE composite (a int, b text, c int, PRIMARY KEY (c, a));
    CREATE TABLE keyless (v int); INSERT INTO keyless VALUES (1), (1);
    CREATE TABLE nothing (id int PRIMARY KEY);
    CREATE TABLE parts (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    INSERT INTO parts VALUES (1, '2024-06-01'), (2, '2025-06-01');
    CREATE TABLE base (id int PRIMARY KEY, v text);
    CREATE TABLE derived (extra int) INHERITS (base);
    INSERT INTO base VALUES (1, 'b'); INSERT INTO derived VALUES (2, 'd', 7);
    CREATE VIEW seen AS SELECT id, v FROM base ORDER BY id DESC;
    CREATE MATERIALIZED VIEW kept AS SELECT id FROM base;
    CREATE SCHEMA other; CREATE TABLE other.t (id int PRIMARY KEY); INSERT INTO other.t VALUES (9);
    CREATE TABLE other."Mixed Case" (id int);)");
  const auto reader = postgres_reader({url});
  const auto tables = reader->tables();
  CHECK(names(tables) == std::vector<std::string>{"Mixed Case", "base", "changed", "composite", "derived",
                                                  "kept", "keyless", "nothing", "parts", "seen"});
  const auto rows = [&](const std::string& name) { return collect(*reader, find(tables, name)).rows; };
  const TableInfo& mixed = tables[find(tables, "Mixed Case")];
  CHECK(mixed.columns_final);
  CHECK(mixed.columns[1].name == "a\"b");
  CHECK(mixed.columns[2].name == "größe");
  CHECK(mixed.columns[2].type == "numeric(5,2)");
  CHECK(mixed.columns[3].kind == Kind::date);
  CHECK(mixed.key == std::vector<std::string>{"select"});
  CHECK(rows("Mixed Case") ==
        std::vector<std::string>{"number 1 | text \"x\" | number 1.50 | date 2024-01-01"});
  CHECK(tables[find(tables, "changed")].columns.size() == 3);
  CHECK(rows("changed") == std::vector<std::string>{"number 4 | number 8 | number 1"});
  CHECK(tables[find(tables, "composite")].key == std::vector<std::string>{"c", "a"});
  CHECK(tables[find(tables, "keyless")].key.empty());
  CHECK(rows("keyless").size() == 2);
  CHECK(rows("nothing").empty());
  CHECK(rows("parts") ==
        std::vector<std::string>{"number 1 | date 2024-06-01", "number 2 | date 2025-06-01"});
  CHECK(tables[find(tables, "parts")].key == std::vector<std::string>{"id", "at"});
  CHECK(rows("base").size() == 2);  // with those of the table that inherits, as a SELECT gives them
  CHECK(rows("derived") == std::vector<std::string>{"number 2 | text \"d\" | number 7"});
  CHECK(rows("seen") == std::vector<std::string>{"number 2 | text \"d\"", "number 1 | text \"b\""});
  CHECK(rows("kept").size() == 2);

  PostgresSource other{url};
  other.schema = "other";
  CHECK(names(postgres_reader(other)->tables()) == std::vector<std::string>{"Mixed Case", "t"});
  other.schema = "*";
  const auto everywhere = names(postgres_reader(other)->tables());
  CHECK(everywhere.size() == 12);
  CHECK(everywhere.front() == "other.Mixed Case");
  CHECK(everywhere.back() == "public.seen");
}

TEST_CASE("conditions and named queries") {
  const std::string url = fresh("conditions", R"(
    CREATE TABLE a (id int PRIMARY KEY, active bool); INSERT INTO a VALUES (1, true), (2, false), (3, NULL);
    CREATE TABLE b (id int PRIMARY KEY, active bool); INSERT INTO b VALUES (1, false);)");
  PostgresSource source{url};
  source.where = {{"*", "active -- those that are served"}, {"b", "NOT active OR false"}};
  source.queries = {{"both", "SELECT a.id, b.active AS \"B\" FROM a, b ORDER BY a.id DESC -- all"}};
  const auto reader = postgres_reader(source);
  const auto tables = reader->tables();
  CHECK(names(tables) == std::vector<std::string>{"a", "b", "both"});
  CHECK(collect(*reader, 0).rows == std::vector<std::string>{"number 1 | boolean true"});
  CHECK(collect(*reader, 1).rows == std::vector<std::string>{"number 1 | boolean false"});
  CHECK(collect(*reader, 2).rows.size() == 3);
  CHECK(collect(*reader, 2).rows[0] == "number 3 | boolean false");
  CHECK(tables[2].columns[1].name == "B");
  CHECK(tables[2].columns[1].type == "boolean");

  source.where = {{"c", "true"}};
  CHECK_THAT(read_all(source), ContainsSubstring("'c'"));
  source.where = {{"a", "no_such_column"}};
  CHECK_THAT(read_all(source), ContainsSubstring("no_such_column"));
  source.where.clear();
  source.queries = {{"q", "DELETE FROM a RETURNING id"}};
  CHECK_THAT(read_all(source), ContainsSubstring("PostgreSQL refused to be read"));
  source.queries = {{"q", "SELECT 1 FROM (SELECT set_config('transaction_read_only', 'off', false)) AS x"}};
  read_all(source);
  source.queries = {{"q", "SELECT 1); DELETE FROM a; SELECT (1"}};
  read_all(source);
  CHECK(run_sql(url, "SELECT count(*) FROM a")[0][0] == "3");
}

TEST_CASE("rows are found again, with where they stand") {
  const std::string url = fresh("fetching", R"(
    CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 12000) i;
    CREATE VIEW w AS SELECT * FROM t WHERE id <= 3;)");
  const auto reader = postgres_reader({url});
  REQUIRE(names(reader->tables()) == std::vector<std::string>{"t", "w"});
  const RowCollector all = collect(*reader, 0);
  std::vector<Locator> wanted(all.locators.rbegin(), all.locators.rend());
  wanted.push_back(wanted[5]);  // asked for twice
  std::vector<std::string> got(wanted.size());
  reader->fetch(0, wanted, [&](std::size_t i, const FetchedRow& row) {
    CHECK(got[i].empty());
    got[i] = spell(row.values[0]);
    if (i == 0) CHECK_THAT(row.origin, ContainsSubstring("table public.t, ctid ("));
  });
  CHECK(got[0] == "12000");
  CHECK(got[11999] == "1");
  CHECK(got[12000] == "11995");
  CHECK(std::none_of(got.begin(), got.end(), [](const std::string& text) { return text.empty(); }));
  const RowCollector view = collect(*reader, 1);
  std::vector<std::string> origins;
  reader->fetch(1, std::vector<Locator>{view.locators[2]}, [&](std::size_t, const FetchedRow& row) {
    origins.push_back(row.origin + ": " + spell(row.values[1]));
  });
  CHECK(origins == std::vector<std::string>{"table public.w, row 3: \"v3\""});
}

TEST_CASE("several streams give each row once, in the snapshot that the first one saw") {
  const std::string url = fresh("large", R"(
    CREATE TABLE t (id int PRIMARY KEY, pad text);
    INSERT INTO t SELECT i, repeat('x', 400) FROM generate_series(1, 60000) i;)");
  const auto reader = postgres_reader({url});
  const auto tables = reader->tables();
  CHECK(tables[0].bytes_estimate > (std::uint64_t{16} << 20));
  CHECK(reader->open(0, 1).size() == 1);
  for (const int parallel : {2, 3}) {
    auto streams = reader->open(0, parallel);
    CHECK(streams.size() == static_cast<std::size_t>(parallel));
    std::vector<int> seen(60001, 0);
    class Ids : public RowSink {
     public:
      explicit Ids(std::vector<int>& into) : seen_(into) {}
      void row(std::span<const Value> values, Locator locator) override {
        ++seen_[static_cast<std::size_t>(values[0].integer)];
        locators.push_back(locator);
      }
      void column(std::string_view) override {}
      std::vector<Locator> locators;

     private:
      std::vector<int>& seen_;
    } ids(seen);
    for (std::size_t i = 0; i < streams.size(); ++i) {
      streams[i]->read(ids);
      // Somebody writes between the streams, and the rows move.
      run_sql(url,
              "UPDATE t SET pad = 'changed' WHERE id % 7 = 0; DELETE FROM t WHERE id = 5;"
              "INSERT INTO t SELECT max(id) + 1, 'new' FROM t");
    }
    CHECK(ids.locators.size() == 60000);
    CHECK(std::all_of(seen.begin() + 1, seen.end(), [](int times) { return times == 1; }));
    std::size_t fetched = 0;
    reader->fetch(0, std::span(ids.locators).first(100), [&](std::size_t, const FetchedRow& row) {
      ++fetched;
      CHECK(row.values[1].size == 400);
    });
    CHECK(fetched == 100);
  }
  CHECK(run_sql(url, "SELECT count(*) FROM t WHERE pad = 'changed'")[0][0] != "0");
  CHECK(postgres_reader({url})->tables().size() == 1);
}

TEST_CASE("trap T19: a role's or a database's settings change nothing that is read") {
  const std::string url = fresh("settings", R"(
    CREATE TABLE t (id int PRIMARY KEY, f4 float4, f8 float8, ts timestamptz, d date, i interval, b bytea, m money,
                    r tstzrange, a timestamptz[], x xml, g point);
    INSERT INTO t VALUES (1, 0.1, 0.1::float4::float8, '2024-05-01 12:00Z', '2024-05-01', '1 day 2 hours', '\x01',
                          12.5, '[2024-05-01 12:00Z,)', '{2024-05-01 12:00Z}', '<a/>', '(0.1,0.30000000000000004)');
    INSERT INTO t VALUES (2);)");
  const std::string odd = as_role(url, "odd", R"(GRANT SELECT ON t TO odd;
    ALTER ROLE odd SET DateStyle = 'German, DMY'; ALTER ROLE odd SET TimeZone = 'Asia/Kathmandu';
    ALTER ROLE odd SET extra_float_digits = -15; ALTER ROLE odd SET bytea_output = 'escape';
    ALTER ROLE odd SET IntervalStyle = 'sql_standard'; ALTER ROLE odd SET client_encoding = 'LATIN1';
    ALTER ROLE odd SET default_transaction_isolation = 'serializable'; ALTER ROLE odd SET statement_timeout = '1h';
    ALTER ROLE odd SET default_transaction_read_only = off; ALTER ROLE odd SET search_path = 'nowhere';)");
  const auto plain = postgres_reader({url});
  const auto other = postgres_reader({odd});
  CHECK(names(plain->tables()) == names(other->tables()));
  const auto rows = collect(*plain, 0).rows;
  CHECK(rows == collect(*other, 0).rows);
  CHECK_THAT(rows[0], ContainsSubstring("number 0.10000000149011612"));
  CHECK_THAT(rows[0], ContainsSubstring("(0.1,0.30000000000000004)"));
  // The twin: the settings do change what such a session itself prints.
  CHECK(run_sql(odd, "SET search_path = public; SELECT d::text, b::text, f8::text FROM t WHERE id = 1")[0] !=
        run_sql(url, "SELECT d::text, b::text, f8::text FROM t WHERE id = 1")[0]);
}

TEST_CASE("rows that a policy would hide, and tables that may not be read, are errors") {
  const std::string url = fresh("policies", R"(
    CREATE TABLE open (id int PRIMARY KEY); INSERT INTO open VALUES (1);
    CREATE TABLE guarded (id int PRIMARY KEY, owner text); INSERT INTO guarded VALUES (1, 'reader'), (2, 'x');
    CREATE POLICY own ON guarded USING (owner = current_user);)");
  const std::string reader = as_role(url, "reader", "GRANT SELECT ON open, guarded TO reader;");
  const std::string stranger = as_role(url, "stranger", "GRANT SELECT ON open TO stranger;");
  CHECK(read_all({reader}) == "no error");
  CHECK_THAT(read_all({stranger}), ContainsSubstring("permission denied for table guarded"));
  run_sql(url, "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY");
  CHECK_THAT(read_all({reader}), ContainsSubstring("row-level security"));
  CHECK(read_all({url}) == "no error");  // who owns the table sees all of it
}

TEST_CASE("what cannot be connected to says why, and no secret") {
  const auto says = [](const std::string& url) { return read_all({url}); };
  const std::string malformed = says("postgresql://me:top%zzsecret@host/db");
  CHECK_THAT(malformed, ContainsSubstring("malformed"));
  CHECK(malformed.find("zz") == std::string::npos);
  const std::string refused = says("postgresql://me:topsecret@127.0.0.1:1/db");
  CHECK_THAT(refused, ContainsSubstring("cannot connect to PostgreSQL"));
  CHECK(refused.find("topsecret") == std::string::npos);
  CHECK_THAT(says("postgresql:///db?host=/nowhere/at/all"), ContainsSubstring("cannot connect"));
  CHECK_THAT(says("postgresql://host/db?no_such_option=1"), ContainsSubstring("malformed"));
  const std::string url = fresh("schemas");
  PostgresSource source{url};
  source.schema = "no'such";
  CHECK(read_all(source) == "the database has no schema 'no'such'");
  CHECK_THAT(says(with_database(url, "no_such_database")), ContainsSubstring("no_such_database"));
}

TEST_CASE("a server that dies while it is read is an error, not the end of a table") {
  const std::string url = fresh("dying", R"(
    CREATE TABLE t (id int PRIMARY KEY, pad text);
    INSERT INTO t SELECT i, repeat('x', 500) FROM generate_series(1, 40000) i;)");
  const auto reader = postgres_reader({url});
  reader->tables();
  class Assassin : public RowSink {
   public:
    explicit Assassin(const std::string& server_url) : url_(server_url) {}
    void row(std::span<const Value>, Locator) override {
      if (++rows_ == 1)
        run_sql(url_, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%'");
    }
    void column(std::string_view) override {}

   private:
    std::string url_;
    int rows_ = 0;
  } assassin(url);
  CHECK_THAT(failure([&] { reader->open(0, 1)[0]->read(assassin); }), ContainsSubstring("PostgreSQL"));
}

TEST_CASE("who waits for a server that sends nothing can give up, and the server with them") {
  class Impatient : public RowSink {
   public:
    void row(std::span<const Value>, Locator) override {}
    void column(std::string_view) override {}
    void waiting() override {
      if (++waited == 2) throw Error(ErrorKind::interrupted, "enough");
    }
    int waited = 0;
  };
  const std::string url = fresh("silent");
  const auto reader = query(url, "SELECT pg_sleep(600)::text AS nothing");
  reader->tables();
  Impatient sink;
  const auto streams = reader->open(0, 1);
  CHECK_THROWS_AS(streams[0]->read(sink), Error);
  CHECK(sink.waited == 2);
  // The server ends the query as soon as it reads the request; this waits for that, a minute at most.
  CHECK_NOTHROW(
      run_sql(url,
              "DO $$ BEGIN FOR i IN 1..6000 LOOP PERFORM pg_stat_clear_snapshot(); IF NOT EXISTS (SELECT "
              "FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active' AND pid <> "
              "pg_backend_pid()) THEN RETURN; END IF; PERFORM pg_sleep(0.01); END LOOP; RAISE 'it sleeps "
              "on'; END $$"));
}

TEST_CASE("a database that vouches for no encoding is checked") {
  run_sql(server().database("postgres"),
          "CREATE DATABASE latin TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
  const std::string url = with_database(server().database("postgres"), "latin");
  run_sql(url, R"(CREATE TABLE t (id int PRIMARY KEY, v text, a text[], j json, c char(4));
    INSERT INTO t VALUES (1, 'plain', '{x}', '"y"', 'z');
    INSERT INTO t VALUES (2, E'caf\xe9', ARRAY[E'\xff'], E'"\xe9"', E'\xe9');
    INSERT INTO t VALUES (3, E'caf\xc3\xa9', NULL, NULL, NULL);)");
  const auto reader = postgres_reader({url});
  reader->tables();
  const auto rows = cells(*reader, 0);
  CHECK(rows[0][1] == "text \"plain\"");
  for (const std::size_t column : {1, 3, 4}) CHECK_THAT(rows[1][column], ContainsSubstring("invalid"));
  CHECK_THAT(rows[1][2], ContainsSubstring("invalid"));
  CHECK(rows[2][1] == "text \"café\"");
}

TEST_CASE("a row wider than any buffer, and a table of many columns") {
  const std::string url =
      fresh("wide",
            "CREATE TABLE t (id int PRIMARY KEY, big text, raw bytea);"
            "INSERT INTO t VALUES (1, repeat('é', 5000000), decode(repeat('00', 3000000), 'hex'));");
  const auto reader = postgres_reader({url});
  reader->tables();
  class Sizes : public RowSink {
   public:
    void row(std::span<const Value> values, Locator) override {
      for (const Value& value : values) sizes.push_back(value.kind == Kind::number ? 0 : value.size);
    }
    void column(std::string_view) override {}
    std::vector<std::size_t> sizes;
  } sizes;
  reader->open(0, 1)[0]->read(sizes);
  CHECK(sizes.sizes == std::vector<std::size_t>{0, 10'000'000, 3'000'000});
  std::string columns = "CREATE TABLE many (id int PRIMARY KEY";
  for (int i = 0; i < 1000; ++i) columns += ", c" + std::to_string(i) + " int DEFAULT " + std::to_string(i);
  run_sql(url, columns + "); INSERT INTO many (id) VALUES (1)");
  const auto wide = postgres_reader({url});
  const auto tables = wide->tables();
  CHECK(tables[0].columns.size() == 1001);
  CHECK(cells(*wide, 0)[0][1000] == "number 999");
}

TEST_CASE("a reader says what it read") {
  const std::string url = fresh("identity", "CREATE TABLE t (id int)");
  const auto reader = postgres_reader({url});
  reader->tables();
  CHECK_THAT(reader->identity(), ContainsSubstring("PostgreSQL " + server().version()));
  CHECK_THAT(reader->identity(), ContainsSubstring("database identity, snapshot "));
}
