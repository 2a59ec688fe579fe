// What became of findings since an earlier run: decided by one pure function, told by whole runs.
#include "harness/run/change.h"

#include "harness/run/result_file.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"
#include "reports/result_json.h"

using namespace parity;
using reports::Transition;

namespace {

// Two tables of rows {id, name, note}; the target's change from run to run.
class Drifting : public RunFolder {
 public:
  Drifting() {
    write("s.json",
          R"({"a": [{"id":1,"name":"x","note":"n"},{"id":2,"name":"y","note":"n"}], "b": [{"id":1}]})");
  }
  reports::Result with(const std::string& target, const std::string& contract = "",
                       std::vector<std::string> tables = {}, const std::string& key = "") {
    write("t.json", target);
    write("c.yaml", "version: 1\nname: c\ntables:\n  a: { key: [id]" + contract + " }\n  b: { key: [id] }\n");
    RunOptions options;
    options.tables = std::move(tables);
    options.key = key;
    return run(
        "name: m\ndatasets: { source: { json: s.json, tables: '' }, target: { json: t.json, tables: '' } }\n"
        "contract: c.yaml\nparity: [{ compare: [source, target] }]\n",
        std::move(options));
  }
  // "regressed a.name, new b.": of every difference in differences.ndjson.
  std::string transitions(const reports::Result& result) const {
    std::string text;
    all_differences(*this / "out", result)([&](const reports::Difference& difference) {
      text += (text.empty() ? "" : ", ") + std::string(reports::transition_name(difference.transition)) +
              " " + difference.table + "." + difference.field;
    });
    return text;
  }
};

const std::string kSame =
    R"({"a": [{"id":1,"name":"x","note":"n"},{"id":2,"name":"y","note":"n"}], "b": [{"id":1}]})";
const std::string kOtherName =
    R"({"a": [{"id":1,"name":"X","note":"n"},{"id":2,"name":"y","note":"n"}], "b": [{"id":1}]})";

}  // namespace

TEST_CASE("found then: persisting; looked and found nothing: regressed; did not look: new") {
  CHECK(transition_of(true, true) == Transition::persisting);
  CHECK(transition_of(true, false) == Transition::persisting);
  CHECK(transition_of(false, true) == Transition::regressed);
  CHECK(transition_of(false, false) == Transition::fresh);
}

TEST_CASE("a run with a baseline says of each difference what became of it") {
  Drifting folder;
  const reports::Result clean = folder.with(kSame);
  folder.baseline = &clean;
  const reports::Result regressed = folder.with(kOtherName);
  CHECK(folder.transitions(regressed) == "regressed a.name");
  REQUIRE(regressed.change);
  CHECK(regressed.change->regressed == 1);
  CHECK(regressed.change->fresh + regressed.change->persisting + regressed.change->fixed == 0);
  CHECK(only_table(regressed).samples.at(0).transition == Transition::regressed);

  folder.baseline = &regressed;
  const reports::Result persisting = folder.with(kOtherName);
  CHECK(folder.transitions(persisting) == "persisting a.name");
  CHECK(persisting.change->persisting == 1);

  const reports::Result fixed = folder.with(kSame);
  CHECK(fixed.change->fixed == 1);
  REQUIRE(fixed.change->samples.size() == 1);
  CHECK(fixed.change->samples[0].id == only_table(regressed).samples.at(0).fingerprint);
  CHECK(fixed.change->samples[0].sentence == "value in a.name [1] (source → target)");
}

TEST_CASE("a field, table or key that the baseline did not compare is looked at for the first time") {
  Drifting folder;
  const reports::Result without_field =
      folder.with(kOtherName, ", fields: { name: { only_in: [source, target, other] } }");
  const std::string two =
      R"({"a": [{"id":1,"name":"X","note":"m"},{"id":2,"name":"y","note":"n"}], "b": [{"id":2}]})";
  SECTION("a table") {
    const reports::Result one_table = folder.with(kSame, "", {"a"});
    folder.baseline = &one_table;
    CHECK(folder.transitions(folder.with(two)) == "regressed a.name, regressed a.note, new b., new b.");
  }
  SECTION("a key") {
    const reports::Result one_key = folder.with(kSame, "", {"a"}, "2");
    folder.baseline = &one_key;
    CHECK(folder.transitions(folder.with(kOtherName)) == "new a.name");
  }
  SECTION("a field") {
    reports::Result before = folder.with(kSame);
    for (reports::FieldResult& field : before.comparisons[0].tables[0].fields)
      if (field.name == "name") field.not_compared = "only_in: source";
    folder.baseline = &before;
    CHECK(folder.transitions(folder.with(two, "", {"a"})) == "new a.name, regressed a.note");
  }
}

TEST_CASE("what a run does not look at is not fixed by it") {
  Drifting folder;
  const reports::Result before = folder.with(kOtherName);
  REQUIRE(before.totals.differences == 1);
  folder.baseline = &before;
  const reports::Result other_table = folder.with(kSame, "", {"b"});
  CHECK(other_table.change->fixed == 0);
  CHECK(std::find(other_table.notes.begin(), other_table.notes.end(),
                  "1 finding of the baseline may still be there: this run did not look at it") !=
        other_table.notes.end());
}

TEST_CASE("a run may write over its own baseline") {
  Drifting folder;
  const reports::Result before = folder.with(kOtherName);
  folder.write("out/result.json", reports::to_json(before));
  folder.baseline = &before;
  folder.baseline_file = folder / "out/result.json";
  const reports::Result fixed = folder.with(kSame);
  CHECK(fixed.change->fixed == 1);
  CHECK(folder.transitions(fixed).empty());
}

TEST_CASE("a baseline with a part of its differences tells no transition, and says so") {
  Drifting folder;
  reports::Result before = folder.with(kOtherName);
  before.comparisons[0].tables[0].samples.clear();
  folder.baseline = &before;
  const reports::Result result = folder.with(kOtherName);
  CHECK(folder.transitions(result) == "none a.name");
  CHECK(result.change->regressed + result.change->persisting + result.change->fresh == 0);
  CHECK(result.notes.size() == 1);
}

TEST_CASE("checks that are not green have transitions, green ones have none") {
  reports::Result before;
  const auto check = [](const std::string& id, reports::Outcome outcome) {
    reports::Check one;
    one.id = one.name = id;
    one.outcome = outcome;
    return one;
  };
  using reports::Outcome;
  before.checks = {check("was red", Outcome::failed), check("was green", Outcome::passed),
                   check("was skipped", Outcome::skipped), check("is mended", Outcome::errored),
                   check("is gone", Outcome::failed)};
  EarlierFindings earlier("old", before, [](const auto&) {});
  reports::Result now;
  now.checks = {check("was red", Outcome::failed), check("was green", Outcome::errored),
                check("was skipped", Outcome::failed), check("is mended", Outcome::passed),
                check("is new", Outcome::failed)};
  tell_change(now, earlier);
  const std::vector<Transition> expected = {Transition::persisting, Transition::regressed, Transition::fresh,
                                            Transition::none, Transition::fresh};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(now.checks[i].transition == expected[i]);
  CHECK(now.change->fixed == 1);
  CHECK(now.change->samples.at(0).id == "is mended");
  CHECK(now.notes.size() == 1);  // of the one that is gone
}
