// Mutants that are rows: see row_audit.h.
#include "harness/audit/row_audit.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "harness/error.h"
#include "normalizers/instant.h"

namespace parity {
namespace {

using reports::DifferenceKind;

constexpr std::size_t kOrderBatch = 18;  // breaks of an order that are told one by one: fewer than 20

constexpr std::array<MutationText, kRowMutations> kTexts{{
    {"dropped row", "a row is lost", "a row"},
    {"dropped child", "a row that leads to a row of another table is lost", "a row that has a parent"},
    {"added row", "a row comes in with a key of its own", "a row"},
    {"doubled row", "a row is there twice", "a row"},
    {"reordered rows", "two neighbours change places in the order that is sent", "two rows"},
    {"renamed key", "a field has another name, or its name another style", "a field"},
}};

// Keeps which rows findings are about.
class Ear : public CompareObserver {
 public:
  void difference(const reports::Difference& found, const Evidence*) override {
    const bool order = found.kind == DifferenceKind::order || found.kind == DifferenceKind::duplicate_key;
    const reports::Side& side =
        found.target.there && (order || !found.source.there) ? found.target : found.source;
    const bool row = !side.origin.empty() && side.origin.find_first_not_of("0123456789") == std::string::npos;
    rows.emplace_back(found.kind, row ? std::stoull(side.origin) : SIZE_MAX);
  }
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
  bool stop() override { return false; }

  std::vector<std::pair<DifferenceKind, std::size_t>> rows;
};

}  // namespace

const MutationText& describe(RowMutation mutation) { return kTexts[static_cast<std::size_t>(mutation)]; }

RowAudit::RowAudit(const AuditedTable& table, RowTrial trial) : table_(table), trial_(std::move(trial)) {
  if (table.compared) judge_.emplace(*table.plan, table.source, table.target);
}

bool RowAudit::is_child(std::size_t row) const {
  return std::any_of(table_.relations.begin(), table_.relations.end(), [&](const Relation& relation) {
    const Kind kind = table_.rows->rows[row][relation.column].kind;
    return kind != Kind::null && kind != Kind::absent;
  });
}

std::uint64_t RowAudit::count(RowMutation mutation) const {
  const std::size_t rows = table_.rows->rows.size();
  switch (mutation) {
    case RowMutation::dropped_child: return table_.relations.empty() ? 0 : rows;
    case RowMutation::reordered: return rows > 1 ? rows - 1 : 0;
    case RowMutation::renamed_key: return rows > 0 ? table_.rows->info.columns.size() * 2 : 0;
    default: return rows;
  }
}

RowAudit::RowNumbers RowAudit::picked(RowMutation mutation, Picks& picks) const {
  RowNumbers rows;
  for (std::size_t i = 0; i < count(mutation); ++i) {
    if (picks.wanted(i) && (mutation != RowMutation::dropped_child || is_child(i))) rows.push_back(i);
  }
  return rows;
}

reports::AuditCell RowAudit::run(RowMutation mutation, std::uint64_t share, std::uint64_t seed) {
  reports::AuditCell cell;
  cell.comparison = table_.comparison;
  cell.table = table_.name;
  cell.mutation = describe(mutation).name;
  Picks picks(count(mutation), share, Random(seed, cell.comparison + cell.table + cell.mutation));
  const RowNumbers rows = picked(mutation, picks);
  switch (mutation) {
    case RowMutation::dropped:
    case RowMutation::dropped_child: drop(rows, cell); break;
    case RowMutation::added: add(rows, cell); break;
    case RowMutation::doubled: repeat(rows, cell); break;
    case RowMutation::reordered: reorder(rows, cell); break;
    case RowMutation::renamed_key: rename(rows, cell); break;
  }
  return cell;
}

void RowAudit::tell(reports::AuditCell& cell, const MutantVerdict& verdict, std::size_t row,
                    const std::string& before, const std::string& after, const std::string& path) const {
  count_mutant(cell, verdict, [&] {
    return reports::AuditSample{table_.key_text(row), path, before, after, table_.rows->origins[row]};
  });
}

bool RowAudit::uncompared(const RowNumbers& rows, const char* what, reports::AuditCell& cell) {
  if (judge_) return false;
  for (const std::size_t row : rows) tell(cell, {false, table_.instead}, row, "the row", what);
  return true;
}

RowAudit::Found RowAudit::compare_with(SampledTable mutated) const {
  std::vector<SampledTable> source_tables, target_tables;
  for (const SampledTable* table : trial_.tables) source_tables.push_back(*table);
  target_tables = source_tables;
  target_tables[0] = std::move(mutated);
  SampleReader source(std::move(source_tables)), target(std::move(target_tables));
  CompareOptions options;
  options.streams = 1;
  options.only_tables = trial_.names;
  options.spill_directory = std::filesystem::temp_directory_path();
  options.json = trial_.json;
  Ear ear;
  compare({dataset_over(source, trial_.source, false), dataset_over(target, trial_.target, trial_.ordered)},
          {{{0, 1}}}, *trial_.contract, options, ear);
  return {std::move(ear.rows)};
}

// More than is found in the rows as they are, or the contract does not fit such a table.
bool RowAudit::finds_or_refuses(SampledTable mutated) {
  try {
    if (!as_read_) as_read_ = compare_with(*table_.rows);
    return compare_with(std::move(mutated)).rows != as_read_->rows;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::usage && error.kind != ErrorKind::undecidable) throw;
    return true;
  }
}

