// Archives: what is written reads back, the same bytes each time, and what is no archive is refused.
#include "harness/bundle/zip.h"

#include <cstdlib>

#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string refused(const std::string& bytes) {
  try {
    unzip_bytes(bytes, "x.zip");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a zip reads back as it was written, whatever the files hold") {
  const Files files = {{"empty", ""}, {"a.txt", "text"}, {"ü/ß", std::string("\0\xff\n", 3)}};
  CHECK(unzip_bytes(zip(files), "x.zip") == files);
}

TEST_CASE("the same files are the same bytes, in any time zone") {
  const Files files = {{"a", std::string(10'000, 'a')}, {"b", "b"}};
  const std::string first = zip(files);
  ::setenv("TZ", "Pacific/Auckland", 1);
  CHECK(zip(files) == first);
  ::unsetenv("TZ");
  CHECK(first.size() < 1000);
}

TEST_CASE("what is no archive, half of one or a damaged one is refused, and so is a bomb") {
  const std::string whole = zip({{"a", "some text that is stored in it, some text"}, {"b", "b"}});
  CHECK(refused(whole) == "nothing was thrown");
  CHECK_THAT(refused("no archive"), ContainsSubstring("x.zip is no bundle that can be read"));
  CHECK_THAT(refused(whole.substr(0, whole.size() / 2)), ContainsSubstring("is no bundle"));
  std::string damaged = whole;
  damaged[40] = static_cast<char>(damaged[40] ^ 0x55);
  CHECK_THAT(refused(damaged), ContainsSubstring("is no bundle"));
  CHECK_THAT(refused(zip({{"a", std::string(kMostUnzippedBytes, 'a')}, {"b", "b"}})),
             ContainsSubstring("it is too large"));
}
