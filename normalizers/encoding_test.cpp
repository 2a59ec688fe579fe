// The byte form: what is different has different bytes, what is the same has the same, and the order agrees.
#include "normalizers/encoding.h"

#include <array>
#include <map>
#include <string>
#include <vector>

#include "normalizers/decimal.h"
#include "normalizers/generated_values.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::string bytes(const Value& value, NumberForm form = NumberForm::value) {
  ByteBuffer out;
  encode(value, form, out);
  return std::string(out.view());
}

// What a value is, read off it by other means than the encoding.
std::string described(const Value& value, bool scale_counts) {
  static Arena arena;
  const std::string kind = std::string(kind_name(value.kind)) + ":";
  if (value.kind == Kind::number) {
    const bool finite = is_finite(value);
    return kind + spell_number(scale_counts || !finite ? value : without_scale(value, arena));
  }
  if (value.kind == Kind::array) {
    std::string out = "[";
    for (const Value& item : value.items()) out += described(item, scale_counts) + ", ";
    return out + "]";
  }
  if (value.kind == Kind::object) {
    std::map<std::string, std::string> members;
    for (const Member& member : value.fields())
      members[spell(Value::text(member.name))] = described(member.value, scale_counts);
    std::string out = "{";
    for (const auto& [name, text] : members) out += name + "=" + text + ", ";
    return out + "}";
  }
  return kind + spell(value);
}

void check_all_different(const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      INFO(kind_name(values[i].kind) << " " << spell(values[i]) << " and " << kind_name(values[j].kind) << " "
                                     << spell(values[j]));
      CHECK(same(values[i], values[j]) == (i == j));
      CHECK(same(values[i], values[j], NumberForm::scale) == (i == j));
      CHECK((compare(values[i], values[j]) == 0) == (i == j));
      CHECK(compare(values[i], values[j]) == -compare(values[j], values[i]));
      CHECK((digest(bytes(values[i])) == digest(bytes(values[j]))) == (i == j));
      CHECK((digest64(bytes(values[i])) == digest64(bytes(values[j]))) == (i == j));
    }
  }
}

void check_before(const Value& a, const Value& b) {
  INFO(spell(a) << " before " << spell(b));
  CHECK(compare(a, b) == -1);
  CHECK(compare(b, a) == 1);
  CHECK(compare(a, a) == 0);
}

template <std::size_t N>
Value array(const std::array<Value, N>& items) {
  return Value::array(items);
}

}  // namespace

TEST_CASE("traps T12, T14, T15: nothing, emptiness and what spells it are different things") {
  const std::array<Value, 1> null_item = {Value::null()};
  const std::array<Value, 1> empty_item = {Value::text("")};
  const std::array<Value, 1> empty_array = {Value::array({})};
  const std::array<Member, 1> null_member = {Member{"", Value::null()}};
  check_all_different({Value::absent(),
                       Value::null(),
                       Value::text(""),
                       Value::text(" "),
                       Value::text("null"),
                       Value::text("NULL"),
                       Value::text("Null"),
                       Value::text("None"),
                       Value::text("<null>"),
                       Value::text("\\N"),
                       Value::text("0"),
                       Value::text("absent"),
                       Value::bytes(""),
                       Value::bytes("null"),
                       Value::invalid(""),
                       Value::invalid("null"),
                       Value::array({}),
                       Value::object({}),
                       Value::array(null_item),
                       Value::array(empty_item),
                       Value::array(empty_array),
                       Value::object(null_member),
                       Value::boolean(false),
                       Value::number(0),
                       not_a_number(),
                       Value::text("NaN"),
                       Value::date(0),
                       Value::clock(0),
                       Value::local(0),
                       Value::instant(0),
                       Value::uuid(std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)),
                       Value::bytes(std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)),
                       Value::text(std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)),
                       Value::text(std::string_view("\0", 1))});
}

TEST_CASE("trap T15: true, 1, \"1\" and \"true\" are different, alone and inside") {
  const std::vector<Value> ones = {Value::boolean(true), Value::number(1),  Value::text("1"),
                                   Value::text("true"),  Value::text("t"),  Value::bytes("1"),
                                   Value::date(1),       Value::instant(1), Value::text("1.0")};
  check_all_different(ones);
  std::vector<std::array<Value, 1>> items;
  for (const Value& one : ones) items.push_back({one});
  std::vector<Value> arrays;
  for (const auto& item : items) arrays.push_back(Value::array(item));
  check_all_different(arrays);
  std::vector<std::array<Member, 1>> members;
  for (const Value& one : ones) members.push_back({Member{"a", one}});
  std::vector<Value> objects;
  for (const auto& member : members) objects.push_back(Value::object(member));
  check_all_different(objects);
}

