#include "harness/readers/sqlite_text.h"

#include <string>

#include "normalizers/test.h"

using namespace parity;
using namespace std::string_literals;

static void reads(std::string_view bytes, SqliteEncoding encoding, const std::string& text) {
  Arena arena;
  const Value value = sqlite_text(bytes, encoding, arena);
  CHECK(kind_name(value.kind) == "text");
  CHECK(std::string(value.view()) == text);
}

static void refuses(std::string_view bytes, SqliteEncoding encoding, const std::string& reason) {
  Arena arena;
  const Value value = sqlite_text(bytes, encoding, arena);
  CHECK(kind_name(value.kind) == "invalid");
  CHECK(std::string(value.view()) == reason);
}

TEST_CASE("SQLite text is read in the file's encoding, NULs included") {
  reads("a\0b\xc3\xa9"s, SqliteEncoding::utf8, "a\0b\xc3\xa9"s);
  reads("", SqliteEncoding::utf16le, "");
  reads("a\0\0\0\xe9\0\x5e\xff"s, SqliteEncoding::utf16le, "a\0\u00e9\uff5e"s);
  reads("\0a\xd8\x3d\xde\0"s, SqliteEncoding::utf16be, "a\U0001F600");
  reads("\x3d\xd8\0\xde\x7f\0"s, SqliteEncoding::utf16le, "\U0001F600\x7f");
}

TEST_CASE("trap T39: what is not valid in the encoding is no text") {
  refuses("caf\xe9", SqliteEncoding::utf8, "not valid UTF-8: x'636166e9'");
  refuses("\xed\xa0\x80", SqliteEncoding::utf8, "not valid UTF-8: x'eda080'");
  refuses("\x3d\xd8"s, SqliteEncoding::utf16le, "not valid UTF-16: x'3dd8'");
  refuses("\0\xdc\x41\0"s, SqliteEncoding::utf16le, "not valid UTF-16: x'00dc4100'");
  refuses("\x3d\xd8\x41\0"s, SqliteEncoding::utf16le, "not valid UTF-16: x'3dd84100'");
  refuses("a", SqliteEncoding::utf16be, "not valid UTF-16: x'61'");
  refuses(std::string(40, '\xff'), SqliteEncoding::utf8,
          "not valid UTF-8: x'" + std::string(64, 'f') + "'\u2026");
}
