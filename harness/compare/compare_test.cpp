// Properties of comparing, over tables made from seeds: what the streaming comparer counts is what the naive
// one counts; it counts the same whatever the number of streams, the memory, the order of rows and of
// columns; sides that are swapped mirror; a table equals itself; counts recompute from the differences told.
#include "harness/compare/compare.h"

#include <numeric>
#include <random>
#include <thread>

#include "harness/compare/generated_world.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;

namespace {

void check_against_oracle(const GeneratedWorld& world, const Told& told, std::size_t datasets) {
  std::vector<const OracleDataset*> chain;
  for (std::size_t d = 0; d < datasets; ++d) chain.push_back(&world.data_[d]);
  for (std::size_t hop = 0; hop + 1 < datasets; ++hop) {
    const OracleTable expected = ask_oracle(chain, world.datasets, hop, world.contract);
    const OracleTable actual = counts_of(told.table(hop));
    CAPTURE(hop, describe(expected), describe(actual));
    CHECK(actual == expected);
    CHECK(recounted(told.table(hop), told.outcome.comparisons[hop].name, told.differences) == actual);
  }
}

constexpr std::uint64_t kWorlds = 1500;

}  // namespace

TEST_CASE("streaming counts what a naive comparison counts") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const GeneratedWorld world{Choices(seed)};
    check_against_oracle(world, run(world, {0, 1}), 2);
  }
}

TEST_CASE("a chain counts what a naive comparison of each hop and of its end counts") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const GeneratedWorld world{Choices(seed)};
    check_against_oracle(world, run(world, {0, 1, 2}), 3);
  }
}

TEST_CASE("a chain finds what its pairs find") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const GeneratedWorld world{Choices(seed)};
    const Told chain = run(world, {0, 1, 2});
    MemoryComparison as_pairs;
    as_pairs.pairs = true;
    Told pairs = run(world, {0, 1, 2}, as_pairs);
    std::vector<std::string> chained = fingerprints(chain);
    // A fault of the middle dataset is told once in a chain, and in both pairs.
    std::erase_if(pairs.differences, [&](const reports::Difference& difference) {
      const bool of_one =
          difference.kind == DifferenceKind::null_key || difference.kind == DifferenceKind::duplicate_key;
      return of_one && difference.comparison == "target → third" && !difference.target.there;
    });
    std::vector<std::string> paired;
    for (std::string text : fingerprints(pairs)) paired.push_back(text);
    for (std::string& text : chained) text.erase(text.rfind(' '));  // pairs have no fate
    for (std::string& text : paired) text.erase(text.rfind(' '));
    std::sort(chained.begin(), chained.end());
    std::sort(paired.begin(), paired.end());
    CHECK(chained == paired);
  }
}

TEST_CASE("a table equals itself, but for what can be equal to nothing") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const GeneratedWorld world{Choices(seed)};
    Contract contract = world.contract;
    for (auto& [name, rules] : contract.tables[0].fields) rules.only_in.reset();
    const Told told = run({world.data_[0], world.data_[0]}, {0, 1}, contract);
    const reports::TableResult& table = told.table();
    CHECK(table.paired == table.source_rows);
    CHECK(table.masked_rows == 0);
    for (const reports::Difference& difference : told.differences) {
      CAPTURE(difference.path, difference.source.raw, difference.target.raw);
      const bool own_fault = difference.kind == DifferenceKind::null_key ||
                             difference.kind == DifferenceKind::duplicate_key ||
                             difference.kind == DifferenceKind::uncomparable;
      CHECK(own_fault);
    }
    for (const reports::FieldResult& field : table.fields) CHECK(field.masked.empty());
  }
}

TEST_CASE("swapped sides mirror") {
  const auto mirrored = [](DifferenceKind kind) {
    switch (kind) {
      case DifferenceKind::missing_field: return DifferenceKind::extra_field;
      case DifferenceKind::extra_field: return DifferenceKind::missing_field;
      case DifferenceKind::missing_row: return DifferenceKind::extra_row;
      case DifferenceKind::extra_row: return DifferenceKind::missing_row;
      default: return kind;
    }
  };
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    GeneratedWorld world{Choices(seed)};
    const Told there = run(world, {0, 1});
    MemoryComparison swapped;
    swapped.names = {"target", "source"};  // only_in goes by name
    const Told back = run(world, {1, 0}, swapped);
    // Not the key, which is spelled as the source has it, nor a row, whose fields stand as the source has
    // them.
    std::vector<std::string> forth, mirror;
    const auto seen = [](const std::string& path, DifferenceKind kind, const reports::Side& source,
                         const reports::Side& target) {
      const bool row = source.type == "row" || target.type == "row";
      return path + " " + std::string(reports::kind_name(kind)) +
             (row ? "" : " " + source.raw + " " + target.raw);
    };
    for (const reports::Difference& d : there.differences)
      forth.push_back(seen(d.path, d.kind, d.source, d.target));
    for (const reports::Difference& d : back.differences)
      mirror.push_back(seen(d.path, mirrored(d.kind), d.target, d.source));
    std::sort(forth.begin(), forth.end());
    std::sort(mirror.begin(), mirror.end());
    CHECK(forth == mirror);
    CHECK(there.table().equal == back.table().equal);
    CHECK(there.table().masked_rows == back.table().masked_rows);
  }
}

TEST_CASE("streams, memory, the order of rows and of columns change nothing") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const GeneratedWorld world{Choices(seed)};
    const Told plain = run(world, {0, 1, 2});
    const auto check_same = [&](const Told& other) {
      for (std::size_t hop = 0; hop < 2; ++hop)
        CHECK(describe(counts_of(plain.table(hop))) == describe(counts_of(other.table(hop))));
      CHECK(fingerprints(plain) == fingerprints(other));
    };
    for (const int streams : {2, 3}) {
      MemoryComparison how;
      how.options.streams = streams;
      how.options.memory = streams == 2 ? 1 : std::uint64_t{1} << 40;
      check_same(run(world, {0, 1, 2}, how));
    }
    std::mt19937_64 random(seed);
    std::vector<OracleDataset> shuffled = world.data_;
    for (OracleDataset& dataset : shuffled) {
      MemoryTable& table = dataset[0];
      std::shuffle(table.rows.begin(), table.rows.end(), random);
      std::vector<std::size_t> order(table.columns.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::shuffle(order.begin(), order.end(), random);
      const std::vector<Column> columns = table.columns;
      for (std::size_t c = 0; c < order.size(); ++c) table.columns[c] = columns[order[c]];
      for (std::vector<Value>& row : table.rows) {
        const std::vector<Value> before = row;
        for (std::size_t c = 0; c < order.size(); ++c) row[c] = before[order[c]];
      }
    }
    check_same(run(shuffled, {0, 1, 2}, world.contract));
  }
}
