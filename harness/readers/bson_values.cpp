// MongoDB's types as Values: see bson_values.h.
#include "harness/readers/bson_values.h"

#include "normalizers/instant.h"

namespace parity {
namespace {

// 2000-01-01 in milliseconds since 1970: instants count from there.
constexpr std::int64_t kEpoch = 946'684'800'000;

Value object_of(std::initializer_list<Member> members, Arena& arena) {
  auto kept = arena.array<Member>(members.size());
  std::size_t i = 0;
  for (const Member& member : members) kept[i++] = member;
  return Value::object(kept);
}

}  // namespace

Value bson_object_id(std::string_view twelve_bytes) { return Value::bytes(twelve_bytes); }

Value bson_date(std::int64_t milliseconds, Arena& arena) {
  std::int64_t micros = 0;
  const bool fits = !__builtin_sub_overflow(milliseconds, kEpoch, &micros) &&
                    !__builtin_mul_overflow(micros, std::int64_t{1000}, &micros) && micros != kPastForever &&
                    micros != kFutureForever;
  if (fits) return Value::instant(micros);
  return Value::invalid(
      arena.copy("a date of " + std::to_string(milliseconds) + " ms, which no calendar has"));
}

Value bson_binary(unsigned subtype, std::string_view bytes, Arena& arena) {
  if (subtype == 0) return Value::bytes(bytes);
  if (subtype == 4 && bytes.size() == 16) return Value::uuid(bytes);
  constexpr std::string_view kDigits = "0123456789abcdef";
  const char hex[] = {kDigits[subtype >> 4 & 15], kDigits[subtype & 15]};
  const Value inside =
      object_of({{"subType", Value::text(arena.copy({hex, 2}))}, {"bytes", Value::bytes(bytes)}}, arena);
  return object_of({{"$binary", inside}}, arena);
}

Value bson_id(const Value& id, Arena& arena) {
  if (id.kind == Kind::array) {
    auto items = arena.array<Value>(id.size);
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = bson_id(id.elements[i], arena);
    return Value::array(items);
  }
  if (id.kind != Kind::object) return id;
  if (id.size == 1 && id.members[0].name.starts_with('$')) return id;  // a type without a counterpart
  auto items = arena.array<Value>(id.size);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Member& member = id.members[i];
    items[i] = object_of({{member.name, bson_id(member.value, arena)}}, arena);
  }
  return Value::array(items);
}

}  // namespace parity
