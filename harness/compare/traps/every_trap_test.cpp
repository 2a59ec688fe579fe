// Each of the 52 traps that tools of this kind have fallen into (T01 to T52) is a test named after it, or
// stands here with the reason why it is not met yet. The tests are found by their names, wherever they stand:
// here, through the whole comparison, and beside what they test.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "normalizers/test.h"

namespace {

struct Pending {
  const char* trap;
  const char* what;
  const char* why;
};
constexpr Pending kPending[] = {
    {"T50", "a restart loses or doubles counts", "a comparison is not resumed: it starts over"},
    {"T52", "indexes and definitions compared by a subset of their properties",
     "schemas are not compared yet"},
};

std::set<std::string> tested() {
  const std::regex named("TEST_CASE\\(\\s*\"trap (T[0-9]{2}(?:, T[0-9]{2})*)");
  const std::regex number("T[0-9]{2}");
  std::set<std::string> traps;
  for (const char* folder : {"normalizers", "reports", "harness"}) {
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(PARITY_SOURCE) / folder)) {
      if (!file.path().filename().string().ends_with("_test.cpp")) continue;
      std::ifstream in(file.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) {
        const std::string list = (*at)[1];
        for (std::sregex_iterator one(list.begin(), list.end(), number); one != end; ++one)
          traps.insert(one->str());
      }
    }
  }
  return traps;
}

}  // namespace

TEST_CASE("every trap is tested or pending, and none is both") {
  std::set<std::string> known = tested();
  CHECK(known.size() == 50);
  for (const Pending& pending : kPending) {
    CAPTURE(pending.trap);
    CHECK(known.insert(pending.trap).second);
  }
  std::set<std::string> all;
  for (int i = 1; i <= 52; ++i) all.insert((i < 10 ? "T0" : "T") + std::to_string(i));
  CHECK(known == all);
}

TEST_CASE("pending traps") {
  for (const Pending& pending : kPending) {
    std::cout << pending.trap << " pending: " << pending.what << " (" << pending.why << ")\n";
    CHECK_FALSE(std::string(pending.why).empty());
  }
}