// Half of the rows at a time, so that there is always a table left to find them missing in.
void RowAudit::drop(const RowNumbers& rows, reports::AuditCell& cell) {
  if (uncompared(rows, "no row", cell)) return;
  for (std::size_t half = 0; half < 2; ++half) {
    std::set<std::size_t> dropped;
    for (std::size_t i = half; i < rows.size(); i += 2) dropped.insert(rows[i]);
    if (dropped.empty()) continue;
    SampledTable mutated = *table_.rows;
    mutated.rows.clear();
    for (std::size_t row = 0; row < table_.rows->rows.size(); ++row) {
      if (!dropped.count(row)) mutated.rows.push_back(table_.rows->rows[row]);
    }
    const Found found = compare_with(std::move(mutated));
    std::set<Digest> missing;
    for (const auto& [kind, row] : found.rows) {
      if (kind == DifferenceKind::missing_row && row < table_.rows->rows.size())
        missing.insert(judge_->key_of(table_.rows->rows[row]));
    }
    for (const std::size_t row : dropped) {
      const bool seen = missing.count(judge_->key_of(table_.rows->rows[row])) > 0;
      tell(cell, {seen, 0}, row, "the row", "no row");
    }
  }
}

// A copy of the row whose key nobody has: another text or number, a time further on.
bool RowAudit::with_other_key(std::size_t row, Arena& arena, std::vector<Value>& out) const {
  const std::span<const Value> read = table_.rows->rows[row];
  out.assign(read.begin(), read.end());
  for (std::size_t column = 0; column < out.size(); ++column) {
    if (!table_.plan->fields[table_.plan->bindings[0].field_of[column]].key) continue;
    Value& value = out[column];
    if (value.kind == Kind::text) {
      value = Value::text(arena.copy(std::string(value.view()) + "added" + std::to_string(row)));
    } else if (value.kind == Kind::number) {
      value = Value::number(1'000'000'000'000 + static_cast<std::int64_t>(row));
    } else if (value.kind == Kind::uuid) {
      std::string bytes(value.view());
      for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(bytes[i] ^ static_cast<char>(0xA5 + i));
      value = Value::uuid(arena.copy(bytes));
    } else if (value.kind == Kind::date || value.kind == Kind::local || value.kind == Kind::instant) {
      value.integer = moved_by(value.integer, 1'000'003);
    } else {
      continue;
    }
    return true;
  }
  return false;
}

void RowAudit::add(const RowNumbers& rows, reports::AuditCell& cell) {
  if (uncompared(rows, "the row, and one like it with another key", cell)) return;
  Arena arena;
  SampledTable mutated = *table_.rows;
  std::vector<std::vector<Value>> added;
  added.reserve(rows.size());
  RowNumbers origins;
  for (const std::size_t row : rows) {
    std::vector<Value> copy;
    if (!with_other_key(row, arena, copy)) continue;
    added.push_back(std::move(copy));
    mutated.rows.push_back(added.back());
    origins.push_back(row);
  }
  const std::size_t first = table_.rows->rows.size();
  const std::vector<std::span<const Value>> target_rows = mutated.rows;
  const Found found = compare_with(std::move(mutated));
  std::set<Digest> extra;
  for (const auto& [kind, row] : found.rows) {
    if ((kind == DifferenceKind::extra_row || kind == DifferenceKind::duplicate_key) &&
        row < target_rows.size())
      extra.insert(judge_->key_of(target_rows[row]));
  }
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const bool seen = extra.count(judge_->key_of(target_rows[first + i])) > 0;
    tell(cell, {seen, 0}, origins[i], "the row", "the row, and one like it with another key");
  }
}

