// Found against expected: see expectation.h.
#include "harness/run/expectation.h"

#include <algorithm>
#include <set>

#include "reports/words.h"

namespace parity {
namespace {

using reports::Check;
using reports::Outcome;

using Found = FoundCounts::key_type;

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
  check.name = "the run ends with: " + *expect.error;
  check.where = place(expect.where);
  if (error.empty()) {
    check.outcome = Outcome::failed;
    check.message = "the run came to its end";
  } else if (error.find(*expect.error) == std::string::npos) {
    check.outcome = Outcome::failed;
    check.message = "it ended with another error: " + error;
  }
  return check;
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
    std::uint64_t count = 0;
    for (const auto& [what, times] : found) {
      if (!matches(wanted, what)) continue;
      count += times;
      expected.insert(what);
    }
    Check check;
    check.suite = "expect";
    check.id = "expect." + std::to_string(++number);
    check.name = say(wanted.comparison, wanted.table, wanted.field, wanted.kind, wanted.key.value_or(""));
    check.where = place(wanted.where);
    if (wanted.count ? count != *wanted.count : count == 0) {
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
  for (const auto& [what, times] : found) {
    if (expected.count(what)) continue;
    const auto& [comparison, table, field, kind, key] = what;
    if (others++ < 10) nothing_else.detail += say(comparison, table, field, kind, key) + "\n";
  }
  if (others > 0) {
    nothing_else.outcome = Outcome::failed;
    nothing_else.message = reports::counted(others, "finding") + " that nobody expected";
  }
  if (!error.empty() && !expect.error) {
    nothing_else.outcome = Outcome::errored;
    nothing_else.message = "the run could not be decided: " + error;
  }
  checks.push_back(std::move(nothing_else));
  return checks;
}

}  // namespace parity
