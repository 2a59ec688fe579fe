// PostgreSQL as a dataset: see postgres.h. The catalog tells what to select, sessions on one snapshot read
// it.
#include "harness/readers/postgres.h"

#include <algorithm>

#include "harness/error.h"
#include "harness/readers/postgres_catalog.h"
#include "harness/readers/postgres_identifier.h"
#include "harness/readers/postgres_session.h"
#include "harness/readers/postgres_types.h"

namespace parity {
namespace {

constexpr std::uint64_t kPagesWorthTwoSessions =
    2048;  // 16 MiB: below, a second connection costs more than it saves
constexpr std::size_t kRowsAFetch = 5000;

Locator to_locator(std::string_view tid) {
  const auto block = static_cast<std::uint32_t>(read_int32(tid.data()));
  const auto offset = static_cast<std::uint16_t>(read_int16(tid.data() + 4));
  return static_cast<Locator>(block) << 16 | offset;
}

std::string tid_text(Locator locator) {
  return "(" + std::to_string(locator >> 16) + "," + std::to_string(locator & 0xFFFF) + ")";
}

struct Table {
  PostgresTable catalog;
  std::vector<PostgresDecoder> decoders;
  std::string condition;

  // The columns as they are to be read, behind the ctid where there is one.
  std::string select(const std::string& also) const {
    std::string list = catalog.has_ctid ? "ctid" : "";
    for (std::size_t i = 0; i < decoders.size(); ++i) {
      list += (list.empty() ? "" : ", ") + quote_identifier(catalog.columns[i].name) + decoders[i].cast;
    }
    std::string conditions = condition.empty() ? "" : "(" + condition + "\n)";
    if (!also.empty()) conditions += (conditions.empty() ? "" : " AND ") + also;
    return "SELECT " + list + " FROM " + catalog.source + (conditions.empty() ? "" : " WHERE " + conditions);
  }
  std::size_t fields() const { return decoders.size() + (catalog.has_ctid ? 1 : 0); }
};

// Turns the fields of a row into values over its own arena.
class RowReader {
 public:
  RowReader(const Table& table, bool check_text)
      : table_(table), check_text_(check_text), values_(table.decoders.size()) {}

  // Rows without a ctid are found again by their place in the order of reading.
  Locator read(const std::vector<std::string_view>& fields) {
    arena_.reset();
    const std::size_t skip = table_.catalog.has_ctid ? 1 : 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::string_view field = fields[i + skip];
      values_[i] =
          field.data() == nullptr ? Value::null() : decode(table_.decoders[i], field, check_text_, arena_);
    }
    return skip ? to_locator(fields[0]) : ordinal_++;
  }
  std::span<const Value> values() const { return values_; }

 private:
  const Table& table_;
  bool check_text_;
  Arena arena_;
  std::vector<Value> values_;
  Locator ordinal_ = 0;
};

class PostgresStream : public RowStream {
 public:
  PostgresStream(const PostgresSource& source, const PostgresCatalog& catalog, const Table& table,
                 bool check_text, std::string part)
      : source_(source), catalog_(catalog), table_(table), check_text_(check_text), part_(std::move(part)) {}

  void read(RowSink& sink) override {
    PostgresSession session(source_.url, catalog_.snapshot());
    RowReader reader(table_, check_text_);
    const auto hand_over = [&](const std::vector<std::string_view>& fields) {
      const Locator locator = reader.read(fields);
      sink.row(reader.values(), locator);
    };
    session.copy(table_.select(part_), table_.fields(), hand_over, [&] { sink.waiting(); });
  }

 private:
  const PostgresSource& source_;
  const PostgresCatalog& catalog_;
  const Table& table_;
  bool check_text_;
  std::string part_;
};

class PostgresReader : public Reader {
 public:
  explicit PostgresReader(PostgresSource source) : source_(std::move(source)) {}

  std::vector<TableInfo> tables() override {
    catalog_ = std::make_unique<PostgresCatalog>(source_.url);
    check_text_ = catalog_->checks_text();
    if (source_.tables) {
      for (PostgresTable& table : catalog_->tables(source_.schema)) add(std::move(table), true);
    }
    refuse_unused_conditions();
    for (const auto& [name, select] : source_.queries) add(catalog_->query(name, select), false);
    return infos_;
  }

