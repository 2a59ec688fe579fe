// Fuzzes the byte form under which equality is decided: bytes become three values, one of them another
// writing of the first. Held against an equality that walks values, and against a reader of the byte form:
// what can be read back from it cannot have lost anything.
#include <algorithm>
#include <vector>

#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/fuzz.h"

using namespace parity;
using parity::fuzz::require;

namespace {

constexpr int kDeepest = 4;

struct Spelled {
  explicit Spelled(const Value& of) : value(of) {}
  explicit operator std::string() const { return spell(value); }
  const Value& value;
};

Value make_any_number(fuzz::Bytes& input, Arena& arena) {
  switch (input.below(6)) {
    case 0: return input.below(2) == 0 ? not_a_number() : infinity(input.below(2) == 0);
    case 1: return Value::number(input.take<std::int64_t>(), input.take<std::int16_t>());
    case 2: {
      std::string digits;
      for (std::size_t left = input.below(48); left > 0; --left)
        digits += static_cast<char>('0' + input.below(10));
      return make_number(input.below(2) == 0, digits, input.take<std::int8_t>(), arena);
    }
    default: return Value::number(input.take<std::int8_t>(), static_cast<std::int8_t>(input.below(7)) - 3);
  }
}

Value make(fuzz::Bytes& input, Arena& arena, int depth) {
  const auto text = [&] { return arena.copy(input.some(input.below(40))); };
  switch (input.below(depth < kDeepest ? 16 : 12)) {
    case 0: return Value::null();
    case 1: return Value::boolean(input.below(2) == 0);
    case 2: return Value::absent();
    case 3: return Value::date(input.take<std::int32_t>());
    case 4: return Value::clock(input.take<std::uint32_t>());
    case 5: return Value::local(input.take<std::int64_t>());
    case 6: return Value::instant(input.take<std::int64_t>());
    case 7: {
      std::string sixteen(input.some(16));
      sixteen.resize(16, 'u');
      return Value::uuid(arena.copy(sixteen));
    }
    case 8: return Value::bytes(text());
    case 9: return input.below(4) == 0 ? Value::invalid(text()) : Value::text(text());
    case 10: return Value::text(text());
    case 12:
    case 13: {
      const auto items = arena.array<Value>(input.below(6));
      for (Value& item : items) item = make(input, arena, depth + 1);
      return Value::array(items);
    }
    case 14:
    case 15: {
      std::vector<Member> members;
      for (std::size_t left = input.below(22); left > 0; --left) {
        const Member member{arena.copy(input.some(input.below(3))), make(input, arena, depth + 1)};
        const bool twice = std::any_of(members.begin(), members.end(),
                                       [&](const Member& other) { return other.name == member.name; });
        if (!twice && member.value.kind != Kind::absent) members.push_back(member);
      }
      const auto kept = arena.array<Member>(members.size());
      std::copy(members.begin(), members.end(), kept.begin());
      return Value::object(kept);
    }
    default: return make_any_number(input, arena);
  }
}

// The same value: members backwards, numbers with another zero where one fits.
Value rewritten(const Value& value, Arena& arena) {
  if (value.kind == Kind::number && is_finite(value) && !(value.flags & kBig)) {
    const bool fits = value.integer < INT64_MAX / 10 && value.integer > INT64_MIN / 10;
    return fits ? Value::number(value.integer * 10, value.exponent - 1) : value;
  }
  if (value.kind == Kind::array) {
    const auto items = arena.array<Value>(value.size);
    std::transform(value.items().begin(), value.items().end(), items.begin(),
                   [&](const Value& item) { return rewritten(item, arena); });
    return Value::array(items);
  }
  if (value.kind == Kind::object) {
    const auto members = arena.array<Member>(value.size);
    std::transform(value.fields().begin(), value.fields().end(), members.rbegin(),
                   [&](const Member& member) { return Member{member.name, rewritten(member.value, arena)}; });
    return Value::object(members);
  }
  return value;
}

bool equal(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::absent:
    case Kind::null: return true;
    case Kind::number: return compare_numbers(a, b) == 0;
    case Kind::boolean:
    case Kind::date:
    case Kind::clock:
    case Kind::local:
    case Kind::instant: return a.integer == b.integer;
    case Kind::text:
    case Kind::uuid:
    case Kind::bytes:
    case Kind::invalid: return a.view() == b.view();
    case Kind::array:
      return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), equal);
    case Kind::object: break;
  }
  return a.size == b.size && std::all_of(a.fields().begin(), a.fields().end(), [&](const Member& member) {
           return std::any_of(b.fields().begin(), b.fields().end(), [&](const Member& other) {
             return member.name == other.name && equal(member.value, other.value);
           });
         });
}

