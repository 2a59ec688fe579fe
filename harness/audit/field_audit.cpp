// Mutants of values: see field_audit.h.
#include "harness/audit/field_audit.h"

#include <algorithm>
#include <array>
#include <map>

namespace parity {
namespace {

// What no row holds is planted in a few rows of each field, not in all.
constexpr std::size_t kPlantedSites = 8;
constexpr std::size_t kPartners = 4;  // columns that one column changes places with, in each row

constexpr std::array<MutationText, kFieldMutations> kTexts{{
    {"two rows' fields swapped", "a field changes places with that of the next row that holds another value",
     "a field with two values"},
    {"two columns swapped", "two fields of a row change places", "two fields"},
    {"re-parented child", "a child leads to another row of its parent's table",
     "a field that leads to rows of another table"},
}};

bool plants(const Mutation& mutation, const Value& value, int variant) {
  return variant >= mutation.real(value);
}

}  // namespace

const MutationText& describe(FieldMutation mutation) { return kTexts[static_cast<std::size_t>(mutation)]; }

FieldAudit::FieldAudit(const AuditedTable& table) : table_(table) {
  if (table.compared) judge_.emplace(*table.plan, table.source, table.target);
  find_paths();
  plan();
}

void FieldAudit::find_paths() {
  const auto& columns = table_.rows->info.columns;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::map<std::string, std::size_t> known;
    const std::string field = table_.field_name(c);
    for (std::size_t row = 0; row < table_.rows->rows.size(); ++row) {
      each_node(table_.rows->rows[row][c], field,
                [&](const std::string& path, const Steps& steps, const Value&) {
                  const auto [at, fresh] = known.try_emplace(path, paths_.size());
                  if (fresh) paths_.push_back({path, c, {}});
                  paths_[at->second].sites.push_back({static_cast<std::uint32_t>(row),
                                                      static_cast<std::uint32_t>(steps_.size()),
                                                      static_cast<std::uint32_t>(steps.size())});
                  steps_.insert(steps_.end(), steps.begin(), steps.end());
                });
    }
  }
}

void FieldAudit::plan() {
  const std::size_t mutations = value_mutations().size() + kFieldMutations;
  for (std::size_t path = 0; path < paths_.size(); ++path) {
    for (std::size_t mutation = 0; mutation < mutations; ++mutation) {
      const std::uint64_t mutants = count(paths_[path], mutation);
      if (mutants > 0) plans_.push_back({path, mutation, mutants});
    }
  }
}

std::uint64_t FieldAudit::count(const Path& path, std::size_t mutation) const {
  if (mutation < value_mutations().size()) {
    const Mutation& operation = value_mutations()[mutation];
    std::uint64_t mutants = 0;
    for (std::size_t i = 0; i < path.sites.size(); ++i) {
      const Value& node = node_of(path, path.sites[i]);
      mutants += static_cast<std::uint64_t>(operation.real(node) +
                                            (i < kPlantedSites ? operation.planted(node) : 0));
    }
    return mutants;
  }
  if (path.sites.empty() || path.sites[0].depth > 0) return 0;
  const std::size_t rows = path.sites.size();
  const std::size_t columns = table_.rows->info.columns.size();
  switch (static_cast<FieldMutation>(mutation - value_mutations().size())) {
    case FieldMutation::swapped_rows: return rows > 1 ? rows : 0;
    case FieldMutation::swapped_columns: return rows * std::min(kPartners, columns - 1 - path.column);
    case FieldMutation::reparented: return relation_of(path) ? rows * 2 : 0;
  }
  return 0;
}

const Relation* FieldAudit::relation_of(const Path& path) const {
  for (const Relation& relation : table_.relations) {
    if (relation.column == path.column) return &relation;
  }
  return nullptr;
}

reports::AuditCell FieldAudit::run(const Plan& plan, std::uint64_t share, std::uint64_t seed) {
  const Path& path = paths_[plan.path];
  reports::AuditCell cell;
  cell.comparison = table_.comparison;
  cell.table = table_.name;
  cell.path = path.name;
  const bool on_values = plan.mutation < value_mutations().size();
  const auto other = static_cast<FieldMutation>(on_values ? 0 : plan.mutation - value_mutations().size());
  cell.mutation = on_values ? value_mutations()[plan.mutation].name : describe(other).name;
  Picks picks(plan.count, share, Random(seed, cell.comparison + cell.table + cell.path + cell.mutation));
  if (on_values)
    mutate_values(path, value_mutations()[plan.mutation], picks, cell);
  else if (other == FieldMutation::swapped_rows)
    swap_rows(path, picks, cell);
  else if (other == FieldMutation::swapped_columns)
    swap_columns(path, picks, cell);
  else
    reparent(path, picks, cell);
  return cell;
}

// The raw values differ, be it in their scale or the order of their members only.
bool FieldAudit::is_mutant(const Value& before, const Value& after) {
  before_bytes_.clear(), after_bytes_.clear();
  encode(before, NumberForm::scale, before_bytes_);
  encode(after, NumberForm::scale, after_bytes_);
  if (before_bytes_.view() != after_bytes_.view()) return true;
  return before.kind == Kind::object && after.kind == Kind::object && spell(before) != spell(after);
}

void FieldAudit::against(std::size_t row) {
  if (against_ == row) return;
  judge_->against(table_.rows->rows[row]);
  against_ = row;
}

