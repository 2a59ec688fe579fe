#include "harness/readers/sqlite_types.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

namespace parity {

namespace {

constexpr std::uint8_t classes(std::initializer_list<Stored> list) {
  std::uint8_t bits = 0;
  for (Stored stored : list) bits |= static_cast<std::uint8_t>(1 << static_cast<int>(stored));
  return bits;
}

constexpr std::uint8_t kAnything =
    classes({Stored::null, Stored::integer, Stored::real, Stored::text, Stored::blob});

struct Word {
  std::string_view word;  // in capitals
  Declaration says;
};

// The first word that occurs in the declaration decides. What people mean comes before SQLite's own affinity
// rules, which read DATE and BOOLEAN as NUMERIC and the INT in POINT as INTEGER.
constexpr Word kWords[] = {
    {"INTERVAL", {Kind::invalid, kAnything}},
    {"POINT", {Kind::invalid, kAnything}},
    {"BOOL", {Kind::boolean, 0}},  // nothing stores a boolean
    {"UUID", {Kind::uuid, classes({Stored::text})}},
    {"GUID", {Kind::uuid, classes({Stored::text})}},
    {"TIMESTAMPTZ", {Kind::instant, classes({Stored::text})}},
    {"DATETIMEOFFSET", {Kind::instant, classes({Stored::text})}},
    {"WITH TIME ZONE", {Kind::instant, classes({Stored::text})}},
    {"TIMESTAMP", {Kind::local, classes({Stored::text})}},
    {"DATETIME", {Kind::local, classes({Stored::text})}},
    {"DATE", {Kind::date, classes({Stored::text})}},
    {"TIME", {Kind::clock, classes({Stored::text})}},
    {"INT", {Kind::number, classes({Stored::integer})}},
    {"SERIAL", {Kind::number, classes({Stored::integer})}},
    {"CHAR", {Kind::text, classes({Stored::text})}},
    {"CLOB", {Kind::text, classes({Stored::text})}},
    {"TEXT", {Kind::text, classes({Stored::text})}},
    {"STRING", {Kind::text, classes({Stored::text})}},
    {"BLOB", {Kind::bytes, classes({Stored::blob})}},
    {"BINARY", {Kind::bytes, classes({Stored::blob})}},
    {"BYTEA", {Kind::bytes, classes({Stored::blob})}},
    {"REAL", {Kind::number, classes({Stored::integer, Stored::real})}},
    {"FLOA", {Kind::number, classes({Stored::integer, Stored::real})}},
    {"DOUB", {Kind::number, classes({Stored::integer, Stored::real})}},
    {"NUM", {Kind::number, classes({Stored::integer, Stored::real})}},
    {"DEC", {Kind::number, classes({Stored::integer, Stored::real})}},
    {"MONEY", {Kind::number, classes({Stored::integer, Stored::real})}},
};

std::string_view stored_name(Stored stored) {
  switch (stored) {
    case Stored::null: return "null";
    case Stored::integer: return "integer";
    case Stored::real: return "real";
    case Stored::text: return "text";
    case Stored::blob: return "blob";
  }
  return {};
}

// What the reader makes of a surprise, where the class alone does not say it.
std::string_view consequence(Kind declared, Stored stored) {
  const bool number = stored == Stored::integer || stored == Stored::real;
  const bool numeric = declared == Kind::number;
  return number && !numeric ? ", read as numbers" : "";
}

}  // namespace

Declaration read_declaration(std::string_view type) {
  std::string capitals(type);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  for (const Word& entry : kWords)
    if (capitals.find(entry.word) != std::string::npos) return entry.says;
  return {Kind::invalid, kAnything};
}

std::vector<std::string> surprises(const TableInfo& table, const std::vector<StoredCounts>& counts) {
  std::vector<std::string> lines;
  for (std::size_t column = 0; column < counts.size(); ++column) {
    const Declaration declared = read_declaration(table.columns[column].type);
    for (std::size_t i = 1; i < kStored; ++i) {
      const std::uint64_t cells = counts[column][i];
      if (cells == 0 || (declared.holds >> i & 1) != 0) continue;
      const auto stored = static_cast<Stored>(i);
      lines.push_back(fmt::format("table {}, column {}: declared {}, {} {} {}{}", table.name,
                                  table.columns[column].name, table.columns[column].type, cells,
                                  cells == 1 ? "cell holds" : "cells hold", stored_name(stored),
                                  consequence(declared.kind, stored)));
    }
  }
  return lines;
}

}  // namespace parity
