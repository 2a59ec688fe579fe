// One table from its first row to its results: see table_comparer.h.
#include "harness/compare/table_comparer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

#include "harness/compare/findings.h"
#include "harness/compare/join.h"
#include "harness/error.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;
using reports::Fate;

constexpr std::size_t kBatch = 2000;      // rows fetched for a closer look at a time
constexpr std::size_t kBreaksShown = 20;  // of each dataset's order

// One stream of one dataset, with all that its thread owns.
struct StreamRun {
  std::size_t dataset = 0;
  std::unique_ptr<RowStream> stream;
  std::unique_ptr<RecordStore> store;
  std::unique_ptr<Digester> digester;
  DigestedStream result;
  double seconds = 0;
  std::exception_ptr failure;
};

// A key whose rows are to be looked at: per dataset, the places of its rows.
struct Repeated {
  std::vector<std::vector<Locator>> places;
};

class TableComparer {
 public:
  TableComparer(const PlannedTable& table, const CompareContext& context)
      : table_(table),
        context_(context),
        count_(context.datasets.size()),
        classes_(classes(table)),
        hops_(hops_of(context.specs)),
        findings_(table, context.datasets, context.observer, hops_.size()) {}

  TableOutcome run() {
    for (std::size_t d = 0; d < count_; ++d)
      references_.push_back(there(d) ? context_.references.for_table(table_, d) : TableReferences{});
    read();
    settle_hops();
    join();
    look_closely();
    look_at_repeated();
    look_at_order();
    TableOutcome outcome;
    finish(outcome);
    return outcome;
  }

 private:
  bool there(std::size_t dataset) const { return table_.bindings[dataset].there; }
  bool both_there(const Hop& hop) const { return there(hop.source) && there(hop.target); }
  const ComparedDataset& dataset(std::size_t d) const { return context_.datasets[d]; }
  std::size_t reader_table(std::size_t d) const { return dataset(d).table_index[table_.bindings[d].info]; }

  // --- reading
  // ---------------------------------------------------------------------------------------------------------------------

