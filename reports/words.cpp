#include "reports/words.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "reports/gates.h"

namespace parity::reports {
namespace {

std::uint64_t tables_that_differ(const Result& result) {
  std::uint64_t count = 0;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables) count += table.outcome == Outcome::failed;
  return count;
}

std::uint64_t checks_that_failed(const Result& result) {
  std::uint64_t count = 0;
  for (const Check& check : result.checks) count += check.outcome == Outcome::failed;
  return count;
}

std::string failure(const Result& result) {
  std::string said;
  if (const auto differences = result.totals.differences - result.totals.accepted; differences > 0)
    said = fmt::format("{} in {}", counted(differences, "difference"),
                       counted(tables_that_differ(result), "table"));
  if (const auto checks = checks_that_failed(result); checks > 0)
    said += (said.empty() ? "" : ", ") + counted(checks, "check") + " failed";
  return said.empty() ? result.exit_reason : said;
}

// Behind the word of the outcome: what the gates say, what else there is to say.
std::string said_with_gates(std::string_view word, const Result& result, const std::string& rest) {
  const std::string gates = gates_sentence(result);
  std::string said(word);
  if (!gates.empty()) said += ": " + gates;
  if (!rest.empty()) said += (gates.empty() ? ": " : "; ") + rest;
  return said;
}

std::size_t entries_that_accept(const Result& result) {
  return static_cast<std::size_t>(
      std::count_if(result.accepted.begin(), result.accepted.end(), [](const AcceptedEntry& entry) {
        return entry.state == AcceptedState::in_force && entry.matched > 0;
      }));
}

}  // namespace

std::string thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural) {
  if (number == 1) return fmt::format("1 {}", singular);
  return plural.empty() ? fmt::format("{} {}s", thousands(number), singular)
                        : fmt::format("{} {}", thousands(number), plural);
}

std::string spell_seconds(double seconds) {
  if (!(seconds > 0)) return "0 seconds";
  if (seconds < 0.1) {
    const auto milliseconds = static_cast<std::uint64_t>(std::llround(seconds * 1000));
    return milliseconds == 0 ? "less than a millisecond" : counted(milliseconds, "millisecond");
  }
  if (seconds < 60) {
    const std::string digits = fmt::format("{:.{}f}", seconds, seconds < 10 ? 2 : 1);
    const std::size_t end = digits.find_last_not_of('0');
    const std::string shortest = digits.substr(0, digits[end] == '.' ? end : end + 1);
    return shortest + (shortest == "1" ? " second" : " seconds");
  }
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  std::string said = counted(whole / 60, "minute");
  if (whole % 60 != 0) said += " " + counted(whole % 60, "second");
  return said;
}

std::size_t masking_rules(const Result& result) {
  std::set<std::string> rules;
  for (const auto& [joined, count] : result.masked_by_rule)
    for (std::size_t from = 0; from <= joined.size();) {
      const std::size_t end = std::min(joined.find('+', from), joined.size());
      rules.insert(joined.substr(from, end - from));
      from = end + 1;
    }
  return rules.size();
}

std::string spell_verdict(const Result& result) {
  std::string said;
  switch (result.outcome) {
    case Outcome::passed: said = said_with_gates("PASS", result, {}); break;
    case Outcome::failed: said = said_with_gates("FAIL", result, failure(result)); break;
    case Outcome::errored:
      said = said_with_gates("ERROR", result,
                             result.interrupted            ? std::string("interrupted")
                             : !result.exit_reason.empty() ? result.exit_reason
                                                           : std::string("something could not be decided"));
      break;
    case Outcome::skipped:
      said = "NOTHING: " + (result.exit_reason.empty() ? "nothing was compared" : result.exit_reason);
      break;
  }
  if (!result.coverage.filters.empty()) {
    std::string filters;
    for (const std::string& filter : result.coverage.filters)
      filters += (filters.empty() ? "" : " ") + filter;
    said += " (only " + filters + ")";
  }
  std::string beside;
  if (result.totals.masked > 0)
    beside = fmt::format("{} masked by {}", thousands(result.totals.masked),
                         counted(masking_rules(result), "rule"));
  if (result.totals.accepted > 0)
    beside +=
        fmt::format("{}{} accepted by {}", beside.empty() ? "" : ", ", thousands(result.totals.accepted),
                    counted(entries_that_accept(result), "entry", "entries"));
  return beside.empty() ? said : fmt::format("{} ({})", said, beside);
}

}  // namespace parity::reports
