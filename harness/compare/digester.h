// Takes the rows of one stream, normalizes and digests them, and keeps a record of each. The hot path: a row
// whose fields no rule can change is encoded once, straight from the reader's values, and nothing is
// allocated.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/compare/changed_values.h"
#include "harness/compare/plan.h"
#include "harness/compare/records.h"
#include "harness/compare/references.h"

namespace parity {

// Two rows that were sent in the wrong order.
struct OrderBreak {
  Locator before;
  Locator after;
};

// A column that no sample had and the plan does not know.
struct LateColumn {
  std::string name;
  std::uint64_t seen = 0;  // rows that had it
};

// What a stream knew at its end besides its records.
struct DigestedStream {
  std::uint64_t rows = 0;
  std::vector<std::uint64_t> seen;  // field → rows that had it (were not absent)
  std::vector<LateColumn> late;
  std::uint64_t order_breaks = 0;
  std::vector<OrderBreak> first_breaks;
  ChangedValues changed;     // by rules, per field
  std::vector<Value> first;  // the first row as read, in the columns that the plan knows; see control_rows.h
  std::shared_ptr<Arena> first_bytes;
};

// Layout of a record's extras, the same for all records of one dataset and table: a digest for each class but
// the first that the dataset belongs to, the value of each field with a tolerance, then the changed fields.
struct ExtrasLayout {
  std::vector<std::size_t> extra_classes;  // indices into classes()
  std::vector<std::size_t> tolerances;     // field indices
  ExtrasLayout(const PlannedTable& table, const std::vector<DigestClass>& classes, std::size_t dataset);
};

// Extras taken apart. Spans point into them.
struct Extras {
  std::vector<Digest> classes;
  std::vector<std::string_view> tolerances;  // encoded normalized values
  std::vector<ChangedField> changed;
};
void parse_extras(std::string_view bytes, const ExtrasLayout& layout, Extras& out);

class Digester : public RowSink {
 public:
  Digester(const PlannedTable& table, const std::vector<DigestClass>& classes, std::size_t dataset,
           bool check_order, const TableReferences& references, RecordStore& store,
           CompareObserver& observer);

  void row(std::span<const Value> values, Locator locator) override;
  void column(std::string_view name) override;
  void waiting() override;
  // What row() would keep of a row, without keeping it: a row read again is the same when this is.
  RecordView digest_of(std::span<const Value> values, Locator locator);
  // Tells the observer of the last rows; the digester takes no more.
  const DigestedStream& finish();

 private:
  // A field's part in the encoding of a row, with all that is asked for it at hand.
  struct Step {
    std::size_t field = 0;
    int column = -1;      // -1: the dataset has none (so far)
    bool as_read = true;  // no rule and no reference can change it
    NumberForm number = NumberForm::value;
    const FieldRules* rules = nullptr;
    const ReferenceMap* reference = nullptr;
  };
  std::vector<Step> steps_for(const std::vector<std::size_t>& fields) const;
  void plan_steps();
  Value value_of(std::span<const Value> values, std::size_t field) const;
  void count_uncompared(std::span<const Value> values);
  void encode_step(std::span<const Value> values, const Step& step, ByteBuffer& out);
  void keep_first(std::span<const Value> values);
  void check_order(std::span<const Value> values, Locator locator);

  const PlannedTable& table_;
  const std::vector<DigestClass>& classes_;
  std::size_t dataset_;
  bool check_order_;
  const TableReferences& references_;
  RecordStore& store_;
  CompareObserver& observer_;
  ExtrasLayout layout_;
  std::vector<int> column_of_;  // field → column, -1: the dataset has none (so far)
  std::vector<Step> key_steps_, row_steps_, tolerance_steps_;
  std::vector<std::vector<Step>> class_steps_;  // of the extra classes
  std::vector<std::size_t> uncompared_;         // fields that this dataset has and no digest holds
  std::vector<int> late_columns_;               // column → its place in DigestedStream::late, -1: planned
  std::size_t known_columns_ = 0;
  Arena arena_;
  ByteBuffer encoded_, raw_, extras_, changed_;
  RecordHead head_;
  Arena order_arenas_[2];
  std::vector<Value> previous_;
  Locator previous_locator_ = 0;
  DigestedStream result_;
};

}  // namespace parity