  void read() {
    std::uint64_t estimate = 0;
    for (std::size_t d = 0; d < count_; ++d) {
      if (there(d)) estimate += dataset(d).tables[table_.bindings[d].info].rows_estimate;
    }
    context_.observer.table_started(table_.name, estimate);
    for (std::size_t d = 0; d < count_; ++d) {
      if (!there(d)) continue;
      const bool in_order = dataset(d).ordered && !table_.order.empty();
      for (auto& stream : dataset(d).reader->open(reader_table(d), in_order ? 1 : context_.options.streams)) {
        StreamRun run;
        run.dataset = d;
        run.stream = std::move(stream);
        run.store = std::make_unique<RecordStore>(context_.budget, context_.options.spill_directory);
        run.digester = std::make_unique<Digester>(table_, classes_, d, in_order, references_[d], *run.store,
                                                  context_.observer);
        streams_.push_back(std::move(run));
      }
    }
    std::vector<std::thread> threads;
    for (StreamRun& run : streams_) {
      threads.emplace_back([&run] {
        const auto start = std::chrono::steady_clock::now();
        try {
          run.stream->read(*run.digester);
          run.result = run.digester->finish();
        } catch (...) { run.failure = std::current_exception(); }
        run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const StreamRun& run : streams_) {
      if (!run.failure) continue;
      try {
        std::rethrow_exception(run.failure);
      } catch (Error& error) {
        throw error.while_doing("reading table '" + table_.bindings[run.dataset].name + "' of dataset '" +
                                dataset(run.dataset).name + "'");
      }
    }
  }

  std::uint64_t rows_of(std::size_t d) const {
    std::uint64_t rows = 0;
    for (const StreamRun& run : streams_) rows += run.dataset == d ? run.result.rows : 0;
    return rows;
  }
  std::uint64_t seen(std::size_t d, std::size_t field) const {
    std::uint64_t rows = 0;
    for (const StreamRun& run : streams_) rows += run.dataset == d ? run.result.seen[field] : 0;
    return rows;
  }
  bool has(std::size_t d, std::size_t field) const {
    return (table_.fields[field].present >> d & 1) || seen(d, field) > 0;
  }
  // An empty array of rows: it shows no fields, and that is no proof that it lacks any.
  bool shows_nothing(std::size_t d) const {
    return dataset(d).tables[table_.bindings[d].info].columns.empty() && rows_of(d) == 0;
  }
  bool may_have(std::size_t d, std::size_t field) const { return has(d, field) || shows_nothing(d); }

  // --- columns
  // ---------------------------------------------------------------------------------------------------------------------

  // Which fields the two datasets of a hop really share, now that all rows were seen; what only one has is
  // one finding.
  void settle_hops() {
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      Hop& hop = hops_[h];
      hop.compared.resize(table_.fields.size());
      reports::TableResult& result = findings_.result(h);
      for (std::size_t f = 0; f < table_.fields.size(); ++f) {
        const PlannedField& field = table_.fields[f];
        const bool absent_is_a_value =
            field.rules.absent != Emptiness::distinct || field.rules.null == Emptiness::absent;
        const bool shared = both_there(hop) && may_have(hop.source, f) && may_have(hop.target, f);
        hop.compared[f] = both_there(hop) && field.compared_between(hop.source, hop.target) &&
                          (shared || absent_is_a_value);
        reports::FieldResult out;
        out.name = field.name;
        out.rules = field.in_force;
        if (!hop.compared[f] && !field.only_in.empty()) out.not_compared = only_in_text(field);
        result.fields.push_back(std::move(out));
      }
      for (std::size_t f = 0; f < table_.fields.size(); ++f) {
        if (both_there(hop) && !hop.compared[f]) column_finding(h, f);
      }
    }
  }

  static std::string only_in_text(const PlannedField& field) {
    std::string text = "only_in:";
    for (const std::string& name : field.only_in) text += " " + name;
    if (!field.only_in_where.empty()) text += " (" + field.only_in_where + ")";
    return field.why.empty() ? text : text + ": " + field.why;
  }

  void column_finding(std::size_t h, std::size_t f) {
    const Hop& hop = hops_[h];
    const PlannedField& field = table_.fields[f];
    const auto listed = [&](std::size_t d) {
      return field.only_in.empty() ||
             std::find(field.only_in.begin(), field.only_in.end(), dataset(d).name) != field.only_in.end();
    };
    for (const std::size_t d : {hop.source, hop.target}) {
      const std::size_t other = d == hop.source ? hop.target : hop.source;
      const bool declared_away = !field.only_in.empty() && !listed(other) && listed(d);
      if (!has(d, f) || declared_away || (has(other, f) && listed(d))) continue;
      if (field.only_in.empty() && has(other, f)) continue;
      if (listed(d) && shows_nothing(other)) continue;
      Difference finding;
      finding.kind = d == hop.source ? DifferenceKind::missing_field : DifferenceKind::extra_field;
      finding.field = finding.path = field.name;
      finding.rules = field.in_force;
      finding.count = seen(d, f);
      reports::Side& side = d == hop.source ? finding.source : finding.target;
      side.there = true;
      side.type = table_.bindings[d].types[f].empty() ? "field" : table_.bindings[d].types[f];
      side.origin = "table " + table_.bindings[d].name + " of dataset " + dataset(d).name;
      finding.note = listed(d) ? "the whole column: dataset '" + dataset(other).name + "' has no such field"
                               : "the contract says " + only_in_text(field) + ", but dataset '" +
                                     dataset(d).name + "' has it";
      if (findings_.field(h, f).not_compared.empty()) {
        findings_.field(h, f).not_compared = "dataset '" + dataset(other).name + "' has no such field";
      }
      findings_.add(h, hop, std::move(finding));
    }
  }

  // --- joining
  // ---------------------------------------------------------------------------------------------------------------------

  void join() {
    RecordComparer comparer(table_, classes_);
    std::vector<std::vector<RecordStore*>> stores(count_);
    for (StreamRun& run : streams_) stores[run.dataset].push_back(run.store.get());
    Join join(count_);
    for (std::size_t partition = 0; partition < RecordStore::kPartitions; ++partition) {
      join.partition(stores, partition, [&](const KeyGroup& group) {
        if (group.repeated) return keep_repeated(group);
        bool look = false;
        for (Hop& hop : hops_) {
          if (!both_there(hop)) continue;
          const char* source = group.first[hop.source];
          const char* target = group.first[hop.target];
          if (source == nullptr || target == nullptr) {
            look = look || source != target;
            continue;
          }
          ++hop.paired;
          if (comparer.compare(record_at(source), record_at(target), hop) == RowVerdict::look)
            look = true, open_hops_.push_back(&hop - hops_.data());
        }
        if (look) { keep_candidate(group); }
        open_hops_.clear();
      });
      if (context_.observer.stop())
        throw Error(ErrorKind::interrupted, "interrupted while comparing table '" + table_.name + "'");
    }
  }

  static Locator place_of(const char* record) {
    return record == nullptr ? kNoRow : record_at(record).head->locator();
  }

  void keep_candidate(const KeyGroup& group) {
    for (std::size_t d = 0; d < count_; ++d) candidates_.push_back(place_of(group.first[d]));
    std::uint32_t open = 0;
    for (const auto hop : open_hops_) open |= std::uint32_t{1} << hop;
    open_.push_back(open);
  }

  void keep_repeated(const KeyGroup& group) {
    Repeated repeated;
    repeated.places.resize(count_);
    for (std::size_t d = 0; d < count_; ++d) {
      if (group.first[d] == nullptr) continue;
      repeated.places[d].push_back(place_of(group.first[d]));
      for (const char* record : group.more[d]) repeated.places[d].push_back(place_of(record));
    }
    repeated_.push_back(std::move(repeated));
  }

  // --- looking closely
  // ---------------------------------------------------------------------------------------------------------------

  // Rows of every dataset at the given places, one after the other per dataset. `rows[i][d]`.
  std::vector<std::vector<ClosedRow>> fetch(const std::vector<Locator>& places, Arena& arena) {
    std::vector<std::vector<ClosedRow>> rows(places.size() / count_, std::vector<ClosedRow>(count_));
    for (std::size_t d = 0; d < count_; ++d) {
      std::vector<Locator> wanted;
      std::vector<std::size_t> whose;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (places[i * count_ + d] == kNoRow) continue;
        wanted.push_back(places[i * count_ + d]);
        whose.push_back(i);
      }
      if (wanted.empty()) continue;
      std::size_t got = 0;
      dataset(d).reader->fetch(reader_table(d), wanted, [&](std::size_t i, const FetchedRow& row) {
        rows[whose[i]][d] = look_at(table_, d, references_[d], row, wanted[i], arena);
        ++got;
      });
      if (got != wanted.size()) {
        throw undecidable("dataset '" + dataset(d).name + "' moved while it was read: rows of table '" +
                          table_.name + "' are not there any more");
      }
    }
    return rows;
  }

