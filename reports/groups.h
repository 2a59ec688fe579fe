// Differences and masked cells in the order in which people read them: by table, field and kind, and by rule.
// Arranges what the result has; counts nothing anew.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/result.h"

namespace parity::reports {

// What one table has of one kind in one field. Pointers live as long as the result does.
struct DifferenceGroup {
  std::string field;  // empty: concerns rows or the table
  DifferenceKind kind = DifferenceKind::value;
  std::uint64_t count = 0;  // exact
  std::vector<const Difference*> samples;
};

// Those of rows and the table first, then field by field.
std::vector<DifferenceGroup> group_differences(const TableResult& table);

// Where one set of rules hid something.
struct MaskedPlace {
  const ComparisonResult* comparison = nullptr;
  const TableResult* table = nullptr;
  const FieldResult* field = nullptr;
  const Masked* masked = nullptr;
};
struct MaskedGroup {
  std::string rules;  // "trim", "empty + trim"
  std::uint64_t count = 0;
  std::vector<MaskedPlace> places;
};

// Most first.
std::vector<MaskedGroup> group_masked(const Result& result);

std::uint64_t masked_cells(const TableResult& table);
std::uint64_t count_of(const TableResult& table, DifferenceKind kind);

// A table or field that was not compared, or all of a comparison that could not be made.
struct LeftOut {
  std::string place;        // a dataset's name, or a comparison's
  bool of_dataset = false;  // it is in no comparison at all
  bool undecided = false;   // and no line of the contract says so
  std::string what;         // "equipment", "equipment.legacy_flag", "all tables"
  std::uint64_t rows = 0;   // where they are known
  std::string why;          // "only_in: source (contracts/x.yaml:31)"
};
// What no comparison looks at first, that which nobody decided before all; then what one of them leaves out.
std::vector<LeftOut> left_out(const Result& result);

// The same by reason: one line of a contract often leaves a field out in every table and comparison. Pointers
// live as long as the list does.
struct LeftOutReason {
  std::string why;
  std::vector<const LeftOut*> items;
};
std::vector<LeftOutReason> by_reason(const std::vector<LeftOut>& all);

}  // namespace parity::reports
