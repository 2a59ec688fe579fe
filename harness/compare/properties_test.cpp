// Properties of comparing, over datasets and contracts that rapidcheck makes and, where one fails, makes
// small. Each has a twin: a mutant of the thing under test that must be found out.
#include <sstream>

#include <rapidcheck.h>

#include "harness/compare/generated_world.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;

namespace {

using Property = std::function<bool(const GeneratedWorld&)>;

// `small`: whether a world in which it fails is worth the time to make it small.
rc::detail::TestResult result_of(const Property& property, bool small) {
  rc::detail::TestParams params;
  params.seed = 20'261'120;  // the same worlds each time: a test is red or green, not now and then
  params.maxSuccess = 200;
  params.disableShrinking = !small;
  const auto choices = rc::gen::resize(
      400, rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>()));
  return rc::detail::checkTestable([&] { RC_ASSERT(property(GeneratedWorld{Choices(*choices)})); },
                                   rc::detail::TestMetadata(), params);
}

void holds(const Property& property) {
  const auto result = result_of(property, true);
  std::ostringstream said;
  rc::detail::printResultMessage(result, said);
  INFO(said.str());
  CHECK(result.is<rc::detail::SuccessResult>());
}

void is_found_out(const Property& mutant) {
  const auto result = result_of(mutant, false);
  std::ostringstream said;
  rc::detail::printResultMessage(result, said);
  INFO(said.str());
  CHECK(result.is<rc::detail::FailureResult>());
}

// --- counts

bool counts_recompute(const Told& told) {
  for (std::size_t hop = 0; hop < told.outcome.comparisons.size(); ++hop) {
    if (!(recounted(told.table(hop), told.outcome.comparisons[hop].name, told.differences) ==
          counts_of(told.table(hop))))
      return false;
  }
  return true;
}

// --- mirrors

DifferenceKind mirrored(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::missing_field: return DifferenceKind::extra_field;
    case DifferenceKind::extra_field: return DifferenceKind::missing_field;
    case DifferenceKind::missing_row: return DifferenceKind::extra_row;
    case DifferenceKind::extra_row: return DifferenceKind::missing_row;
    default: return kind;
  }
}

// Not by the key, which is spelled as the source has it, nor by a row's text, whose fields stand as the
// source has them.
std::vector<std::string> seen(const Told& told, bool from_the_other_side) {
  std::vector<std::string> all;
  for (const reports::Difference& d : told.differences) {
    const bool row = d.source.type == "row" || d.target.type == "row";
    const DifferenceKind kind = from_the_other_side ? mirrored(d.kind) : d.kind;
    const std::string values =
        from_the_other_side ? d.target.raw + " " + d.source.raw : d.source.raw + " " + d.target.raw;
    all.push_back(d.path + " " + std::string(reports::kind_name(kind)) + (row ? "" : " " + values));
  }
  std::sort(all.begin(), all.end());
  return all;
}

bool mirrors(const GeneratedWorld& world, bool honest) {
  MemoryComparison swapped;
  swapped.names = {"target", "source"};  // only_in goes by name
  return seen(run(world, {0, 1}), false) == seen(run(world, {1, 0}, swapped), honest);
}

// --- a table and itself

bool own_fault(const reports::Difference& difference) {
  return difference.kind == DifferenceKind::null_key || difference.kind == DifferenceKind::duplicate_key ||
         difference.kind == DifferenceKind::uncomparable;
}

// `change`: done to a copy.
bool equals_itself(const GeneratedWorld& world, const std::function<void(MemoryTable&)>& change) {
  Contract contract = world.contract;
  for (auto& [name, rules] : contract.tables[0].fields) rules.only_in.reset();
  OracleDataset copy = world.data_[0];
  change(copy[0]);
  const Told told = run({world.data_[0], copy}, {0, 1}, contract);
  return told.table().paired == told.table().source_rows && told.table().masked_rows == 0 &&
         std::all_of(told.differences.begin(), told.differences.end(), own_fault);
}

// --- normalizing

using Normalizer = std::function<Value(const Value&, const FieldRules&, Arena&)>;

Value by_rules(const Value& value, const FieldRules& rules, Arena& arena) {
  return normalize(value, rules, arena).value;
}

bool is_idempotent(const GeneratedWorld& world, const Normalizer& normalizer) {
  Arena arena;
  const TableContract& table = world.contract.tables[0];
  for (const auto& [name, own] : table.fields) {
    const FieldRules rules =
        compile(overlay(world.contract.defaults, table.defaults), own, false, &tiny_json);
    for (const OracleDataset& dataset : world.data_) {
      for (const std::vector<Value>& row : dataset[0].rows) {
        for (const Value& value : row) {
          const Value once = normalizer(value, rules, arena);
          ByteBuffer bytes;
          encode(once, NumberForm::value, bytes);
          if (!bytes.holds_invalid() && !same(once, normalizer(once, rules, arena), NumberForm::scale))
            return false;
        }
      }
    }
  }
  return true;
}

