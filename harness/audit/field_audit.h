// Mutants of the values of one table: every operator on values, two rows that change a field, two columns
// that change places, children led to another parent.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/audit/audited_table.h"

namespace parity {

// Operators on more than one value.
enum class FieldMutation { swapped_rows, swapped_columns, reparented };
constexpr int kFieldMutations = 3;

struct MutationText {
  std::string_view name, about, needs;
};
const MutationText& describe(FieldMutation mutation);

class FieldAudit {
 public:
  explicit FieldAudit(const AuditedTable& table);

  // One place and operator, with how many mutants there may be.
  struct Plan {
    std::size_t path = 0;
    std::size_t mutation = 0;  // of value_mutations(), FieldMutations behind them
    std::uint64_t count = 0;
  };
  const std::vector<Plan>& plans() const { return plans_; }
  reports::AuditCell run(const Plan& plan, std::uint64_t share, std::uint64_t seed);

 private:
  struct Site {
    std::uint32_t row = 0, steps = 0, depth = 0;
  };
  struct Path {
    std::string name;  // "scores.upper[*]"
    std::size_t column = 0;
    std::vector<Site> sites;
  };
  void find_paths();
  void plan();
  std::uint64_t count(const Path& path, std::size_t mutation) const;
  std::span<const std::uint32_t> steps_of(const Site& site) const {
    return {steps_.data() + site.steps, site.depth};
  }
  const Value& node_of(const Path& path, const Site& site) const {
    return node_at(table_.rows->rows[site.row][path.column], steps_of(site));
  }

  void mutate_values(const Path& path, const Mutation& mutation, Picks& picks, reports::AuditCell& cell);
  void swap_rows(const Path& path, Picks& picks, reports::AuditCell& cell);
  void swap_columns(const Path& path, Picks& picks, reports::AuditCell& cell);
  void reparent(const Path& path, Picks& picks, reports::AuditCell& cell);
  const Relation* relation_of(const Path& path) const;

  void against(std::size_t row);
  MutantVerdict judge_cell(std::size_t column, const Value& before, const Value& after, std::size_t row,
                           bool planted);
  bool is_mutant(const Value& before, const Value& after);
  reports::AuditSample sample(std::size_t row, std::string path, std::size_t column, const Value& before,
                              const Value& after) const;

  const AuditedTable& table_;
  std::optional<Judge> judge_;  // none: the table is not compared
  std::vector<Path> paths_;
  std::vector<std::uint32_t> steps_;  // of all sites
  std::vector<Plan> plans_;
  std::size_t against_ = SIZE_MAX;  // the row that the judge holds
  std::vector<Value> source_row_, mutant_row_;
  Arena arena_;
  ByteBuffer before_bytes_, after_bytes_;
};

}  // namespace parity
