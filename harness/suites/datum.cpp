#include "harness/suites/datum.h"

#include <algorithm>

#include "harness/readers/json_decoder.h"
#include "normalizers/decimal.h"
#include "reports/json_writer.h"

namespace parity {

Datum Datum::made(const std::function<Value(Arena&)>& make) {
  auto arena = std::make_shared<Arena>();
  const Value value = make(*arena);
  return {std::move(arena), value};
}

Datum Datum::copy_of(const Value& value) {
  return made([&](Arena& arena) { return keep(value, arena); });
}

Datum Datum::text(std::string_view text) { return copy_of(Value::text(text)); }

Datum Datum::number(std::int64_t number) { return copy_of(Value::number(number)); }

Datum Datum::json(std::string_view text) {
  return made([&](Arena& arena) { return decode_json(arena.copy(text), arena); });
}

Datum Datum::object(const std::vector<std::pair<std::string, Datum>>& members) {
  return made([&](Arena& arena) {
    const std::span<Member> out = arena.array<Member>(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
      out[i] = {arena.copy(members[i].first), keep(members[i].second.value(), arena)};
    return Value::object(out);
  });
}

Datum Datum::list(const std::vector<Datum>& items) {
  return made([&](Arena& arena) {
    const std::span<Value> out = arena.array<Value>(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) out[i] = keep(items[i].value(), arena);
    return Value::array(out);
  });
}

std::string to_json(const Value& value) {
  std::string out;
  switch (value.kind) {
    case Kind::null: return "null";
    case Kind::boolean: return value.integer != 0 ? "true" : "false";
    case Kind::number: return spell_number(value);
    case Kind::text: return reports::quote_json(value.view());
    case Kind::array:
      for (const Value& item : value.items()) out += (out.empty() ? "" : ",") + to_json(item);
      return "[" + out + "]";
    case Kind::object:
      for (const Member& member : value.fields())
        out += (out.empty() ? "" : ",") + reports::quote_json(member.name) + ":" + to_json(member.value);
      return "{" + out + "}";
    default: return reports::quote_json(spell(value));
  }
}

std::string to_text(const Value& value) {
  return value.kind == Kind::text ? std::string(value.view()) : to_json(value);
}

const Value* member_of(const Value& object, std::string_view name) {
  const auto fields = object.fields();
  const auto at =
      std::find_if(fields.begin(), fields.end(), [&](const Member& member) { return member.name == name; });
  return at == fields.end() ? nullptr : &at->value;
}

}  // namespace parity
