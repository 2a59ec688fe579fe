// What a SQLite column declares, set against what its cells store. SQLite enforces no declaration: a column
// declared INTEGER may hold text, and one declared STRING turns '007' into 7. Knows no database.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/readers/reader.h"

namespace parity {

// The storage classes of SQLite cells.
enum class Stored : std::uint8_t { null, integer, real, text, blob };
constexpr std::size_t kStored = 5;

// What a declaration promises: the kind of its values, and which storage classes keep that promise (null
// always does).
struct Declaration {
  Kind kind = Kind::invalid;  // invalid: it promises nothing
  std::uint8_t holds = 0;     // bit i: Stored(i) is no surprise
};
Declaration read_declaration(std::string_view type);

// How many cells of each class a column turned out to hold.
using StoredCounts = std::array<std::uint64_t, kStored>;

// One line per column and class that its declaration does not promise:
// "table payment, column paid: declared NUMERIC, 3 cells hold text".
std::vector<std::string> surprises(const TableInfo& table, const std::vector<StoredCounts>& counts);

}  // namespace parity
