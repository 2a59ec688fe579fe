// Keeping and spelling values: see value.h.
#include "normalizers/value.h"

#include "normalizers/decimal.h"
#include "normalizers/instant.h"
#include "normalizers/text.h"

namespace parity {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void spell_text(std::string_view text, std::string& out) {
  out.push_back('"');
  for (char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          out += "\\u00";
          out.push_back(kHex[(c >> 4) & 15]);
          out.push_back(kHex[c & 15]);
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
}

void spell_hex(std::string_view bytes, std::string& out) {
  for (char c : bytes) {
    out.push_back(kHex[(c >> 4) & 15]);
    out.push_back(kHex[c & 15]);
  }
}

void spell_uuid(std::string_view bytes, std::string& out) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    spell_hex(bytes.substr(i, 1), out);
  }
}

void spell(const Value& value, std::string& out) {
  switch (value.kind) {
    case Kind::absent: out += "absent"; break;
    case Kind::null: out += "null"; break;
    case Kind::boolean: out += value.integer ? "true" : "false"; break;
    case Kind::number: out += spell_number(value); break;
    case Kind::text: spell_text(value.view(), out); break;
    case Kind::date:
    case Kind::clock:
    case Kind::local:
    case Kind::instant: out += spell_time(value); break;
    case Kind::uuid: spell_uuid(value.view(), out); break;
    case Kind::bytes:
      out += "\\x";
      spell_hex(value.view(), out);
      break;
    case Kind::array:
      out.push_back('[');
      for (const Value& item : value.items()) {
        if (&item != value.elements) out += ", ";
        spell(item, out);
      }
      out.push_back(']');
      break;
    case Kind::object: {
      out.push_back('{');
      for (const Member& member : value.fields()) {
        if (&member != value.members) out += ", ";
        spell_text(member.name, out);
        out += ": ";
        spell(member.value, out);
      }
      out.push_back('}');
      break;
    }
    case Kind::invalid:
      out += "invalid: ";
      out += value.view();
      break;
  }
}

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::absent: return "absent";
    case Kind::null: return "null";
    case Kind::boolean: return "boolean";
    case Kind::number: return "number";
    case Kind::text: return "text";
    case Kind::date: return "date";
    case Kind::clock: return "time";
    case Kind::local: return "local time";
    case Kind::instant: return "instant";
    case Kind::uuid: return "uuid";
    case Kind::bytes: return "bytes";
    case Kind::array: return "array";
    case Kind::object: return "object";
    case Kind::invalid: return "invalid";
  }
  return "?";
}

Value keep(const Value& value, Arena& arena) {
  Value kept = value;
  switch (value.kind) {
    case Kind::text:
    case Kind::bytes:
    case Kind::uuid:
    case Kind::invalid: kept.data = arena.copy(value.view()).data(); break;
    case Kind::number:
      if (value.flags & kBig) kept.data = arena.copy({value.data, BigNumber::kDigits + value.size}).data();
      break;
    case Kind::array: {
      auto items = arena.array<Value>(value.size);
      for (std::size_t i = 0; i < items.size(); ++i) items[i] = keep(value.elements[i], arena);
      kept.elements = items.data();
      break;
    }
    case Kind::object: {
      auto members = arena.array<Member>(value.size);
      for (std::size_t i = 0; i < members.size(); ++i) {
        members[i] = {arena.copy(value.members[i].name), keep(value.members[i].value, arena)};
      }
      kept.members = members.data();
      break;
    }
    default: break;
  }
  return kept;
}

std::string spell(const Value& value) {
  std::string out;
  spell(value, out);
  return out;
}

}  // namespace parity
