// Suggestions: near words are found, far ones are not offered.
#include "harness/yaml/nearest.h"

#include <vector>

#include "normalizers/test.h"

using namespace parity;

namespace {

const std::vector<std::string> kWords{"key",    "order",    "fields",     "defaults",
                                      "rename", "known_as", "descending", "trim"};

void check_nearest(std::string_view word, std::string_view expected) {
  INFO("word: " << word);
  CHECK(nearest(word, kWords).value_or("-") == expected);
}

}  // namespace

TEST_CASE("a word with few mistakes finds what was meant") {
  check_nearest("tirm", "trim");      // two letters swapped
  check_nearest("keys", "key");       // one too many
  check_nearest("feilds", "fields");  //
  check_nearest("KEY", "key");
  check_nearest("known-as", "known_as");
  check_nearest("desc", "descending");  // the beginning of one
  check_nearest("default", "defaults");
}

TEST_CASE("a word that is like none finds none") {
  check_nearest("version", "-");
  check_nearest("", "-");
  check_nearest("x", "-");
  check_nearest("where", "-");
  check_nearest(std::string(100'000, 'k'), "-");
}

TEST_CASE("where no word is near, all are named while they are few") {
  CHECK(suggest("tirm", kWords) == "did you mean 'trim'?");
  CHECK(suggest("zzz", std::vector<std::string>{"a", "b"}) == "one of: a, b");
  CHECK(suggest("zzz", std::vector<std::string>(13, "a")).empty());
  CHECK(suggest("zzz", std::vector<std::string>{}).empty());
}
