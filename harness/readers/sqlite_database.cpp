#include "harness/readers/sqlite_database.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>
#include <xxhash.h>

#include "normalizers/decimal.h"

namespace parity {

namespace {

using Lock = std::lock_guard<std::mutex>;

// What to do about a failure of this kind.
std::string remedy(int code, const std::string& file) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "end the program that holds it, or compare a copy: sqlite3 FILE \".backup COPY\"";
    case SQLITE_NOTADB: return "check the path; an encrypted database cannot be read either";
    case SQLITE_CORRUPT:
      return fmt::format("sqlite3 {} \"PRAGMA integrity_check\" says where; restore a sound copy", file);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return "where a -wal or -journal file stands beside it, the database was not closed cleanly and its "
             "folder "
             "must be writable: open it once with sqlite3, or compare a copy in a folder that you can write";
    case SQLITE_IOERR: return "the disk or file system failed; compare a copy on another one";
    default: return {};
  }
}

void require_file(const std::filesystem::path& file) {
  std::error_code failed;
  const auto status = std::filesystem::status(file, failed);
  if (!std::filesystem::exists(status))
    throw undecidable(fmt::format("there is no file {}", file.string()))
        .with_hint(
            "paths in a scenario are relative to the scenario's file; SQLite would create an empty "
            "database here, Parity never does");
  if (!std::filesystem::is_regular_file(status))
    throw undecidable(fmt::format("{} is not a file", file.string()))
        .with_hint("name the SQLite file itself");
  if (std::filesystem::file_size(file, failed) == 0 && !failed)
    throw undecidable(fmt::format("{} is empty: 0 bytes are no SQLite database", file.string()))
        .with_hint("sqlite3 creates such a file when a path is mistyped; check who writes it");
}

SqliteEncoding encoding_of(sqlite3* connection) {
  std::string name;
  sqlite3_exec(
      connection, "PRAGMA encoding",
      [](void* to, int, char** row, char**) { return *static_cast<std::string*>(to) = row[0], 0; }, &name,
      nullptr);
  if (name == "UTF-16le") return SqliteEncoding::utf16le;
  if (name == "UTF-16be") return SqliteEncoding::utf16be;
  return SqliteEncoding::utf8;
}

// A file that SQLite has open, read through SQLite's own handle: closing another handle of ours would drop
// this process's locks on the file, and with them the snapshot.
void digest_of(sqlite3* connection, int which, XXH3_state_t* state) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(connection, "main", which, &file) != SQLITE_OK || file == nullptr ||
      file->pMethods == nullptr)
    return;
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return;
  std::vector<char> window(256 * 1024);
  for (sqlite3_int64 at = 0; at < size;) {
    const auto part = std::min<sqlite3_int64>(size - at, static_cast<sqlite3_int64>(window.size()));
    if (file->pMethods->xRead(file, window.data(), static_cast<int>(part), at) != SQLITE_OK) return;
    XXH3_128bits_update(state, window.data(), static_cast<std::size_t>(part));
    at += part;
  }
}

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (char c : name) text.append(c == '"' ? 2 : 1, c);
  return text + '"';
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file) : label_(file.string()) {
  require_file(file);
  // Absolute, so that a file called ":memory:" or "file:x" is a file.
  const std::string path = std::filesystem::absolute(file).string();
  const Lock lock(mutex_);
  try {
    const int code =
        sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
      const int cause = sqlite3_system_errno(connection_);
      throw undecidable(fmt::format("cannot open {}: {}", label_,
                                    cause != 0 ? std::strerror(cause) : sqlite3_errmsg(connection_)))
          .with_hint("check that this user may read it");
    }
    sqlite3_extended_result_codes(connection_, 1);
    sqlite3_busy_timeout(connection_, 1'000);
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);  // the file may be anybody's
    execute("PRAGMA cell_size_check = ON");
    execute("BEGIN");
    execute("SELECT count(*) FROM sqlite_schema");  // the first read takes the snapshot
    encoding_ = encoding_of(connection_);
  } catch (...) {
    sqlite3_close_v2(connection_);
    throw;
  }
}

