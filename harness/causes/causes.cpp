// Ten thousand differences as a handful of causes: see causes.h.
#include "harness/causes/causes.h"

#include <algorithm>

#include "harness/causes/clusters.h"
#include "harness/causes/explain.h"
#include "harness/causes/lone_rows.h"
#include "harness/causes/neighbours.h"
#include "harness/compare/shown.h"
#include "normalizers/encoding.h"
#include "normalizers/instant.h"
#include "reports/fingerprint.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;

constexpr std::size_t kShown = 60;  // bytes of a value in an example

std::string_view spelled(const reports::Side& side) {
  return side.normalized.empty() ? side.raw : side.normalized;
}

void show(const reports::Side& side, std::string& out) {
  if (!side.there) {
    out += "nothing";
    return;
  }
  std::string_view text = spelled(side);
  if (text.size() <= kShown) {
    out += text;
    return;
  }
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  out += text.substr(0, end);
  out += "…";
}

// A time written with an offset, and what is left without it: the same on the clock, another moment.
void explain_offset(const Leaf& leaf, Hypotheses& out) {
  if (leaf.raw_source.kind != Kind::text || leaf.raw_source.size > 40) return;
  const std::string_view written = leaf.raw_source.view();
  const std::size_t clock = written.find(':');
  const std::size_t offset = clock == written.npos ? written.npos : written.find_first_of("+-Zz", clock);
  if (offset == written.npos) return;
  const auto local = parse_time(written.substr(0, offset));
  const Value& target = leaf.target;
  const bool moment = target.kind == Kind::instant || target.kind == Kind::local;
  if (local && local->value.kind == Kind::local && moment && local->value.integer == target.integer)
    out.add(Cause::offset_lost);
}

// Whatever the values are: what one of them became.
void explain_outcome(const Difference& difference, const Leaf& leaf, Hypotheses& out) {
  const Kind kind = leaf.target.kind;
  if (kind == Kind::null || kind == Kind::absent) {
    out.add(Cause::lost, static_cast<int>(kind), {}, kind == Kind::null ? "NULL" : "nothing");
  } else if (leaf.source.kind != Kind::absent) {
    out.add(Cause::constant, 0, {}, spelled(difference.target));
  }
  if (leaf.source.kind != Kind::absent && kind != Kind::absent)
    out.add(Cause::became, 0, spelled(difference.source), spelled(difference.target));
}

}  // namespace

struct Causes::State {
  explicit State(CausesOptions given)
      : options(std::move(given)),
        journal(options.memory / 3, options.spill_directory),
        rows(options.memory / 3, options.spill_directory) {}

  struct Column {
    JournalEntry entry;
    std::string comparison, table, field;
    bool missing;
    std::string renamed;  // what it is called there
  };

  void settle(JournalEntry entry, const Hypotheses& found, const std::string& shown) {
    CauseGroup& group = groups[entry.group];
    hashes.clear();
    for (const Hypothesis& each : found.all) {
      hashes.push_back(hash_of(each));
      group.tally.add(each, hashes.back(), entry.fingerprint, shown);
    }
    group.examples.add(entry.fingerprint, shown);
    journal.add(entry, hashes);
  }

  void settle_columns();
  void settle_rows(const std::vector<reports::ComparisonResult>& comparisons);

  CausesOptions options;
  std::vector<std::unique_ptr<RuleProbes>> contracts;
  CauseGroups groups;
  ValuesOfFields values;
  Journal journal;
  LoneRows rows;
  std::vector<Column> columns;
  Hypotheses hypotheses;
  std::vector<std::uint64_t> hashes;
  std::string example;
};

