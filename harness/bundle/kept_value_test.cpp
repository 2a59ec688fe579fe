// Values through JSON and back: the same kind, flags, scale and bytes, or it is no proof of anything.
#include "harness/bundle/kept_value.h"

#include "harness/readers/json_decoder.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/instant.h"
#include "normalizers/test.h"
#include "reports/redact.h"

using namespace parity;

namespace {

std::string written(const Value& value) {
  std::string out;
  write_kept(value, out);
  return out;
}

void check_kept(const Value& value) {
  Arena arena;
  const std::string json = written(value);
  const Value back = read_kept(decode_json(json, arena), arena);
  INFO(json);
  CHECK(back.kind == value.kind);
  CHECK(back.flags == value.flags);
  ByteBuffer a, b;
  encode(value, NumberForm::scale, a);
  encode(back, NumberForm::scale, b);
  CHECK(a.view() == b.view());
  CHECK(spell(back) == spell(value));
}

}  // namespace

TEST_CASE("every kind of value is kept exactly") {
  Arena arena;
  Value json_string = Value::text("[1]");
  json_string.flags = kJsonString;
  const std::vector<Value> items = {Value::number(1), Value::null(), Value::text("x")};
  const std::vector<Member> members = {{"b", Value::array(items)}, {"a", Value::boolean(false)}, {"", {}}};
  for (const Value& value : {Value::absent(),
                             Value::null(),
                             Value::boolean(true),
                             Value::boolean(false),
                             Value::number(0),
                             Value::number(150, -2),
                             Value::number(1, 5),
                             Value::number(-7),
                             Value::number(INT64_MIN),
                             Value::number(INT64_MAX, -30),
                             not_a_number(),
                             infinity(false),
                             infinity(true),
                             *parse_decimal("-123456789012345678901234567890.1230", arena),
                             *parse_decimal("9e99999", arena),
                             *parse_decimal("1.5e-1000000", arena),
                             *parse_decimal("-1234567890123456789012.5e-1000000", arena),
                             Value::text(""),
                             Value::text(std::string_view("\0\x1f\"\\\u2028é", 9)),
                             json_string,
                             Value::date(-1),
                             Value::date(kPastForever),
                             Value::clock(86'400'000'000),
                             Value::local(1),
                             Value::instant(kFutureForever),
                             Value::instant(-123'456),
                             Value::uuid("0123456789abcdef"),
                             Value::bytes(std::string_view("\0\xff\x7f", 3)),
                             Value::bytes(""),
                             Value::invalid("bad \xff byte"),
                             Value::array(items),
                             Value::array({}),
                             Value::object({}),
                             Value::object(std::span(members).first(2))})
    check_kept(value);
}

TEST_CASE("an integer and a number of another scale stay apart") {
  CHECK(written(Value::number(1)) != written(Value::number(100, -2)));
  CHECK(written(Value::text("1")) != written(Value::number(1)));
  CHECK(written(Value::bytes("a")) != written(Value::text("a")));
}

TEST_CASE("a known secret is not kept") {
  reports::Secrets::add("hunter2-and-more");
  CHECK(written(Value::text("my hunter2-and-more")) == "\"my [secret]\"");
  reports::Secrets::forget_all();
}

TEST_CASE("what no bundle holds is invalid, not a guess") {
  Arena arena;
  for (const char* json : {R"({"a":1,"b":2})", R"({"date":"x"})", R"({"date":1.5})", R"({"nothing":1})",
                           R"({"bytes":1})", R"({"uuid":"0011"})", R"({"scaled":"1x"})", R"({"scaled":"e"})",
                           R"({"scaled":"12"})", R"({"object":[]})"})
    CHECK(read_kept(decode_json(json, arena), arena).kind == Kind::invalid);
}
