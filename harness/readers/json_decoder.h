// JSON text to values: one row, or one cell that holds JSON. The only file that knows simdjson is its .cpp.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// Bytes that must be readable (whatever they hold) behind any text given to a decoder.
constexpr std::size_t kJsonPadding = 128;

// What stopped a decoder: the text is no JSON. `offset` from the text's first byte.
struct JsonFault {
  std::string reason;
  std::size_t offset = 0;
};

// Objects as rows over a growing list of columns.
class JsonRowDecoder {
 public:
  JsonRowDecoder();
  ~JsonRowDecoder();
  JsonRowDecoder(JsonRowDecoder&&) noexcept;

  // Sets the columns known so far, in order.
  void set_columns(std::vector<std::string> names);
  const std::vector<std::string>& columns() const;

  // The values of one row, parallel to columns(), valid until the next call. Columns met for the first time
  // are appended to columns() and `added` is called with each. Throws JsonFault where the text is no JSON
  // object.
  std::span<const Value> decode(std::string_view text, const std::function<void(std::string_view)>& added);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Any JSON value; everything it points to is in `arena`. What is no JSON is Kind::invalid. Needs no padding.
Value decode_json(std::string_view text, Arena& arena);

// A JSON string with its quotes, unescaped. Needs no padding.
std::string unescape_json_string(std::string_view with_quotes);

}  // namespace parity
