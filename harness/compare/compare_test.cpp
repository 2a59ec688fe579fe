// Properties of comparing, over tables made from seeds: what the streaming comparer counts is what the naive
// one counts; it counts the same whatever the number of streams, the memory, the order of rows and of
// columns; sides that are swapped mirror; a table equals itself; counts recompute from the differences told.
#include "harness/compare/compare.h"

#include <numeric>
#include <random>
#include <thread>

#include "harness/compare/oracle.h"
#include "normalizers/decimal.h"
#include "normalizers/test.h"

using namespace parity;
using reports::DifferenceKind;

namespace {

class UtcZone : public Zone {
 public:
  std::optional<std::int64_t> to_instant(std::int64_t local) const override { return local; }
  std::int64_t to_local(std::int64_t instant) const override { return instant; }
};

// Tables and contracts in which nearly everything nearly collides.
class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {
    make_contract();
    for (std::size_t d = 0; d < datasets.size(); ++d) {
      data_.push_back({MemoryTable{}, parents(d)});
      columns(data_.back()[0], d);
    }
    make_rows();
  }

  Contract contract;
  std::vector<OracleDataset> data_;
  const std::vector<std::string> datasets{"source", "target", "third"};

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  template <class T>
  T any(std::initializer_list<T> of) {
    return *(of.begin() + below(of.size()));
  }

  // Rules of which each may change what a value is, alone or with others.
  RuleSet rules(bool key) {
    RuleSet rules;
    if (chance(3)) rules.trim = declared(Trim{any({Sides::both, Sides::end}), TrimSet::white_space});
    if (chance(5)) rules.unicode = declared(any({UnicodeForm::nfc, UnicodeForm::nfkc}));
    if (chance(4)) rules.text_case = declared(any({TextCase::lower, TextCase::fold}));
    // One that leads, the others follow: a circle is refused by the loader.
    switch (below(7)) {
      case 0: rules.empty = declared(Emptiness::null); break;
      case 1: rules.null = declared(Emptiness::empty); break;
      case 2: rules.absent = declared(Emptiness::null); break;
      case 3: rules.absent = declared(Emptiness::empty); break;
      case 4: rules.null = declared(Emptiness::absent); break;
      case 5: rules.empty = declared(Emptiness::absent); break;
      default: break;
    }
    if (key) return rules;
    if (chance(4)) {
      rules.type = declared(any({FieldType::text, FieldType::number, FieldType::integer, FieldType::boolean,
                                 FieldType::instant, FieldType::date, FieldType::json}));
    }
    if (chance(4)) rules.time = declared(TimeRule{true, "UTC", std::make_shared<UtcZone>()});
    if (chance(5))
      rules.precision = declared(Precision{any({TimePrecision::second, TimePrecision::day}), {}});
    if (chance(5)) rules.number = declared(NumberCompare::scale);
    if (chance(4)) rules.tolerance = declared(any({Tolerance{"0.05", ""}, Tolerance{"", "0.1"}}));
    if (chance(3)) {
      const ArrayOrder order = any({ArrayOrder::set, ArrayOrder::multiset, ArrayOrder::by_key});
      rules.array = declared(ArrayRule{
          order, order == ArrayOrder::by_key ? std::vector<std::string>{"id"} : std::vector<std::string>{}});
    }
    if (chance(6)) {
      rules.members["b"].trim = declared(Trim{Sides::both, {}});
      if (chance(2)) rules.members["b"].number = declared(NumberCompare::scale);
    }
    if (chance(8)) rules.only_in = declared(std::vector<std::string>{any<std::string>({"source", "target"})});
    return rules;
  }

  void make_contract() {
    contract.name = "generated";
    if (chance(4)) contract.defaults.trim = declared(Trim{Sides::both, {}});
    if (chance(4)) contract.defaults.time = declared(TimeRule{true, "UTC", std::make_shared<UtcZone>()});
    TableContract table;
    table.name = "t";
    if (chance(4)) table.defaults.text_case = declared(TextCase::fold);
    table.key = chance(2) ? std::vector<std::string>{"k"} : std::vector<std::string>{"k", "k2"};
    for (const std::string& field : table.key) table.fields[field] = rules(true);
    fields_ = 1 + below(4);
    for (std::size_t f = 0; f < fields_; ++f) table.fields["f" + std::to_string(f)] = rules(false);
    if (chance(3)) {
      table.fields["ref"].references = declared(Reference{"p", "no"});
      if (chance(2)) table.fields["ref"].array = declared(ArrayRule{ArrayOrder::set, {}});
      refers_ = true;
    }
    TableContract parent;
    parent.name = "p";
    parent.key = {"code"};
    contract.tables = {table, parent};
  }

