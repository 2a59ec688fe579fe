// JSON text to rows and cells: the parser, the columns that rows have, and what to do about bytes that are no
// UTF-8.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/readers/extended_json.h"
#include "harness/readers/json_parser.h"
#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// Objects as rows over a growing list of columns.
class JsonRowDecoder {
 public:
  explicit JsonRowDecoder(JsonDialect dialect = JsonDialect::plain);
  ~JsonRowDecoder();
  JsonRowDecoder(JsonRowDecoder&&) noexcept;

  // Sets the columns known so far, in order.
  void set_columns(std::vector<std::string> names);
  const std::vector<std::string>& columns() const;

  // The values of the row that `text` begins with, parallel to columns(), valid until the next call and as
  // long as the text. Columns met for the first time are appended to columns() and `added` is called with
  // each. Throws JsonFault where the text is no JSON object, JsonIncomplete where it ends before the row does
  // (columns may have been added by then).
  std::span<const Value> decode(std::string_view text, const std::function<void(std::string_view)>& added);
  std::size_t consumed() const;   // bytes of the text that the row took
  std::uint64_t relaxed() const;  // plain numbers until now, where Extended JSON was asked for

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Any JSON value, and nothing behind it; points into `text` and `arena`. What is no JSON is Kind::invalid.
Value decode_json(std::string_view text, Arena& arena);

// A JSON string with its quotes, unescaped.
std::string unescape_json_string(std::string_view with_quotes);

}  // namespace parity