bool holds_invalid(const Value& value) {
  const auto inside = [](const auto& each) { return holds_invalid(each); };
  const auto member = [](const Member& each) { return holds_invalid(each.value); };
  return value.kind == Kind::invalid || std::any_of(value.items().begin(), value.items().end(), inside) ||
         std::any_of(value.fields().begin(), value.fields().end(), member);
}

// The byte form backwards: a letter, then what it says. Takes what it reads from `bytes`.
class Decoder {
 public:
  Decoder(std::string_view bytes, Arena& arena) : bytes_(bytes), arena_(arena) {}

  Value value() {
    switch (some(1)[0]) {
      case 'a': return Value::absent();
      case '0': return Value::null();
      case 'b': return Value::boolean(some(1) == "1");
      case 'n': {
        const auto exponent = raw<std::int32_t>();
        return Value::number(raw<std::int64_t>(), exponent);
      }
      case 'N': {
        const bool negative = some(1) == "-";
        const auto exponent = raw<std::int32_t>();
        require(some(1) == "t", "digits are tagged as text");
        return make_number(negative, sized(), exponent, arena_);
      }
      case 'S': {
        const auto flags = static_cast<unsigned char>(some(1)[0]);
        return flags & kNan ? not_a_number() : infinity(flags & kNegative);
      }
      case 't': return Value::text(sized());
      case 'd': return Value::date(raw<std::int64_t>());
      case 'c': return Value::clock(raw<std::int64_t>());
      case 'l': return Value::local(raw<std::int64_t>());
      case 'i': return Value::instant(raw<std::int64_t>());
      case 'u': return Value::uuid(sized());
      case 'x': return Value::bytes(sized());
      case '!': return Value::invalid(sized());
      case '[': {
        const auto items = arena_.array<Value>(count());
        for (Value& item : items) item = value();
        return Value::array(items);
      }
      case '{': {
        const auto members = arena_.array<Member>(count());
        for (Member& member : members) {
          require(some(1) == "t", "a name is tagged as text");
          member.name = sized();
          member.value = value();
        }
        return Value::object(members);
      }
      default: break;
    }
    require(false, "each value begins with a letter that says what it is");
    return {};
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view some(std::size_t count) {
    require(count <= bytes_.size(), "the byte form holds what it announces");
    const std::string_view out = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return out;
  }
  template <class T>
  T raw() {
    T number{};
    std::memcpy(&number, some(sizeof number).data(), sizeof number);
    return number;
  }
  std::string_view sized() { return some(raw<std::uint32_t>()); }
  std::size_t count() {
    const auto count = raw<std::int64_t>();
    require(count >= 0 && static_cast<std::size_t>(count) <= bytes_.size(), "a count that can be");
    return static_cast<std::size_t>(count);
  }

  std::string_view bytes_;
  Arena& arena_;
};

void check_one(const Value& value, Arena& arena) {
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  require(bytes.holds_invalid() == holds_invalid(value), "what is invalid is marked, however deep",
          Spelled(value));
  Decoder decoder(bytes.view(), arena);
  const Value again = decoder.value();
  require(decoder.at_end(), "the byte form ends where the value does", Spelled(value));
  require(equal(value, again), "the byte form loses nothing", Spelled(value), Spelled(again));
  ByteBuffer second;
  encode(again, NumberForm::value, second);
  require(second.view() == bytes.view(), "one byte form for each value", Spelled(value), Spelled(again));
  if (const auto small = decode_small_number(bytes.view()))
    require(equal(value, *small), "a small number is read back as itself", Spelled(value));

  Arena other;
  const Value kept = keep(value, other);
  require(same(kept, value, NumberForm::scale), "a copy is the same", Spelled(value));
  const Value twin = rewritten(value, arena);
  require(same(twin, value), "another writing is the same", Spelled(value), Spelled(twin));
}

void check_pair(const Value& a, const Value& b) {
  const bool are_same = same(a, b);
  require(are_same == equal(a, b), "equality of bytes is equality of values", Spelled(a), Spelled(b));
  require((compare(a, b) == 0) == are_same, "order agrees with equality", Spelled(a), Spelled(b));
  require(compare(a, b) == -compare(b, a), "order has a mirror", Spelled(a), Spelled(b));
  if (same(a, b, NumberForm::scale)) require(are_same, "equal with scale is equal", Spelled(a), Spelled(b));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  Arena arena;
  Value values[3];
  for (Value& value : values) {
    value = make(input, arena, 0);
    check_one(value, arena);
  }
  for (const Value& a : values)
    for (const Value& b : values) {
      check_pair(a, b);
      for (const Value& c : values)
        if (compare(a, b) <= 0 && compare(b, c) <= 0)
          require(compare(a, c) <= 0, "order is transitive", Spelled(a), Spelled(b));
    }
  return 0;
}
