// Lets only the rows of one key pass to the digester: `--key`. The rest is read and dropped, since no place
// can be asked for a key that only the contract's rules know.
#pragma once

#include <string>
#include <vector>

#include "harness/compare/table_run.h"

namespace parity {

class KeyFilter : public RowSink {
 public:
  // `key`: a JSON array of the key's values in the contract's order, or, for a key of one field, its value as
  // JSON or plain. Raw and normalized spellings both match.
  KeyFilter(const TableRun& run, std::size_t dataset, const std::string& key, RowSink& next);

  void row(std::span<const Value> values, Locator locator) override;
  void column(std::string_view name) override;
  void waiting() override { next_.waiting(); }

 private:
  bool matches(std::span<const Value> values);
  bool matches(std::size_t field, const Value& wanted, const Value& raw);

  const TableRun& run_;
  std::size_t dataset_;
  RowSink& next_;
  std::vector<std::size_t> field_of_;       // column → field; beyond the last: none that is planned
  std::vector<std::vector<Value>> wanted_;  // each a reading of what was typed, by field of the key
  Arena typed_, arena_;
};

}  // namespace parity
