// What becomes of a ledger in a run.
#include "harness/accepted/acceptance.h"

#include <algorithm>
#include <fstream>

#include "harness/contract/mistakes.h"
#include "normalizers/test.h"
#include "reports/fingerprint.h"
#include "reports/result_json.h"

using namespace parity;
using reports::AcceptedState;
using reports::DifferenceKind;
using reports::Outcome;

namespace {

const std::vector<std::string> kComparisons{"a → b"};

Ledger ledger(const std::string& entries) {
  return parse_ledger(parse_yaml("version: 1\naccepted:\n" + entries, "accepted.yaml"));
}

reports::Difference difference(const std::string& field, int row,
                               DifferenceKind kind = DifferenceKind::value) {
  reports::Difference out;
  out.comparison = "a → b";
  out.table = "t";
  out.field = out.path = field;
  out.key = "[" + std::to_string(row) + "]";
  out.kind = kind;
  out.fingerprint = reports::fingerprint(out);
  return out;
}

// Differences told one by one, as a comparison of table "t" does.
struct Trial {
  Acceptance acceptance;
  reports::Result result;
  std::vector<Acceptance::Mark> marks;

  Trial(const std::string& entries, const std::vector<reports::Difference>& differences,
        const std::string& today = "2026-06-15", bool complete = true)
      : acceptance(ledger(entries), kComparisons, *parse_date(today)) {
    reports::TableResult table;
    table.name = "t";
    table.outcome = differences.empty() ? Outcome::passed : Outcome::failed;
    for (const reports::Difference& difference : differences) {
      marks.push_back(acceptance.take(difference));
      ++table.by_kind[difference.kind];
      table.samples.push_back(difference);
    }
    reports::ComparisonResult comparison;
    comparison.name = "a → b";
    comparison.outcome = table.outcome;
    comparison.tables.push_back(table);
    result.comparisons.push_back(comparison);
    acceptance.settle(result, complete);
  }
  const reports::TableResult& table() const { return result.comparisons[0].tables[0]; }
  AcceptedState state(std::size_t entry = 0) const { return result.accepted.at(entry).state; }
  std::string failures() const {
    std::string text;
    for (const reports::Check& check : result.checks) {
      CHECK(check.outcome == Outcome::failed);
      text += check.id + ": " + check.message + "\n";
    }
    return text;
  }
};

const std::string kNote = "  - { id: A-1, why: x, match: { table: t, field: note } }\n";

}  // namespace

TEST_CASE("a table whose differences are all accepted passes, and each is marked") {
  const Trial trial(kNote, {difference("note", 1), difference("note", 2)});
  CHECK(trial.table().accepted == 2);
  CHECK(trial.table().outcome == Outcome::passed);
  CHECK(trial.result.comparisons[0].outcome == Outcome::passed);
  for (const reports::Difference& sample : trial.table().samples) CHECK(sample.accepted == "A-1");
  for (const Acceptance::Mark& mark : trial.marks) {
    CHECK(mark.entry == "A-1");
    CHECK(mark.settled);
  }
  CHECK(trial.state() == AcceptedState::in_force);
  CHECK(trial.result.accepted[0].matched == 2);
  CHECK(trial.failures() == "");
}

TEST_CASE("one difference that nobody accepts, and the table fails") {
  const Trial trial(kNote, {difference("note", 1), difference("name", 1)});
  CHECK(trial.table().accepted == 1);
  CHECK(trial.table().outcome == Outcome::failed);
  CHECK(trial.result.comparisons[0].outcome == Outcome::failed);
  CHECK(trial.table().samples[1].accepted.empty());
  CHECK(trial.failures() == "");
}

TEST_CASE("an entry holds on its last day, and not on the next") {
  const std::string entry = "  - { id: A-1, why: x, match: { field: note }, until: 2026-06-15 }\n";
  const Trial last_day(entry, {difference("note", 1)}, "2026-06-15");
  CHECK(last_day.state() == AcceptedState::in_force);
  CHECK(last_day.table().outcome == Outcome::passed);
  const Trial next_day(entry, {difference("note", 1)}, "2026-06-16");
  CHECK(next_day.state() == AcceptedState::lapsed);
  CHECK(next_day.result.accepted[0].matched == 1);
  CHECK(next_day.table().accepted == 0);
  CHECK(next_day.table().outcome == Outcome::failed);
  CHECK(next_day.table().samples[0].accepted.empty());
  CHECK(next_day.failures() == "accepted.A-1: it was accepted until 2026-06-15, and today is 2026-06-16\n");
}

