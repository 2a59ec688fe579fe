// What one cell holds, exactly as its place says it: the type that the place gave it and every digit.
// A Value is a small view. The bytes it points to (text, digits, elements) live in the reader's buffers or in
// an Arena, and outlive the row they belong to by nothing: whoever wants to keep a value copies it with
// keep().
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "normalizers/arena.h"

namespace parity {

enum class Kind : std::uint8_t {
  absent,   // the row has no such field (JSON); never from a database
  null,     //
  boolean,  //
  number,   // an exact decimal of any length, NaN or an infinity
  text,     // valid UTF-8
  date,     // days; proleptic Gregorian, no zone
  clock,    // time of day, microseconds, no zone
  local,    // date and time without a zone (PostgreSQL `timestamp`)
  instant,  // a point in time (PostgreSQL `timestamptz`)
  uuid,     // 16 bytes
  bytes,    //
  array,    //
  object,   // members in the order they were written; names may not repeat, and no member is absent
  invalid,  // the place holds something that is no value (bad UTF-8, `1.2.3`, a key twice): data says what
};

// "number", "text", …: the word used in reports.
std::string_view kind_name(Kind kind);

// Bits of Value::flags for Kind::text. Not part of the value.
enum TextFlag : std::uint8_t {
  kJsonString = 1,  // came out of JSON as a string: `type: json` does not read it as JSON a second time
};

struct Member;

struct Value {
  Kind kind = Kind::absent;
  std::uint8_t flags = 0;  // number: NumberFlag in decimal.h; text: TextFlag; everything else: 0
  union {
    std::uint32_t size = 0;  // text, bytes, uuid, invalid: bytes; array, object: entries; big number: digits
    std::int32_t exponent;   // small number: value = integer × 10^exponent
  };
  union {
    std::int64_t integer = 0;  // small number: mantissa; boolean: 0 or 1; times: see instant.h
    const char* data;          // text, bytes, uuid, invalid; big number: see BigNumber in decimal.h
    const Value* elements;     // array
    const Member* members;     // object
  };

  static Value absent() { return {}; }
  static Value null() { return of(Kind::null, 0); }
  static Value boolean(bool value) { return of(Kind::boolean, value ? 1 : 0); }
  static Value number(std::int64_t mantissa, std::int32_t exponent = 0) {
    Value value = of(Kind::number, mantissa);
    value.exponent = exponent;
    return value;
  }
  static Value text(std::string_view bytes) { return of(Kind::text, bytes); }
  static Value bytes(std::string_view bytes) { return of(Kind::bytes, bytes); }
  static Value uuid(std::string_view sixteen_bytes) { return of(Kind::uuid, sixteen_bytes); }
  static Value invalid(std::string_view reason) { return of(Kind::invalid, reason); }
  static Value date(std::int64_t days) { return of(Kind::date, days); }
  static Value clock(std::int64_t micros) { return of(Kind::clock, micros); }
  static Value local(std::int64_t micros) { return of(Kind::local, micros); }
  static Value instant(std::int64_t micros) { return of(Kind::instant, micros); }
  static Value array(std::span<const Value> elements);
  static Value object(std::span<const Member> members);

  std::string_view view() const { return {data, size}; }  // text, bytes, uuid, invalid
  std::span<const Value> items() const { return {elements, kind == Kind::array ? size : 0}; }
  std::span<const Member> fields() const;

 private:
  static Value of(Kind kind, std::int64_t integer) {
    Value value;
    value.kind = kind;
    value.integer = integer;
    return value;
  }
  static Value of(Kind kind, std::string_view bytes) {
    Value value;
    value.kind = kind;
    value.size = static_cast<std::uint32_t>(bytes.size());
    value.data = bytes.data();
    return value;
  }
};
static_assert(sizeof(Value) == 16);

struct Member {
  std::string_view name;
  Value value;
};

inline Value Value::array(std::span<const Value> elements) {
  Value value;
  value.kind = Kind::array;
  value.size = static_cast<std::uint32_t>(elements.size());
  value.elements = elements.data();
  return value;
}

inline Value Value::object(std::span<const Member> members) {
  Value value;
  value.kind = Kind::object;
  value.size = static_cast<std::uint32_t>(members.size());
  value.members = members.data();
  return value;
}

inline std::span<const Member> Value::fields() const { return {members, kind == Kind::object ? size : 0}; }

// A copy whose bytes all live in `arena`.
Value keep(const Value& value, Arena& arena);

// The value as JSON-like text for people: text in double quotes with controls escaped, numbers with every
// digit, times in ISO 8601, bytes as \x…, absent as `absent`. Never used to decide anything.
std::string spell(const Value& value);

}  // namespace parity
