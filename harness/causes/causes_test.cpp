// Each transformation is named for what it is, and its twin, which only looks like it, is not.
#include "harness/causes/causes.h"

#include <fstream>
#include <random>

#include "harness/causes/test_causes.h"
#include "harness/contract/load_contract.h"
#include "harness/environment/environment_test.h"
#include "harness/environment/zone.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

using Pairs = std::vector<ValuePair>;

void check_cause(const Pairs& pairs, const std::string& said) {
  const Explanation explained = explain_pairs(pairs);
  INFO(pairs[0].source << " → " << pairs[0].target);
  const std::string count = std::to_string(pairs.size());
  CHECK(explained.sentences() == std::vector<std::string>{count + " of " + count + " in t.v: " + said});
}

// The twin: nothing is said that holds `words`.
void check_not(const Pairs& pairs, const std::string& words) {
  const Explanation explained = explain_pairs(pairs);
  REQUIRE(explained.clusters.size() >= 1);
  for (const std::string& sentence : explained.sentences()) CHECK(sentence.find(words) == std::string::npos);
}

}  // namespace

TEST_CASE("causes in the spelling of text") {
  check_cause({{R"("Köln ")", R"("Köln")"}, {R"(" a")", R"("a")"}}, "lost the spaces at the ends");
  check_not({{R"("a b")", R"("ab")"}}, "at the ends");
  check_cause({{R"("a")", "\"a\u00A0\""}}, "gained white space (beyond ASCII too) at the ends");
  check_not({{R"("a")", R"("a.")"}}, "white space");
  check_cause({{R"("Abc")", R"("abc")"}, {R"("ÄÖ")", R"("äö")"}}, "became lower case");
  check_not({{R"("Abc")", R"("Abd")"}}, "case");
  check_cause({{"\"e\u0301\"", "\"\u00E9\""}, {"\"a\u0301x\"", "\"\u00E1x\""}}, "became Unicode NFC");
  check_not({{"\"e\u0301\"", "\"e\""}}, "Unicode");
  check_cause({{R"(" Abc")", R"("aBC")"}}, "equal but for letter case, outer white space and Unicode form");
}

TEST_CASE("causes in encodings") {
  check_cause({{R"("Müller")", R"("MÃ¼ller")"}, {R"("é")", R"("Ã©")"}}, "UTF-8 was read as Latin-1");
  check_cause({{R"("5 €")", R"("5 â‚¬")"}, {R"("Müller")", R"("MÃ¼ller")"}},
              "UTF-8 was read as Windows-1252");
  check_cause({{R"("é")", R"("ÃƒÂ©")"}}, "UTF-8 was read as Windows-1252, twice");
  check_cause({{R"("Ã©")", R"("é")"}},
              "the source's UTF-8 had been read as Latin-1, the target has it right");
  check_not({{R"("Müller")", R"("MÃ¶ller")"}}, "UTF-8");
  check_cause({{R"("Müller")", R"("M?ller")"}, {R"("ß1")", R"("?1")"}},
              R"(characters beyond ASCII became "?")");
  check_not({{R"("Müller")", R"("M?tter")"}}, "beyond ASCII");
}

