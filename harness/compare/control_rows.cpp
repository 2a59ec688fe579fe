// Planted rows: see control_rows.h.
#include "harness/compare/control_rows.h"

#include <algorithm>
#include <set>

#include "harness/compare/control_values.h"
#include "harness/compare/pairs.h"

namespace parity {
namespace {

constexpr unsigned kHopShift = 32;  // of a control row's locator: hop, then the row's number

const char* any_member(const KeyGroup& group) {
  const auto at = std::find_if(group.first.begin(), group.first.end(), [](const char* r) { return r; });
  return at == group.first.end() ? nullptr : *at;
}

// Gives rows that never were anywhere but here.
class HeldRows : public Reader {
 public:
  std::vector<TableInfo> tables() override { return {}; }
  std::vector<std::unique_ptr<RowStream>> open(std::size_t, int) override { return {}; }
  void fetch(std::size_t, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    for (std::size_t i = 0; i < locators.size(); ++i)
      take(i, {rows.at(static_cast<std::uint32_t>(locators[i])), {}, "held by the harness"});
  }

  std::vector<std::vector<Value>> rows;  // by number, in the dataset's columns
};

// Hears what is found, and lets nobody else hear it.
class Ear : public CompareObserver {
 public:
  explicit Ear(CompareObserver& outside) : outside_(outside) {}
  void difference(const reports::Difference& difference, const Evidence*) override {
    const bool row = difference.kind == reports::DifferenceKind::missing_row;
    heard.insert(row ? std::string() : difference.field);
  }
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
  bool stop() override { return outside_.stop(); }

  std::set<std::string> heard;  // fields; "": the row that has no partner

 private:
  CompareObserver& outside_;
};

// The first row that was read of a dataset, by field; empty: there was none.
std::vector<Value> first_row(const TableRun& run, std::size_t d) {
  for (const ReadStream& stream : run.streams) {
    if (stream.dataset != d || stream.result.rows == 0) continue;
    std::vector<Value> by_field(run.table.fields.size(), Value::absent());
    const auto& field_of = run.table.bindings[d].field_of;
    for (std::size_t c = 0; c < field_of.size() && c < stream.result.first.size(); ++c)
      by_field[field_of[c]] = stream.result.first[c];
    return by_field;
  }
  return {};
}

bool knows(const TableRun& run, std::size_t d, std::size_t field) {
  const auto& field_of = run.table.bindings[d].field_of;
  return std::find(field_of.begin(), field_of.end(), field) != field_of.end();
}

Digest key_of(Locator locator) {
  return digest("a row that only the harness holds: " + std::to_string(locator));
}

}  // namespace

struct ControlRows::OfHop {
  OfHop(TableRun& real, std::size_t number)
      : hop(real.hops[number]),
        ear(real.context.observer),
        datasets(held_datasets(real)),
        context{datasets, real.context.specs,  real.context.contract,   real.context.options,
                ear,      real.context.budget, real.context.references, real.context.uses},
        run(real.table, context),
        found(run) {
    run.hops = {hop};
    run.classes = real.classes;
    run.findings.result(0).fields = real.findings.result(number).fields;
    make_rows(real);
    // What a reference stands for is asked where the row comes from, on both sides.
    run.references.assign(run.count, real.references[origin]);
  }

  std::vector<ComparedDataset> held_datasets(const TableRun& real) {
    std::vector<ComparedDataset> out(real.count);
    for (std::size_t d = 0; d < real.count; ++d) {
      out[d].name = real.dataset(d).name;
      out[d].table_index = real.dataset(d).table_index;
    }
    out[hop.source].reader = &source;
    out[hop.target].reader = &target;
    return out;
  }

  void make_rows(const TableRun& real) {
    const PlannedTable& table = real.table;
    std::vector<Value> row = first_row(real, hop.source);
    if (row.empty()) {
      row = first_row(real, hop.target);
      if (!row.empty()) origin = hop.target;
    }
    row.resize(table.fields.size(), Value::null());
    for (std::size_t f = 0; f < row.size(); ++f) {
      const bool shared = knows(real, hop.source, f) && knows(real, hop.target, f);
      row[f] = shared ? field(real, f).readable(row[f]) : Value::absent();
    }
    for (std::size_t f = 0; f < row.size(); ++f) {
      const bool here = knows(real, hop.source, f), there = knows(real, hop.target, f);
      if (!hop.compared[f] || table.fields[f].key || !(here || there)) continue;
      const Value other = field(real, f).unlike(row[f]);
      add_row(source, hop.source, table, row, f, here && !there ? other : row[f]);
      add_row(target, hop.target, table, row, f, there ? other : row[f]);
      planted.push_back(table.fields[f].name);
    }
    add_row(source, hop.source, table, row, row.size(), Value::absent());
    planted.emplace_back();
  }