// --- the naive way

bool agrees_with_oracle(const GeneratedWorld& world, const std::vector<std::size_t>& which,
                        const MemoryComparison& how) {
  std::vector<const OracleDataset*> chain;
  for (const std::size_t d : which) chain.push_back(&world.data_[d]);
  const Told told = run(world, which, how);
  for (std::size_t hop = 0; hop + 1 < chain.size(); ++hop) {
    if (!(counts_of(told.table(hop)) == ask_oracle(chain, world.datasets, hop, world.contract))) return false;
  }
  return true;
}

// --- how the work is done

bool unchanged_by(const GeneratedWorld& world,
                  const std::function<void(MemoryComparison&, std::vector<OracleDataset>&)>& how) {
  MemoryComparison other;
  std::vector<OracleDataset> data = world.data_;
  how(other, data);
  const Told plain = run(world, {0, 1, 2}), told = run(data, {0, 1, 2}, world.contract, other);
  for (std::size_t hop = 0; hop < 2; ++hop) {
    if (!(counts_of(plain.table(hop)) == counts_of(told.table(hop)))) return false;
  }
  return fingerprints(plain) == fingerprints(told);
}

}  // namespace

TEST_CASE("property: counts recompute from the differences told") {
  holds([](const GeneratedWorld& world) { return counts_recompute(run(world, {0, 1, 2})); });
  is_found_out([](const GeneratedWorld& world) {
    Told told = run(world, {0, 1, 2});
    if (!told.differences.empty()) told.differences.erase(told.differences.begin());
    return counts_recompute(told);
  });
  is_found_out([](const GeneratedWorld& world) {
    Told told = run(world, {0, 1, 2});
    if (!told.differences.empty()) told.differences.push_back(told.differences.front());
    return counts_recompute(told);
  });
}

TEST_CASE("property: swapped sides mirror every finding") {
  holds([](const GeneratedWorld& world) { return mirrors(world, true); });
  is_found_out([](const GeneratedWorld& world) { return mirrors(world, false); });
}

TEST_CASE("property: a table differs from itself in nothing, but for what equals nothing") {
  holds([](const GeneratedWorld& world) { return equals_itself(world, [](MemoryTable&) {}); });
  is_found_out([](const GeneratedWorld& world) {
    return equals_itself(world, [](MemoryTable& table) {
      if (!table.rows.empty()) table.rows.pop_back();
    });
  });
  is_found_out([](const GeneratedWorld& world) {
    return equals_itself(world, [](MemoryTable& table) {
      for (std::vector<Value>& row : table.rows) row.back() = Value::text("changed");
    });
  });
}

TEST_CASE("property: normalizing twice is normalizing once") {
  holds([](const GeneratedWorld& world) { return is_idempotent(world, by_rules); });
  is_found_out([](const GeneratedWorld& world) {
    return is_idempotent(world, [](const Value& value, const FieldRules& rules, Arena& arena) {
      const Value normal = by_rules(value, rules, arena);
      if (normal.kind != Kind::text || normal.size == 0) return normal;
      return Value::text(normal.view().substr(1));  // trims one character more each time
    });
  });
}

TEST_CASE("property: streaming counts what the naive comparison counts") {
  holds([](const GeneratedWorld& world) { return agrees_with_oracle(world, {0, 1}, {}); });
  holds([](const GeneratedWorld& world) { return agrees_with_oracle(world, {0, 1, 2}, {}); });
  is_found_out([](const GeneratedWorld& world) {
    MemoryComparison blind;
    blind.options.blind_to = {"f0"};
    return agrees_with_oracle(world, {0, 1}, blind);
  });
}

TEST_CASE("property: streams, memory, batches and the order of rows change nothing") {
  for (const int streams : {2, 3, 5}) {
    for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{1} << 40}) {
      for (const std::size_t batch : {std::size_t{1}, std::size_t{3}}) {
        holds([&](const GeneratedWorld& world) {
          return unchanged_by(world, [&](MemoryComparison& how, std::vector<OracleDataset>& data) {
            how.options.streams = streams;
            how.options.memory = memory;
            how.options.batch = batch;
            std::reverse(data[0][0].rows.begin(), data[0][0].rows.end());
          });
        });
      }
    }
  }
  is_found_out([](const GeneratedWorld& world) {  // as if a stream ended one row too early
    return unchanged_by(world, [](MemoryComparison&, std::vector<OracleDataset>& data) {
      if (!data[1][0].rows.empty()) data[1][0].rows.pop_back();
    });
  });
}
