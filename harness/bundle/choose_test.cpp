// Which findings of a run are kept: of each sort one, of each cluster one, then others, and never too many.
#include "harness/bundle/choose.h"

#include <set>

#include <fmt/format.h>

#include "normalizers/test.h"

using namespace parity;
using reports::Difference;
using reports::DifferenceKind;

namespace {

Difference finding(std::uint64_t number, const std::string& field,
                   DifferenceKind kind = DifferenceKind::value) {
  Difference difference;
  difference.fingerprint = fmt::format("f-{:016x}", number);
  difference.comparison = "source → target";
  difference.table = "t";
  difference.key = "[" + std::to_string(number) + "]";
  difference.field = field;
  difference.kind = kind;
  return difference;
}

std::vector<std::uint64_t> chosen(const FindingChoice& choice) {
  std::vector<std::uint64_t> numbers;
  for (const ChosenFinding& one : choice.choose()) numbers.push_back(one.fingerprint);
  return numbers;
}

}  // namespace

TEST_CASE("one of each table, field and kind comes first, then one of each cluster, then the others") {
  const auto choose = [](std::size_t most) {
    FindingChoice choice(most);
    choice.begin_group();
    for (std::uint64_t i = 1; i <= 150; ++i) choice.add(finding(i, "a"));
    choice.add(finding(1000, "b"));
    choice.add(finding(1001, "b", DifferenceKind::null));
    for (std::uint64_t i = 1; i <= 150; ++i) choice.explained(i, i == 140 ? "c-small" : "c-large");
    CHECK(choice.found() == 152);
    return chosen(choice);
  };
  CHECK(choose(5) == std::vector<std::uint64_t>{1, 140, 1000, 1001, 2});
  CHECK(choose(100).size() == 100);
  CHECK(choose(1000).size() == 152);
}

TEST_CASE("a hundred thousand findings of one sort leave room for the first of another") {
  FindingChoice choice(1'000);
  choice.begin_group();
  for (std::uint64_t i = 0; i < 100'000; ++i) choice.add(finding(i, "field" + std::to_string(i % 200)));
  choice.add(finding(200'000, "last"));
  const std::vector<std::uint64_t> all = chosen(choice);
  CHECK(all.size() == 1'000);
  CHECK(std::set(all.begin(), all.end()).count(200'000) == 1);
}

TEST_CASE("rows are asked for only of a finding that is remembered and has a key") {
  FindingChoice choice(2);
  choice.begin_group();
  int asked = 0;
  const RowsOfKey rows = [&asked] { return ++asked, std::vector<RowAt>{{1, 2, 3}}; };
  choice.looking_at(&rows);
  for (std::uint64_t i = 1; i <= 1000; ++i) choice.add(finding(i, "a"));
  CHECK(asked == 200);
  Difference column = finding(2000, "b");
  column.key.clear();
  choice.add(column);
  choice.looking_at(nullptr);
  CHECK(asked == 200);
  CHECK(choice.choose().at(0).rows == std::vector<RowAt>{{1, 2, 3}});
  CHECK(choice.choose().at(1).rows.empty());
}