  // Keys in the order of the first dataset that has them: findings read like the source file.
  std::vector<std::size_t> in_reading_order() const {
    std::vector<std::size_t> order(open_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      for (std::size_t d = 0; d < count_; ++d) {
        const Locator left = candidates_[a * count_ + d];
        const Locator right = candidates_[b * count_ + d];
        if (left != right) return left < right;
      }
      return a < b;
    });
    return order;
  }

  void look_closely() {
    const std::vector<std::size_t> order = in_reading_order();
    Arena arena;
    for (std::size_t from = 0; from < order.size(); from += kBatch) {
      const std::size_t to = std::min(order.size(), from + kBatch);
      std::vector<Locator> places;
      for (std::size_t i = from; i < to; ++i) {
        for (std::size_t d = 0; d < count_; ++d) places.push_back(candidates_[order[i] * count_ + d]);
      }
      arena.reset();
      const auto rows = fetch(places, arena);
      for (std::size_t i = from; i < to; ++i) look_at_key(rows[i - from], open_[order[i]]);
      if (context_.observer.stop())
        throw Error(ErrorKind::interrupted,
                    "interrupted while looking at differences of table '" + table_.name + "'");
    }
  }

  void look_at_key(const std::vector<ClosedRow>& rows, std::uint32_t open) {
    for (std::size_t d = 0; d < count_; ++d) report_null_key(d, rows[d]);
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      const Hop& hop = hops_[h];
      if (!both_there(hop)) continue;
      const ClosedRow& source = rows[hop.source];
      const ClosedRow& target = rows[hop.target];
      if (source.there != target.there) report_row(h, rows);
      if (open >> h & 1) compare_rows(h, source, target, rows);
    }
  }

  Fate fate_of(const Hop& hop, const std::function<bool()>& end_is_as_source) const {
    if (context_.specs[hop.comparison].datasets.size() < 3) return Fate::none;
    if (hop.last == hop.target) return Fate::introduced;
    return end_is_as_source() ? Fate::compensated : Fate::carried;
  }

  void report_row(std::size_t h, const std::vector<ClosedRow>& rows) {
    const Hop& hop = hops_[h];
    const ClosedRow& source = rows[hop.source];
    const ClosedRow& target = rows[hop.target];
    Difference finding;
    finding.kind = source.there ? DifferenceKind::missing_row : DifferenceKind::extra_row;
    finding.key = findings_.key_text(source.there ? source : target);
    finding.source = findings_.row_side(source);
    finding.target = findings_.row_side(target);
    finding.fate = fate_of(hop, [&] { return rows[hop.last].there == source.there; });
    findings_.add(h, hop, std::move(finding));
  }

  // Every field of a pair: counts what is masked, reports what differs.
  void compare_rows(std::size_t h, const ClosedRow& source, const ClosedRow& target,
                    const std::vector<ClosedRow>& rows) {
    Hop& hop = hops_[h];
    bool different = report_late(h, source, target);
    bool masked = false;
    for (std::size_t f = 0; f < table_.fields.size(); ++f) {
      if (!hop.compared[f]) continue;
      const PlannedField& field = table_.fields[f];
      RuleBits hidden_by = 0;
      switch (compare_cells(field, source.cells[f], target.cells[f], hidden_by)) {
        case CellVerdict::equal: break;
        case CellVerdict::masked: {
          masked = true;
          MaskedTally& tally = hop.masked[{f, hidden_by}];
          ++tally.count;
          if (tally.samples.size() < kMaskedSamples)
            tally.samples.emplace_back(source.locator, target.locator);
          break;
        }
        case CellVerdict::different:
          different = true;
          report_cell(h, f, source, target, rows);
          break;
      }
    }
    if (different) {
      ++hop.different_rows;
    } else if (masked) {
      ++hop.masked_rows;
    } else {
      ++hop.equal;
    }
  }

  void report_cell(std::size_t h, std::size_t f, const ClosedRow& source, const ClosedRow& target,
                   const std::vector<ClosedRow>& rows) {
    const Hop& hop = hops_[h];
    const PlannedField& field = table_.fields[f];
    ++findings_.field(h, f).different;
    const Fate fate = fate_of(hop, [&] {
      const ClosedRow& last = rows[hop.last];
      return last.there && same(last.cells[f].normal, source.cells[f].normal, field.rules.number);
    });
    for (Leaf& leaf : leaves_of(field, source.cells[f], target.cells[f])) {
      const bool whole = leaf.path == field.name;
      Difference finding;
      finding.kind = leaf.kind;
      finding.key = findings_.key_text(source);
      finding.field = field.name;
      finding.path = std::move(leaf.path);
      finding.source =
          findings_.side(hop.source, source, f, whole ? source.cells[f].raw : leaf.raw_source, leaf.source);
      finding.target =
          findings_.side(hop.target, target, f, whole ? target.cells[f].raw : leaf.raw_target, leaf.target);
      finding.rules = field.in_force;
      finding.edits = std::move(leaf.edits);
      finding.note = std::move(leaf.note);
      finding.fate = fate;
      findings_.add(h, hop, std::move(finding));
    }
  }

  // Columns that came late in one dataset and that no other showed: told row by row. True where they differ.
  bool report_late(std::size_t h, const ClosedRow& source, const ClosedRow& target) {
    const Hop& hop = hops_[h];
    bool different = false;
    const auto find = [](const ClosedRow& row, std::string_view name) -> const Value* {
      for (const auto& [late, value] : row.late) {
        if (late == name) return &value;
      }
      return nullptr;
    };
    const auto report = [&](std::string_view name, const Value* from, const Value* to) {
      if (from && to && same(*from, *to)) return;
      different = true;
      Difference finding;
      finding.kind = !to     ? DifferenceKind::missing_field
                     : !from ? DifferenceKind::extra_field
                             : DifferenceKind::value;
      finding.key = findings_.key_text(source);
      finding.field = finding.path = std::string(name);
      const auto fill = [](reports::Side& side, const Value* value, const ClosedRow& row) {
        side.there = true;
        side.origin = row.origin;
        side.type = value ? kind_name(value->kind) : kind_name(Kind::absent);
        side.raw = value ? spell(*value) : "absent";
        side.length = side.raw.size();
      };
      fill(finding.source, from, source);
      fill(finding.target, to, target);
      findings_.add(h, hop, std::move(finding));
    };
    for (const auto& [name, value] : source.late) report(name, &value, find(target, name));
    for (const auto& [name, value] : target.late) {
      if (!find(source, name)) report(name, nullptr, &value);
    }
    return different;
  }

  // The hops in which a fault of one dataset alone is told: those that it is the target of, and its first
  // where it is only a source.
  std::vector<std::size_t> hops_telling(std::size_t d) const {
    std::vector<std::size_t> telling;
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      if (!both_there(hops_[h])) continue;
      if (hops_[h].target == d ||
          (hops_[h].source == d && context_.specs[hops_[h].comparison].datasets.front() == d))
        telling.push_back(h);
    }
    return telling;
  }

  void add_for_dataset(std::size_t d, const Difference& finding, const reports::Side& side) {
    for (const std::size_t h : hops_telling(d)) {
      Difference told = finding;
      (hops_[h].source == d ? told.source : told.target) = side;
      findings_.add(h, hops_[h], std::move(told));
    }
  }

  void report_null_key(std::size_t d, const ClosedRow& row) {
    if (!row.there) return;
    for (const std::size_t f : table_.key) {
      const Value& value = row.cells[f].normal;
      const bool nothing = value.kind == Kind::null || value.kind == Kind::absent ||
                           (value.kind == Kind::text && value.size == 0);
      if (!nothing) continue;
      Difference finding;
      finding.kind = DifferenceKind::null_key;
      finding.key = findings_.key_text(row);
      finding.field = finding.path = table_.fields[f].name;
      finding.rules = table_.fields[f].in_force;
      finding.note = "a row of dataset '" + dataset(d).name + "' cannot be told from others: its key holds " +
                     spell(value);
      add_for_dataset(d, finding, findings_.side(d, row, f, row.cells[f].raw, row.cells[f].normal));
    }
  }

  // --- keys that repeat
  // --------------------------------------------------------------------------------------------------------------

  void look_at_repeated() {
    for (const Repeated& repeated : repeated_) {
      std::size_t most = 0;
      for (const auto& places : repeated.places) most = std::max(most, places.size());
      std::vector<Locator> places;
      for (std::size_t i = 0; i < most; ++i) {
        for (std::size_t d = 0; d < count_; ++d)
          places.push_back(i < repeated.places[d].size() ? repeated.places[d][i] : kNoRow);
      }
      Arena arena;
      const auto fetched = fetch(places, arena);
      std::vector<std::vector<const ClosedRow*>> rows(count_);
      for (std::size_t d = 0; d < count_; ++d) {
        for (std::size_t i = 0; i < repeated.places[d].size(); ++i) rows[d].push_back(&fetched[i][d]);
        for (const ClosedRow* row : rows[d]) report_null_key(d, *row);
        if (rows[d].size() > 1) report_duplicate(d, rows[d]);
      }
      for (std::size_t h = 0; h < hops_.size(); ++h) {
        if (both_there(hops_[h])) pair_repeated(h, rows[hops_[h].source], rows[hops_[h].target]);
      }
    }
  }

  void report_duplicate(std::size_t d, const std::vector<const ClosedRow*>& rows) {
    bool made_by_rule = false;
    std::string origins;
    for (const ClosedRow* row : rows) {
      for (const std::size_t f : table_.key)
        made_by_rule = made_by_rule || !same(row->cells[f].raw, rows[0]->cells[f].raw);
      origins += (origins.empty() ? "" : " and ") + std::string(row->origin);
    }
    Difference finding;
    finding.kind = DifferenceKind::duplicate_key;
    finding.key = findings_.key_text(*rows[0]);
    finding.count = rows.size();
    for (const std::size_t f : table_.key)
      finding.rules.insert(finding.rules.end(), table_.fields[f].in_force.begin(),
                           table_.fields[f].in_force.end());
    finding.note = std::to_string(rows.size()) + " rows of dataset '" + dataset(d).name + "' share this key" +
                   (made_by_rule ? " because a rule made their keys equal: " : ": ") + origins;
    add_for_dataset(d, finding, findings_.row_side(*rows[0]));
  }

  bool same_row(const Hop& hop, const ClosedRow& source, const ClosedRow& target) const {
    for (std::size_t f = 0; f < table_.fields.size(); ++f) {
      RuleBits hidden_by = 0;
      if (hop.compared[f] && compare_cells(table_.fields[f], source.cells[f], target.cells[f], hidden_by) ==
                                 CellVerdict::different)
        return false;
    }
    return true;
  }

  // Rows of one key are paired where they are equal, then in their order; what is left over has no partner.
  void pair_repeated(std::size_t h, std::vector<const ClosedRow*> source,
                     std::vector<const ClosedRow*> target) {
    Hop& hop = hops_[h];
    const auto pair = [&](const ClosedRow& from, const ClosedRow& to) {
      std::vector<ClosedRow> rows(count_);
      rows[hop.source] = from;
      rows[hop.target] = to;
      ++hop.paired;
      compare_rows(h, from, to, rows);
    };
    std::vector<const ClosedRow*> left;
    for (const ClosedRow* row : source) {
      const auto at = std::find_if(target.begin(), target.end(),
                                   [&](const ClosedRow* other) { return same_row(hop, *row, *other); });
      if (at == target.end()) {
        left.push_back(row);
        continue;
      }
      pair(*row, **at);
      target.erase(at);
    }
    const std::size_t pairs = std::min(left.size(), target.size());
    for (std::size_t i = 0; i < pairs; ++i) pair(*left[i], *target[i]);
    for (std::size_t i = pairs; i < std::max(left.size(), target.size()); ++i) {
      std::vector<ClosedRow> rows(count_);
      if (i < left.size()) rows[hop.source] = *left[i];
      if (i < target.size()) rows[hop.target] = *target[i];
      report_row(h, rows);
    }
  }

  // --- order, samples, results
  // -------------------------------------------------------------------------------------------------------

  void look_at_order() {
    for (const StreamRun& run : streams_) {
      const std::size_t d = run.dataset;
      std::size_t shown = 0;
      for (const OrderBreak& broken : run.result.first_breaks) {
        if (shown++ == kBreaksShown) break;
        std::vector<Locator> places(2 * count_, kNoRow);
        places[d] = broken.before;
        places[count_ + d] = broken.after;
        Arena arena;
        const auto rows = fetch(places, arena);
        report_order(d, rows[0][d], rows[1][d], shown == 1 ? run.result.order_breaks : 1);
      }
    }
  }

  void report_order(std::size_t d, const ClosedRow& before, const ClosedRow& after, std::uint64_t breaks) {
    const auto spelled = [&](const ClosedRow& row) {
      std::string text;
      for (const PlannedOrder& order : table_.order)
        text += (text.empty() ? "" : ", ") + table_.fields[order.field].name + " " +
                spell(row.cells[order.field].raw);
      return text;
    };
    Difference finding;
    finding.kind = DifferenceKind::order;
    finding.key = findings_.key_text(after);
    finding.note = "dataset '" + dataset(d).name + "' sent it behind " + findings_.key_text(before) + " (" +
                   spelled(before) + "), which the contract's order puts after it";
    if (breaks > kBreaksShown)
      finding.note += "; " + std::to_string(breaks) + " such places in all, the first " +
                      std::to_string(kBreaksShown) + " are told";
    reports::Side side = findings_.row_side(after);
    side.raw = spelled(after);
    side.length = side.raw.size();
    add_for_dataset(d, finding, side);
  }

  // The values behind the masked ledger's few samples.
  void show_masked(std::size_t h, std::size_t f, const MaskedTally& tally, reports::Masked& out) {
    const Hop& hop = hops_[h];
    std::vector<Locator> places;
    for (const auto& [source, target] : tally.samples) {
      std::vector<Locator> row(count_, kNoRow);
      row[hop.source] = source;
      row[hop.target] = target;
      places.insert(places.end(), row.begin(), row.end());
    }
    Arena arena;
    for (const auto& rows : fetch(places, arena)) {
      const ClosedRow& source = rows[hop.source];
      const ClosedRow& target = rows[hop.target];
      out.samples.push_back(
          {findings_.key_text(source), table_.fields[f].name,
           findings_.side(hop.source, source, f, source.cells[f].raw, source.cells[f].normal),
           findings_.side(hop.target, target, f, target.cells[f].raw, target.cells[f].normal)});
    }
  }

  void finish(TableOutcome& outcome) {
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      const Hop& hop = hops_[h];
      reports::TableResult& result = findings_.result(h);
      result.name = table_.name;
      result.source_name = table_.bindings[hop.source].name;
      result.target_name = table_.bindings[hop.target].name;
      result.source_rows = rows_of(hop.source);
      result.target_rows = rows_of(hop.target);
      result.paired = hop.paired;
      result.equal = hop.equal;
      result.masked_rows = hop.masked_rows;
      result.different_rows = hop.different_rows;
      for (const std::size_t f : table_.key) result.key.push_back(table_.fields[f].name);
      for (std::size_t f = 0; f < table_.fields.size(); ++f) {
        if (hop.compared[f]) result.fields[f].compared = hop.paired;
      }
      for (const auto& [what, tally] : hop.masked) {
        reports::Masked masked;
        masked.rules = rule_names(what.second);
        masked.count = tally.count;
        show_masked(h, what.first, tally, masked);
        result.fields[what.first].masked.push_back(std::move(masked));
      }
      if (hop.paired != hop.equal + hop.masked_rows + hop.different_rows) {
        throw std::logic_error("table '" + table_.name + "': paired rows do not add up");
      }
    }
    outcome.results = findings_.take();
    outcome.rows.resize(count_);
    for (const StreamRun& run : streams_) {
      DatasetRows& rows = outcome.rows[run.dataset];
      rows.table = table_.bindings[run.dataset].name;
      rows.rows += run.result.rows;
      rows.seconds = std::max(rows.seconds, run.seconds);
    }
    context_.observer.table_done(table_.name);
  }

  const PlannedTable& table_;
  const CompareContext& context_;
  std::size_t count_;
  std::vector<DigestClass> classes_;
  std::vector<Hop> hops_;
  Findings findings_;
  std::vector<TableReferences> references_;
  std::vector<StreamRun> streams_;
  std::vector<Locator> candidates_;  // count_ per key
  std::vector<std::uint32_t> open_;  // per key: hops whose digests differ
  std::vector<std::ptrdiff_t> open_hops_;
  std::vector<Repeated> repeated_;
};

}  // namespace

std::vector<Hop> hops_of(const std::vector<ComparisonSpec>& specs) {
  std::vector<Hop> hops;
  for (std::size_t s = 0; s < specs.size(); ++s) {
    const auto& chain = specs[s].datasets;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      Hop hop;
      hop.source = chain[i];
      hop.target = chain[i + 1];
      hop.last = chain.back();
      hop.comparison = s;
      hops.push_back(std::move(hop));
    }
  }
  return hops;
}

std::string hop_name(const std::vector<ComparedDataset>& datasets, const Hop& hop) {
  return datasets[hop.source].name + " → " + datasets[hop.target].name;
}

TableOutcome compare_table(const PlannedTable& table, const CompareContext& context) {
  return TableComparer(table, context).run();
}

}  // namespace parity
