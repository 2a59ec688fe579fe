// One SQLite file, open read-only, in one read transaction that lasts as long as the object: every query sees
// the same snapshot. Several threads may query at once; the connection is locked only while it steps.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "harness/error.h"
#include "harness/readers/sqlite_text.h"
#include "harness/readers/sqlite_types.h"
#include "normalizers/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace parity {

// A name as SQL takes it: "a""b".
std::string quoted_name(std::string_view name);

class SqliteDatabase {
 public:
  // Throws Error (undecidable) where the file is missing, no database, damaged or locked.
  explicit SqliteDatabase(const std::filesystem::path& file);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  const std::string& label() const { return label_; }  // the file as it was named
  std::uint64_t bytes();                               // size of the file
  // XXH3-128 of the file and, where it has one, its write-ahead log.
  std::string digest();

 private:
  friend class SqliteQuery;
  void execute(const char* sql);
  Error failure(int code, std::string_view doing);  // holding mutex_

  std::string label_;
  std::mutex mutex_;
  sqlite3* connection_ = nullptr;
  SqliteEncoding encoding_ = SqliteEncoding::utf8;
};

// A statement and its current row. Belongs to one thread; must not outlive the database.
class SqliteQuery {
 public:
  SqliteQuery(SqliteDatabase& database, std::string_view sql);
  ~SqliteQuery();
  SqliteQuery(const SqliteQuery&) = delete;
  SqliteQuery& operator=(const SqliteQuery&) = delete;

  void bind(int parameter, std::int64_t value);  // 1-based; starts the statement anew
  void bind(int parameter, std::string_view value);
  // Goes to the next row; false: there is none.
  bool step();
  // The same, and decodes the cells by what each stores into `cells` and `stored`, as many as the query has
  // columns. What the values point to lives until the next step or in `arena`.
  bool step(std::span<Value> cells, std::span<Stored> stored, Arena& arena);
  // Of the current row.
  std::string text(int column);
  std::int64_t integer(int column);

 private:
  Value cell(int column, Stored& stored, Arena& arena);
  bool advance();  // holding the lock

  SqliteDatabase& database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace parity
