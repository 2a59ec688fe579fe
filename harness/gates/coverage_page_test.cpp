// The page that says which statements are checked, and the one of this project, held against what is
// committed.
#include "harness/gates/coverage_page.h"

#include <cstdlib>
#include <regex>
#include <set>
#include <sstream>

#include "harness/contract/mistakes.h"
#include "harness/error.h"
#include "harness/gates/test_gates.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

const std::string kBook =
    "version: 1\nname: gym\nrequirements:\n  - { id: S-1, text: a | b, class: E }\n"
    "  - { id: S-2, text: two, class: D, not_proven: needs a moon }\n  - { id: S-3, text: three, class: P "
    "}\n";

}  // namespace

TEST_CASE("each statement is told with what checks it, or why nothing does") {
  const GateFolder folder;
  folder.write("book.yaml", kBook);
  const CoveragePage page = coverage_page({folder.load(
      "name: main\nrequirements: book.yaml\ngates: [{ name: G, needs: [parity], requirements: S-1 }]\n",
      "parity: [{ compare: [a, b], requirements: S-1 }]\n")});
  CHECK(page.problems.empty());
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(page.text, ContainsSubstring("| S-1 | E | a \\| b | *main*: a → b · gate G |\n"));
  CHECK_THAT(page.text, ContainsSubstring("| S-2 | D | two | not checked: needs a moon |\n"));
  CHECK_THAT(page.text, ContainsSubstring("| S-3 | P | three | not applicable: "));
  CHECK_THAT(page.text, ContainsSubstring("| checked | 1 | 0 | 0 | 1 |\n| not checked | 0 | 1 | 1 | 2 |\n"));
}

TEST_CASE("forgotten statements and stale reasons are problems, an unknown statement is a mistake") {
  const GateFolder folder;
  folder.write("book.yaml", kBook);
  const auto page = [&](const std::string& ids) {
    return coverage_page({folder.load("requirements: book.yaml\n",
                                      "parity: [{ compare: [a, b], requirements: " + ids + " }]\n")});
  };
  CHECK(page("S-3").problems.size() == 1);
  CHECK_THAT(page("S-3").problems.at(0),
             Catch::Matchers::EndsWith("book.yaml:4: S-1 has neither a check nor a reason"));
  CHECK(page("[S-1, S-2]").problems.size() == 1);
  CHECK_THAT(drawn([&] { page("S-4"); }), Catch::Matchers::ContainsSubstring("there is no statement 'S-4'"));
  CHECK_THROWS_AS(coverage_page({folder.load("")}), Error);
}

namespace {

// Every scenario of this repository, the cells of a matrix each by itself.
std::vector<Scenario> all_scenarios(const std::filesystem::path& root) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(root / "scenarios"))
    if (entry.path().extension() == ".yaml") files.insert(entry.path());
  std::vector<Scenario> scenarios;
  for (const std::filesystem::path& file : files)
    for (Scenario& scenario : load_scenario(file, {{}, load_zone, {}}))
      scenarios.push_back(std::move(scenario));
  return scenarios;
}

// "FILE:LINE: S2-075 is checked, and has a reason why it is not": takes the reason out of that line.
void take_out_reason(const std::string& problem) {
  std::smatch place;
  if (!std::regex_match(problem, place, std::regex("(.*):([0-9]+): .* is checked, and has a reason.*")))
    return;
  std::istringstream in(read_whole(place[1].str()));
  std::string text;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    if (++number == std::stoi(place[2]))
      line = std::regex_replace(line, std::regex(R"re(, not_proven: "([^"\\]|\\.)*")re"), "");
    text += line + "\n";
  }
  std::ofstream(place[1].str(), std::ios::binary) << text;
}

}  // namespace

// Each statement has a check or a reason. UPDATE_GOLDEN=1 takes out the reasons that checks have overtaken
// and writes the page anew.
TEST_CASE("contracts/COVERAGE.md is what the scenarios say") {
  const std::filesystem::path root = PARITY_SOURCE;
  const std::vector<Scenario> scenarios = all_scenarios(root);
  const std::filesystem::path golden = root / "contracts/COVERAGE.md";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    for (const std::string& problem : coverage_page(scenarios).problems) take_out_reason(problem);
    std::ofstream(golden, std::ios::binary) << coverage_page(scenarios).text;
  }
  const CoveragePage page = coverage_page(scenarios);
  CHECK(page.problems == std::vector<std::string>{});
  INFO(golden.string() << "; UPDATE_GOLDEN=1 rewrites it");
  CHECK(read_whole(golden) == page.text);
}
