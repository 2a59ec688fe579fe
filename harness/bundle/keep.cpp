// Rows for a bundle: see keep.h.
#include "harness/bundle/keep.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "harness/bundle/kept_value.h"
#include "harness/compare/plan.h"
#include "harness/readers/json_decoder.h"
#include "normalizers/field_rules.h"
#include "normalizers/normalize.h"
#include "reports/sensitive.h"

namespace parity {
namespace {

constexpr std::size_t kFetchedTogether = 20;  // findings, since some places read all of a table for one row

struct PackedRow {
  BundledRow row;
  std::uint64_t bytes = 0;
  bool kept = false;
};

std::string file_bytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The columns that a table's rows showed and its catalog did not, until each was seen in a row.
class LateColumns : public RowSink {
 public:
  struct AllSeen {};

  LateColumns(const PlannedTable& names, std::set<std::string> wanted, std::size_t known)
      : names_(names), wanted_(std::move(wanted)), known_(known) {}

  void column(std::string_view name) override { late_.emplace_back(name); }
  void row(std::span<const Value> values, Locator locator) override {
    bool shows = false;
    for (std::size_t c = known_; c < values.size(); ++c)
      if (values[c].kind != Kind::absent)
        shows = wanted_.erase(names_.logical_field(late_[c - known_])) > 0 || shows;
    if (shows) shown_by.push_back(locator);
    if (wanted_.empty()) throw AllSeen();
  }

  std::vector<Locator> shown_by;

 private:
  const PlannedTable& names_;
  std::set<std::string> wanted_;
  std::size_t known_;
  std::vector<std::string> late_;
};

// One group's rows, each fetched once.
class GroupRows {
 public:
  GroupRows(const ComparedGroup& group, Arena& arena) : group_(group), arena_(arena) {}

  void fetch(const std::set<RowAt>& wanted) {
    std::map<std::pair<std::size_t, std::size_t>, std::vector<Locator>> by_table;
    for (const RowAt& at : wanted)
      if (!rows_.count(at)) by_table[{at.dataset, at.table}].push_back(at.locator);
    for (const auto& [where, locators] : by_table) {
      const auto [dataset, table] = where;
      group_.datasets[dataset].reader->fetch(table, locators, [&](std::size_t i, const FetchedRow& row) {
        rows_[{dataset, table, locators[i]}] = packed(row, info_of(dataset, table));
      });
    }
  }

  // Takes the rows of one finding where all of them fit; what they take is off `left` then.
  bool keep(const std::vector<RowAt>& rows, std::uint64_t& left) {
    std::uint64_t needed = 0;
    for (const RowAt& at : rows) {
      const auto row = rows_.find(at);
      if (row == rows_.end()) return false;
      if (!row->second.kept) needed += row->second.bytes;
    }
    if (needed > left) return false;
    left -= needed;
    for (const RowAt& at : rows) rows_[at].kept = true;
    return true;
  }

  // What it found is in a sensitive field, or in a row with a sensitive key: hashes in the place of values do
  // not show it again.
  bool is_private(const reports::Difference& difference) const {
    const auto sensitive = [&](const std::string& field) {
      return is_sensitive(group_.contract->rules_for(difference.table, field));
    };
    if (!difference.field.empty() && sensitive(difference.field)) return true;
    return difference.key.find("hmac:") != std::string::npos;
  }

  // Rows that show what the rows of `table` had and its catalog does not name.
  void keep_late_columns(const std::string& table) {
    for (std::size_t d = 0; d < group_.datasets.size(); ++d) {
      const ComparedDataset& dataset = group_.datasets[d];
      for (std::size_t i = 0; i < dataset.tables.size(); ++i)
        if (logical_table(dataset.tables[i].name, *group_.contract) == table) keep_late_columns(d, i, table);
    }
  }

  BundledComparison take() {
    BundledComparison comparison;
    comparison.contract = group_.source;
    if (!group_.source.file.empty()) comparison.contract_text = file_bytes(group_.source.file);
    comparison.contract_name = group_.contract->name;
    comparison.only_tables = group_.only_tables;
    for (const ComparisonSpec& spec : group_.specs) comparison.chains.push_back(spec.datasets);
    for (std::size_t d = 0; d < group_.datasets.size(); ++d) {
      const ComparedDataset& dataset = group_.datasets[d];
      BundledDataset& into = comparison.datasets.emplace_back();
      into.name = dataset.name;
      into.ordered = dataset.ordered;
      for (std::size_t i = 0; i < dataset.tables.size(); ++i)
        into.tables.push_back({dataset.tables[i], rows_of(d, dataset.table_index[i])});
    }
    return comparison;
  }

