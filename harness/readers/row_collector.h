// For tests of readers: keeps what a stream gives, as text that shows kinds.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "harness/readers/reader.h"

namespace parity {

class RowCollector : public RowSink {
 public:
  void row(std::span<const Value> values, Locator locator) override {
    std::string line;
    for (const Value& value : values) {
      if (!line.empty()) line += " | ";
      line += std::string(kind_name(value.kind)) + " " + spell(value);
      ++cells[static_cast<std::size_t>(value.kind)];
    }
    rows.push_back(line);
    locators.push_back(locator);
  }
  void column(std::string_view name) override { late_columns.emplace_back(name); }

  std::vector<std::string> rows;
  std::vector<Locator> locators;
  std::vector<std::string> late_columns;
  std::vector<std::uint64_t> cells = std::vector<std::uint64_t>(32);  // by kind
};

// Reads a table in one part.
inline RowCollector collect(Reader& reader, std::size_t table) {
  RowCollector collector;
  for (const std::unique_ptr<RowStream>& stream : reader.open(table, 1)) stream->read(collector);
  return collector;
}

}  // namespace parity
