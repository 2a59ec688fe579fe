// Values: spelling for people, keeping beyond the row, and the arena that they live in.
#include "normalizers/value.h"

#include <array>
#include <set>
#include <string>

#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

void check_spelled(const Value& value, std::string_view expected) { CHECK(spell(value) == expected); }

}  // namespace

TEST_CASE("values are spelled so that they can be told apart") {
  check_spelled(Value::absent(), "absent");
  check_spelled(Value::null(), "null");
  check_spelled(Value::text("null"), "\"null\"");
  check_spelled(Value::boolean(true), "true");
  check_spelled(Value::boolean(false), "false");
  check_spelled(Value::number(-1050, -2), "-10.50");
  check_spelled(Value::text(""), "\"\"");
  check_spelled(Value::text("a\"b\\c"), "\"a\\\"b\\\\c\"");
  check_spelled(Value::text("\n\r\t"), "\"\\n\\r\\t\"");
  check_spelled(Value::text(std::string_view("\0\x1F\x7F\u00E9", 5)), "\"\\u0000\\u001f\\u007f\u00E9\"");
  check_spelled(Value::date(0), "2000-01-01");
  check_spelled(Value::clock(1), "00:00:00.000001");
  check_spelled(Value::local(0), "2000-01-01T00:00:00");
  check_spelled(Value::instant(-1), "1999-12-31T23:59:59.999999Z");
  check_spelled(Value::uuid("\xA0\xEE\xBC\x99\x9C\x0B\x4E\xF8\xBB\x6D\x6B\xB9\xBD\x38\x0A\x11"),
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  check_spelled(Value::bytes(std::string_view("\0\xFFz", 3)), "\\x00ff7a");
  check_spelled(Value::bytes(""), "\\x");
  check_spelled(Value::invalid("two keys are one"), "invalid: two keys are one");
  const std::array<Value, 3> items = {Value::array({}), Value::null(), Value::text("[")};
  check_spelled(Value::array(items), "[[], null, \"[\"]");
  const std::array<Value, 3> odd = {Value::invalid("a bracket ["), Value::number(1), Value::absent()};
  check_spelled(Value::array(odd), "[invalid: a bracket [, 1, absent]");
  const std::array<Member, 2> members = {Member{"a\"", Value::array(items)}, Member{"", Value::object({})}};
  check_spelled(Value::object(members), "{\"a\\\"\": [[], null, \"[\"], \"\": {}}");
}

TEST_CASE("every kind has a word of its own") {
  std::set<std::string_view> words;
  for (int kind = 0; kind <= static_cast<int>(Kind::invalid); ++kind)
    CHECK(words.insert(kind_name(static_cast<Kind>(kind))).second);
  CHECK_FALSE(words.contains("?"));
}

TEST_CASE("only arrays have items and only objects have fields") {
  const std::array<Value, 2> items = {Value::null(), Value::null()};
  CHECK(Value::array(items).items().size() == 2);
  CHECK(Value::array(items).fields().empty());
  CHECK(Value::text("ab").items().empty());
  CHECK(Value::number(1, 2).fields().empty());
}

TEST_CASE("what is kept owes nothing to the row that it came from") {
  Arena kept_in;
  Value kept;
  std::string before;
  {
    std::string text = "text of some length that no small string holds";
    std::string digits = "123456789012345678901234567890";
    std::string name = "a name of some length that no small string holds";
    Arena row;
    std::array<Value, 6> items = {Value::text(text),    *parse_json_number(digits, row),
                                  Value::bytes(text),   Value::uuid(std::string_view(text).substr(0, 16)),
                                  Value::invalid(text), *parse_json_number("-" + digits + ".50", row)};
    std::array<Member, 2> members = {Member{name, Value::array(items)}, Member{"n", Value::null()}};
    const Value value = Value::object(members);
    before = spell(value);
    kept = keep(value, kept_in);
    CHECK(same(kept, value, NumberForm::scale));
    // Everything that it came from is written over.
    text.assign(text.size(), '#');
    name.assign(name.size(), '#');
    items.fill(Value::null());
    members.fill({});
    row.reset();
    std::memset(row.bytes(4096), '#', 4096);
  }
  CHECK(spell(kept) == before);
}

TEST_CASE("an arena hands out bytes that do not overlap, aligned, and again after a reset") {
  Arena arena;
  for (int round = 0; round < 3; ++round) {
    std::set<char*> starts;
    char* last_end = nullptr;
    for (const std::size_t size : {1u, 7u, 8u, 9u, 65'536u, 200'000u, 3u, 65'000u, 1u}) {
      char* at = arena.bytes(size);
      CHECK(reinterpret_cast<std::uintptr_t>(at) % 8 == 0);
      CHECK((last_end == nullptr || at >= last_end || at + size <= last_end));
      CHECK(starts.insert(at).second);
      std::memset(at, '#', size);
      last_end = at + size;
    }
    arena.reset();
  }
  CHECK(arena.copy("").empty());
  CHECK(arena.copy("abc") == "abc");
  CHECK(arena.array<Value>(0).empty());
}

TEST_CASE("an arena that was moved from is empty, and of use again") {
  Arena first;
  const std::string_view text = first.copy("stays");
  Arena second = std::move(first);
  std::memset(first.bytes(64), '#', 64);
  first.reset();
  std::memset(first.bytes(64), '#', 64);
  CHECK(text == "stays");
  CHECK(second.copy("more") == "more");
  CHECK(text == "stays");
}
