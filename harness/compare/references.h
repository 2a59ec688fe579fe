// Foreign keys compared by the key of the row they point to (rule N15): what a reference stands for, per
// dataset. Read before the tables that need it; held in memory, one entry per row of a table pointed to.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/compare/plan.h"

namespace parity {

// For one dataset and table: encoded value of a reference → the normalized key that it stands for.
class ReferenceMap {
 public:
  explicit ReferenceMap(std::string table) : table_(std::move(table)) {}

  // `rows`: the row itself, and those that tell its key where that is a reference.
  void add(std::string_view encoded_value, const Value& key, const std::vector<RowAt>& rows);
  // What a value stands for. One that points to no row, or to several, is Kind::invalid: it is reported,
  // never compared by a number that means nothing.
  Value stands_for(const Value& value, Arena& arena) const;
  // The rows by which that was decided; for one that points to several, two of them. None: it points nowhere.
  const std::vector<RowAt>* rows_of(const Value& value) const;
  std::size_t size() const { return keys_.size(); }

 private:
  struct Meant {
    Value key;
    std::vector<RowAt> rows;
  };
  std::string table_;
  std::unordered_map<std::string, Meant> keys_;
  Arena arena_;
};

// The maps that the fields of one table need, in one dataset.
struct TableReferences {
  std::map<std::size_t, const ReferenceMap*> by_field;  // field index
};

// Reads the maps that a run needs, each once.
class ReferenceMaps {
 public:
  ReferenceMaps(const std::vector<PlannedTable>& tables, const std::vector<ComparedDataset>& datasets)
      : tables_(tables), datasets_(datasets) {}
  TableReferences for_table(const PlannedTable& table, std::size_t dataset);

 private:
  const ReferenceMap& map_of(const Reference& reference, std::size_t dataset, const PlannedField& field);

  const std::vector<PlannedTable>& tables_;
  const std::vector<ComparedDataset>& datasets_;
  std::map<std::string, ReferenceMap> maps_;
  std::set<std::string> being_read_;
};

// The value after its reference was followed, or an array after those of its elements were; `changed` gains
// N15 where that made it something else. Null and absent point nowhere and stay.
Value follow(const Value& value, const ReferenceMap& map, const FieldRules& rules, Arena& arena,
             RuleBits& changed);

// The rows that a value, or each element of an array, leads to.
void add_rows_of(const Value& value, const ReferenceMap& map, std::vector<RowAt>& rows);

}  // namespace parity
