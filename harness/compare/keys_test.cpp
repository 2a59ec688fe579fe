// Rows by their keys: doubled, empty, made equal by a rule, of several fields; and the order that they come
// in.
#include "harness/compare/test_tables.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::DifferenceKind;
using reports::Fate;

namespace {

MemoryTable rows(const std::vector<std::string>& json) {
  MemoryTable made = MemoryTable::of({"k", "v"});
  for (const std::string& row : json) made.row(row);
  return made;
}

RuleSet trimmed() {
  RuleSet rules;
  rules.trim = declared(Trim{Sides::both, {}});
  return rules;
}

const reports::Difference& first(const Told& told, DifferenceKind kind) {
  for (const reports::Difference& difference : told.differences) {
    if (difference.kind == kind) return difference;
  }
  throw std::out_of_range("no such finding");
}

}  // namespace

TEST_CASE("trap T22: duplicate keys are told, and their rows paired where they are equal") {
  const Contract contract = contract_of({"k"});
  SECTION("one side") {
    const Told told = compare_in_memory(
        {rows({"[1,\"a\"]", "[1,\"b\"]", "[2,\"c\"]"}), rows({"[1,\"b\"]", "[2,\"c\"]"})}, contract);
    CHECK(told.count(DifferenceKind::duplicate_key) == 1);
    CHECK(told.count(DifferenceKind::missing_row) == 1);
    CHECK(told.differences.size() == 2);
    CHECK(told.table().equal == 2);
    const reports::Difference& twice = first(told, DifferenceKind::duplicate_key);
    CHECK(twice.key == "[1]");
    CHECK(twice.count == 2);
    CHECK_THAT(twice.note, ContainsSubstring("t row 0 and t row 1"));
    CHECK(twice.note.find("rule") == std::string::npos);
  }
  SECTION("n rows against k") {
    const Told told = compare_in_memory(
        {rows({"[1,1]", "[1,2]", "[1,2]", "[1,3]"}), rows({"[1,3]", "[1,2]", "[1,4]"})}, contract);
    CHECK(told.table().paired == 3);
    CHECK(told.table().equal == 2);
    CHECK(told.count(DifferenceKind::duplicate_key) == 2);
    CHECK(told.count(DifferenceKind::value) == 1);
    CHECK(told.count(DifferenceKind::missing_row) == 1);
    CHECK(told.field("v").different == 1);
  }
  SECTION("the same rows doubled on both sides differ in nothing but that") {
    const Told told = compare_in_memory({rows({"[1,1]", "[1,2]"}), rows({"[1,2]", "[1,1]"})}, contract);
    CHECK(told.differences.size() == 2);
    CHECK(told.table().equal == 2);
  }
  SECTION("trap T17: a row doubled and another lost do not cancel") {
    const Told told =
        compare_in_memory({rows({"[1,1]", "[2,2]", "[3,3]"}), rows({"[1,1]", "[2,2]", "[2,2]"})}, contract);
    CHECK(told.table().source_rows == told.table().target_rows);
    CHECK(told.count(DifferenceKind::missing_row) == 1);
    CHECK(told.count(DifferenceKind::extra_row) == 1);
    CHECK(told.count(DifferenceKind::duplicate_key) == 1);
  }
}

TEST_CASE("trap T30: a duplicate that a rule made says so") {
  const MemoryTable two = rows({"[\"a\",1]", "[\"a \",2]", "[\"b\",3]"});
  const Told told = compare_in_memory({two, two}, contract_of({"k"}, {{"k", trimmed()}}));
  CHECK(told.count(DifferenceKind::duplicate_key) == 2);
  CHECK_THAT(first(told, DifferenceKind::duplicate_key).note,
             ContainsSubstring("share this key because rule trim made their keys equal: "));
  CHECK_FALSE(first(told, DifferenceKind::duplicate_key).rules.empty());
  CHECK(told.table().equal == 3);
  CHECK(compare_in_memory({two, two}, contract_of({"k"})).differences.empty());
  RuleSet rules = trimmed();
  rules.text_case = declared(TextCase::fold);
  rules.unicode = declared(UnicodeForm::nfc);
  const MemoryTable three = rows({"[\"a\",1]", "[\"a \",2]", "[\"A\",3]"});
  CHECK_THAT(first(compare_in_memory({three, three}, contract_of({"k"}, {{"k", rules}})),
                   DifferenceKind::duplicate_key)
                 .note,
             ContainsSubstring("because rules trim and case made their keys equal: "));
  // A key that stands twice as read is nobody's doing.
  const MemoryTable doubled = rows({"[\"a \",1]", "[\"a \",2]"});
  CHECK_THAT(first(compare_in_memory({doubled, doubled}, contract_of({"k"}, {{"k", rules}})),
                   DifferenceKind::duplicate_key)
                 .note,
             ContainsSubstring("share this key: "));
}