TEST_CASE("an entry that matches nothing is stale, where all was compared") {
  CHECK(Trial(kNote, {}).state() == AcceptedState::stale);
  CHECK(Trial(kNote, {}).failures() ==
        "accepted.A-1: no difference matches it any more: take it out (parity accept --prune)\n");
  CHECK(Trial(kNote, {}, "2026-06-15", false).state() == AcceptedState::in_force);
  CHECK(Trial(kNote, {}, "2026-06-15", false).failures() == "");
}

TEST_CASE("an entry over its maximum accepts nothing, what came before it was reached included") {
  const std::string two = "  - { id: A-1, why: x, match: { field: note }, max: 2 }\n";
  std::vector<reports::Difference> differences{difference("note", 1), difference("note", 2)};
  const Trial within(two, differences);
  CHECK(within.table().accepted == 2);
  CHECK(within.table().outcome == Outcome::passed);
  CHECK_FALSE(within.acceptance.took_back());
  CHECK_FALSE(within.marks[0].settled);  // a third one may come
  differences.push_back(difference("note", 3));
  const Trial over(two, differences);
  CHECK(over.state() == AcceptedState::over_maximum);
  CHECK(over.result.accepted[0].matched == 3);
  CHECK(over.table().accepted == 0);
  CHECK(over.table().outcome == Outcome::failed);
  CHECK(over.acceptance.took_back());
  for (const reports::Difference& sample : over.table().samples) CHECK(sample.accepted.empty());
  CHECK(over.failures() ==
        "accepted.A-1: 3 differences match it, and it allows 2: it accepts none of them\n");
}

TEST_CASE("what one entry may not accept, the next one that matches does") {
  const std::string both = "  - { id: A-1, why: x, match: { field: note }, max: 1 }\n" +
                           std::string("  - { id: A-2, why: y, match: { table: t } }\n");
  const Trial trial(both, {difference("note", 1), difference("note", 2), difference("name", 1)});
  CHECK(trial.state(0) == AcceptedState::over_maximum);
  CHECK(trial.state(1) == AcceptedState::in_force);
  CHECK(trial.result.accepted[1].matched == 3);
  CHECK(trial.table().accepted == 3);
  for (const reports::Difference& sample : trial.table().samples) CHECK(sample.accepted == "A-2");
  CHECK(trial.marks[0].entry == "A-1");
  CHECK_FALSE(trial.marks[0].settled);
}

TEST_CASE("an entry of another scenario's comparison is no part of this run") {
  const Trial trial("  - { id: A-1, why: x, match: { comparison: x → y } }\n", {});
  CHECK(trial.result.accepted.empty());
  CHECK(trial.failures() == "");
}

TEST_CASE("marks that do not hold are taken off in differences.ndjson, and nothing else changes") {
  const std::string both = "  - { id: A-1, why: x, match: { field: note }, max: 1 }\n" +
                           std::string("  - { id: A-2, why: y, match: { key: 2 } }\n");
  std::vector<reports::Difference> differences{difference("note", 1), difference("note", 2),
                                               difference("name", 3)};
  differences[0].source.raw = R"("a text with "accepted":"A-1", in it")";
  const Trial trial(both, differences);
  const Elsewhere here;
  std::string expected;
  {
    std::ofstream file("differences.ndjson", std::ios::binary);
    for (std::size_t i = 0; i < differences.size(); ++i) {
      reports::Difference marked = differences[i];
      marked.accepted = trial.marks[i].entry;
      file << reports::difference_json(marked) << '\n';
      marked.accepted = trial.acceptance.mark_of(differences[i]);
      expected += reports::difference_json(marked) + "\n";
    }
  }
  CHECK(trial.marks[0].entry == "A-1");
  CHECK(expected.find("\"accepted\":\"A-2\"") != expected.npos);
  mark_again("differences.ndjson", trial.acceptance);
  CHECK(read_whole("differences.ndjson") == expected);
  CHECK_FALSE(std::filesystem::exists("differences.ndjson.part"));
}

TEST_CASE("whatever the order in which differences come, the same is accepted") {
  const std::string entries = "  - { id: A-1, why: x, match: { field: note }, max: 2 }\n" +
                              std::string("  - { id: A-2, why: y, match: { key: 1 }, max: 2 }\n");
  std::vector<reports::Difference> differences;
  for (int row = 1; row <= 4; ++row) differences.push_back(difference("note", row));
  differences.push_back(difference("name", 1));
  const Trial forward(entries, differences);
  std::reverse(differences.begin(), differences.end());
  const Trial backward(entries, differences);
  CHECK(forward.table().accepted == 2);
  CHECK(backward.table().accepted == 2);
  CHECK(forward.failures() == backward.failures());
  for (const reports::Difference& difference : differences)
    CHECK(forward.acceptance.mark_of(difference) == backward.acceptance.mark_of(difference));
}