  // Rows that the datasets number each in its own way.
  MemoryTable parents(std::size_t d) {
    MemoryTable table = MemoryTable::of({"code", "no"});
    table.name = "p";
    for (std::int64_t i = 0; i < 4; ++i)
      table.row({Value::text(std::string_view("wxyz").substr(static_cast<std::size_t>(i), 1)),
                 Value::number((i + static_cast<std::int64_t>(d)) % 4)});
    return table;
  }

  void columns(MemoryTable& table, std::size_t d) {
    std::vector<std::string> names = contract.tables[0].key;
    for (std::size_t f = 0; f < fields_; ++f) {
      if (f == 0 || !chance(8)) names.push_back("f" + std::to_string(f));
    }
    if (refers_) names.push_back("ref");
    if (chance(6)) names.push_back("own" + std::to_string(d));
    std::shuffle(names.begin(), names.end(), random_);
    for (const std::string& name : names) {
      const bool late = !name.starts_with("k") && !name.starts_with("ref") && chance(6);
      if (late) table.late.push_back(name);
      if (!late) table.columns.push_back({name, "", chance(8) ? Kind::instant : Kind::invalid});
    }
  }

  Value value(const std::string& field) {
    if (field == "ref") {
      if (chance(12)) return chance(2) ? Value::null() : Value::number(7);  // no such row
      const auto one = [&] { return Value::number(static_cast<std::int64_t>(below(4))); };
      if (!contract.tables[0].fields.at("ref").array) return one();
      const auto items = arena_->array<Value>(below(3));
      for (Value& item : items) item = one();
      return Value::array(items);
    }
    if (field.starts_with("k")) return small(any({0, 0, 0, 1, 1, 2}));
    return small(static_cast<int>(below(6)));
  }

  Value small(int family) {
    const auto json = [&](std::string_view text) { return tiny_json(text, *arena_); };
    switch (family) {
      case 0:
        return Value::text(any<std::string_view>({"a", "a ", " a", "A", "b", "", " ", "\xC3\xA9", "e\xCC\x81",
                                                  "1", "1.0", "01", "true", "null", "ab"}));
      case 1:
        return *parse_json_number(any<std::string_view>({"1", "1.0", "1.00", "1.04", "1.06", "2", "-0", "0",
                                                         "123456789012345678901234567890",
                                                         "123456789012345678901234567891", "1e2", "100"}),
                                  *arena_);
      case 2:
        return any(
            {Value::null(), Value::absent(), Value::text(""), Value::boolean(true), Value::boolean(false)});
      case 3:
        return any({Value::text("2024-05-01T12:00:00Z"), Value::text("2024-05-01T14:00:00+02:00"),
                    Value::text("2024-05-01 12:00:00.4"), Value::instant(768'312'000'000'000),
                    Value::local(768'312'000'000'000), Value::date(8892), Value::text("2024-05-01"),
                    Value::text("no time")});
      case 4:
        return json(any<std::string_view>(
            {"[1,2]", "[2,1]", "[1,2,2]", "[1.0,2]", "[]", "[\"a\",\"a \"]", "[\"a\"]", "[true,1,\"1\"]",
             "[{\"id\":1,\"v\":1},{\"id\":2,\"v\":2}]", "[{\"id\":2,\"v\":2},{\"id\":1,\"v\":1}]",
             "[{\"id\":2,\"v\":3},{\"id\":1,\"v\":1}]", "[1,2,3,4,5,6]", "[6,5,4,3,2,1]", "[null]",
             "[[1]]"}));
      default:
        return chance(6) ? Value::invalid(any<std::string_view>({"bad", "worse"}))
                         : json(any<std::string_view>(
                               {"{\"a\":1,\"b\":\"x\"}", "{\"b\":\"x\",\"a\":1.0}", "{\"a\":1,\"b\":\"x \"}",
                                "{\"a\":1}", "{\"a\":1,\"b\":null}", "{}", "{\"a\":{\"b\":[1,2]}}",
                                "{\"a\":{\"b\":[1,3]}}", "{\"b\":1.0}", "{\"b\":1.00}"}));
    }
  }