TEST_CASE("trap T21: rows with nothing in their key are told, and compared all the same") {
  const MemoryTable source = rows({"[null,1]", "[\"\",2]", "[\"absent\",3]", "[\"  \",4]", "[\"x\",5]"});
  const Told strict = compare_in_memory({source, source}, contract_of({"k"}));
  CHECK(strict.count(DifferenceKind::null_key) == 6);
  CHECK(strict.table().equal == 5);
  CHECK(strict.field("k").by_kind.at(DifferenceKind::null_key) == 6);
  CHECK_THAT(first(strict, DifferenceKind::null_key).note, ContainsSubstring("its key holds null"));
  // Blanks are nothing once they are trimmed, and are then the key that "" is.
  const Told trim = compare_in_memory({source, source}, contract_of({"k"}, {{"k", trimmed()}}));
  CHECK(trim.count(DifferenceKind::null_key) == 8);
  CHECK(trim.count(DifferenceKind::duplicate_key) == 2);
  // A changed value behind a null key is found.
  const Told changed = compare_in_memory({rows({"[null,1]"}), rows({"[null,2]"})}, contract_of({"k"}));
  CHECK(changed.count(DifferenceKind::value) == 1);
  const Told lost = compare_in_memory({rows({"[null,1]", "[1,1]"}), rows({"[1,1]"})}, contract_of({"k"}));
  CHECK(lost.count(DifferenceKind::missing_row) == 1);
  CHECK(lost.count(DifferenceKind::null_key) == 1);
  const Told alone =
      compare_in_memory({rows({"[\" \",1]"}), rows({"[\" \",1]"})}, contract_of({"k"}, {{"k", trimmed()}}));
  CHECK(alone.count(DifferenceKind::null_key) == 2);
}

TEST_CASE("thousands of rows without a key are paired in time") {
  MemoryTable source = MemoryTable::of({"k", "v"});
  MemoryTable target = MemoryTable::of({"k", "v"});
  constexpr std::int64_t kRows = 20'000;
  for (std::int64_t i = 0; i < kRows; ++i) {
    source.row({Value::null(), Value::number(i)});
    target.row({Value::null(), Value::number(kRows - i)});
  }
  const Told told = compare_in_memory({source, target}, contract_of({"k"}));
  CHECK(told.table().equal == kRows - 1);
  CHECK(told.count(DifferenceKind::value) == 1);
  CHECK(told.count(DifferenceKind::null_key) == 2 * kRows);
}

TEST_CASE("keys of several fields, in any order and with rules of their own") {
  MemoryTable source =
      MemoryTable::of({"a", "b", "v"}, {"b", "a"}).row("[\"x\",\"yz\",1]").row("[\"xy\",\"z\",2]");
  MemoryTable target =
      MemoryTable::of({"v", "b", "a"}, {"a", "b"}).row("[1,\"yz\",\"x\"]").row("[2,\"z\",\"xy\"]");
  CHECK(compare_in_memory({source, target}, Contract{}).differences.empty());
  target.rows[1][1] = Value::text("z ");
  const Told strict = compare_in_memory({source, target}, Contract{});
  CHECK(strict.count(DifferenceKind::missing_row) == 1);
  CHECK(strict.count(DifferenceKind::extra_row) == 1);
  const Told trim = compare_in_memory({source, target}, contract_of({"a", "b"}, {{"b", trimmed()}}));
  CHECK(trim.differences.empty());
  CHECK(trim.masked("b") == "trim:1");
  CHECK(trim.table().masked_rows == 1);
  CHECK(trim.table().key == std::vector<std::string>{"a", "b"});
}

TEST_CASE("trap T26: rows are paired by key: one that is inserted moves no other") {
  const Told told = compare_in_memory(
      {rows({"[1,1]", "[2,2]", "[3,3]"}), rows({"[0,0]", "[1,1]", "[2,2]", "[3,3]"})}, contract_of({"k"}));
  CHECK(told.differences.size() == 1);
  CHECK(told.count(DifferenceKind::extra_row) == 1);
  CHECK(told.table().equal == 3);
}

TEST_CASE("trap T48: rows that only the target has are found") {
  const Told told = compare_in_memory({rows({}), rows({"[1,1]", "[2,2]"})}, contract_of({"k"}));
  CHECK(told.count(DifferenceKind::extra_row) == 2);
  CHECK(compare_in_memory({rows({}), rows({})}, contract_of({"k"})).differences.empty());
}

TEST_CASE("trap T27: a key whose type changed is not a key that is equal") {
  const Told told = compare_in_memory({rows({"[1,1]"}), rows({"[\"1\",1]"})}, contract_of({"k"}));
  CHECK(told.differences.size() == 2);
  RuleSet number;
  number.type = declared(FieldType::number);
  const Told typed =
      compare_in_memory({rows({"[1,1]"}), rows({"[\"1\",1]"})}, contract_of({"k"}, {{"k", number}}));
  CHECK(typed.differences.empty());
  CHECK(typed.masked("k") == "type:1");
}

