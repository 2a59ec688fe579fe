// Documents and pointers into them.
#include "harness/json/document.h"

#include <utility>

#include "harness/json/pointer.h"
#include "normalizers/decimal.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a document keeps its values when it is moved") {
  JsonDocument first = JsonDocument::parse(R"({"a": ["text", 0.10]})");
  const JsonDocument second = std::move(first);
  REQUIRE(second.valid());
  const Value* const text = follow_pointer(second.value(), "/a/0");
  REQUIRE(text != nullptr);
  CHECK(text->view() == "text");
  CHECK(spell_number(*follow_pointer(second.value(), "/a/1")) == "0.10");
}

TEST_CASE("a document with one bad cell is none, and says where") {
  const auto reason = [](const std::string& text) {
    const JsonDocument document = JsonDocument::parse(text);
    CHECK_FALSE(document.valid());
    return std::string(document.value().view());
  };
  CHECK_THAT(reason(R"({"a": [1, 01]})"), ContainsSubstring("/a/1"));
  CHECK_THAT(reason("{\"a/b\": \"\xFF\"}"), ContainsSubstring("/a~1b"));
  CHECK_THAT(reason(R"({"a": 1)"), ContainsSubstring("no JSON"));
  CHECK_THAT(reason(R"([{"a": 1, "a": 1}])"), ContainsSubstring("twice"));
  CHECK_THAT(reason(std::string(600, '[') + std::string(600, ']')), ContainsSubstring("512"));
  CHECK_THAT(reason(std::string(2'000'000, '[')), ContainsSubstring("JSON"));
  CHECK_THAT(reason(""), ContainsSubstring("JSON"));
}

TEST_CASE("a pointer is followed as RFC 6901 has it") {
  const JsonDocument document = JsonDocument::parse(R"({"a/b": [10, {"": 11, "m~n": 12}], "0": 13})");
  const auto at = [&](std::string_view pointer) {
    const Value* const found = follow_pointer(document.value(), pointer);
    return found == nullptr ? std::string("nothing") : spell(*found);
  };
  CHECK(at("/a~1b/0") == "10");
  CHECK(at("/a~1b/1/") == "11");
  CHECK(at("/a~1b/1/m~0n") == "12");
  CHECK(at("/0") == "13");
  CHECK(at("") == spell(document.value()));
  for (const char* none : {"a", "/", "/a~1b/2", "/a~1b/00", "/a~1b/-", "/a~1b/0/0", "/a~2b", "/a~"}) {
    CAPTURE(none);
    CHECK(at(none) == "nothing");
  }
}
