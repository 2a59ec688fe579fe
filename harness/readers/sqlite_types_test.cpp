#include "harness/readers/sqlite_types.h"

#include "normalizers/test.h"

using namespace parity;

static void declares(const char* type, Kind kind) {
  INFO(type);
  CHECK(kind_name(read_declaration(type).kind) == kind_name(kind));
}

TEST_CASE("a SQLite declaration is read as what people mean by it") {
  declares("INTEGER", Kind::number);
  declares("unsigned big int", Kind::number);
  declares("NUMERIC(10,2)", Kind::number);
  declares("double precision", Kind::number);
  declares("NVARCHAR(160)", Kind::text);
  declares("STRING", Kind::text);
  declares("BOOLEAN", Kind::boolean);
  declares("DATETIME", Kind::local);
  declares("TIMESTAMP", Kind::local);
  declares("timestamp without time zone", Kind::local);
  declares("timestamp with time zone", Kind::instant);
  declares("TIMESTAMPTZ", Kind::instant);
  declares("DATE", Kind::date);
  declares("TIME", Kind::clock);
  declares("UUID", Kind::uuid);
  declares("BLOB", Kind::bytes);
  declares("varbinary(16)", Kind::bytes);
  declares("", Kind::invalid);
  declares("INTERVAL", Kind::invalid);
  declares("POINT", Kind::invalid);
  declares("JSON", Kind::invalid);
}

TEST_CASE("cells that a declaration does not promise are counted by class, others are not named") {
  TableInfo table;
  table.name = "payment";
  table.columns = {
      {"paid", "NUMERIC", Kind::number}, {"active", "BOOLEAN", Kind::boolean}, {"x", "", Kind::invalid}};
  //                null, integer, real, text, blob
  const std::vector<StoredCounts> counts = {{9, 5, 2, 3, 1}, {0, 12, 0, 0, 0}, {1, 1, 1, 1, 1}};
  CHECK(surprises(table, counts) ==
        std::vector<std::string>{
            "table payment, column paid: declared NUMERIC, 3 cells hold text",
            "table payment, column paid: declared NUMERIC, 1 cell holds blob",
            "table payment, column active: declared BOOLEAN, 12 cells hold integer, read as numbers"});
}
