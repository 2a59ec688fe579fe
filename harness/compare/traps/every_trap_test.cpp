// Each of the 52 traps that tools of this kind have fallen into (T01 to T52) is a test named after it. They
// are found by their names, wherever they stand: here, through the whole comparison, and beside what they
// test. fixtures/torture has them as data.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "normalizers/test.h"

namespace {

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

TEST_CASE("every trap is a test of its name") {
  std::set<std::string> all;
  for (int i = 1; i <= 52; ++i) all.insert((i < 10 ? "T0" : "T") + std::to_string(i));
  const std::set<std::string> known = tested();
  CHECK(known == all);
  std::cout << known.size() << " of 52 traps are tests of their name\n";
}