TEST_CASE("trap T16: neighbours do not run together") {
  const auto pair = [](std::string_view a, std::string_view b) {
    return std::array<Value, 2>{Value::text(a), Value::text(b)};
  };
  const auto one = pair("ab", "c"), two = pair("a", "bc"), three = pair("abc", ""), four = pair("", "abc");
  const auto five = pair("a|b", "c"), six = pair("a", "b|c");
  const std::array<Value, 1> whole = {Value::text("abc")};
  const std::array<Value, 3> each = {Value::text("a"), Value::text("b"), Value::text("c")};
  const std::array<Value, 1> one_inner = {Value::text("ab")};
  const std::array<Value, 2> nested = {Value::array(one_inner), Value::text("c")};
  const std::array<Value, 2> nested_after = {Value::text("ab"), Value::array({})};
  const std::array<Member, 2> ab_c = {Member{"a", Value::text("b")}, Member{"c", Value::text("d")}};
  const std::array<Member, 2> a_bc = {Member{"ab", Value::text("")}, Member{"c", Value::text("d")}};
  const std::array<Member, 1> a_object = {Member{"a", Value::object(std::span(ab_c).subspan(1))}};
  check_all_different({array(one), array(two), array(three), array(four), array(five), array(six),
                       array(whole), array(each), array(nested), array(nested_after), Value::object(ab_c),
                       Value::object(a_bc), Value::object(a_object),
                       Value::object(std::span(ab_c).first(1))});
  // Rows are encodings one after the other: the same holds there.
  const auto row = [](const std::vector<Value>& cells) {
    std::string out;
    for (const Value& cell : cells) out += bytes(cell);
    return out;
  };
  CHECK(row({Value::text("ab"), Value::text("c")}) != row({Value::text("a"), Value::text("bc")}));
  CHECK(row({Value::null(), Value::text("")}) != row({Value::text(""), Value::null()}));
  CHECK(row({Value::array({}), Value::text("a")}) != row({Value::array(whole)}));
  CHECK(row({Value::number(1), Value::number(12)}) != row({Value::number(11), Value::number(2)}));
}

TEST_CASE("the order of an object's members is no difference, the order of an array is") {
  std::vector<std::string> names;
  for (int i = 0; i < 70; ++i) names.push_back("m" + std::to_string(i));
  for (const std::size_t count : {2u, 15u, 16u, 17u, 31u, 32u, 33u, 70u}) {
    std::vector<Member> members;
    for (std::size_t i = 0; i < count; ++i)
      members.push_back({names[i], Value::number(static_cast<std::int64_t>(i))});
    const std::vector<Member> backwards(members.rbegin(), members.rend());
    INFO(count << " members");
    CHECK(same(Value::object(members), Value::object(backwards)));
    CHECK(compare(Value::object(members), Value::object(backwards)) == 0);
    std::vector<Member> other = backwards;
    std::swap(other.front().value, other.back().value);
    CHECK_FALSE(same(Value::object(members), Value::object(other)));
    CHECK(compare(Value::object(members), Value::object(other)) != 0);
  }
  const std::array<Value, 2> up = {Value::number(1), Value::number(2)};
  const std::array<Value, 2> down = {Value::number(2), Value::number(1)};
  CHECK_FALSE(same(Value::array(up), Value::array(down)));
}

TEST_CASE("trap T24: the order is our own") {
  check_before(Value::absent(), Value::null());
  check_before(Value::null(), Value::boolean(false));
  check_before(Value::boolean(false), Value::boolean(true));
  check_before(Value::number(10), Value::text("1"));
  check_before(Value::number(9), Value::number(10));
  check_before(Value::number(95, -1), Value::number(10));
  check_before(Value::number(-1), Value::number(0));
  check_before(Value::text("Z"), Value::text("a"));
  check_before(Value::text("a"), Value::text("a "));
  check_before(Value::text("a-b"), Value::text("aa"));
  check_before(Value::text("z"), Value::text("\u00E9"));
  check_before(Value::text("\uFF5E"), Value::text("\U0001F600"));  // the other way round in UTF-16
  check_before(Value::text("\u7FFF"), Value::text("\u8000"));
  check_before(Value::bytes("\x7F"), Value::bytes("\x80"));
  check_before(Value::date(-1), Value::date(0));
  check_before(Value::instant(INT64_MIN), Value::instant(-1));
  const std::array<Value, 2> short_array = {Value::number(1), Value::number(2)};
  const std::array<Value, 3> long_array = {Value::number(1), Value::number(2), Value::null()};
  const std::array<Value, 1> great_array = {Value::number(3)};
  check_before(Value::array({}), Value::array(short_array));
  check_before(Value::array(short_array), Value::array(long_array));
  check_before(Value::array(long_array), Value::array(great_array));
  const std::array<Member, 1> nine = {Member{"a", Value::number(9)}};
  const std::array<Member, 1> ten = {Member{"a", Value::number(10)}};
  const std::array<Member, 1> later = {Member{"b", Value::number(0)}};
  const std::array<Member, 2> more = {Member{"b", Value::number(0)}, Member{"a", Value::number(9)}};
  check_before(Value::object({}), Value::object(nine));
  check_before(Value::object(nine), Value::object(ten));
  check_before(Value::object(ten), Value::object(later));
  check_before(Value::object(nine), Value::object(more));
  check_before(Value::object(more), Value::object(ten));
}