  void make_rows() {
    arena_ = data_[0][0].arena;
    const std::size_t count = below(14);
    std::vector<std::map<std::string, Value>> rows(count);
    for (auto& row : rows) {
      for (const auto& [name, of] : contract.tables[0].fields) row[name] = value(name);
    }
    for (std::size_t d = 0; d < data_.size(); ++d) {
      MemoryTable& table = data_[d][0];
      std::vector<std::string> names;
      for (const Column& column : table.columns) names.push_back(column.name);
      names.insert(names.end(), table.late.begin(), table.late.end());
      for (const auto& row : rows) {
        if (chance(8)) continue;
        for (int times = chance(10) ? 2 : 1; times > 0; --times) {
          std::vector<Value> values;
          for (const std::string& name : names) {
            const auto at = row.find(name);
            const bool own_number =
                name == "ref" && at->second.kind == Kind::number && at->second.integer < 4;
            Value cell = at == row.end() || chance(name.starts_with("k") ? 12 : 4) ? value(name) : at->second;
            if (own_number && chance(2))
              cell = Value::number((at->second.integer + static_cast<std::int64_t>(d)) % 4);
            values.push_back(cell);
          }
          table.row(std::move(values));
        }
      }
      if (chance(2)) std::shuffle(table.rows.begin(), table.rows.end(), random_);
      if (chance(3)) table.not_final();
      table.arena = arena_;
    }
  }

  std::mt19937_64 random_;
  std::shared_ptr<Arena> arena_;
  std::size_t fields_ = 0;
  bool refers_ = false;
};

// A late column is there once a row shows it.
bool has_field(const MemoryTable& table, const std::string& name) {
  const auto late = std::find(table.late.begin(), table.late.end(), name);
  const std::size_t at = table.columns.size() + static_cast<std::size_t>(late - table.late.begin());
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) {
                       return late != table.late.end() && at < row.size() && row[at].kind != Kind::absent;
                     }) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return column.name == name; });
}

Told run(const std::vector<OracleDataset>& data, const std::vector<std::size_t>& which, Contract contract,
         const MemoryComparison& how = {}) {
  // A rule for a field that no dataset has is refused.
  std::erase_if(contract.tables[0].fields, [&](const auto& entry) {
    return std::none_of(which.begin(), which.end(),
                        [&](std::size_t d) { return has_field(data[d][0], entry.first); });
  });
  std::vector<std::unique_ptr<MemoryReader>> readers;
  std::vector<MemoryReader*> pointers;
  for (const std::size_t d : which) {
    readers.push_back(std::make_unique<MemoryReader>(data[d]));
    pointers.push_back(readers.back().get());
  }
  Recorder told;
  CompareOutcome outcome = how(pointers, contract, told);
  return {std::move(outcome), std::move(told.differences)};
}

Told run(const World& world, const std::vector<std::size_t>& which, const MemoryComparison& how = {}) {
  return run(world.data_, which, world.contract, how);
}

void check_against_oracle(const World& world, const Told& told, std::size_t datasets) {
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

// What does not depend on how the work was done.
std::vector<std::string> fingerprints(const Told& told) {
  std::vector<std::string> all;
  for (const reports::Difference& difference : told.differences)
    all.push_back(difference.comparison + " " + difference.fingerprint + " " +
                  std::string(reports::fate_name(difference.fate)));
  std::sort(all.begin(), all.end());
  return all;
}

constexpr std::uint64_t kWorlds = 1500;

}  // namespace

TEST_CASE("streaming counts what a naive comparison counts") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    check_against_oracle(world, run(world, {0, 1}), 2);
  }
}

TEST_CASE("a chain counts what a naive comparison of each hop and of its end counts") {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    CAPTURE(seed);
    const World world(seed);
    check_against_oracle(world, run(world, {0, 1, 2}), 3);
  }
}

TEST_CASE("a chain finds what its pairs find") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const World world(seed);
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
    const World world(seed);
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
    World world(seed);
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
    const World world(seed);
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
