// Stand-ins for values: see control_values.h.
#include "harness/compare/control_values.h"

#include <algorithm>

#include "normalizers/instant.h"

namespace parity {
namespace {

constexpr std::int64_t kYearMicros = std::int64_t{365} * 86'400 * 1'000'000;
constexpr std::int64_t kMoment = 981'173'106'000'000;  // 2001-02-03T04:05:06Z

Value plus_text(const Value& value, Arena& arena) {
  return Value::text(arena.copy(std::string(value.view()) + " parity"));
}

Value plus_element(const Value& value, Arena& arena) {
  const auto items = arena.array<Value>(value.size + 1);
  std::copy(value.elements, value.elements + value.size, items.begin());
  items.back() = Value::text("parity");
  return Value::array(items);
}

Value plus_member(const Value& value, Arena& arena) {
  const auto members = arena.array<Member>(value.size + 1);
  std::copy(value.members, value.members + value.size, members.begin());
  std::string name = "parity";
  const auto taken = [&](const Member& member) { return member.name == name; };
  while (std::any_of(value.fields().begin(), value.fields().end(), taken)) name += "_";
  members.back() = {arena.copy(name), Value::number(1)};
  return Value::object(members);
}

Value turned(const Value& value, Arena& arena) {
  std::string bytes(value.view());
  if (bytes.empty()) bytes = "parity";
  bytes.back() = static_cast<char>(bytes.back() ^ 0x55);
  return value.kind == Kind::uuid ? Value::uuid(arena.copy(bytes)) : Value::bytes(arena.copy(bytes));
}

// Others of the same kind first, so that a field's types stay what they are where they can.
std::vector<Value> others(const Value& value, Arena& arena) {
  std::vector<Value> out;
  Value moved = value;
  switch (value.kind) {
    case Kind::boolean: out.push_back(Value::boolean(value.integer == 0)); break;
    case Kind::text: out.push_back(plus_text(value, arena)); break;
    case Kind::date: out.push_back(Value::date(moved_by(value.integer, 400))); break;
    case Kind::local:
    case Kind::instant:
      moved.integer = moved_by(value.integer, kYearMicros);
      out.push_back(moved);
      break;
    case Kind::uuid:
    case Kind::bytes: out.push_back(turned(value, arena)); break;
    case Kind::array: out.push_back(plus_element(value, arena)); break;
    case Kind::object: out.push_back(plus_member(value, arena)); break;
    case Kind::absent:
    case Kind::null:
    case Kind::number:
    case Kind::clock:
    case Kind::invalid: break;
  }
  for (const Value& number : {Value::number(7), Value::number(8'675'309), Value::number(1, 300)})
    if (value.kind == Kind::number) out.push_back(number);
  for (const std::int64_t hour : {3, 15})
    if (value.kind == Kind::clock) out.push_back(Value::clock(hour * 3'600'000'000));
  for (const Value& any :
       {Value::text("parity"), Value::number(8'675'309), Value::number(7), Value::boolean(true),
        Value::boolean(false), Value::text("8675309"), Value::text("7"), Value::text("true"),
        Value::text("2001-02-03T04:05:06Z"), Value::text("2001-02-03"), Value::text("1999-12-31T23:59:59Z"),
        Value::instant(kMoment), Value::instant(kMoment + kYearMicros), Value::null(),
        Value::text("[\"parity\"]"), Value::text("{\"parity\": 1}"), Value::array({})})
    out.push_back(any);
  return out;
}

bool holds_invalid(const Value& value) {
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  return bytes.holds_invalid();
}

}  // namespace

NormalizedCell ControlField::cell(const Value& raw) const {
  const Normalized normal = normalize(raw, field_.rules, arena_);
  NormalizedCell cell{raw, normal.value, normal.changed};
  if (reference_) cell.normal = follow(cell.normal, *reference_, field_.rules, arena_, cell.changed);
  return cell;
}

bool ControlField::is_readable(const NormalizedCell& cell) const {
  if (holds_invalid(cell.normal)) return false;
  if (!field_.key) return true;
  const Value& value = cell.normal;
  return value.kind != Kind::null && value.kind != Kind::absent &&
         !(value.kind == Kind::text && value.size == 0);
}

Value ControlField::readable(const Value& value) const {
  if (is_readable(cell(value))) return value;
  for (const Value& other : others(value, arena_)) {
    if (is_readable(cell(other))) return other;
  }
  return field_.key ? Value::text("parity") : Value::null();
}

Value ControlField::unlike(const Value& value) const {
  const NormalizedCell here = cell(value);
  std::vector<Value> found = others(value, arena_);
  const auto differs = [&](const Value& other) {
    RuleBits hidden_by = 0;
    return compare_cells(field_, here, cell(other), hidden_by) == CellVerdict::different;
  };
  const auto honest = std::find_if(found.begin(), found.end(), [&](const Value& other) {
    return is_readable(cell(other)) && differs(other);
  });
  if (honest != found.end()) return *honest;
  // A reference that points nowhere is all that is left for some; and where nothing differs from anything,
  // the difference is planted all the same, and its not being found is told.
  const auto any = std::find_if(found.begin(), found.end(), differs);
  return any != found.end() ? *any : found.front();
}

}  // namespace parity
