// What the rules hid: see masked_ledger.h.
#include "harness/run/masked_ledger.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "harness/error.h"
#include "harness/run/result_file.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Check;
using reports::Outcome;
using reports::thousands;

std::string joined(const std::vector<std::string>& rules) {
  std::string text;
  for (const std::string& rule : rules) text += (text.empty() ? "" : "+") + rule;
  return text;
}

// Visits what each set of rules hid in each field.
void each_masked(const reports::ComparisonResult& comparison,
                 const std::function<void(const reports::TableResult&, const reports::FieldResult&,
                                          const reports::Masked&)>& take) {
  for (const reports::TableResult& table : comparison.tables) {
    for (const reports::FieldResult& field : table.fields) {
      for (const reports::Masked& masked : field.masked) take(table, field, masked);
    }
  }
}

// One line of a check's detail.
std::string say(const reports::ComparisonResult& comparison, const reports::TableResult& table,
                const reports::FieldResult& field, const reports::Masked& masked) {
  return thousands(masked.count) + " by " + joined(masked.rules) + " in " + table.name + "." + field.name +
         " (" + comparison.name + ")\n";
}

std::string place(const Location& where) { return where.file + ":" + std::to_string(where.line); }

struct Sum {
  std::uint64_t count = 0;
  std::string detail;
};

Check budget_check(std::string id, std::string name, const std::string& who, const Sum& hidden,
                   const Declared<std::uint64_t>& budget) {
  Check check;
  check.suite = "ledger";
  check.id = "ledger." + std::move(id);
  check.name = std::move(name);
  check.where = place(budget.where);
  check.detail = hidden.detail;
  if (hidden.count <= budget.value) return check;
  check.outcome = Outcome::failed;
  check.message = who + " " + reports::counted(hidden.count, "difference") + ", and " + check.where +
                  " allows " + thousands(budget.value);
  return check;
}

// comparison, table, field, set of rules → cells
using Counts = std::map<std::tuple<std::string, std::string, std::string, std::string>, std::uint64_t>;

Counts counts_of(const reports::Result& result) {
  Counts counts;
  for (const reports::ComparisonResult& comparison : result.comparisons) {
    each_masked(comparison, [&](const auto& table, const auto& field, const auto& masked) {
      counts[{comparison.name, table.name, field.name, joined(masked.rules)}] += masked.count;
    });
  }
  return counts;
}

bool was_compared(const reports::Result& result, const std::string& comparison, const std::string& table) {
  for (const reports::ComparisonResult& one : result.comparisons) {
    if (one.name != comparison || one.outcome == Outcome::errored) continue;
    for (const reports::TableResult& other : one.tables) {
      if (other.name == table && other.not_compared.empty()) return true;
    }
  }
  return false;
}

std::uint64_t count_of(const Counts& counts, const Counts::key_type& what) {
  const auto at = counts.find(what);
  return at == counts.end() ? 0 : at->second;
}

bool compared_anything(const reports::Result& result) {
  for (const reports::ComparisonResult& comparison : result.comparisons) {
    for (const reports::TableResult& table : comparison.tables) {
      if (table.paired > 0) return true;
    }
  }
  return false;
}

}  // namespace

void check_budgets(const Contract& contract, const std::vector<std::size_t>& comparisons,
                   const std::vector<reports::ComparisonResult>& all, std::vector<Check>& checks) {
  std::map<std::string, Sum> by_rule, by_table;
  bool compared = false;
  for (const std::size_t c : comparisons) {
    for (const reports::TableResult& table : all[c].tables) {
      compared = compared || table.paired > 0;
      if (table.paired > 0) by_table[table.name];
    }
    each_masked(all[c], [&](const auto& table, const auto& field, const auto& masked) {
      const std::string said = say(all[c], table, field, masked);
      for (const std::string& rule : masked.rules) {
        by_rule[rule].count += masked.count;
        by_rule[rule].detail += said;
      }
      by_table[table.name].count += masked.count;
      by_table[table.name].detail += said;
    });
  }
  if (!compared) return;
  for (const auto& [rule, budget] : contract.max_masked) {
    checks.push_back(budget_check("rule." + rule,
                                  "rule " + rule + " hides at most " + thousands(budget.value),
                                  "rule " + rule + " hides", by_rule[rule], budget));
  }
  for (const TableContract& table : contract.tables) {
    if (!table.max_masked || !by_table.count(table.name)) continue;
    checks.push_back(
        budget_check("table." + table.name,
                     "in table " + table.name + " rules hide at most " + thousands(table.max_masked->value),
                     "in table " + table.name + " rules hide", by_table[table.name], *table.max_masked));
  }
}

void check_baseline(reports::Result& result, const reports::Result& baseline) {
  const Counts now = counts_of(result);
  const Counts then = counts_of(baseline);
  bool more = false;
  for (const auto& [what, count] : now) {
    const std::uint64_t before = count_of(then, what);
    if (count <= before) continue;
    more = true;
    const auto& [comparison, table, field, rules] = what;
    Check check;
    check.suite = "ledger";
    check.id = "ledger.baseline." + comparison + "." + table + "." + field + "." + rules;
    check.name =
        rules + " hides no more in " + table + "." + field + " than in the baseline (" + comparison + ")";
    check.outcome = Outcome::failed;
    check.message = rules + " hides " + thousands(count) + " in " + table + "." + field + ", " +
                    thousands(count - before) + " more than the " + thousands(before) + " of the baseline";
    if (!was_compared(baseline, comparison, table)) check.message += ", which did not compare the table";
    check.detail = "baseline: " + baseline.started + ", " + baseline.verdict;
    result.checks.push_back(std::move(check));
  }
  for (const auto& [what, before] : then) {
    const auto& [comparison, table, field, rules] = what;
    const std::uint64_t count = count_of(now, what);
    if (count >= before || !was_compared(result, comparison, table)) continue;
    result.notes.push_back(rules + " hides " + thousands(count) + " in " + table + "." + field + " (" +
                           comparison + "), " + thousands(before - count) + " fewer than the " +
                           thousands(before) + " of the baseline");
  }
  if (more || !compared_anything(result)) return;
  Check check;
  check.suite = "ledger";
  check.id = "ledger.baseline";
  check.name = "no rule hides more than in the baseline";
  check.detail = "baseline: " + baseline.started + ", " + baseline.verdict;
  result.checks.push_back(std::move(check));
}

reports::Result load_baseline(const std::filesystem::path& file, const Scenario& scenario) {
  reports::Result baseline = read_result(file);
  const auto refuse = [&](const std::string& what) {
    throw usage_error("the baseline " + file.string() + " " + what);
  };
  const std::string cell = cell_name(scenario.cell);
  if (baseline.scenario != scenario.name)
    refuse("is of scenario '" + baseline.scenario + "', and this is '" + scenario.name + "'");
  if (baseline.contract != scenario.contract.name)
    refuse("is under contract '" + baseline.contract + "', and this is under '" + scenario.contract.name +
           "'");
  if (baseline.cell != cell) refuse("is of the cell '" + baseline.cell + "', and this is '" + cell + "'");
  if (baseline.interrupted || baseline.outcome == Outcome::errored || baseline.outcome == Outcome::skipped)
    refuse("is no whole run, so it cannot say how much its rules hid: " + baseline.verdict);
  return baseline;
}

}  // namespace parity
