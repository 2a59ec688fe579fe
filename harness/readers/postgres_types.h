// PostgreSQL's binary values as ours. Types are found by the oid of their base (domains resolved); what has
// no decoder here is cast to text by the query, and the caller says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// How a column's type was found in the catalog, domains already resolved to their base.
struct PostgresType {
  std::uint32_t oid = 0;      // the base type; of an array: the array type
  char category = 'b';        // pg_type.typtype of the base: b(ase), e(num), c(omposite), r(ange) …
  std::uint32_t element = 0;  // base of the element type where it is an array; 0: no array
  char element_category = 'b';
};

enum class PostgresForm : std::uint8_t {
  boolean,
  int2,
  int4,
  int8,
  oid,
  float4,
  float8,
  numeric,
  text,
  bpchar,
  bytea,
  date,
  time,
  timestamp,
  timestamptz,
  uuid,
  json,
  jsonb
};

// What to select and how to read it.
struct PostgresDecoder {
  PostgresForm form = PostgresForm::text;
  bool array = false;
  std::string cast;         // "::text", "::numeric", "::text[]"; empty: as it is
  bool no_decoder = false;  // the cast to text is worth a note
  Kind kind = Kind::text;   // of the values
};

PostgresDecoder decoder_for(const PostgresType& type);

// One field of binary COPY. `check_text`: the server does not vouch for UTF-8 (SQL_ASCII). Texts point into
// `field`. What is malformed becomes Kind::invalid.
Value decode(const PostgresDecoder& decoder, std::string_view field, bool check_text, Arena& arena);

// Big-endian integers, as everywhere in the protocol. `bytes` must be long enough.
template <class Int>
Int read_big_endian(const char* bytes) {
  using Bits = std::make_unsigned_t<Int>;
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Int); ++i) {  // one load and a byte swap, once compiled
    bits = static_cast<Bits>(bits << 8 | static_cast<unsigned char>(bytes[i]));
  }
  return static_cast<Int>(bits);
}
inline std::int16_t read_int16(const char* bytes) { return read_big_endian<std::int16_t>(bytes); }
inline std::int32_t read_int32(const char* bytes) { return read_big_endian<std::int32_t>(bytes); }
inline std::int64_t read_int64(const char* bytes) { return read_big_endian<std::int64_t>(bytes); }

}  // namespace parity