// `before` and `after`: the whole cell.
MutantVerdict FieldAudit::judge_cell(std::size_t column, const Value& before, const Value& after,
                                     std::size_t row, bool planted) {
  if (!judge_) return {false, table_.instead};
  const std::span<const Value> read = table_.rows->rows[row];
  if (planted) {
    source_row_.assign(read.begin(), read.end());
    source_row_[column] = before;
    judge_->against(source_row_);
    against_ = SIZE_MAX;
  } else {
    against(row);
  }
  mutant_row_.assign(read.begin(), read.end());
  mutant_row_[column] = after;
  return judge_->judge(mutant_row_, {&column, 1});
}

reports::AuditSample FieldAudit::sample(std::size_t row, std::string path, std::size_t column,
                                        const Value& before, const Value& after) const {
  return {table_.key_text(row), std::move(path), table_.told(column, before), table_.told(column, after),
          table_.rows->origins[row]};
}

void FieldAudit::mutate_values(const Path& path, const Mutation& mutation, Picks& picks,
                               reports::AuditCell& cell) {
  std::uint64_t index = 0;
  for (std::size_t i = 0; i < path.sites.size(); ++i) {
    const Site& site = path.sites[i];
    const Value& node = node_of(path, site);
    const Value& whole = table_.rows->rows[site.row][path.column];
    const int variants = mutation.real(node) + (i < kPlantedSites ? mutation.planted(node) : 0);
    for (int variant = 0; variant < variants; ++variant) {
      if (!picks.wanted(index++)) continue;
      arena_.reset();
      Mutant mutant;
      if (!mutation.make(node, variant, arena_, mutant) || !is_mutant(mutant.before, mutant.after)) continue;
      const bool planted = plants(mutation, node, variant);
      Value before = whole, after;
      if (planted && !with_node(whole, steps_of(site), mutant.before, arena_, before)) continue;
      if (!with_node(whole, steps_of(site), mutant.after, arena_, after)) continue;
      const MutantVerdict verdict = judge_cell(path.column, before, after, site.row, planted);
      count_mutant(cell, verdict, [&] {
        return sample(site.row, path_of(table_.field_name(path.column), whole, steps_of(site)), path.column,
                      mutant.before, mutant.after);
      });
    }
  }
}

// Both rows are mutants; found where one of them is.
void FieldAudit::swap_rows(const Path& path, Picks& picks, reports::AuditCell& cell) {
  const auto& rows = table_.rows->rows;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!picks.wanted(row)) continue;
    const Value& mine = rows[row][path.column];
    std::size_t other = row;
    for (std::size_t ahead = 1; ahead < std::min<std::size_t>(rows.size(), 100) && other == row; ++ahead) {
      const std::size_t next = (row + ahead) % rows.size();
      if (is_mutant(mine, rows[next][path.column])) other = next;
    }
    if (other == row) continue;
    const Value& theirs = rows[other][path.column];
    MutantVerdict verdict = judge_cell(path.column, mine, theirs, row, false);
    if (!verdict.found && verdict.hidden_by != 0) {
      const MutantVerdict second = judge_cell(path.column, theirs, mine, other, false);
      verdict.found = second.found;
      verdict.hidden_by = second.hidden_by == 0 ? 0 : verdict.hidden_by | second.hidden_by;
    }
    count_mutant(cell, verdict, [&] {
      return sample(row, path.name + ", with that of " + table_.key_text(other), path.column, mine, theirs);
    });
  }
}

void FieldAudit::swap_columns(const Path& path, Picks& picks, reports::AuditCell& cell) {
  const auto& rows = table_.rows->rows;
  const std::size_t partners = std::min(kPartners, table_.rows->info.columns.size() - 1 - path.column);
  std::uint64_t index = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t k = 1; k <= partners; ++k) {
      if (!picks.wanted(index++)) continue;
      const std::size_t columns[] = {path.column, path.column + k};
      const Value& mine = rows[row][columns[0]];
      const Value& theirs = rows[row][columns[1]];
      if (!is_mutant(mine, theirs)) continue;
      MutantVerdict verdict{false, table_.instead};
      if (judge_) {
        against(row);
        mutant_row_.assign(rows[row].begin(), rows[row].end());
        std::swap(mutant_row_[columns[0]], mutant_row_[columns[1]]);
        verdict = judge_->judge(mutant_row_, columns);
      }
      count_mutant(cell, verdict, [&] {
        reports::AuditSample told =
            sample(row, path.name + ", with " + table_.field_name(columns[1]), columns[0], mine, theirs);
        told.after = table_.told(columns[1], theirs);
        return told;
      });
    }
  }
}

void FieldAudit::reparent(const Path& path, Picks& picks, reports::AuditCell& cell) {
  const Relation& relation = *relation_of(path);
  std::uint64_t index = 0;
  for (const Site& site : path.sites) {
    for (std::size_t step = 1; step <= 2; ++step) {
      if (!picks.wanted(index++)) continue;
      const Value& mine = table_.rows->rows[site.row][path.column];
      if (mine.kind == Kind::null || mine.kind == Kind::absent) continue;
      const Value& other = relation.targets[(site.row * 7 + step) % relation.targets.size()];
      if (!is_mutant(mine, other)) continue;
      const MutantVerdict verdict = judge_cell(path.column, mine, other, site.row, false);
      count_mutant(cell, verdict, [&] { return sample(site.row, path.name, path.column, mine, other); });
    }
  }
}

}  // namespace parity
