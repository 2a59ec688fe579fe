// A place that has rows. One adapter per kind of place (JSON files, PostgreSQL, HTTP, SQLite) implements this
// small interface; the comparer knows nothing else about where rows come from.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "normalizers/value.h"

namespace parity {

// What a catalog says of a column; `kind` decides which default rules concern it (time rules on times, …).
struct Column {
  std::string name;  // as the place spells it
  std::string type;  // the place's own word: "numeric(10,2)", "timestamptz"; empty: it declares none (JSON)
  Kind kind =
      Kind::invalid;  // what values of that type decode to; invalid: unknown (JSON, SQLite without affinity)
};

struct TableInfo {
  std::string name;              // as the place spells it; with its schema where that is not the default one
  std::vector<Column> columns;   // JSON: those seen in a first sample, others may come while reading
  bool columns_final = false;    // true: no other column can come
  std::vector<std::string> key;  // the place's own primary key; empty: it has none
  std::uint64_t rows_estimate = 0;  // for progress only; 0: unknown
  std::uint64_t bytes_estimate = 0;
  std::vector<std::string> notes;  // "column x: type tsvector has no decoder, read as text"
};

// Where a row is found again: a file offset, a ctid, a rowid; meaning is the reader's own.
using Locator = std::uint64_t;

// Takes rows from one stream, from one thread. Values are valid during the call only.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // `values[i]` belongs to column i; columns that came after the sample stand behind the others. Columns that
  // this row does not have are Kind::absent.
  virtual void row(std::span<const Value> values, Locator locator) = 0;
  // A column that no sample showed; its index is the next one. Called before the row that has it.
  virtual void column(std::string_view name) = 0;
  // The place works and has sent nothing for a while; called a few times a second then. May throw: nobody
  // wants the rows any more.
  virtual void waiting() {}
};

// One part of a table. Parts of one table may be read at the same time, each by its own thread.
class RowStream {
 public:
  virtual ~RowStream() = default;
  virtual void read(RowSink& sink) = 0;  // to the end; throws Error (undecidable)
};

// A row fetched again for a closer look, with its origin for people.
struct FetchedRow {
  std::span<const Value> values;              // as in RowSink::row
  std::span<const std::string> late_columns;  // names of the values behind TableInfo::columns
  std::string origin;  // "data/equipment.json:12:3", "table public.equipment, ctid (0,4)", "http://…
                       // /tables/equipment/3"
};

class Reader {
 public:
  virtual ~Reader() = default;

  // All tables that this dataset has, in the place's own order. Called once, first.
  virtual std::vector<TableInfo> tables() = 0;
  // The streams that together give each row of tables()[table] once; at most `parallel`, at least one. A
  // stream of one part keeps the place's own order. The same snapshot in all of them.
  virtual std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) = 0;
  // Calls `take(i, row)` once for each i-th locator, in any order. The same snapshot as the streams.
  virtual void fetch(std::size_t table, std::span<const Locator> locators,
                     const std::function<void(std::size_t, const FetchedRow&)>& take) = 0;
  // What identifies the state that was read: snapshot id, file hash, version token. "" where the place has
  // none.
  virtual std::string identity() { return {}; }
  virtual std::vector<std::string> notes() { return {}; }
};

}  // namespace parity