  std::vector<std::unique_ptr<RowStream>> open(std::size_t number, int parallel) override {
    const Table& table = tables_[number];
    std::vector<std::unique_ptr<RowStream>> streams;
    const std::uint64_t pages = table.catalog.pages;
    const auto parts = table.catalog.has_ctid && pages >= kPagesWorthTwoSessions
                           ? static_cast<std::uint64_t>(std::max(parallel, 1))
                           : 1;
    for (std::uint64_t i = 0; i < parts; ++i) {
      std::string range;
      if (i > 0) range = "ctid >= '(" + std::to_string(pages * i / parts) + ",0)'";
      if (i + 1 < parts)
        range +=
            (range.empty() ? "" : " AND ") + ("ctid < '(" + std::to_string(pages * (i + 1) / parts)) + ",0)'";
      streams.push_back(std::make_unique<PostgresStream>(source_, *catalog_, table, check_text_, range));
    }
    return streams;
  }

  void fetch(std::size_t number, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    const Table& table = tables_[number];
    if (locators.empty()) return;
    std::vector<std::pair<Locator, std::size_t>> wanted;
    for (std::size_t i = 0; i < locators.size(); ++i) wanted.emplace_back(locators[i], i);
    std::sort(wanted.begin(), wanted.end());
    PostgresSession& session = fetch_session();
    RowReader reader(table, check_text_);
    const auto hand_over = [&](const std::vector<std::string_view>& fields) {
      const Locator locator = reader.read(fields);
      auto at = std::lower_bound(wanted.begin(), wanted.end(), std::pair{locator, std::size_t{0}});
      for (; at != wanted.end() && at->first == locator; ++at)
        take(at->second, {reader.values(), {}, origin(table, locator)});
    };
    if (!table.catalog.has_ctid) {
      session.copy(table.select(""), table.fields(), hand_over);
      return;
    }
    for (std::size_t from = 0; from < wanted.size(); from += kRowsAFetch) {
      std::string list;
      for (std::size_t i = from; i < std::min(from + kRowsAFetch, wanted.size()); ++i) {
        if (i > from && wanted[i].first == wanted[i - 1].first) continue;
        list += (list.empty() ? "\"" : ",\"") + tid_text(wanted[i].first) + "\"";
      }
      session.copy(table.select("ctid = ANY ('{" + list + "}'::tid[])"), table.fields(), hand_over);
    }
  }

  std::string identity() override { return catalog_->identity(); }

 private:
  // A condition for a table that is not there would hold for nothing, without a word.
  void refuse_unused_conditions() const {
    for (const auto& [name, condition] : source_.where) {
      const auto named = [&, &wanted = name](const TableInfo& info) { return info.name == wanted; };
      if (name == "*" || std::any_of(infos_.begin(), infos_.end(), named)) continue;
      throw undecidable("there is a condition for table '" + name + "', and the database has no such table");
    }
  }

  void add(PostgresTable found, bool real) {
    Table table;
    TableInfo info;
    info.name = real && source_.schema == "*" ? found.schema + "." + found.name : found.name;
    for (const PostgresColumn& column : found.columns) {
      table.decoders.push_back(decoder_for(column.type));
      const PostgresDecoder& decoder = table.decoders.back();
      info.columns.push_back({column.name, column.type_text, decoder.kind});
      if (decoder.no_decoder)
        info.notes.push_back("column " + column.name + ": type " + column.type_text +
                             " has no decoder, read as text");
    }
    info.columns_final = true;
    info.key = found.key;
    info.rows_estimate = found.rows;
    info.bytes_estimate = found.pages * 8192;
    auto condition = source_.where.find(info.name);
    if (condition == source_.where.end()) condition = source_.where.find("*");
    if (real && condition != source_.where.end()) table.condition = condition->second;
    table.catalog = std::move(found);
    tables_.push_back(std::move(table));
    infos_.push_back(std::move(info));
  }

  PostgresSession& fetch_session() {
    if (!fetch_session_)
      fetch_session_ = std::make_unique<PostgresSession>(source_.url, catalog_->snapshot());
    return *fetch_session_;
  }

  static std::string origin(const Table& table, Locator locator) {
    if (table.catalog.schema.empty())
      return "query " + table.catalog.name + ", row " + std::to_string(locator + 1);
    const std::string name = "table " + table.catalog.schema + "." + table.catalog.name;
    if (!table.catalog.has_ctid) return name + ", row " + std::to_string(locator + 1);
    return name + ", ctid " + tid_text(locator);
  }

  PostgresSource source_;
  std::unique_ptr<PostgresCatalog> catalog_;
  std::unique_ptr<PostgresSession> fetch_session_;
  bool check_text_ = false;
  std::vector<Table> tables_;
  std::vector<TableInfo> infos_;
};

}  // namespace

std::unique_ptr<Reader> postgres_reader(PostgresSource source) {
  return std::make_unique<PostgresReader>(std::move(source));
}

}  // namespace parity
