// Values as JSON: see kept_value.h.
#include "harness/bundle/kept_value.h"

#include <algorithm>
#include <charconv>

#include "normalizers/decimal.h"
#include "reports/json_writer.h"
#include "reports/redact.h"

namespace parity {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += kHex[static_cast<unsigned char>(c) >> 4];
    text += kHex[c & 15];
  }
  return text;
}

std::string_view bytes_of_hex(std::string_view text, Arena& arena) {
  char* const at = arena.bytes(text.size() / 2);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    at[i / 2] = static_cast<char>(kHex.find(text[i]) << 4 | (kHex.find(text[i + 1]) & 15));
  return {at, text.size() / 2};
}

std::string json_text(std::string_view text) { return reports::quote_json(reports::redact(text)); }

void tagged(std::string_view type, std::string_view json, std::string& out) {
  out.append("{\"").append(type).append("\":").append(json).append("}");
}

constexpr std::int32_t kMostExponent = 1'000'000;  // of a JSON number that is read

// A JSON number has every digit and, with an exponent, the scale.
void write_number(const Value& value, std::string& out) {
  if (!is_finite(value)) return tagged("number", json_text(spell_number(value)), out);
  const bool big = (value.flags & kBig) != 0;
  const std::int32_t exponent = big ? BigNumber::read(value.data).exponent : value.exponent;
  std::string text =
      big ? (value.flags & kNegative ? "-" : "") + std::string(value.data + BigNumber::kDigits, value.size)
          : std::to_string(value.integer);
  if (exponent != 0) text += "e" + std::to_string(exponent);
  const bool readable = exponent >= -kMostExponent && exponent <= kMostExponent;
  readable ? (void)(out += text) : tagged("scaled", json_text(text), out);
}

// "-15e-1000001", as write_number() writes it.
Value read_scaled(std::string_view text, Arena& arena) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative, text.find('e') - negative);
  std::int32_t exponent = 0;
  const char* const end = text.data() + text.size();
  const char* const from = text.data() + std::min(text.find('e'), text.size() - 1) + 1;
  const auto read = std::from_chars(from, end, exponent);
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos || read.ec != std::errc() ||
      read.ptr != end)
    return Value::invalid("no value of a bundle");
  return make_number(negative, digits, exponent, arena);
}

void write_items(const Value& value, std::string& out) {
  out += '[';
  for (const Value& item : value.items()) {
    if (&item != value.elements) out += ',';
    write_kept(item, out);
  }
  out += ']';
}

void write_members(const Value& value, std::string& out) {
  out += "{\"object\":{";
  for (const Member& member : value.fields()) {
    if (&member != value.members) out += ',';
    out += json_text(member.name) + ":";
    write_kept(member.value, out);
  }
  out += "}}";
}

Value read_items(const Value& json, Arena& arena) {
  const auto items = arena.array<Value>(json.size);
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = read_kept(json.elements[i], arena);
  return Value::array(items);
}

Value read_members(const Value& json, Arena& arena) {
  const auto members = arena.array<Member>(json.size);
  for (std::size_t i = 0; i < members.size(); ++i)
    members[i] = {arena.copy(json.members[i].name), read_kept(json.members[i].value, arena)};
  return Value::object(members);
}

Value read_time(std::string_view type, std::int64_t count) {
  if (type == "date") return Value::date(count);
  if (type == "clock") return Value::clock(count);
  if (type == "local") return Value::local(count);
  return Value::instant(count);
}

Value read_tagged(std::string_view type, const Value& json, Arena& arena) {
  const bool is_time = type == "date" || type == "clock" || type == "local" || type == "instant";
  if (is_time && json.kind == Kind::number && json.flags == 0 && json.exponent == 0)
    return read_time(type, json.integer);
  if (type == "object" && json.kind == Kind::object) return read_members(json, arena);
  if (json.kind == Kind::text) {
    if (type == "json_string") {
      Value text = Value::text(arena.copy(json.view()));
      text.flags = kJsonString;
      return text;
    }
    if (type == "bytes") return Value::bytes(bytes_of_hex(json.view(), arena));
    if (type == "uuid" && json.size == 32) return Value::uuid(bytes_of_hex(json.view(), arena));
    if (type == "scaled" && json.size > 0) return read_scaled(json.view(), arena);
    if (type == "invalid") return Value::invalid(bytes_of_hex(json.view(), arena));
    if (type == "number") return parse_decimal(json.view(), arena).value_or(not_a_number());
  }
  return Value::invalid("no value of a bundle");
}

}  // namespace

void write_kept(const Value& value, std::string& out) {
  switch (value.kind) {
    case Kind::absent: out += "{}"; break;
    case Kind::null: out += "null"; break;
    case Kind::boolean: out += value.integer ? "true" : "false"; break;
    case Kind::number: write_number(value, out); break;
    case Kind::text:
      if (value.flags & kJsonString)
        tagged("json_string", json_text(value.view()), out);
      else
        out += json_text(value.view());
      break;
    case Kind::date: tagged("date", std::to_string(value.integer), out); break;
    case Kind::clock: tagged("clock", std::to_string(value.integer), out); break;
    case Kind::local: tagged("local", std::to_string(value.integer), out); break;
    case Kind::instant: tagged("instant", std::to_string(value.integer), out); break;
    case Kind::uuid: tagged("uuid", json_text(hex(value.view())), out); break;
    case Kind::bytes: tagged("bytes", json_text(hex(value.view())), out); break;
    case Kind::invalid: tagged("invalid", json_text(hex(value.view())), out); break;  // it need be no UTF-8
    case Kind::array: write_items(value, out); break;
    case Kind::object: write_members(value, out); break;
  }
}

Value read_kept(const Value& json, Arena& arena) {
  switch (json.kind) {
    case Kind::null:
    case Kind::boolean: return json;
    case Kind::number:
    case Kind::text: return keep(json, arena);
    case Kind::array: return read_items(json, arena);
    case Kind::object:
      if (json.size == 0) return Value::absent();
      if (json.size == 1) return read_tagged(json.members[0].name, json.members[0].value, arena);
      [[fallthrough]];
    default: return Value::invalid("no value of a bundle");
  }
}

}  // namespace parity