Causes::Causes(CausesOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Causes::~Causes() = default;

void Causes::under(const Contract& contract) {
  state_->contracts.push_back(std::make_unique<RuleProbes>(contract, state_->options.json));
}

void Causes::add(const Difference& difference, const Evidence* evidence, std::uint64_t mark) {
  State& state = *state_;
  JournalEntry entry;
  entry.mark = mark;
  entry.fingerprint = reports::fingerprint_number(difference.fingerprint);
  const std::size_t contract = state.contracts.empty() ? 0 : state.contracts.size() - 1;
  entry.group = state.groups.of(difference, contract);
  entry.fate = static_cast<std::uint16_t>(difference.fate);
  CauseGroup& group = state.groups[entry.group];
  ++group.count;
  const bool sensitive =
      evidence && (evidence->field ? evidence->field->sensitive : has_sensitive_key(evidence->table));
  if (evidence && !evidence->field && !sensitive)
    return state.rows.add(difference, *evidence, mark, entry.group);

  state.example.clear();
  show(difference.source, state.example);
  state.example += " → ";
  show(difference.target, state.example);
  state.hypotheses.clear();
  if (sensitive) return state.settle(entry, state.hypotheses, state.example);  // a cause would tell the value
  if (!evidence) {
    const bool missing = difference.kind == DifferenceKind::missing_field;
    if (missing || difference.kind == DifferenceKind::extra_field) {
      state.columns.push_back(
          {entry, difference.comparison, difference.table, difference.field, missing, {}});
      return;
    }
    if (difference.kind == DifferenceKind::missing_table)
      state.hypotheses.add(Cause::whole_table, 0, "missing");
    if (difference.kind == DifferenceKind::extra_table) state.hypotheses.add(Cause::whole_table, 0, "extra");
    return state.settle(entry, state.hypotheses, state.example);
  }
  const Leaf& leaf = *evidence->leaf;
  entry.source = digest64(spelled(difference.source));
  if (difference.kind != DifferenceKind::uncomparable) {
    explain_values(leaf.source, leaf.target, state.hypotheses);
    explain_by_row(*evidence, state.hypotheses);
    explain_offset(leaf, state.hypotheses);
    explain_outcome(difference, leaf, state.hypotheses);
    if (!state.contracts.empty()) {
      entry.probes =
          state.contracts.back()->hiding(evidence->table, *evidence->field, leaf.raw_source, leaf.raw_target);
      if (leaf.path != difference.field) {  // an element: a rule for the array that it stands in may hide it
        const auto own = static_cast<std::size_t>(evidence->field - evidence->table.fields.data());
        entry.probes |=
            state.contracts.back()->hiding(evidence->table, *evidence->field, evidence->source.cells[own].raw,
                                           evidence->target.cells[own].raw) &
            (bit(Probe::multiset) | bit(Probe::set));
      }
      for (int i = 0; i < kProbes; ++i) group.hidden_by[static_cast<std::size_t>(i)] += entry.probes >> i & 1;
      FieldValues& values = state.values[{difference.table, difference.field}];
      values.keep_one(leaf.raw_source);
      values.keep_one(leaf.raw_target);
    }
  }
  state.settle(entry, state.hypotheses, state.example);
}

void Causes::column_renamed(const std::string& comparison, const std::string& table,
                            const std::string& missing, const std::string& extra) {
  for (State::Column& column : state_->columns) {
    if (column.comparison != comparison || column.table != table) continue;
    if (column.missing && column.field == missing) column.renamed = extra;
    if (!column.missing && column.field == extra) column.renamed = missing;
  }
}

void Causes::State::settle_columns() {
  for (const Column& column : columns) {
    hypotheses.clear();
    const std::string& here = column.missing ? column.field : column.renamed;
    const std::string& there = column.missing ? column.renamed : column.field;
    if (!column.renamed.empty()) hypotheses.add(Cause::column_renamed, 0, here, there);
    hypotheses.add(Cause::whole_column, 0, column.missing ? "missing" : "extra");
    settle(column.entry, hypotheses, column.field);
  }
}

void Causes::State::settle_rows(const std::vector<reports::ComparisonResult>& comparisons) {
  std::set<std::pair<std::string, std::string>> no_source, no_target;
  for (const reports::ComparisonResult& comparison : comparisons) {
    for (const reports::TableResult& table : comparison.tables) {
      if (table.source_rows == 0) no_source.insert({comparison.name, table.name});
      if (table.target_rows == 0) no_target.insert({comparison.name, table.name});
    }
  }
  Hypotheses found;
  rows.settle([&](const LoneRow& row, const Hypotheses& known, const std::string& shown) {
    const CauseGroup& group = groups[row.group];
    JournalEntry entry;
    entry.mark = row.mark;
    entry.fingerprint = row.fingerprint;
    entry.source = row.key;
    entry.group = row.group;
    entry.fate = row.fate;
    found.clear();
    found.all = known.all;
    const auto& empty = row.extra ? no_source : no_target;
    if (empty.count({group.comparison, group.table}) != 0)
      found.add(Cause::table_empty, 0, row.extra ? "source" : "target");
    settle(entry, found, shown);
  });
}

std::vector<reports::Cluster> Causes::finish(const std::vector<reports::ComparisonResult>& comparisons,
                                             const TellCluster& tell) {
  state_->settle_columns();
  state_->settle_rows(comparisons);
  return make_clusters({state_->groups, state_->journal, state_->values, comparisons, state_->options.json},
                       tell);
}

}  // namespace parity
