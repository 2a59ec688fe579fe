// Formats and URI references, beside what the official cases ask.
#include "harness/json/formats.h"

#include "harness/json/uri.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

void check(std::string_view format, const std::vector<std::string>& good,
           const std::vector<std::string>& bad) {
  const FormatCheck is = format_check(format);
  REQUIRE(is != nullptr);
  for (const std::string& text : good) {
    CAPTURE(format, text);
    CHECK(is(text));
  }
  for (const std::string& text : bad) {
    CAPTURE(format, text);
    CHECK_FALSE(is(text));
  }
}

}  // namespace

TEST_CASE("a format takes what it describes and nothing else") {
  check("date-time", {"2024-02-29T23:59:60Z", "1998-12-31T15:59:60.123-08:00", "2024-01-01t00:00:00z"},
        {"2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00",
         "2024-01-01T22:59:60Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00.Z", "", "2024-01-01T"});
  check("date", {"2000-02-29"},
        {"1900-02-29", "2024-13-01", "2024-00-01", "2024-01-32", "2024-1-01", "24-01-01", "2024-01-01 "});
  check("time", {"08:30:06Z", "08:30:06.283185+00:20"},
        {"08:30:06", "8:30:06Z", "08:30Z", "08:60:00Z", "08:30:06#00:20"});
  check("duration", {"P4DT12H30M5S", "P4Y", "PT0S", "P1M", "PT1M", "P2W"},
        {"P", "PT", "P1Y2W", "P1D2H", "4DT12H", "P1S", "P1YT", "PT1D", "P2D1Y"});
  check("email", {"a.b+c@example.com", "\"joe bloggs\"@example.com", "joe@[127.0.0.1]", "joe@[IPv6:::1]"},
        {"", "@example.com", "a@", ".a@example.com", "a..b@example.com", "a@-x.com", "a b@example.com",
         "joe@[127.0.0.300]"});
  check("hostname", {"a", "www.example-1.com"}, {"", "-a", "a-", "a..b", "a_b", "a.", std::string(64, 'a')});
  check("ipv4", {"0.0.0.0", "255.255.255.255"},
        {"256.0.0.0", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "", "0x7f.0.0.1"});
  check("ipv6", {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1::8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4"},
        {"", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
         "12345::", "1:2:3:4:5:6:7:", "::1.2.3", "fe80::a%eth1", "1.2.3.4"});
  check("uuid", {"2EB8AA08-aa98-11ea-b4aa-73b441d16380"},
        {"2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", ""});
  check("uri", {"http://[::1]:80/a?b#c", "urn:isbn:1", "mailto:a@b", "http://a/%20"},
        {"/a", "a", "", "http://a b", "http://[::g]", "http://a/%2", "http://ä/", "http://a:b/",
         "http://a/\\"});
  check("uri-reference", {"", "/a", "#f", "a/b", "//host/"}, {"\\a", "1:b", "#a\\"});
  check("iri", {"http://ä.de/ß"}, {"/ä"});
  check("uri-template", {"http://a/{b}/{?c*,d:30}", "a"}, {"{", "}", "{}", "{a b}", "a{b", "{a:0}"});
  check("json-pointer", {"", "/a~0b~1c"}, {"a", "/~2", "/~"});
  check("relative-json-pointer", {"0", "1/a", "2#"}, {"", "01", "-1", "/a", "1#/a"});
  check("regex", {"^a$", "(?=a)", "(a)\\1"}, {"(", "[a", "\\Z"});
  CHECK(format_check("shoe-size") == nullptr);
}

TEST_CASE("a reference is resolved as RFC 3986 shows it") {
  const auto resolved = [](std::string_view reference) {
    return resolve_uri("http://a/b/c/d;p?q", reference);
  };
  CHECK(resolved("g:h") == "g:h");
  CHECK(resolved("g") == "http://a/b/c/g");
  CHECK(resolved("./g/") == "http://a/b/c/g/");
  CHECK(resolved("/g") == "http://a/g");
  CHECK(resolved("//g") == "http://g");
  CHECK(resolved("?y") == "http://a/b/c/d;p?y");
  CHECK(resolved("g?y#s") == "http://a/b/c/g?y#s");
  CHECK(resolved("#s") == "http://a/b/c/d;p?q#s");
  CHECK(resolved("") == "http://a/b/c/d;p?q");
  CHECK(resolved("..") == "http://a/b/");
  CHECK(resolved("../../../g") == "http://a/g");
  CHECK(resolved("/./g/../h") == "http://a/h");
  CHECK(resolved("g.") == "http://a/b/c/g.");
  CHECK(resolved("..g") == "http://a/b/c/..g");
  CHECK(resolve_uri("", "x.json#a") == "x.json#a");
  CHECK(resolve_uri("http://a", "b") == "http://a/b");
  CHECK(resolve_uri("urn:x:y", "#z") == "urn:x:y#z");
  CHECK(percent_decoded("a%2Fb%zz%") == "a/b%zz%");
}