TEST_CASE("an invalid value is seen however deep it lies, until the next row") {
  ByteBuffer out;
  encode(Value::text("fine"), NumberForm::value, out);
  CHECK_FALSE(out.holds_invalid());
  const std::array<Value, 2> items = {Value::null(), Value::invalid("two keys are one")};
  const std::array<Member, 1> members = {Member{"a", Value::array(items)}};
  encode(Value::object(members), NumberForm::value, out);
  CHECK(out.holds_invalid());
  encode(Value::null(), NumberForm::value, out);
  CHECK(out.holds_invalid());
  out.clear();
  CHECK_FALSE(out.holds_invalid());
}

TEST_CASE("a buffer grows, shortens and is used again") {
  ByteBuffer buffer;
  CHECK(buffer.view().empty());
  std::string expected;
  for (int i = 0; i < 3'000; ++i) {
    buffer.append("ab");
    buffer.byte('c');
    buffer.raw(std::uint16_t{0});
    expected.append("abc").append(2, '\0');
  }
  CHECK(buffer.view() == expected);
  CHECK(buffer.view(5) == std::string_view(expected).substr(5));
  buffer.shorten(7);
  CHECK(buffer.view() == std::string_view(expected).substr(0, 7));
  buffer.clear();
  buffer.append({});
  CHECK(buffer.size() == 0);
  std::memset(buffer.extend(1 << 20), 'x', 1 << 20);
  CHECK(buffer.view() == std::string(1 << 20, 'x'));
}

TEST_CASE("encodings are equal exactly where the values are, in either form of numbers") {
  Arena arena;
  Generator any(7, arena);
  for (const NumberForm form : {NumberForm::value, NumberForm::scale}) {
    std::map<std::string, std::string> by_bytes;
    std::map<std::string, std::string> by_description;
    for (int i = 0; i < 12'000; ++i) {
      const Value value = any.value();
      const std::string form_bytes = bytes(value, form);
      const std::string description = described(value, form == NumberForm::scale);
      INFO(description);
      REQUIRE(by_bytes.try_emplace(form_bytes, description).first->second == description);
      REQUIRE(by_description.try_emplace(description, form_bytes).first->second == form_bytes);
      REQUIRE(bytes(any.rewritten(value, form == NumberForm::scale), form) == form_bytes);
      Arena elsewhere;
      const Value kept = keep(value, elsewhere);
      REQUIRE(bytes(kept, form) == form_bytes);
      REQUIRE(spell(kept) == spell(value));
      arena.reset();
    }
    CHECK(by_bytes.size() > 4'000);
  }
}

TEST_CASE("no encoding is the beginning of another, so that rows cannot run together") {
  Arena arena;
  Generator any(8, arena);
  std::map<std::string, bool> all;
  for (int i = 0; i < 6'000; ++i) all[bytes(any.value(), NumberForm::value)] = true;
  for (auto at = all.begin(), next = std::next(at); next != all.end(); ++at, ++next)
    REQUIRE_FALSE(next->first.starts_with(at->first));
}

TEST_CASE("the order is total and agrees with equality") {
  Arena arena;
  Generator any(9, arena);
  for (int i = 0; i < 15'000; ++i) {
    const Value a = any.value(2);
    const Value b = any.chance(4) ? any.rewritten(a, false) : any.value(2);
    const Value c = any.chance(4) ? any.rewritten(b, false) : any.value(2);
    INFO(spell(a) << ", " << spell(b) << ", " << spell(c));
    REQUIRE(compare(a, b) == -compare(b, a));
    REQUIRE((compare(a, b) == 0) == same(a, b));
    if (compare(a, b) <= 0 && compare(b, c) <= 0) REQUIRE(compare(a, c) <= 0);
    if (compare(a, b) == 0) REQUIRE(compare(a, c) == compare(b, c));
    arena.reset();
  }
}

TEST_CASE("digests are those of XXH3, and the same on every machine") {
  CHECK(digest64("") == 0x2D06800538D394C2ull);
  CHECK(digest("").high == 0x99AA06D3014798D8ull);
  CHECK(digest("").low == 0x6001C324468D497Full);
  CHECK(digest("a") != digest("b"));
  CHECK(digest("a").low != digest("b").low);
  CHECK(digest("a").high != digest("b").high);
}
