#include "reports/clusters.h"

#include <algorithm>

#include "normalizers/test.h"
#include "reports/console.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/redact.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

// Whether a field's group is explained when `of` its 41 differences have a cause.
bool explained_by(std::uint64_t count, const std::string& cause) {
  Result result = samples::failing();
  result.clusters = {{"c-1", "source → database", "equipment", "name", cause, "a sentence", count, 41}};
  const ComparisonResult& comparison = result.comparisons[0];
  for (const DifferenceGroup& group : group_differences(comparison.tables[1]))
    if (group.field == "name") return is_explained(result, comparison, comparison.tables[1], group);
  FAIL("no such group");
  return false;
}

std::string cost(std::uint64_t count, std::uint64_t hides, std::uint64_t others,
                 std::vector<std::string> blind_to = {}) {
  Cluster cluster;
  cluster.count = count;
  return cost_sentence(cluster, {"trim", "", hides, others, std::move(blind_to)});
}

}  // namespace

TEST_CASE("a group is explained when causes tell of every difference in its field, not before") {
  CHECK(explained_by(41, "trimmed"));
  CHECK_FALSE(explained_by(40, "trimmed"));
  CHECK_FALSE(explained_by(41, ""));  // a cluster without a known cause explains nothing
}

TEST_CASE("what causes explain, in a sentence") {
  CHECK(causes_sentence(samples::explained()) == "4 causes explain 161 of 181 differences");
  Result result = samples::failing();
  result.clusters = {{"c-1", "", "", "", "trimmed", "", 1}};
  CHECK(causes_sentence(result) == "1 cause explains 1 of 181 differences");
  result.clusters[0].cause.clear();
  CHECK(causes_sentence(result) == "No cause is known for 181 differences");
}

TEST_CASE("what a rule costs says what it hides besides, and what it leaves") {
  CHECK(cost(31, 31, 0) == "it hides 31 differences of this run, those of this cause and no other");
  CHECK(cost(31, 33, 2) == "it hides 33 differences of this run, 2 of them outside of this cause");
  CHECK(cost(31, 30, 2) ==
        "it hides 30 differences of this run, 2 of them outside of this cause, and leaves 3 of this cause");
  CHECK(cost(1, 1, 0, {"inner space", "case"}) ==
        "it hides 1 difference of this run, those of this cause and no other; it would be blind to: inner "
        "space, case");
}

TEST_CASE("an example has two sides, and an arrow within a text parts nothing") {
  const auto check = [](std::string_view text, std::string_view source, std::string_view target) {
    const Example example = split_example(text);
    CHECK(example.both);
    CHECK(example.source == source);
    CHECK(example.target == target);
  };
  check("1 → 2", "1", "2");
  check("\"a → b\" → \"c\"", "\"a → b\"", "\"c\"");
  check("\"a\\\" → b\" → null", "\"a\\\" → b\"", "null");
  CHECK_FALSE(split_example("[\"LATS\"]").both);
  CHECK(visible_example("\"K \" → \"K\"") == "\"K·\" → \"K\"");
}

TEST_CASE("on the console causes take the place of the lists that they explain") {
  const Result result = samples::explained();
  const std::string text = console_summary(result, {});
  CHECK_THAT(text, ContainsSubstring("128 of 128 in motion_paths.scores.upper[*]: rounded to 3 decimals"));
  CHECK(text.find("motion_paths.scores: 128 values differ") == text.npos);
  CHECK_THAT(text, ContainsSubstring("equipment.name: 41 values differ"));  // of which 10 have no cause
  CHECK(text.find("a proposal, which nothing applies") == text.npos);
  const std::string all = console_summary(result, {.verbosity = 1});
  CHECK_THAT(all, ContainsSubstring("motion_paths.scores: 128 values differ"));
  CHECK_THAT(all, ContainsSubstring("a proposal, which nothing applies"));
  CHECK_THAT(all, ContainsSubstring("number: { tolerance: { abs: 0.0005 } }"));
}

TEST_CASE("twenty causes take a dozen lines") {
  Result result = samples::failing();
  for (int i = 0; i < 20; ++i)
    result.clusters.push_back({"c-" + std::to_string(i),
                               "source → database",
                               "equipment",
                               "name",
                               "cause",
                               "a sentence",
                               2,
                               41,
                               "a hop",
                               {},
                               {"1 → 2"},
                               {}});
  const std::string text = console_summary(result, {});
  const std::size_t from = text.find("20 causes explain"), to = text.find("\n\n", from);
  REQUIRE(from != text.npos);
  CHECK(std::count(text.begin() + static_cast<std::ptrdiff_t>(from),
                   text.begin() + static_cast<std::ptrdiff_t>(to), '\n') <= 18);
  CHECK_THAT(text, ContainsSubstring("and 15 more causes of 30 differences"));
}

TEST_CASE("causes stand in every report, and where there are none nothing stands for them") {
  const std::string sentence = "31 of 41 in equipment.name: a no-break space became a space";
  CHECK_THAT(to_html(samples::explained()), ContainsSubstring(sentence));
  CHECK_THAT(to_junit(samples::explained()), ContainsSubstring(sentence));
  const std::string page = to_html(samples::failing());
  for (const char* section :
       {"id=\"causes\"", "id=\"accepted\"", "id=\"audit\"", "The contract, line by line"})
    CHECK(page.find(section) == page.npos);
}

TEST_CASE("secrets in causes are redacted everywhere") {
  Secrets::forget_all();
  Result result = samples::explained();
  result.clusters[0].sentence = "1 of 1 in a.b: hunter22 was appended";
  result.clusters[0].examples = {"\"x\" → \"hunter22\""};
  result.clusters[0].candidates[0].yaml = "b: { suffix: hunter22 }";
  Secrets::add("hunter22");
  for (const std::string& text :
       {console_summary(result, {.verbosity = 1}), to_html(result), to_junit(result)}) {
    CHECK(text.find("hunter22") == text.npos);
    CHECK_THAT(text, ContainsSubstring("[secret]"));
  }
  Secrets::forget_all();
}

}  // namespace parity::reports