void RowAudit::repeat(const RowNumbers& rows, reports::AuditCell& cell) {
  if (uncompared(rows, "the row twice", cell)) return;
  SampledTable mutated = *table_.rows;
  for (const std::size_t row : rows) mutated.rows.push_back(table_.rows->rows[row]);
  const std::vector<std::span<const Value>> target_rows = mutated.rows;
  const Found found = compare_with(std::move(mutated));
  std::set<Digest> repeated;
  for (const auto& [kind, row] : found.rows) {
    if (kind == DifferenceKind::duplicate_key && row < target_rows.size())
      repeated.insert(judge_->key_of(target_rows[row]));
  }
  for (const std::size_t row : rows) {
    const bool seen = repeated.count(judge_->key_of(table_.rows->rows[row])) > 0;
    tell(cell, {seen, 0}, row, "the row", "the row twice");
  }
}

RowAudit::RowNumbers RowAudit::in_promised_order() const {
  RowNumbers rows(table_.rows->rows.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto& field_of = table_.plan->bindings[0].field_of;
  const auto value = [&](std::size_t row, std::size_t field) {
    const auto at = std::find(field_of.begin(), field_of.end(), field);
    return at == field_of.end() ? Value::absent()
                                : table_.rows->rows[row][static_cast<std::size_t>(at - field_of.begin())];
  };
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    for (const PlannedOrder& order : table_.plan->order) {
      const Value left = value(a, order.field), right = value(b, order.field);
      const bool none = left.kind == Kind::null || left.kind == Kind::absent;
      const bool other_none = right.kind == Kind::null || right.kind == Kind::absent;
      if (none != other_none) return none == order.nulls_first;
      const int verdict = none ? 0 : compare(left, right) * (order.descending ? -1 : 1);
      if (verdict != 0) return verdict < 0;
    }
    return false;
  });
  return rows;
}

// Row `i` of the promised order changes places with the next one; neighbouring pairs in different batches.
void RowAudit::reorder(const RowNumbers& rows, reports::AuditCell& cell) {
  if (uncompared(rows, "behind the next row", cell)) return;
  const RowNumbers order = in_promised_order();
  std::vector<RowNumbers> batches;
  for (std::size_t parity = 0; parity < 2; ++parity) {
    batches.emplace_back();
    for (const std::size_t i : rows) {
      if (i % 2 != parity) continue;
      if (batches.back().size() == kOrderBatch) batches.emplace_back();
      batches.back().push_back(i);
    }
  }
  for (const RowNumbers& batch : batches) {
    if (batch.empty()) continue;
    SampledTable mutated = *table_.rows;
    for (std::size_t i = 0; i < order.size(); ++i) mutated.rows[i] = table_.rows->rows[order[i]];
    for (const std::size_t i : batch) std::swap(mutated.rows[i], mutated.rows[i + 1]);
    const Found found = compare_with(std::move(mutated));
    std::set<std::size_t> behind;
    for (const auto& [kind, row] : found.rows) {
      if (kind == DifferenceKind::order) behind.insert(row);
    }
    for (const std::size_t i : batch) {
      const bool seen = behind.count(i + 1) > 0;
      tell(cell, {seen, kRowOrder}, order[i], "before " + table_.key_text(order[i + 1]), "behind it");
    }
  }
}

// A typing mistake, or the other of the two styles.
std::string RowAudit::other_name(std::size_t variant) const {
  const std::string& name = table_.rows->info.columns[variant / 2].name;
  if (variant % 2 == 0) return name + "_";
  const std::string snake = restyle(name, NameStyle::snake_case);
  return snake != name ? snake : restyle(name, NameStyle::camel_case);
}

void RowAudit::rename(const RowNumbers& variants, reports::AuditCell& cell) {
  for (const std::size_t variant : variants) {
    const std::size_t column = variant / 2;
    const std::string& name = table_.rows->info.columns[column].name;
    const std::string other = other_name(variant);
    if (other == name) continue;
    MutantVerdict verdict{false, table_.instead};
    if (judge_) {
      SampledTable mutated = *table_.rows;
      mutated.info.columns[column].name = other;
      const PlannedField& field = table_.plan->fields[table_.plan->bindings[0].field_of[column]];
      const bool renamed = table_.plan->logical_field(other) == field.name;
      verdict.found = finds_or_refuses(std::move(mutated));
      verdict.hidden_by = renamed ? bit(Rule::rename) : field.only_in.empty() ? 0 : bit(Rule::only_in);
    }
    tell(cell, verdict, 0, spell(Value::text(name)), spell(Value::text(other)), table_.field_name(column));
  }
}

}  // namespace parity
