// The rows of one JSON table, one after the other, through a window of any size: brackets, commas and line
// ends between them are looked at here, what stands inside of a row by the decoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "harness/readers/json_cursor.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/json_layout.h"
#include "normalizers/value.h"

namespace parity {

class JsonRows {
 public:
  // `table` outlives it. The window grows where a row does not fit.
  JsonRows(JsonFile& file, const JsonTable& table, std::size_t window);

  // False at the end. The values are valid until the next call. Throws Error (undecidable) at the place of
  // what is no JSON; `added` as in JsonRowDecoder::decode.
  bool next(JsonRowDecoder& decoder, const std::function<void(std::string_view)>& added);
  std::span<const Value> values() const { return values_; }
  std::uint64_t offset() const { return offset_; }  // of the row's first byte
  std::uint64_t end() const { return cursor_.offset(); }

 private:
  bool at_line();
  bool at_element();

  JsonCursor cursor_;
  const JsonTable& table_;
  std::span<const Value> values_;
  std::uint64_t offset_ = 0;
  bool first_ = true;
};

}  // namespace parity
