// PostgreSQL's binary values as ours: see postgres_types.h. Formats as in the server's *_send functions.
#include "harness/readers/postgres_types.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "harness/readers/json_decoder.h"
#include "normalizers/decimal.h"
#include "normalizers/instant.h"
#include "normalizers/text.h"

namespace parity {
namespace {

// pg_type.dat; these oids never change.
enum Oid : std::uint32_t {
  kBool = 16,
  kBytea = 17,
  kChar = 18,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kOid = 26,
  kJson = 114,
  kFloat4 = 700,
  kFloat8 = 701,
  kMoney = 790,
  kBpchar = 1042,
  kVarchar = 1043,
  kDate = 1082,
  kTime = 1083,
  kTimestamp = 1114,
  kTimestamptz = 1184,
  kNumeric = 1700,
  kUuid = 2950,
  kJsonb = 3802
};

struct Known {
  std::uint32_t oid;
  PostgresForm form;
  Kind kind;
};
constexpr Known kKnown[] = {
    {kBool, PostgresForm::boolean, Kind::boolean},
    {kInt2, PostgresForm::int2, Kind::number},
    {kInt4, PostgresForm::int4, Kind::number},
    {kInt8, PostgresForm::int8, Kind::number},
    {kOid, PostgresForm::oid, Kind::number},
    {kFloat4, PostgresForm::float4, Kind::number},
    {kFloat8, PostgresForm::float8, Kind::number},
    {kNumeric, PostgresForm::numeric, Kind::number},
    {kText, PostgresForm::text, Kind::text},
    {kVarchar, PostgresForm::text, Kind::text},
    {kName, PostgresForm::text, Kind::text},
    {kChar, PostgresForm::text, Kind::text},
    {kBpchar, PostgresForm::bpchar, Kind::text},
    {kBytea, PostgresForm::bytea, Kind::bytes},
    {kDate, PostgresForm::date, Kind::date},
    {kTime, PostgresForm::time, Kind::clock},
    {kTimestamp, PostgresForm::timestamp, Kind::local},
    {kTimestamptz, PostgresForm::timestamptz, Kind::instant},
    {kUuid, PostgresForm::uuid, Kind::uuid},
    {kJson, PostgresForm::json, Kind::invalid},
    {kJsonb, PostgresForm::jsonb, Kind::invalid},
};

const Known* find_known(std::uint32_t oid) {
  for (const Known& known : kKnown) {
    if (known.oid == oid) return &known;
  }
  return nullptr;
}

Value malformed(std::string_view what, Arena& arena) {
  return Value::invalid(arena.copy("a " + std::string(what) + " that the server sent in an unknown form"));
}

constexpr std::int64_t kTens[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

// A count of base-10000 digits, the weight of the first, sign, display scale, then the digits.
Value decode_numeric(std::string_view field, Arena& arena) {
  if (field.size() < 8) return malformed("numeric", arena);
  const int count = read_int16(field.data());
  const int weight = read_int16(field.data() + 2);
  const auto sign = static_cast<std::uint16_t>(read_int16(field.data() + 4));
  const int scale = read_int16(field.data() + 6);
  if (sign == 0xC000) return not_a_number();
  if (sign == 0xD000 || sign == 0xF000) return infinity(sign == 0xF000);
  if (count < 0 || field.size() != 8 + 2 * static_cast<std::size_t>(count))
    return malformed("numeric", arena);
  const bool negative = sign == 0x4000;
  const int exponent = (weight - count + 1) * 4;
  const int shift =
      exponent +
      scale;  // digits to append (or, negative, to drop: they are zeros) to reach the display scale
  if (count <= 3 && shift >= -4 && shift <= 4) {  // at most 16 digits
    std::int64_t mantissa = 0;
    for (int i = 0; i < count; ++i) mantissa = mantissa * 10'000 + read_int16(field.data() + 8 + 2 * i);
    mantissa = shift >= 0 ? mantissa * kTens[shift] : mantissa / kTens[-shift];
    return Value::number(negative ? -mantissa : mantissa, -scale);
  }
  std::string digits;
  digits.reserve(static_cast<std::size_t>(count) * 4 + 8);
  for (int i = 0; i < count; ++i) {
    const int digit = read_int16(field.data() + 8 + 2 * i);
    for (int unit = 1000; unit > 0; unit /= 10) digits.push_back(static_cast<char>('0' + digit / unit % 10));
  }
  if (shift >= 0) {
    digits.append(static_cast<std::size_t>(shift), '0');
  } else {
    digits.resize(digits.size() - std::min(digits.size(), static_cast<std::size_t>(-shift)));
  }
  return make_number(negative, digits, -scale, arena);
}

Value decode_text(std::string_view text, bool check, Arena& arena) {
  if (check && !valid_utf8(text)) return Value::invalid(arena.copy("text that is not UTF-8"));
  return Value::text(text);
}

// A document that is a string is no text that holds JSON.
Value decode_document(std::string_view text, Arena& arena) {
  Value document = decode_json(text, arena);
  if (document.kind == Kind::text) document.flags |= kJsonString;
  return document;
}

Value decode_scalar(PostgresForm form, std::string_view field, bool check_text, Arena& arena) {
  const char* at = field.data();
  const auto sized = [&](std::size_t size) { return field.size() == size; };
  switch (form) {
    case PostgresForm::boolean: return sized(1) ? Value::boolean(*at != 0) : malformed("boolean", arena);
    case PostgresForm::int2: return sized(2) ? Value::number(read_int16(at)) : malformed("smallint", arena);
    case PostgresForm::int4: return sized(4) ? Value::number(read_int32(at)) : malformed("integer", arena);
    case PostgresForm::int8: return sized(8) ? Value::number(read_int64(at)) : malformed("bigint", arena);
    case PostgresForm::oid:
      return sized(4) ? Value::number(static_cast<std::uint32_t>(read_int32(at))) : malformed("oid", arena);
    case PostgresForm::float4:
      return sized(4) ? from_float(std::bit_cast<float>(read_int32(at)), arena) : malformed("real", arena);
    case PostgresForm::float8:
      return sized(8) ? from_double(std::bit_cast<double>(read_int64(at)), arena)
                      : malformed("double precision", arena);
    case PostgresForm::numeric: return decode_numeric(field, arena);
    case PostgresForm::text: return decode_text(field, check_text, arena);
    case PostgresForm::bpchar: {
      // The blanks that fill up char(n) are no data: PostgreSQL itself drops them wherever it reads the
      // value.
      const std::size_t kept = field.find_last_not_of(' ') + 1;
      return decode_text(field.substr(0, kept), check_text, arena);
    }
    case PostgresForm::bytea: return Value::bytes(field);
    case PostgresForm::date: {
      if (!sized(4)) return malformed("date", arena);
      const std::int32_t days = read_int32(at);
      return Value::date(days == INT32_MAX ? kFutureForever : days == INT32_MIN ? kPastForever : days);
    }
    case PostgresForm::time: return sized(8) ? Value::clock(read_int64(at)) : malformed("time", arena);
    case PostgresForm::timestamp:
      return sized(8) ? Value::local(read_int64(at)) : malformed("timestamp", arena);
    case PostgresForm::timestamptz:
      return sized(8) ? Value::instant(read_int64(at)) : malformed("timestamptz", arena);
    case PostgresForm::uuid: return sized(16) ? Value::uuid(field) : malformed("uuid", arena);
    case PostgresForm::json: return decode_document(field, arena);
    case PostgresForm::jsonb:
      return !field.empty() && field[0] == 1 ? decode_document(field.substr(1), arena)
                                             : malformed("jsonb", arena);
  }
  return malformed("value", arena);
}

// Dimensions, a null flag, the element type, then per dimension its length and lower bound, then the elements
// row by row.
class ArrayDecoder {
 public:
  ArrayDecoder(PostgresForm form, std::string_view field, bool check_text, Arena& arena)
      : form_(form), field_(field), check_text_(check_text), arena_(arena) {}

  Value decode() {
    if (field_.size() < 12) return malformed("array", arena_);
    const int dimensions = read_int32(field_.data());
    if (dimensions < 0 || dimensions > 6) return malformed("array", arena_);
    if (dimensions == 0) return Value::array({});
    at_ = 12 + 8 * static_cast<std::size_t>(dimensions);
    if (field_.size() < at_) return malformed("array", arena_);
    // {1,2} and [0:1]={1,2} are two values to PostgreSQL, and a sequence cannot tell them apart.
    for (int i = 0; i < dimensions; ++i) {
      if (const std::int32_t first = read_int32(field_.data() + 16 + 8 * i); first != 1)
        return Value::invalid(arena_.copy("an array that begins at index " + std::to_string(first)));
    }
    const Value value = dimension(0, dimensions);
    return good_ ? value : malformed("array", arena_);
  }

 private:
  Value dimension(int number, int dimensions) {
    if (number == dimensions) return element();
    const auto length = read_int32(field_.data() + 12 + 8 * number);
    if (length < 0 || static_cast<std::size_t>(length) > field_.size()) {
      good_ = false;
      return Value::null();
    }
    auto items = arena_.array<Value>(static_cast<std::size_t>(length));
    for (Value& item : items) item = good_ ? dimension(number + 1, dimensions) : Value::null();
    return Value::array(items);
  }

  Value element() {
    if (field_.size() - at_ < 4) {
      good_ = false;
      return Value::null();
    }
    const std::int32_t length = read_int32(field_.data() + at_);
    at_ += 4;
    if (length < 0) return Value::null();
    if (field_.size() - at_ < static_cast<std::size_t>(length)) {
      good_ = false;
      return Value::null();
    }
    const std::string_view bytes = field_.substr(at_, static_cast<std::size_t>(length));
    at_ += static_cast<std::size_t>(length);
    return decode_scalar(form_, bytes, check_text_, arena_);
  }

  PostgresForm form_;
  std::string_view field_;
  bool check_text_;
  Arena& arena_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace

PostgresDecoder decoder_for(const PostgresType& type) {
  PostgresDecoder decoder;
  decoder.array = type.element != 0;
  const std::uint32_t oid = decoder.array ? type.element : type.oid;
  const char category = decoder.array ? type.element_category : type.category;
  if (const Known* known = find_known(oid)) {
    decoder.form = known->form;
    decoder.kind = decoder.array ? Kind::array : known->kind;
    // "char" sends one raw byte, which need be no UTF-8: its text form escapes it.
    if (oid == kChar) decoder.cast = decoder.array ? "::text[]" : "::text";
    return decoder;
  }
  if (oid == kMoney) {
    decoder.form = PostgresForm::numeric;
    decoder.kind = decoder.array ? Kind::array : Kind::number;
    decoder.cast = decoder.array ? "::numeric[]" : "::numeric";
    return decoder;
  }
  decoder.kind = decoder.array ? Kind::array : Kind::text;
  if (category == 'e') return decoder;  // an enum is sent as its label
  decoder.cast = decoder.array ? "::text[]" : "::text";
  decoder.no_decoder = true;
  return decoder;
}

Value decode(const PostgresDecoder& decoder, std::string_view field, bool check_text, Arena& arena) {
  if (decoder.array) return ArrayDecoder(decoder.form, field, check_text, arena).decode();
  return decode_scalar(decoder.form, field, check_text, arena);
}

}  // namespace parity