TEST_CASE("the order that a contract promises is checked on what was sent") {
  Contract contract = contract_of({"k"});
  contract.tables[0].order = {{"v", false, false}, {"k", false, false}};
  const auto breaks = [&](const std::vector<std::string>& sent, bool ordered = true) {
    MemoryComparison how;
    how.ordered = ordered;
    how.options.streams = 3;  // one, where the order counts
    return compare_in_memory({rows(sent), rows(sent)}, contract, how).count(DifferenceKind::order);
  };
  CHECK(breaks({"[1,1]", "[2,1]", "[3,2]", "[4,null]"}) == 0);  // a tie is settled by the key, nulls are last
  CHECK(breaks({"[2,1]", "[1,1]"}) == 2);
  CHECK(breaks({"[2,1]", "[1,1]"}, false) == 0);
  CHECK(breaks({"[4,null]", "[3,2]"}) == 2);
  CHECK(breaks({"[1,\"absent\"]", "[2,null]"}) == 0);
  CHECK(breaks({"[1,3]", "[2,2]", "[3,1]"}) == 4);
  contract.tables[0].order = {{"v", true, true}};
  CHECK(breaks({"[4,null]", "[3,2]", "[2,1]", "[1,1]"}) == 0);
  CHECK(breaks({"[2,1]", "[3,2]"}) == 2);
  CHECK(breaks({"[2,1]", "[3,null]"}) == 2);
  contract.tables[0].order = {{"v", true, false}};
  CHECK(breaks({"[2,1]", "[3,null]"}) == 0);
  CHECK(breaks({"[3,null]", "[2,1]"}) == 2);
}

TEST_CASE("every break of an order is counted, however few are told") {
  Contract contract = contract_of({"k"});
  contract.tables[0].order = {{"k", false, false}};
  MemoryTable sent = MemoryTable::of({"k", "v"});
  for (std::int64_t i = 0; i < 100; ++i) sent.row({Value::number(-i), Value::null()});
  MemoryComparison how;
  how.ordered = true;
  const Told told = compare_in_memory({sent, rows({})}, contract, how);
  std::uint64_t breaks = 0;
  for (const reports::Difference& difference : told.differences) {
    if (difference.kind != DifferenceKind::order) continue;
    breaks += difference.count;
    CHECK_THAT(difference.note, ContainsSubstring("dataset 'source' sent it behind"));
  }
  CHECK(breaks == 99);
  CHECK(told.count(DifferenceKind::order) == 20);
}

TEST_CASE("in a chain, what came in at a hop is followed to the end") {
  const MemoryTable a = rows({"[1,1]", "[2,2]", "[3,3]", "[4,4]", "[5,5]"});
  const MemoryTable b = rows({"[1,9]", "[2,9]", "[3,3]", "[6,6]", "[5,9]"});
  const MemoryTable c = rows({"[1,9]", "[2,2]", "[3,9]", "[4,4]"});
  const Told told = compare_in_memory({a, b, c}, contract_of({"k"}));
  const auto fates = [&](const std::string& key) {
    std::string text;
    for (const reports::Difference& d : told.differences) {
      if (d.key == key)
        text += d.comparison.substr(0, d.comparison.find(' ')) + " " +
                std::string(reports::fate_name(d.fate)) + ";";
    }
    return text;
  };
  CHECK(fates("[1]") == "source carried;");
  CHECK(fates("[2]") == "source compensated;target introduced;");
  CHECK(fates("[3]") == "target introduced;");
  CHECK(fates("[4]") == "source compensated;target introduced;");  // lost, and found again
  CHECK(fates("[6]") == "source compensated;target introduced;");  // came in, and is gone again
  CHECK(fates("[5]") == "source introduced;target introduced;");   // changed, then lost: nobody knows of what
}

TEST_CASE("where the end of a chain has no such table, nothing is known of what became of a difference") {
  const auto of = [](const std::vector<std::string>& json) {
    return std::make_unique<MemoryReader>(std::vector<MemoryTable>{rows(json)});
  };
  const auto source = of({"[1,1]", "[2,2]"}), target = of({"[1,9]", "[3,3]"});
  MemoryReader nothing(std::vector<MemoryTable>{});
  Recorder told;
  MemoryComparison()({source.get(), target.get(), &nothing}, contract_of({"k"}), told);
  REQUIRE(told.differences.size() == 4);
  CHECK(told.differences[3].kind == DifferenceKind::missing_table);
  for (std::size_t i = 0; i < 3; ++i) CHECK(told.differences[i].fate == Fate::introduced);
}