SqliteDatabase::~SqliteDatabase() { sqlite3_close_v2(connection_); }

void SqliteDatabase::execute(const char* sql) {
  if (const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
    throw failure(code, "cannot read");
}

Error SqliteDatabase::failure(int code, std::string_view doing) {
  return undecidable(fmt::format("{} {}: {}", doing, label_, sqlite3_errmsg(connection_)))
      .with_hint(remedy(code, label_));
}

std::uint64_t SqliteDatabase::bytes() {
  const Lock lock(mutex_);
  sqlite3_file* file = nullptr;
  sqlite3_int64 size = 0;
  if (sqlite3_file_control(connection_, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK)
    file->pMethods->xFileSize(file, &size);
  return static_cast<std::uint64_t>(size);
}

std::string SqliteDatabase::digest() {
  const Lock lock(mutex_);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  XXH3_128bits_reset(state.get());
  digest_of(connection_, SQLITE_FCNTL_FILE_POINTER, state.get());
  digest_of(connection_, SQLITE_FCNTL_JOURNAL_POINTER, state.get());
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

SqliteQuery::SqliteQuery(SqliteDatabase& database, std::string_view sql) : database_(database) {
  const Lock lock(database_.mutex_);
  const int code = sqlite3_prepare_v2(database_.connection_, sql.data(), static_cast<int>(sql.size()),
                                      &statement_, nullptr);
  if (code != SQLITE_OK) throw database_.failure(code, "cannot read");
}

SqliteQuery::~SqliteQuery() {
  const Lock lock(database_.mutex_);
  sqlite3_finalize(statement_);
}

void SqliteQuery::bind(int parameter, std::int64_t value) {
  const Lock lock(database_.mutex_);
  sqlite3_reset(statement_);
  sqlite3_bind_int64(statement_, parameter, value);
}

void SqliteQuery::bind(int parameter, std::string_view value) {
  const Lock lock(database_.mutex_);
  sqlite3_reset(statement_);
  sqlite3_bind_text(statement_, parameter, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

bool SqliteQuery::advance() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw database_.failure(code, "cannot read");
}

bool SqliteQuery::step(std::span<Value> cells, std::span<Stored> stored, Arena& arena) {
  const Lock lock(database_.mutex_);
  if (!advance()) return false;
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell(static_cast<int>(i), stored[i], arena);
  return true;
}

bool SqliteQuery::step() {
  const Lock lock(database_.mutex_);
  return advance();
}

Value SqliteQuery::cell(int column, Stored& stored, Arena& arena) {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_NULL) return stored = Stored::null, Value::null();
  if (type == SQLITE_INTEGER)
    return stored = Stored::integer, Value::number(sqlite3_column_int64(statement_, column));
  if (type == SQLITE_FLOAT)
    return stored = Stored::real, from_double(sqlite3_column_double(statement_, column), arena);
  // As a blob, text comes as the file has it, with its NULs and in its own encoding.
  const bool text = type == SQLITE_TEXT;
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = text && database_.encoding_ != SqliteEncoding::utf8
                       ? sqlite3_column_bytes16(statement_, column)
                       : sqlite3_column_bytes(statement_, column);
  if (data == nullptr && size > 0) throw database_.failure(SQLITE_NOMEM, "cannot read");
  const std::string_view bytes(data, static_cast<std::size_t>(size));
  if (!text) return stored = Stored::blob, Value::bytes(bytes);
  return stored = Stored::text, sqlite_text(bytes, database_.encoding_, arena);
}

std::string SqliteQuery::text(int column) {
  const Lock lock(database_.mutex_);
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(data, size);
}

std::int64_t SqliteQuery::integer(int column) {
  const Lock lock(database_.mutex_);
  return sqlite3_column_int64(statement_, column);
}

}  // namespace parity
