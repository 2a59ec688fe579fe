// For tests: datasets and contracts in which nearly everything nearly collides, made from choices: a seed's,
// or a list of numbers that a property test can shrink.
#pragma once

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "harness/compare/oracle.h"
#include "normalizers/decimal.h"

namespace parity {

// Where a list ends, every choice is the first one: the simplest.
class Choices {
 public:
  using result_type = std::uint64_t;
  explicit Choices(std::uint64_t seed) : random_(seed) {}
  explicit Choices(std::vector<std::uint32_t> list) : list_(std::move(list)), listed_(true) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  // Never the same again and again: std::shuffle would wait for another one.
  result_type operator()() { return listed_ ? (next() + ++drawn_) * 0x9E3779B97F4A7C15 : random_(); }
  std::uint64_t below(std::uint64_t limit) { return (listed_ ? next() : random_()) % limit; }

 private:
  std::uint64_t next() { return at_ < list_.size() ? list_[at_++] : 0; }

  std::mt19937_64 random_;
  std::vector<std::uint32_t> list_;
  std::size_t at_ = 0;
  std::uint64_t drawn_ = 0;
  bool listed_ = false;
};

class UtcZone : public Zone {
 public:
  std::optional<std::int64_t> to_instant(std::int64_t local) const override { return local; }
  std::int64_t to_local(std::int64_t instant) const override { return instant; }
};

// Tables and contracts in which nearly everything nearly collides.
class GeneratedWorld {
 public:
  explicit GeneratedWorld(Choices choices) : random_(std::move(choices)) {
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
  std::uint64_t below(std::uint64_t limit) { return random_.below(limit); }
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

  Choices random_;
  std::shared_ptr<Arena> arena_;
  std::size_t fields_ = 0;
  bool refers_ = false;
};

// A late column is there once a row shows it.
inline bool has_field(const MemoryTable& table, const std::string& name) {
  const auto late = std::find(table.late.begin(), table.late.end(), name);
  const std::size_t at = table.columns.size() + static_cast<std::size_t>(late - table.late.begin());
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) {
                       return late != table.late.end() && at < row.size() && row[at].kind != Kind::absent;
                     }) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return column.name == name; });
}

inline Told run(const std::vector<OracleDataset>& data, const std::vector<std::size_t>& which,
                Contract contract, const MemoryComparison& how = {}) {
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

inline Told run(const GeneratedWorld& world, const std::vector<std::size_t>& which,
                const MemoryComparison& how = {}) {
  return run(world.data_, which, world.contract, how);
}

// What does not depend on how the work was done.
inline std::vector<std::string> fingerprints(const Told& told) {
  std::vector<std::string> all;
  for (const reports::Difference& difference : told.differences)
    all.push_back(difference.comparison + " " + difference.fingerprint + " " +
                  std::string(reports::fate_name(difference.fate)));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace parity
