// Keys come out in reading order, all of them, whether they were spilled or not.
#include "harness/compare/candidate_store.h"

#include <algorithm>
#include <random>

#include "normalizers/test.h"

using namespace parity;

namespace {

// `count` keys of two datasets, some of them in one only.
void check(std::uint64_t count, std::int64_t memory, std::size_t batch) {
  MemoryBudget budget;
  budget.left = memory;
  std::int64_t least = memory;
  {
    CandidateStore store(2, budget, std::filesystem::temp_directory_path());
    std::mt19937_64 random(count);
    std::vector<std::uint64_t> order(count);
    for (std::uint64_t i = 0; i < count; ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    for (const std::uint64_t i : order) {
      // Every third has no row in the first dataset, and stands behind those that have.
      const Place source = i % 3 == 0 ? Place{} : Place{i, i + 1};
      store.add(std::vector<Place>{source, {count - i, i}}, {static_cast<std::uint32_t>(i % 7), 1});
      least = std::min(least, budget.left.load());
    }
    CHECK(store.size() == count);
    std::vector<Place> places;
    std::vector<Open> open;
    std::uint64_t got = 0, in_order = 0, whole = 0;
    std::pair<Locator, Locator> before{0, 0};
    while (places.clear(), open.clear(), store.next(batch, places, open)) {
      REQUIRE(places.size() == 2 * open.size());
      REQUIRE(open.size() <= batch);
      for (std::size_t k = 0; k < open.size(); ++k) {
        const Place &source = places[2 * k], &target = places[2 * k + 1];
        const std::uint64_t i = target.check;
        const std::pair<Locator, Locator> now{source.locator, target.locator};
        in_order += got == 0 || before < now;
        whole += target.locator == count - i && open[k].hops == i % 7 && open[k].differ == 1 &&
                 source.locator == (i % 3 == 0 ? kNoRow : i) && source.check == (i % 3 == 0 ? 0 : i + 1);
        before = now;
        ++got;
      }
    }
    CHECK(got == count);
    CHECK(in_order == count);
    CHECK(whole == count);
  }
  CHECK(least >= std::min<std::int64_t>(memory, 0));  // never past what is left
  CHECK(budget.left == memory);
}

}  // namespace

TEST_CASE("keys come in reading order, whether they fit in memory or not") {
  for (const std::int64_t memory :
       {std::int64_t{-1}, std::int64_t{0}, std::int64_t{3} << 20, std::int64_t{1} << 30}) {
    for (const std::uint64_t count : {0, 1, 2, 1000, 300'000}) {
      CAPTURE(memory, count);
      check(count, memory, 2000);
    }
  }
  check(1000, 0, 1);
  check(100'000, 0, 1'000'000);
}
