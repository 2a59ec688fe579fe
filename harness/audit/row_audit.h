// Mutants that are rows: dropped, added, doubled, sent in another order, with a key of another name. Many are
// put into one copy of the table, and the whole comparison is run on it: its joins, its checks of order and
// of repeated keys.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/audit/audited_table.h"
#include "harness/audit/field_audit.h"

namespace parity {

enum class RowMutation { dropped, dropped_child, added, doubled, reordered, renamed_key };
constexpr int kRowMutations = 6;
const MutationText& describe(RowMutation mutation);

// What a comparison of such a copy needs.
struct RowTrial {
  std::string source, target;  // names of the datasets
  bool ordered = false;        // the target's rows come in the order that the contract promises
  const Contract* contract = nullptr;
  JsonDecoder json = nullptr;
  // The audited table first, then those that its references lead to, with their logical names.
  std::vector<const SampledTable*> tables;
  std::vector<std::string> names;
};

class RowAudit {
 public:
  RowAudit(const AuditedTable& table, RowTrial trial);

  std::uint64_t count(RowMutation mutation) const;  // at most so many mutants
  reports::AuditCell run(RowMutation mutation, std::uint64_t share, std::uint64_t seed);

 private:
  using RowNumbers = std::vector<std::size_t>;
  RowNumbers picked(RowMutation mutation, Picks& picks) const;
  bool is_child(std::size_t row) const;

  void drop(const RowNumbers& rows, reports::AuditCell& cell);
  void add(const RowNumbers& rows, reports::AuditCell& cell);
  void repeat(const RowNumbers& rows, reports::AuditCell& cell);
  void reorder(const RowNumbers& rows, reports::AuditCell& cell);
  void rename(const RowNumbers& variants, reports::AuditCell& cell);
  std::string other_name(std::size_t variant) const;
  bool with_other_key(std::size_t row, Arena& arena, std::vector<Value>& out) const;
  RowNumbers in_promised_order() const;

  // What the comparison finds when the target holds `mutated`: the keys of rows, by kind of finding.
  struct Found {
    std::vector<std::pair<reports::DifferenceKind, std::size_t>> rows;  // its row, in the side that has it
  };
  Found compare_with(SampledTable mutated) const;
  bool finds_or_refuses(SampledTable mutated);
  // Without a comparison: all mutants have the verdict of the table.
  bool uncompared(const RowNumbers& rows, const char* path, reports::AuditCell& cell);
  void tell(reports::AuditCell& cell, const MutantVerdict& verdict, std::size_t row,
            const std::string& before, const std::string& after, const std::string& path = {}) const;

  const AuditedTable& table_;
  RowTrial trial_;
  std::optional<Judge> judge_;
  std::optional<Found> as_read_;  // in the rows as they are
};

}  // namespace parity
