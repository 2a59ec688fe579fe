// Streams and fetches over the plans of sqlite_catalog.h. Says afterwards where cells hold what their column
// does not declare.
#include "harness/readers/sqlite.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "harness/readers/sqlite_catalog.h"

namespace parity {

namespace {

// What streams and fetches share; it outlives the reader if a stream does.
struct Source {
  explicit Source(const std::filesystem::path& file) : database(file) {}

  SqliteDatabase database;
  std::vector<SqlitePlan> plans;
  std::mutex mutex;
  std::map<std::size_t, std::vector<StoredCounts>> counts;  // by table, of its last whole reading
};

// One row at a time, with its locator told apart from its cells.
class Rows {
 public:
  Rows(Source& source, const SqlitePlan& plan, const std::string& sql)
      : query_(source.database, sql),
        skipped_(plan.rowid.empty() ? 0 : 1),
        cells_(plan.info.columns.size() + skipped_),
        stored_(cells_.size()) {}

  SqliteQuery& query() { return query_; }
  bool next() {
    arena_.reset();
    ++ordinal_;
    return query_.step(cells_, stored_, arena_);
  }
  Locator locator() const { return skipped_ == 1 ? static_cast<Locator>(cells_[0].integer) : ordinal_ - 1; }
  std::span<const Value> cells() const { return std::span(cells_).subspan(skipped_); }
  std::span<const Stored> stored() const { return std::span(stored_).subspan(skipped_); }

 private:
  SqliteQuery query_;
  std::size_t skipped_;
  std::vector<Value> cells_;
  std::vector<Stored> stored_;
  Arena arena_;
  Locator ordinal_ = 0;
};

const SqlitePlan& readable(const Source& source, std::size_t table) {
  const SqlitePlan& plan = source.plans.at(table);
  if (!plan.unreadable.empty())
    throw undecidable(fmt::format("cannot read table {} of {}: {}", plan.info.name, source.database.label(),
                                  plan.unreadable))
        .with_hint("name the tables to read, without this one");
  return plan;
}

class Stream : public RowStream {
 public:
  Stream(std::shared_ptr<Source> source, std::size_t table) : source_(std::move(source)), table_(table) {}

  void read(RowSink& sink) override {
    const SqlitePlan& plan = source_->plans[table_];
    std::vector<StoredCounts> counts(plan.info.columns.size());
    Rows rows(*source_, plan, plan.select + plan.in_order);
    while (rows.next()) {
      const std::span<const Stored> stored = rows.stored();
      for (std::size_t i = 0; i < stored.size(); ++i) ++counts[i][static_cast<std::size_t>(stored[i])];
      sink.row(rows.cells(), rows.locator());
    }
    const std::lock_guard lock(source_->mutex);
    source_->counts[table_] = std::move(counts);
  }

 private:
  std::shared_ptr<Source> source_;
  std::size_t table_;
};

class SqliteReader : public Reader {
 public:
  explicit SqliteReader(const std::filesystem::path& file) : source_(std::make_shared<Source>(file)) {}

  std::vector<TableInfo> tables() override {
    source_->plans = sqlite_plans(source_->database);
    std::vector<TableInfo> tables;
    for (const SqlitePlan& plan : source_->plans) tables.push_back(plan.info);
    return tables;
  }

  // One stream: a connection steps one statement at a time, and only one connection can hold this snapshot.
  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int) override {
    readable(*source_, table);
    std::vector<std::unique_ptr<RowStream>> streams;
    streams.push_back(std::make_unique<Stream>(source_, table));
    return streams;
  }

  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    const SqlitePlan& plan = readable(*source_, table);
    plan.rowid.empty() ? fetch_by_ordinal(plan, locators, take) : fetch_by_rowid(plan, locators, take);
  }

  std::string identity() override { return "sqlite xxh3:" + source_->database.digest(); }

  std::vector<std::string> notes() override {
    const std::lock_guard lock(source_->mutex);
    std::vector<std::string> lines;
    for (const SqlitePlan& plan : source_->plans)
      if (!plan.unreadable.empty())
        lines.push_back(fmt::format("table {} cannot be read: {}", plan.info.name, plan.unreadable));
    for (const auto& [table, counts] : source_->counts)
      for (std::string& line : surprises(source_->plans[table].info, counts))
        lines.push_back(std::move(line));
    return lines;
  }

 private:
  using Take = std::function<void(std::size_t, const FetchedRow&)>;

  void give(const SqlitePlan& plan, const Rows& rows, std::size_t index, const Take& take) {
    const std::string which = plan.rowid.empty()
                                  ? fmt::format("row {}", rows.locator() + 1)
                                  : fmt::format("rowid {}", static_cast<std::int64_t>(rows.locator()));
    take(index, {rows.cells(),
                 {},
                 fmt::format("{}: table {}, {}", source_->database.label(), plan.info.name, which)});
  }

  void fetch_by_rowid(const SqlitePlan& plan, std::span<const Locator> locators, const Take& take) {
    Rows rows(*source_, plan, fmt::format("{} WHERE {} = ?1", plan.select, plan.rowid));
    for (std::size_t i = 0; i < locators.size(); ++i) {
      rows.query().bind(1, static_cast<std::int64_t>(locators[i]));
      if (!rows.next()) throw lost(plan);
      give(plan, rows, i, take);
    }
  }

  void fetch_by_ordinal(const SqlitePlan& plan, std::span<const Locator> locators, const Take& take) {
    std::vector<std::size_t> order(locators.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return locators[a] < locators[b]; });
    Rows rows(*source_, plan, plan.select + plan.in_order);
    std::uint64_t passed = 0;
    for (std::size_t index : order) {
      for (; passed <= locators[index]; ++passed)
        if (!rows.next()) throw lost(plan);
      give(plan, rows, index, take);
    }
  }

  Error lost(const SqlitePlan& plan) const {
    return undecidable(fmt::format("a row of {} in {} was not found again", plan.info.name,
                                   source_->database.label()))
        .with_hint("a view that gives other rows each time cannot be compared");
  }

  std::shared_ptr<Source> source_;
};

}  // namespace

std::unique_ptr<Reader> sqlite_reader(const std::filesystem::path& file) {
  return std::make_unique<SqliteReader>(file);
}

}  // namespace parity
