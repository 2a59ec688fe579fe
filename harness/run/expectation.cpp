// Found against expected: see expectation.h.
#include "harness/run/expectation.h"

#include <algorithm>
#include <set>

#include "reports/check_names.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Check;
using reports::Outcome;

using Found = FoundCounts::key_type;

const std::string kAsExpected = "it fails, as ";

bool fits(const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; }

bool matches(const Expectation& wanted, const Found& found) {
  const auto& [comparison, table, field, kind, key] = found;
  return fits(wanted.comparison, comparison) && fits(wanted.table, table) && fits(wanted.field, field) &&
         fits(wanted.kind, kind) && (!wanted.key || *wanted.key == key);
}

std::string say(const std::string& comparison, const std::string& table, const std::string& field,
                const std::string& kind, const std::string& key) {
  std::string text = kind.empty() ? "a finding" : kind;
  if (!table.empty()) text += " in " + table + (field.empty() ? "" : "." + field);
  if (!key.empty()) text += " " + key;
  if (!comparison.empty()) text += " (" + comparison + ")";
  return text;
}

std::string place(const Location& where) { return where.file + ":" + std::to_string(where.line); }

Check check_error(const Expect& expect, const std::string& error) {
  Check check;
  check.suite = "expect";
  check.id = "expect.error";
  check.name = "the run ends with an error that says \"" + *expect.error + "\"";
  check.where = place(expect.where);
  if (error.empty()) {
    check.outcome = Outcome::failed;
    check.message = "it came to its end without one";
  } else if (error.find(*expect.error) == std::string::npos) {
    check.outcome = Outcome::failed;
    check.message = "it ended with another error";
    check.detail = error;
  } else {
    check.detail = error;
  }
  return check;
}

std::uint64_t count_of(const Expectation& wanted, const FoundCounts& found) {
  std::uint64_t count = 0;
  for (const auto& [what, times] : found) {
    if (matches(wanted, what)) count += times;
  }
  return count;
}

bool holds(const Expectation& wanted, std::uint64_t count) {
  return wanted.count ? count == *wanted.count : count > 0;
}

}  // namespace

void count_found(FoundCounts& found, const reports::Difference& difference) {
  ++found[{difference.comparison, difference.table, difference.field,
           std::string(reports::kind_name(difference.kind)), difference.key}];
}

std::vector<Check> check_expectations(const Expect& expect, const FoundCounts& found,
                                      const std::string& error) {
  std::vector<Check> checks;
  if (expect.error) checks.push_back(check_error(expect, error));
  std::set<Found> expected;
  int number = 0;
  for (const Expectation& wanted : expect.findings) {
    const std::uint64_t count = count_of(wanted, found);
    for (const auto& [what, times] : found) {
      if (matches(wanted, what)) expected.insert(what);
    }
    Check check;
    check.suite = "expect";
    check.id = "expect." + std::to_string(++number);
    check.name = say(wanted.comparison, wanted.table, wanted.field, wanted.kind, wanted.key.value_or(""));
    check.where = place(wanted.where);
    if (!holds(wanted, count)) {
      check.outcome = Outcome::failed;
      check.message =
          "expected " +
          (wanted.count ? reports::counted(*wanted.count, "time") : std::string("at least once")) +
          ", found " + reports::counted(count, "time");
    }
    checks.push_back(std::move(check));
  }
  Check nothing_else;
  nothing_else.suite = "expect";
  nothing_else.id = "expect.nothing-else";
  nothing_else.name = "nothing else is found";
  nothing_else.where = place(expect.where);
  std::uint64_t others = 0;
  int told = 0;
  for (const auto& [what, times] : found) {
    if (expected.count(what)) continue;
    const auto& [comparison, table, field, kind, key] = what;
    others += times;
    if (told++ < 10) nothing_else.detail += say(comparison, table, field, kind, key) + "\n";
  }
  if (told > 10) nothing_else.detail += "and " + std::to_string(told - 10) + " more\n";
  if (others > 0) {
    nothing_else.outcome = Outcome::failed;
    nothing_else.message = reports::counted(others, "finding") + " that nobody expected";
  }
  if (!error.empty() && !expect.error) {
    nothing_else.outcome = Outcome::errored;
    nothing_else.message = "the run could not be decided";
    nothing_else.detail = error;
  }
  checks.push_back(std::move(nothing_else));
  for (Check& check : checks)
    for (const Text& id : expect.requirements) check.requirements.push_back(id.value);
  return checks;
}

// Where two lines name one check, the first has turned it.
void expect_failures(const Expect& expect, std::vector<Check>& checks) {
  const std::size_t own = checks.size();
  for (const Text& wanted : expect.checks) {
    bool made = false;
    std::string passed;  // those that it names and that do not fail
    for (std::size_t i = 0; i < own; ++i) {
      Check& check = checks[i];
      if (!reports::fits(wanted.value, check.id) && check.name != wanted.value) continue;
      made = true;
      if (check.outcome == Outcome::passed && !check.detail.starts_with(kAsExpected))
        passed += (passed.empty() ? "" : ", ") + check.id;
      if (check.outcome != Outcome::failed) continue;
      check.outcome = Outcome::passed;
      check.detail = kAsExpected + place(wanted.where) + " expects: " + check.message;
      check.message.clear();
    }
    if (made && passed.empty()) continue;
    Check missed;
    missed.suite = "expect";
    missed.id = "expect.check." + wanted.value;
    missed.name = "the check '" + wanted.value + "' fails";
    missed.where = place(wanted.where);
    missed.outcome = Outcome::failed;
    missed.message = made ? "it did not: " + passed : "there was no such check";
    checks.push_back(std::move(missed));
  }
}

void mark_expected(const Expect& expect, const FoundCounts& found,
                   std::vector<reports::ComparisonResult>& comparisons) {
  std::map<std::pair<std::string, std::string>, std::string> lines;  // of a table; "" once one is unexpected
  for (const auto& [what, times] : found) {
    std::string line;
    for (const Expectation& wanted : expect.findings) {
      if (matches(wanted, what) && holds(wanted, count_of(wanted, found))) line = place(wanted.where);
    }
    const auto [at, fresh] = lines.try_emplace({std::get<0>(what), std::get<1>(what)}, line);
    if (fresh) continue;
    if (line.empty())
      at->second.clear();
    else if (!at->second.empty() && at->second.find(line) == std::string::npos)
      at->second += ", " + line;
  }
  for (reports::ComparisonResult& comparison : comparisons) {
    bool differs = false;
    for (reports::TableResult& table : comparison.tables) {
      const auto at = lines.find({comparison.name, table.name});
      if (at != lines.end() && !at->second.empty()) {
        table.expected = at->second;
        table.outcome = Outcome::passed;
      }
      differs = differs || table.outcome == Outcome::failed;
    }
    if (comparison.outcome == Outcome::failed && !differs) comparison.outcome = Outcome::passed;
  }
}

}  // namespace parity