 private:
  const TableInfo& info_of(std::size_t dataset, std::size_t table) const {
    const ComparedDataset& of = group_.datasets[dataset];
    const auto at = std::find(of.table_index.begin(), of.table_index.end(), table);
    return of.tables[static_cast<std::size_t>(at - of.table_index.begin())];
  }

  // The names of a table's fields, by the contract.
  PlannedTable names_of(const std::string& table) const {
    PlannedTable names;
    names.contract = group_.contract->find(table);
    names.names = names.contract && names.contract->names ? *names.contract->names : group_.contract->names;
    return names;
  }

  PackedRow packed(const FetchedRow& fetched, const TableInfo& info) const {
    PackedRow packed;
    packed.row.origin = fetched.origin;
    packed.row.late_columns.assign(fetched.late_columns.begin(), fetched.late_columns.end());
    const std::string table = logical_table(info.name, *group_.contract);
    const PlannedTable names = names_of(table);
    std::string written;
    for (std::size_t c = 0; c < fetched.values.size(); ++c) {
      const std::string& column =
          c < info.columns.size() ? info.columns[c].name : packed.row.late_columns[c - info.columns.size()];
      const RuleSet rules = group_.contract->rules_for(table, names.logical_field(column));
      packed.row.values.push_back(told(fetched.values[c], rules));
      write_kept(packed.row.values.back(), written);
    }
    packed.row.values.resize(info.columns.size() + packed.row.late_columns.size(), Value::absent());
    packed.bytes = written.size() + fetched.origin.size();
    return packed;
  }

  // Of a sensitive field a keyed hash, equal where the values are under the contract.
  Value told(const Value& value, const RuleSet& rules) const {
    if (!is_sensitive(rules) || value.kind == Kind::null || value.kind == Kind::absent)
      return parity::keep(value, arena_);
    const Value normal = normalize(value, compile(rules, {}, false, &decode_json), arena_).value;
    return Value::text(arena_.copy(reports::sensitive_hash(spell(normal))));
  }

  void keep_late_columns(std::size_t d, std::size_t i, const std::string& table) {
    const ComparedDataset& dataset = group_.datasets[d];
    const TableInfo& info = dataset.tables[i];
    if (info.columns_final) return;
    const PlannedTable names = names_of(table);
    std::set<std::string> wanted;
    for (const DatasetRows& read : *group_.rows[d])
      for (const FieldRead& field : read.fields)
        if (read.table == info.name && field.rows > 0) wanted.insert(field.name);
    for (const Column& column : info.columns) wanted.erase(names.logical_field(column.name));
    if (wanted.empty()) return;
    LateColumns late(names, std::move(wanted), info.columns.size());
    const std::size_t number = dataset.table_index[i];
    try {
      for (const auto& stream : dataset.reader->open(number, 1)) stream->read(late);
    } catch (const LateColumns::AllSeen&) {}
    std::set<RowAt> rows;
    for (const Locator locator : late.shown_by) rows.insert({d, number, locator});
    fetch(rows);
    for (const RowAt& at : rows) rows_[at].kept = true;
  }

  // By their places, which is the order in which they were sent.
  std::vector<BundledRow> rows_of(std::size_t dataset, std::size_t table) const {
    std::vector<BundledRow> rows;
    for (const auto& [at, packed] : rows_)
      if (packed.kept && at.dataset == dataset && at.table == table) rows.push_back(packed.row);
    return rows;
  }

  const ComparedGroup& group_;
  Arena& arena_;
  std::map<RowAt, PackedRow> rows_;
};

}  // namespace

void keep_rows(const std::vector<ComparedGroup>& groups, const std::vector<ChosenFinding>& chosen,
               const std::vector<reports::Difference>& differences, Bundle& bundle) {
  std::vector<GroupRows> rows;
  for (const ComparedGroup& group : groups) rows.emplace_back(group, *bundle.arena);
  std::vector<std::set<std::string>> tables(groups.size());
  std::uint64_t left = kMostKeptBytes;
  for (std::size_t from = 0; from < chosen.size(); from += kFetchedTogether) {
    const std::size_t to = std::min(from + kFetchedTogether, chosen.size());
    std::vector<std::set<RowAt>> wanted(groups.size());
    for (std::size_t i = from; i < to; ++i)
      wanted[chosen[i].group].insert(chosen[i].rows.begin(), chosen[i].rows.end());
    for (std::size_t g = 0; g < groups.size(); ++g) rows[g].fetch(wanted[g]);
    for (std::size_t i = from; i < to; ++i) {
      GroupRows& group = rows[chosen[i].group];
      if (group.is_private(differences[i]) || !group.keep(chosen[i].rows, left)) continue;
      tables[chosen[i].group].insert(differences[i].table);
      bundle.findings.push_back(differences[i]);
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::string& table : tables[g]) rows[g].keep_late_columns(table);
    bundle.comparisons.push_back(rows[g].take());
  }
}

}  // namespace parity