  ControlField field(const TableRun& real, std::size_t f) {
    const auto& maps = real.references[origin].by_field;
    const auto map = maps.find(f);
    return {real.table.fields[f], map == maps.end() ? nullptr : map->second, arena};
  }

  static void add_row(HeldRows& held, std::size_t d, const PlannedTable& table, const std::vector<Value>& row,
                      std::size_t f, const Value& value) {
    std::vector<Value>& values = held.rows.emplace_back();
    for (const std::size_t of : table.bindings[d].field_of) values.push_back(of == f ? value : row[of]);
  }

  // The rows of one side as records, under keys of their own.
  void plant(std::size_t d, std::size_t number, const HeldRows& held, RecordStore& store) {
    Digester digester(run.table, run.classes, d, false, run.references[d], store, ear);
    for (std::size_t i = 0; i < held.rows.size(); ++i) {
      const Locator locator = Locator{number} << kHopShift | i;
      const RecordView record = digester.digest_of(held.rows[i], locator);
      RecordHead head = *record.head;
      head.key = key_of(locator);
      head.place |= kControl;
      store.add(head, record.extras);
    }
  }

  Hop hop;
  std::size_t origin = hop.source;  // the dataset that the row was copied from
  Arena arena;
  HeldRows source, target;
  Ear ear;
  std::vector<ComparedDataset> datasets;
  CompareContext context;
  TableRun run;
  Candidates found;
  std::vector<std::string> planted;  // fields; "": the row that the target lacks
};

ControlRows::ControlRows(TableRun& run) : hops_(run.hops.size()) {
  if (run.table.key.empty()) return;  // no dataset shows a field
  std::vector<std::unique_ptr<RecordStore>> stores(run.count);
  const auto store_of = [&](std::size_t d) -> RecordStore& {
    if (!stores[d])
      stores[d] = std::make_unique<RecordStore>(run.context.budget, run.context.options.spill_directory);
    return *stores[d];
  };
  for (std::size_t h = 0; h < hops_.size(); ++h) {
    const Hop& hop = run.hops[h];
    if (!run.both_there(hop)) continue;
    hops_[h] = std::make_unique<OfHop>(run, h);
    hops_[h]->plant(hop.source, h, hops_[h]->source, store_of(hop.source));
    hops_[h]->plant(hop.target, h, hops_[h]->target, store_of(hop.target));
  }
  for (std::size_t d = 0; d < run.count; ++d) {
    if (!stores[d]) continue;
    ReadStream& planted = run.streams.emplace_back();  // one stream more, of no row that counts
    planted.dataset = d;
    planted.store = std::move(stores[d]);
  }
}

ControlRows::~ControlRows() = default;

bool ControlRows::holds(const KeyGroup& group) {
  const char* record = any_member(group);
  return record != nullptr && (record_at(record).head->flags() & kControl) != 0;
}

ControlRows::OfHop& ControlRows::of(const KeyGroup& group) {
  return *hops_[record_at(any_member(group)).head->locator() >> kHopShift];
}

TableRun& ControlRows::run_of(const KeyGroup& group) { return of(group).run; }
Candidates& ControlRows::candidates_of(const KeyGroup& group) { return of(group).found; }

std::vector<Planted> ControlRows::look() {
  std::vector<Planted> out(hops_.size());
  for (std::size_t h = 0; h < hops_.size(); ++h) {
    if (!hops_[h]) {
      out[h].none_why = "no dataset shows a field of it";
      continue;
    }
    OfHop& of = *hops_[h];
    look_closely(of.run, of.found);
    for (const std::string& field : of.planted) {
      ++out[h].planted;
      const bool found = of.ear.heard.count(field) > 0;
      out[h].found += found;
      if (!found && out[h].missed.empty())
        out[h].missed = field.empty() ? "as a row that the target lacks" : "in field '" + field + "'";
    }
  }
  return out;
}

}  // namespace parity
