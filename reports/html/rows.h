// All findings of a run as compact rows for the script of the page: chunks of columns, each a dictionary of
// its words and a number per row, as JSON, deflated, in base64. report.js (rows.js) is the reader.
//
//   {"rows": 3, "columns": {"table": {"words": ["equipment"]},                          all rows the same
//                           "key":   {"words": ["[1]", "[2]", "[3]"]},                  no row like another
//                           "kind":  {"words": ["value", "type"], "at": [0, 1, 0]}}}    numbers of words
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/result.h"

namespace parity::reports::html {

struct Rows {
  std::vector<std::string> chunks;
  std::uint64_t differences = 0;  // of the run
  std::uint64_t packed = 0;       // of those, in the chunks; the others had no room
};

// Checks that are not green come first, then differences as they were found, then the other checks, until
// `room` bytes of base64 are full. Long values are cut around what differs.
Rows pack_rows(const Result& result, const Differences& all, std::size_t room);

}  // namespace parity::reports::html
