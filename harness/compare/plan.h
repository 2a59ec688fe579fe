// What will be compared, settled before the first row is read: which tables and columns are the same thing in
// which dataset, the compiled rules of each field, the key, and what is left out by which line of the
// contract.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/compare/compare.h"
#include "harness/compare/masking.h"
#include "harness/compare/rule_lines.h"
#include "normalizers/normalize.h"

namespace parity {

using DatasetBits = std::uint32_t;  // bit d: dataset d

struct PlannedField {
  std::string name;  // logical
  FieldRules rules;
  std::unique_ptr<RestrictedRules>
      restricted;  // the same settings, some of them off: to tell which of them hides a difference
  std::vector<std::string> in_force;  // "N03 trim (contracts/x.yaml:12)"
  std::vector<RuleLine> lines;        // of the contract, that set its rules
  RuleBits told_apart = 0;            // rules that several of the lines set
  std::optional<Tolerance> tolerance;
  std::optional<Reference> reference;
  bool key = false;
  bool sensitive = false;    // nothing shows its values: see shown.h
  bool late = false;         // see plan_late_field(): in no digest
  DatasetBits present = 0;   // datasets that have the field
  DatasetBits compared = 0;  // datasets among which it is compared
  std::vector<std::string> only_in;
  std::string only_in_where;  // "contracts/x.yaml:12"
  std::string why;

  // A row, or a dataset, without the field has a value there all the same: what a missing field stands for,
  // or nothing, where null or "" stands for a missing field.
  bool absent_is_a_value() const {
    return rules.absent != Emptiness::distinct || rules.null == Emptiness::absent ||
           rules.empty == Emptiness::absent;
  }
  bool compared_between(std::size_t a, std::size_t b) const {
    return (compared >> a & 1) && (compared >> b & 1);
  }
};

// How one dataset holds the table.
struct Binding {
  bool there = false;
  bool unlisted = false;              // it has the table, and the contract says that it has not: not compared
  std::size_t info = 0;               // index in ComparedDataset::tables
  std::string name;                   // as spelled there
  std::vector<std::size_t> field_of;  // column → field
  std::vector<std::string> types;     // field → the place's type text, "" where it has none
};

struct PlannedOrder {
  std::size_t field;
  bool descending;
  bool nulls_first;
};

struct PlannedTable {
  std::string name;  // logical
  std::vector<PlannedField> fields;
  std::vector<std::size_t> key;
  std::vector<PlannedOrder> order;
  std::vector<Binding> bindings;  // per dataset
  std::vector<std::string> only_in;
  std::string only_in_where;
  const TableContract* contract = nullptr;
  NameStyle names = NameStyle::as_is;

  // The logical name of a column as a dataset spells it.
  std::string logical_field(const std::string& column) const;
};

// Fields that all the datasets of a class compare share one digest; nearly always there is one class for all.
// See classes().
struct DigestClass {
  DatasetBits datasets = 0;
  std::vector<std::size_t> fields;
  bool unseen = false;  // one field that some dataset has not shown yet
};

// The logical name of a table as a dataset spells it.
std::string logical_table(const std::string& name, const Contract& contract);

std::vector<PlannedTable> plan(const std::vector<ComparedDataset>& datasets, const Contract& contract,
                               const CompareOptions& options);

// A field that no sample showed and some rows had: known only when all were read, so that no digest holds it
// and rows that have it are looked at closely. `shown`: the datasets that have it.
void plan_late_field(PlannedTable& table, const std::string& name, DatasetBits shown,
                     const std::vector<ComparedDataset>& datasets, const Contract& contract,
                     JsonDecoder json);

// Refuses rules for a field that nobody has: without a word they would do nothing. Asked before the rows are
// read where no column can come any more, and else behind the last one. Throws Error (usage).
void require_contract_fields(const PlannedTable& table);

// The classes of a table's non-key fields without a tolerance: first the class of all datasets (possibly
// empty), then the others with at least two datasets.
std::vector<DigestClass> classes(const PlannedTable& table);

}  // namespace parity
