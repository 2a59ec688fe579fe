// One table from its first row to its results: see table_comparer.h.
#include "harness/compare/table_comparer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

#include "harness/compare/findings.h"
#include "harness/compare/join.h"
#include "harness/compare/pairing.h"
#include "harness/compare/reread.h"
#include "harness/error.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;
using reports::Fate;

constexpr std::size_t kBatch = 2000;       // rows fetched for a closer look at a time
constexpr std::size_t kOriginsShown = 20;  // of the rows that share a key

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

// Where a row is found again, and how to know it again; 0: it need not be known.
struct Place {
  Locator locator = kNoRow;
  std::uint64_t check = 0;
};

// Bits of hops.
struct Open {
  std::uint32_t hops = 0;    // those to be looked at
  std::uint32_t differ = 0;  // of these, those in which the digests differ: so must a field
};

// A key that repeats: per dataset, the places of its rows.
struct Repeated {
  std::vector<std::vector<Place>> places;
};

class TableComparer {
 public:
  TableComparer(PlannedTable& table, const CompareContext& context)
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
    plan_late_fields();
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
    for (const StreamRun& run : streams_) {
      if (run.dataset != d) continue;
      if (field < run.result.seen.size()) rows += run.result.seen[field];
      for (const LateColumn& late : run.result.late)
        rows += table_.logical_field(late.name) == table_.fields[field].name ? late.seen : 0;
    }
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

  // Columns that no sample showed are fields like others, now that they are known.
  void plan_late_fields() {
    std::map<std::string, DatasetBits> shown;
    for (const StreamRun& run : streams_) {
      for (const LateColumn& late : run.result.late) {
        const std::string name = table_.logical_field(late.name);
        for (const PlannedField& field : table_.fields) {
          if (field.name != name) continue;
          throw usage_error("table '" + table_.bindings[run.dataset].name + "' of dataset '" +
                            dataset(run.dataset).name + "' has two columns that the contract names '" + name +
                            "', one of them '" + late.name + "'")
              .with_hint("give one of them another name with `rename:`");
        }
        shown[name] |= DatasetBits{1} << run.dataset;
      }
    }
    for (const auto& [name, datasets] : shown)
      plan_late_field(table_, name, datasets, context_.datasets, context_.contract, context_.options.json);
    bool all_showed = true;
    for (std::size_t d = 0; d < count_; ++d) all_showed = all_showed && !(there(d) && shows_nothing(d));
    if (all_showed) require_contract_fields(table_);
    for (std::size_t d = 0; d < count_ && !shown.empty(); ++d) {
      if (there(d)) references_[d] = context_.references.for_table(table_, d);
    }
  }

  bool compares(std::size_t a, std::size_t b, std::size_t f) const {
    const PlannedField& field = table_.fields[f];
    return there(a) && there(b) && field.compared_between(a, b) &&
           ((may_have(a, f) && may_have(b, f)) || field.absent_is_a_value());
  }

