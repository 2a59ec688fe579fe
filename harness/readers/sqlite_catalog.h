// What a SQLite file has: its tables, their columns, and the SQL that reads each whole or one row at a time.
#pragma once

#include <string>
#include <vector>

#include "harness/readers/reader.h"
#include "harness/readers/sqlite_database.h"

namespace parity {

// How one table is read.
struct SqlitePlan {
  TableInfo info;
  std::string rowid;       // the name that reaches its rowid, then also the first result column; or empty
  std::string select;      // all rows, in no order
  std::string in_order;    // what to add to `select` for the table's own order
  std::string unreadable;  // why nothing can be read of it; empty: it can
};

// Tables, views and virtual tables in the file's own order; not SQLite's internal ones.
std::vector<SqlitePlan> sqlite_plans(SqliteDatabase& database);

}  // namespace parity
