// The rows of one JSON table: see json_rows.h.
#include "harness/readers/json_rows.h"

namespace parity {

JsonRows::JsonRows(JsonFile& file, const JsonTable& table, std::size_t window)
    : cursor_(file, window), table_(table) {
  cursor_.seek(table.offset);
}

bool JsonRows::next(JsonRowDecoder& decoder, const std::function<void(std::string_view)>& added) {
  if (table_.lines ? !at_line() : !at_element()) return false;
  cursor_.peek();
  offset_ = cursor_.offset();
  for (;;) {
    try {
      values_ = decoder.decode(cursor_.window(), added);
      break;
    } catch (const JsonFault& fault) {
      // A row of NDJSON that lost its end is noticed in the next one, and told where it begins.
      const std::string_view before = cursor_.window().substr(0, fault.offset);
      const bool elsewhere = table_.lines && before.find('\n') != std::string_view::npos;
      cursor_.fail(fault.reason, elsewhere ? offset_ : offset_ + fault.offset);
    } catch (const JsonIncomplete&) {
      if (!cursor_.more()) {
        cursor_.fail("the file ends inside the row that begins here", offset_,
                     "the file is cut off, or a quote or bracket is missing");
      }
    }
  }
  cursor_.take(decoder.consumed());
  first_ = false;
  return true;
}

bool JsonRows::at_line() {
  if (!first_) {
    const int next = cursor_.peek_on_line();
    if (next >= 0 && next != '\n')
      cursor_.fail("something stands behind a row on its line", cursor_.offset());
  }
  return cursor_.peek() >= 0;
}

bool JsonRows::at_element() {
  if (cursor_.accept(']')) {
    if (table_.whole && cursor_.peek() >= 0)
      cursor_.fail("something stands behind the array's end", cursor_.offset());
    return false;
  }
  if (!first_) cursor_.expect(',', "or ']' behind a row");
  if (cursor_.peek() == ']') cursor_.fail("a comma stands before the array's end", cursor_.offset());
  return true;
}

}  // namespace parity