  // Which fields the two datasets of a hop really share, now that all rows were seen; what only one has is
  // one finding.
  void settle_hops() {
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      Hop& hop = hops_[h];
      reports::TableResult& result = findings_.result(h);
      for (std::size_t f = 0; f < table_.fields.size(); ++f) {
        const PlannedField& field = table_.fields[f];
        hop.compared.push_back(compares(hop.source, hop.target, f));
        hop.source_and_last.push_back(compares(hop.source, hop.last, f));
        hop.target_and_last.push_back(compares(hop.target, hop.last, f));
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
        std::uint32_t open = 0, differ = 0;
        for (Hop& hop : hops_) {
          if (!both_there(hop)) continue;
          const char* source = group.first[hop.source];
          const char* target = group.first[hop.target];
          if (source == nullptr || target == nullptr) {
            look = look || source != target;
            continue;
          }
          ++hop.paired;
          const RowVerdict verdict = comparer.compare(record_at(source), record_at(target), hop);
          const std::uint32_t bit = std::uint32_t{1} << (&hop - hops_.data());
          if (verdict == RowVerdict::look || verdict == RowVerdict::differ) open |= bit;
          if (verdict == RowVerdict::differ) differ |= bit;
        }
        if (look || open != 0) keep_candidate(group, open, differ);
      });
      if (context_.observer.stop())
        throw Error(ErrorKind::interrupted, "interrupted while comparing table '" + table_.name + "'");
    }
  }

  static Place place_of(const char* record) {
    if (record == nullptr) return {};
    return {record_at(record).head->locator(), check_of(record_at(record))};
  }

  void keep_candidate(const KeyGroup& group, std::uint32_t open, std::uint32_t differ) {
    for (std::size_t d = 0; d < count_; ++d) candidates_.push_back(place_of(group.first[d]));
    open_.push_back({open, differ});
  }

  void keep_repeated(const KeyGroup& group) {
    Repeated repeated;
    repeated.places.resize(count_);
    for (std::size_t d = 0; d < count_; ++d) {
      std::vector<Place>& places = repeated.places[d];
      if (group.first[d] != nullptr) places.push_back(place_of(group.first[d]));
      for (const char* record : group.more[d]) places.push_back(place_of(record));
      std::sort(places.begin(), places.end(),
                [](const Place& a, const Place& b) { return a.locator < b.locator; });
    }
    repeated_.push_back(std::move(repeated));
  }

  // --- looking closely
  // ---------------------------------------------------------------------------------------------------------------

  // Rows of every dataset at the given places, one after the other per dataset. `rows[i][d]`.
  std::vector<std::vector<ClosedRow>> fetch(const std::vector<Place>& places, Arena& arena) {
    std::vector<std::vector<ClosedRow>> rows(places.size() / count_, std::vector<ClosedRow>(count_));
    for (std::size_t d = 0; d < count_; ++d) {
      std::vector<Locator> wanted;
      std::vector<std::size_t> whose;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (places[i * count_ + d].locator == kNoRow) continue;
        wanted.push_back(places[i * count_ + d].locator);
        whose.push_back(i);
      }
      if (wanted.empty()) continue;
      const auto moved = [&](const std::string& what) {
        return undecidable("dataset '" + dataset(d).name + "' moved while it was read: " + what +
                           " of table '" + table_.name + "' are not what they were");
      };
      std::size_t got = 0;
      Reread again(table_, classes_, d, references_[d], context_);
      dataset(d).reader->fetch(reader_table(d), wanted, [&](std::size_t i, const FetchedRow& row) {
        const std::uint64_t check = places[whose[i] * count_ + d].check;
        if (check != 0 && again.check(row) != check) throw moved("rows");
        rows[whose[i]][d] = look_at(table_, d, references_[d], row, wanted[i], arena);
        ++got;
      });
      if (got != wanted.size()) throw moved(std::to_string(wanted.size() - got) + " rows");
    }
    return rows;
  }

  // Keys in the order of the first dataset that has them: findings read like the source file.
  std::vector<std::size_t> in_reading_order() const {
    std::vector<std::size_t> order(open_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      for (std::size_t d = 0; d < count_; ++d) {
        const Locator left = candidates_[a * count_ + d].locator;
        const Locator right = candidates_[b * count_ + d].locator;
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
      std::vector<Place> places;
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

  void look_at_key(const std::vector<ClosedRow>& rows, const Open& open) {
    for (std::size_t d = 0; d < count_; ++d) report_null_key(d, rows[d]);
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      const Hop& hop = hops_[h];
      if (!both_there(hop)) continue;
      const ClosedRow& source = rows[hop.source];
      const ClosedRow& target = rows[hop.target];
      const ClosedRow& last = rows[hop.last];
      if (source.there != target.there)
        report_row(h, source, target,
                   fate(hop, last.there == source.there ? Fate::compensated : Fate::carried));
      if (!(open.hops >> h & 1)) continue;
      const bool differs = compare_rows(h, source, target, last.there ? &last : nullptr);
      if (!differs && (open.differ >> h & 1)) {
        throw std::logic_error("table '" + table_.name + "', key " + findings_.key_text(source) +
                               ": the digests of two rows differ, and none of their fields does");
      }
    }
  }

  // What became of a difference further on, where there is a further on.
  Fate fate(const Hop& hop, Fate at_the_end) const {
    if (context_.specs[hop.comparison].datasets.size() < 3) return Fate::none;
    return hop.last == hop.target || !there(hop.last) ? Fate::introduced : at_the_end;
  }

  // `last`: the row at the end of the chain; null: there is none.
  Fate fate_of_cell(const Hop& hop, std::size_t f, const ClosedRow& source, const ClosedRow* last) const {
    if (!last || !hop.source_and_last[f]) return fate(hop, Fate::introduced);
    RuleBits hidden_by = 0;
    const CellVerdict verdict = compare_cells(table_.fields[f], source.cells[f], last->cells[f], hidden_by);
    return fate(hop, verdict == CellVerdict::different ? Fate::carried : Fate::compensated);
  }

  void report_row(std::size_t h, const ClosedRow& source, const ClosedRow& target, Fate fate) {
    Difference finding;
    finding.kind = source.there ? DifferenceKind::missing_row : DifferenceKind::extra_row;
    finding.key = findings_.key_text(source.there ? source : target);
    finding.source = findings_.row_side(source);
    finding.target = findings_.row_side(target);
    finding.fate = fate;
    findings_.add(h, hops_[h], std::move(finding));
  }

  // Every field of a pair: counts what is masked, reports what differs. True where something does.
  bool compare_rows(std::size_t h, const ClosedRow& source, const ClosedRow& target, const ClosedRow* last) {
    Hop& hop = hops_[h];
    bool different = false;
    bool masked = false;
    for (std::size_t f = 0; f < table_.fields.size(); ++f) {
      if (!hop.compared[f]) continue;
      RuleBits hidden_by = 0;
      switch (compare_cells(table_.fields[f], source.cells[f], target.cells[f], hidden_by)) {
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
          report_cell(h, f, source, target, fate_of_cell(hop, f, source, last));
          break;
      }
    }
    ++(different ? hop.different_rows : masked ? hop.masked_rows : hop.equal);
    return different;
  }

  void report_cell(std::size_t h, std::size_t f, const ClosedRow& source, const ClosedRow& target,
                   Fate fate) {
    const Hop& hop = hops_[h];
    const PlannedField& field = table_.fields[f];
    ++findings_.field(h, f).different;
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
    for (std::size_t from = 0; from < repeated_.size();) {
      std::vector<Place> places;
      std::size_t to = from;
      for (; to < repeated_.size() && places.size() < kBatch * count_; ++to) {
        for (std::size_t i = 0; i < most_rows(repeated_[to]); ++i) {
          for (const std::vector<Place>& of_dataset : repeated_[to].places)
            places.push_back(i < of_dataset.size() ? of_dataset[i] : Place{});
        }
      }
      Arena arena;
      const auto fetched = fetch(places, arena);
      for (std::size_t first = 0; from < to; ++from) {
        look_at_repeated(repeated_[from], fetched, first);
        first += most_rows(repeated_[from]);
      }
      if (context_.observer.stop())
        throw Error(ErrorKind::interrupted,
                    "interrupted while looking at repeated keys of table '" + table_.name + "'");
    }
  }

  static std::size_t most_rows(const Repeated& repeated) {
    std::size_t most = 0;
    for (const std::vector<Place>& places : repeated.places) most = std::max(most, places.size());
    return most;
  }

  // The rows of one key: fetched[first] and those behind it.
  void look_at_repeated(const Repeated& repeated, const std::vector<std::vector<ClosedRow>>& fetched,
                        std::size_t first) {
    std::vector<std::vector<const ClosedRow*>> rows(count_);
    for (std::size_t d = 0; d < count_; ++d) {
      for (std::size_t i = 0; i < repeated.places[d].size(); ++i) rows[d].push_back(&fetched[first + i][d]);
      for (const ClosedRow* row : rows[d]) report_null_key(d, *row);
      if (rows[d].size() > 1) report_duplicate(d, rows[d]);
    }
    for (std::size_t h = 0; h < hops_.size(); ++h) {
      const Hop& hop = hops_[h];
      if (both_there(hop)) compare_repeated(h, rows[hop.source], rows[hop.target], rows[hop.last]);
    }
  }

  void report_duplicate(std::size_t d, const std::vector<const ClosedRow*>& rows) {
    bool made_by_rule = false;
    std::string origins, key;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (const std::size_t f : table_.key)
        made_by_rule = made_by_rule || !same(rows[i]->cells[f].raw, rows[0]->cells[f].raw);
      const std::string own = findings_.key_text(*rows[i]);
      if (i == 0 || own < key) key = own;  // one of them, whichever stands first
      if (i < kOriginsShown) origins += (i == 0 ? "" : " and ") + std::string(rows[i]->origin);
    }
    if (rows.size() > kOriginsShown)
      origins += " and " + std::to_string(rows.size() - kOriginsShown) + " more";
    Difference finding;
    finding.kind = DifferenceKind::duplicate_key;
    finding.key = key;
    finding.count = rows.size();
    for (const std::size_t f : table_.key)
      finding.rules.insert(finding.rules.end(), table_.fields[f].in_force.begin(),
                           table_.fields[f].in_force.end());
    finding.note = std::to_string(rows.size()) + " rows of dataset '" + dataset(d).name + "' share this key" +
                   (made_by_rule ? " because a rule made their keys equal: " : ": ") + origins;
    add_for_dataset(d, finding, findings_.row_side(*rows[0]));
  }

  // In a chain, what became of a row is told by a row that is equal to it at the chain's end.
  void compare_repeated(std::size_t h, const std::vector<const ClosedRow*>& source,
                        const std::vector<const ClosedRow*>& target, std::vector<const ClosedRow*> last) {
    const Hop& hop = hops_[h];
    const bool in_chain = context_.specs[hop.comparison].datasets.size() > 2;
    if (!in_chain) last.clear();
    sort_by_content(table_, hop.compared, last);
    const auto like = [&](const ClosedRow& row, const std::vector<bool>& compared) -> const ClosedRow* {
      const auto at = std::find_if(last.begin(), last.end(), [&](const ClosedRow* other) {
        return same_row(table_, compared, row, *other);
      });
      return at == last.end() ? nullptr : *at;
    };
    static const ClosedRow nothing;
    for (const auto& [from, to] : pair_rows(table_, hop.compared, source, target)) {
      if (!to) {
        const bool lives_on = like(*from, hop.source_and_last) != nullptr;
        report_row(h, *from, nothing, fate(hop, lives_on ? Fate::compensated : Fate::carried));
      } else if (!from) {
        const bool lives_on = like(*to, hop.target_and_last) != nullptr;
        report_row(h, nothing, *to, fate(hop, lives_on ? Fate::carried : Fate::compensated));
      } else {
        ++hops_[h].paired;
        const ClosedRow* end = last.size() > 1 ? like(*from, hop.source_and_last) : nullptr;
        if (!end && last.size() > 1) end = like(*to, hop.target_and_last);
        compare_rows(h, *from, *to, end || last.empty() ? end : last[0]);
      }
    }
  }

  // --- order, samples, results
  // -------------------------------------------------------------------------------------------------------

  void look_at_order() {
    for (const StreamRun& run : streams_) {
      const std::size_t d = run.dataset;
      const std::vector<OrderBreak>& shown = run.result.first_breaks;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        std::vector<Place> places(2 * count_);
        places[d].locator = shown[i].before;
        places[count_ + d].locator = shown[i].after;
        Arena arena;
        const auto rows = fetch(places, arena);
        const bool last = i + 1 == shown.size();
        report_order(d, rows[0][d], rows[1][d], last ? run.result.order_breaks - i : 1);
      }
    }
  }

  // `breaks`: this one, and those behind it that are not told one by one.
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
    finding.count = breaks;
    if (breaks > 1) finding.note += "; and " + std::to_string(breaks - 1) + " more such places";
    reports::Side side = findings_.row_side(after);
    side.raw = spelled(after);
    side.length = side.raw.size();
    add_for_dataset(d, finding, side);
  }

  // The values behind the masked ledger's few samples.
  void show_masked(std::size_t h, std::size_t f, const MaskedTally& tally, reports::Masked& out) {
    const Hop& hop = hops_[h];
    std::vector<Place> places;
    for (const auto& [source, target] : tally.samples) {
      std::vector<Place> row(count_);
      row[hop.source].locator = source;
      row[hop.target].locator = target;
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

  PlannedTable& table_;
  const CompareContext& context_;
  std::size_t count_;
  std::vector<DigestClass> classes_;
  std::vector<Hop> hops_;
  Findings findings_;
  std::vector<TableReferences> references_;
  std::vector<StreamRun> streams_;
  std::vector<Place> candidates_;  // count_ per key
  std::vector<Open> open_;         // per key
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

TableOutcome compare_table(PlannedTable& table, const CompareContext& context) {
  return TableComparer(table, context).run();
}

}  // namespace parity
