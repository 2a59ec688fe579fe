// The real comparison of two rows: see judge.h.
#include "harness/audit/judge.h"

#include <stdexcept>

#include "harness/compare/masking.h"

namespace parity {
namespace {

class Unwatched : public CompareObserver {
 public:
  void difference(const reports::Difference&, const Evidence*) override {}
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
  bool stop() override { return false; }
};

}  // namespace

struct Judge::Unused {
  MemoryBudget budget;
  RecordStore store{budget, {}};
  Unwatched observer;
};

std::string hidden_by_text(RuleBits rules) {
  std::string text;
  const auto add = [&](const std::string& name) { text += (text.empty() ? "" : "+") + name; };
  for (const std::string& name : rule_names(rules & ~(kMemberOrder | kRowOrder))) add(name);
  if (rules & kMemberOrder) add("by nature: member order");
  if (rules & kRowOrder) add("by nature: row order");
  return text;
}

Judge::Judge(const PlannedTable& table, const TableReferences& source, const TableReferences& target)
    : table_(table),
      classes_(classes(table)),
      references_{&source, &target},
      unused_(std::make_unique<Unused>()),
      source_(table, classes_, 0, false, source, unused_->store, unused_->observer),
      target_(table, classes_, 1, false, target, unused_->store, unused_->observer),
      comparer_(table, classes_) {
  hop_.source = 0, hop_.target = hop_.last = 1;
  for (const PlannedField& field : table.fields) hop_.compared.push_back(field.compared_between(0, 1));
}

Judge::~Judge() = default;

void Judge::against(std::span<const Value> row) {
  row_ = row;
  record_ = source_.digest_of(row, 0);
}

Digest Judge::key_of(std::span<const Value> row) { return target_.digest_of(row, 0).head->key; }

MutantVerdict Judge::judge(std::span<const Value> mutant, std::span<const std::size_t> columns) {
  const RecordView record = target_.digest_of(mutant, 0);
  if (record.head->key != record_.head->key) return {true, 0};  // joined with no row: one missing, one extra
  if ((record.head->flags() | record_.head->flags()) & kNullKey) return {true, 0};  // told in any case
  hop_.masked.clear();
  switch (comparer_.compare(record_, record, hop_)) {
    case RowVerdict::equal: return {false, equal_by(mutant, columns)};
    case RowVerdict::look: return look_closely(mutant, columns, false);
    case RowVerdict::differ: return look_closely(mutant, columns, true);
    case RowVerdict::masked: break;
  }
  MutantVerdict verdict;
  for (const auto& [what, tally] : hop_.masked) verdict.hidden_by |= what.second;
  return verdict;
}

NormalizedCell Judge::cell_of(std::size_t dataset, const Value& value, std::size_t column) {
  sparse_.assign(row_.size(), Value::absent());
  sparse_[column] = value;
  ClosedRow row = look_at(table_, dataset, *references_[dataset], {sparse_, {}, ""}, 0, arena_);
  return row.cells[table_.bindings[dataset].field_of[column]];
}

MutantVerdict Judge::look_closely(std::span<const Value> mutant, std::span<const std::size_t> columns,
                                  bool digests_differ) {
  MutantVerdict verdict;
  arena_.reset();
  for (const std::size_t column : columns) {
    const std::size_t field = table_.bindings[1].field_of[column];
    if (!hop_.compared[field]) continue;
    RuleBits hidden_by = 0;
    const NormalizedCell before = cell_of(0, row_[column], column);
    const NormalizedCell after = cell_of(1, mutant[column], column);
    switch (compare_cells(table_.fields[field], before, after, hidden_by)) {
      case CellVerdict::different: return {true, 0};
      case CellVerdict::masked: verdict.hidden_by |= hidden_by; break;
      case CellVerdict::equal: break;
    }
  }
  if (digests_differ)
    throw std::logic_error("table '" + table_.name +
                           "': the digests of a row and its mutant differ, and none of their fields does");
  if (verdict.hidden_by == 0) verdict.hidden_by = equal_by(mutant, columns);
  return verdict;
}

// Equal, and no rule was at work: the field is not compared, or two spellings are one value.
RuleBits Judge::equal_by(std::span<const Value> mutant, std::span<const std::size_t> columns) const {
  RuleBits by = 0;
  for (const std::size_t column : columns) {
    const PlannedField& field = table_.fields[table_.bindings[1].field_of[column]];
    const Value& before = row_[column];
    const Value& after = mutant[column];
    if (!field.compared_between(0, 1)) {
      if (field.only_in.empty()) return 0;
      by |= bit(Rule::only_in);
    } else if (!same(before, after, NumberForm::value)) {
      return 0;
    } else {
      by |= same(before, after, NumberForm::scale) ? kMemberOrder : bit(Rule::number);
    }
  }
  return by;
}

}  // namespace parity