TEST_CASE("causes in parts of text") {
  check_cause({{R"("abcdef")", R"("abcd")"}, {R"("wxyzäö")", R"("wxyz")"}}, "cut off at 4 characters");
  check_not({{R"("abcdef")", R"("bcd")"}}, "cut off");
  check_cause({{R"("a")", R"("img/a")"}, {R"("b")", R"("img/b")"}}, R"(the prefix "img/" was added)");
  check_not({{R"("a")", R"("img/a")"}, {R"("b")", R"("pic/b")"}}, "prefix");
  check_cause({{R"("a.png")", R"("a")"}, {R"("bcd.png")", R"("bcd")"}}, R"(the suffix ".png" was removed)");
  check_cause({{R"("http://a.de")", R"("https://a.de")"}, {R"("http://b.de")", R"("https://b.de")"}},
              R"("http" was replaced by "https")");
  check_cause({{R"("a/b/c")", R"("a-b-c")"}, {R"("d/e")", R"("d-e")"}}, R"("/" was replaced by "-")");
  check_cause({{R"("a & b < c")", R"("a &amp; b &lt; c")"}}, "&, < and > were escaped as in HTML");
  check_not({{R"("a & b < c")", R"("a &amp; b < c")"}}, "HTML");
  check_not({{R"("a/b/c")", R"("a-b/c")"}, {R"("d/e")", R"("d+e")"}}, "replaced");
}

TEST_CASE("causes in what stands for nothing") {
  check_cause({{R"("")", "null"}, {R"("")", "null"}}, "'' became NULL");
  check_cause({{"[]", "null"}}, "[] became NULL");
  check_cause({{"0", "null"}}, "0 became NULL");
  check_not({{R"(" ")", "null"}}, "'' became");
  // Values that were lost beside those that were empty: two causes, not one that hides both.
  const Explanation mixed =
      explain_pairs({{R"("")", "null"}, {R"("")", "null"}, {R"("")", "null"}, {R"("x")", "null"}});
  CHECK(mixed.sentences() == std::vector<std::string>{"3 of 4 in t.v: '' became NULL",
                                                      "1 of 4 in t.v: whatever it was, it became NULL"});
}

TEST_CASE("causes in types") {
  check_cause({{"1", R"("1")"}, {"20", R"("20")"}}, "a number became text, spelled the same");
  check_not({{"1", R"("2")"}}, "spelled the same");
  check_cause({{"true", "1"}, {"false", "0"}}, "a boolean became a number");
  check_not({{"true", "0"}}, "boolean became");
  check_cause({{R"({"a":1})", R"("{\"a\": 1}")"}}, "an object became text of the same JSON");
}

TEST_CASE("causes in numbers") {
  check_cause({{"1.256", "1.26"}, {"2.333", "2.33"}}, "rounded to 2 digits behind the point");
  check_not({{"1.256", "1.27"}}, "rounded");
  check_cause({{"-17.7777777777777777778", "-17.78"}}, "rounded to 2 digits behind the point");
  check_cause({{"9.996", "10"}}, "rounded to whole numbers");
  check_cause({{"1.256", "1.25"}, {"2.399", "2.39"}}, "cut to 2 digits behind the point");
  check_cause({{"0.123456789", "0.12345679"}, {"16777217", "16777216"}}, "went through a 32-bit float");
  check_not({{"0.123456789", "0.12345678"}}, "float");
  check_cause({{"9007199254740993", "9007199254740992"}}, "went through a 64-bit float");
  check_cause({{"1.5", "1500"}, {"2", "2000"}, {"7", "7000"}}, "multiplied by 1000");
  check_not({{"1.5", "1500"}, {"2", "2001"}}, "multiplied");
  check_cause({{"5", "-5"}, {"7", "-7"}}, "the sign was turned");
}

TEST_CASE("causes in times") {
  check_cause({{R"("2024-03-01T10:00:00Z")", R"("2024-03-01T11:00:00Z")"},
               {R"("2024-03-02T10:30:00Z")", R"("2024-03-02T11:30:00Z")"}},
              "shifted by +1 h");
  check_not({{R"("2024-03-01T10:00:00Z")", R"("2024-03-01T11:00:00Z")"},
             {R"("2024-03-02T10:30:00Z")", R"("2024-03-02T12:30:00Z")"}},
            "2 of 2");
  // The clock kept and the offset dropped, row by row another shift.
  RuleSet moments;
  moments.time = declared(TimeRule{true, "", nullptr});
  moments.type = declared(FieldType::instant);
  CHECK(explain_pairs({{R"("2024-03-01T10:00:00+02:00")", R"("2024-03-01T10:00:00Z")"},
                       {R"("2024-03-01T10:00:00-05:00")", R"("2024-03-01T10:00:00Z")"}},
                      moments)
            .sentences() ==
        std::vector<std::string>{"2 of 2 in t.v: the offset was dropped and the time on the clock kept"});
  check_cause({{R"("2024-03-31")", R"("31.03.2024")"}, {R"("2024-12-01")", R"("01.12.2024")"}},
              "one time, ISO 8601 date became DD.MM.YYYY");
  check_not({{R"("2024-03-31")", R"("30.03.2024")"}}, "one time");
  check_cause({{R"("2024-03-01T10:00:00.123456Z")", R"("2024-03-01T10:00:00.123Z")"}},
              "reduced to whole milliseconds");
}

TEST_CASE("causes in arrays and in whatever it is") {
  CHECK(explain_pairs({{R"(["a","b"])", R"(["b","a"])"}}).sentences() ==
        std::vector<std::string>{"2 of 2 in t.v[*]: the same elements in another order"});
  check_cause({{R"(["a","b","c","d"])", R"(["b","c","d","a"])"}}, "the same elements in another order");
  check_cause({{R"(["a","a","b"])", R"(["a","b"])"}}, "the same elements, repeated otherwise");
  check_not({{R"(["a","b"])", R"(["b","c"])"}}, "elements");
  check_cause({{R"("r")", R"("x y")"}, {R"("s")", R"("x y")"}, {R"("t")", R"("x y")"}},
              R"(whatever it was, it became "x y")");
  check_cause({{R"("r")", R"("u")"}, {R"("r")", R"("u")"}}, R"("r" became "u")");
  CHECK(explain_pairs({{R"("r")", R"("u")"}, {R"("s")", R"("w")"}}).sentences().empty());
}

TEST_CASE("columns that were swapped are one cause") {
  MemoryTable source = MemoryTable::of({"id", "first", "last"}), target = source;
  source.row(R"([1, "Ada", "King"])").row(R"([2, "Alan", "Turing"])").row("[3, 2, 4]");
  target.row(R"([1, "King", "Ada"])").row(R"([2, "Turing", "Alan"])").row("[3, 4, 2]");
  const Explanation explained = explain_in_memory({{source}, {target}}, contract_of({"id"}));
  CHECK(explained.sentences() ==
        std::vector<std::string>{"6 of 6 in 2 fields (t.first, t.last): columns first and last are swapped"});
}

TEST_CASE("rows under another key are paired by what else they hold") {
  MemoryTable source = MemoryTable::of({"id", "v"}), target = source;
  target.arena = std::make_shared<Arena>();
  source.row(R"([1, "a"])").row(R"([2, "b"])").row(R"([3, "c"])");
  target.row(R"(["1", "a"])").row(R"(["2", "b"])").row(R"(["3", "c"])");
  CHECK(explain_in_memory({{source}, {target}}, contract_of({"id"})).sentences() ==
        std::vector<std::string>{
            "all 3 rows of t, each missing and extra: the same rows under another key: a number became text, "
            "spelled the same"});

  MemoryTable lower = MemoryTable::of({"id", "v"}), upper = lower;
  lower.row(R"(["ab", 1])").row(R"(["cd", 2])").row(R"(["same", 3])");
  upper.row(R"(["AB", 1])").row(R"(["CD", 2])").row(R"(["same", 3])");
  CHECK(explain_in_memory({{lower}, {upper}}, contract_of({"id"})).sentences() ==
        std::vector<std::string>{
            "2 rows of t, each missing and extra: the same rows under another key: became upper case"});

  // The twin: other rows, and rows that are alike three times.
  MemoryTable other = MemoryTable::of({"id", "v"}), others = other;
  other.row(R"(["k", 1])").row(R"(["l", 5])").row(R"(["m", 5])");
  others.row(R"(["x", 2])").row(R"(["y", 5])");
  CHECK(explain_in_memory({{other}, {others}}, contract_of({"id"})).sentences().empty());
}

TEST_CASE("a column under another name is told by what it holds") {
  MemoryTable source = MemoryTable::of({"id", "label"}), target = MemoryTable::of({"id", "title"});
  source.row(R"([1, "a"])").row(R"([2, "b"])").row(R"([3, "c"])");
  target.row(R"([1, "a"])").row(R"([2, "b"])").row(R"([3, "c"])");
  CHECK(explain_in_memory({{source}, {target}}, contract_of({"id"})).sentences() ==
        std::vector<std::string>{"t: column label is called title in the target"});
  MemoryTable other = MemoryTable::of({"id", "title"});
  other.row(R"([1, "a"])").row(R"([2, "b"])").row(R"([3, "d"])");
  CHECK(
      explain_in_memory({{source}, {other}}, contract_of({"id"})).sentences() ==
      std::vector<std::string>{"t.label: the whole column is missing", "t.title: the whole column is extra"});
}

TEST_CASE("rows whose parent is missing say so") {
  MemoryTable parents = MemoryTable::of({"id", "v"}), fewer = parents;
  parents.name = fewer.name = "workouts";
  parents.row(R"([100, "a"])").row(R"([200, "b"])");
  fewer.row(R"([100, "a"])");
  MemoryTable children = MemoryTable::of({"id", "workout_id"}), left = children;
  children.name = left.name = "sets";
  children.row("[1, 100]").row("[2, 200]").row("[3, 200]");
  left.row("[1, 100]");
  Contract contract;
  contract.tables.resize(2);
  contract.tables[0].name = "workouts";
  contract.tables[1].name = "sets";
  contract.tables[0].key = contract.tables[1].key = {"id"};
  CHECK(explain_in_memory({{parents, children}, {fewer, left}}, contract).sentences() ==
        std::vector<std::string>{
            "2 of 2 missing rows of sets: the row of workouts that they belong to is missing too"});
}

TEST_CASE("one cause in several fields is one cluster, with its candidate and what that costs") {
  MemoryTable source = MemoryTable::of({"id", "a", "b", "c"}), target = source;
  source.row(R"([1, "", "x ", "q "])").row(R"([2, "", "y", "r"])").row(R"([3, "k", "", "s"])");
  target.row(R"([1, null, "x", "Q"])").row(R"([2, null, "y", "r"])").row(R"([3, "k", null, "s"])");
  const Explanation explained = explain_in_memory({{source}, {target}}, contract_of({"id"}));
  REQUIRE(explained.clusters.size() == 3);
  const reports::Cluster& empty = explained.clusters[0];
  CHECK(empty.sentence == "3 of 3 in 2 fields (t.a, t.b): '' became NULL");
  REQUIRE(empty.candidates.size() >= 1);
  CHECK(empty.candidates[0].yaml ==
        "tables:\n  t:\n    fields:\n      a: { empty: null }\n      b: { empty: null }\n");
  CHECK(empty.candidates[0].hides == 3);
  CHECK(empty.candidates[0].hides_others == 0);
  CHECK(empty.candidates[0].cells == 6);
  for (const reports::Difference& difference : explained.differences) CHECK(difference.cluster.size() == 10);
}

TEST_CASE("a candidate says what else it would hide, and there is none where none is honest") {
  const Explanation trimmed =
      explain_pairs({{R"("a ")", R"("a")"}, {R"(" b")", R"("b")"}, {R"("c")", R"(" c")"}});
  REQUIRE(trimmed.clusters.size() == 1);  // lost and gained: white space differs
  REQUIRE(trimmed.clusters[0].candidates.size() == 1);
  CHECK(trimmed.clusters[0].candidates[0].yaml ==
        "tables:\n  t:\n    fields:\n      v: { text: { trim: both, set: space } }\n");
  CHECK_FALSE(trimmed.clusters[0].candidates[0].blind_to.empty());
  for (const Pairs& pairs : {Pairs{{R"("é")", R"("Ã©")"}}, Pairs{{R"("abcdef")", R"("abc")"}},
                             Pairs{{"1", "4"}, {"2", "4"}, {"3", "4"}}}) {
    const Explanation explained = explain_pairs(pairs);
    REQUIRE(explained.clusters.size() == 1);
    CHECK_FALSE(explained.clusters[0].cause.empty());
    CHECK(explained.clusters[0].candidates.empty());
  }
}

TEST_CASE("every candidate's YAML is a contract that hides what it is said to hide") {
  const std::vector<Pairs> all = {{{R"("a ")", R"("a")"}},
                                  {{"\"a\u00A0\"", R"("a")"}},
                                  {{R"("A")", R"("a")"}},
                                  {{"\"e\u0301\"", "\"\u00E9\""}},
                                  {{R"("")", "null"}},
                                  {{"1", R"("1")"}},
                                  {{"true", "1"}},
                                  {{R"("2024-03-01T10:00:00.123456Z")", R"("2024-03-01T10:00:00.123Z")"}},
                                  {{"1.256", "1.26"}},
                                  {{"0.123456789", "0.12345679"}},
                                  {{R"(["a","b","c","d"])", R"(["b","c","d","a"])"}},
                                  {{R"(["a","a"])", R"(["a"])"}}};
  const TestFolder folder;
  for (const Pairs& pairs : all) {
    const Explanation explained = explain_pairs(pairs);
    INFO(pairs[0].source << " → " << pairs[0].target);
    REQUIRE(explained.clusters.size() == 1);
    if (explained.clusters[0].cause != "time precision")
      REQUIRE_FALSE(explained.clusters[0].candidates.empty());
    for (const reports::CandidateRule& candidate : explained.clusters[0].candidates) {
      INFO(candidate.yaml);
      std::ofstream(folder / "c.yaml") << "version: 1\nname: c\n" << candidate.yaml;
      const Contract contract = load_contract(folder / "c.yaml", load_zone);
      CHECK(explain_pairs(pairs, contract.tables.at(0).fields.at("v")).differences.empty());
    }
  }
}

TEST_CASE("a cluster says which hop introduced it and whether the end of the chain has it") {
  MemoryTable first = MemoryTable::of({"id", "v"}), second = first, third = first;
  first.row(R"([1, ""])").row(R"([2, ""])");
  second.row("[1, null]").row("[2, null]");
  third.row("[1, null]").row(R"([2, ""])");
  const Explanation explained = explain_in_memory({{first}, {second}, {third}}, contract_of({"id"}));
  REQUIRE(explained.clusters.size() == 2);
  CHECK(explained.clusters[0].hop ==
        "introduced by source → target, 1 carried to third, 1 undone before third");
  CHECK(explained.clusters[1].hop == "introduced by target → third");
}

TEST_CASE("the order in which differences come changes nothing, and neither does memory") {
  Pairs pairs;
  for (int i = 0; i < 600; ++i) {
    const std::string n = std::to_string(i);
    if (i % 3 == 0) pairs.push_back({"\"a" + n + " \"", "\"a" + n + "\""});
    if (i % 3 == 2) pairs.push_back({"\"q" + n + "\"", "\"" + n + "z\""});
  }
  const auto told = [](const Pairs& shuffled, std::uint64_t memory) {
    MemoryTable source = MemoryTable::of({"id", "v"}), target = source;
    source.arena = std::make_shared<Arena>();
    target.arena = std::make_shared<Arena>();
    for (const ValuePair& pair : shuffled) {  // the key is the pair's own, wherever it stands
      const std::string id = "\"" + std::to_string(digest64(pair.source + pair.target)) + "\"";
      source.row("[" + id + ", " + pair.source + "]");
      target.row("[" + id + ", " + pair.target + "]");
    }
    std::string text;
    for (const reports::Cluster& cluster :
         explain_in_memory({{source}, {target}}, contract_of({"id"}), memory).clusters) {
      text += cluster.id + " " + cluster.sentence + "\n";
      for (const std::string& each : cluster.fingerprints) text += each + " ";
      for (const std::string& each : cluster.examples) text += each + " ";
      for (const reports::CandidateRule& rule : cluster.candidates) {
        text += rule.yaml;
        for (const std::string& each : rule.blind_to) text += each + " ";
      }
    }
    return text;
  };
  const std::string once = told(pairs, 1 << 20);
  CHECK(once.find("200 of 400") != std::string::npos);
  std::mt19937 random(7);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(pairs.begin(), pairs.end(), random);
    CHECK(told(pairs, 64) == once);
  }
}
