// Text as a SQLite file holds it, in one of its three encodings. SQLite validates none of them, and its own
// conversion from UTF-16 makes valid but wrong text of a lone surrogate; here that is an invalid value.
#pragma once

#include <cstdint>
#include <string_view>

#include "normalizers/value.h"

namespace parity {

enum class SqliteEncoding : std::uint8_t { utf8, utf16le, utf16be };

// `bytes` in `encoding` as a text value, or Value::invalid with the reason and the first bytes. UTF-8 is not
// copied; the rest lives in `arena`.
Value sqlite_text(std::string_view bytes, SqliteEncoding encoding, Arena& arena);

}  // namespace parity
