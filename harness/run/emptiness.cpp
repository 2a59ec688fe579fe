// Nothing green by accident: see emptiness.h.
#include "harness/run/emptiness.h"

#include <algorithm>

namespace parity {
namespace {

using reports::Check;
using reports::ComparisonResult;
using reports::Outcome;
using reports::TableResult;

void skip(reports::Result& result, const std::string& id, const std::string& name, const std::string& message,
          const std::string& detail) {
  Check check;
  check.suite = "coverage";
  check.id = "coverage." + id;
  check.name = name;
  check.outcome = Outcome::skipped;
  check.message = message;
  check.detail = detail;
  result.checks.push_back(std::move(check));
}

bool may_be_empty(const Scenario& scenario, const std::string& dataset, const std::string& table) {
  const auto at = std::find_if(scenario.datasets.begin(), scenario.datasets.end(),
                               [&](const Dataset& d) { return d.name == dataset; });
  return at != scenario.datasets.end() &&
         (at->allow_empty || std::find(at->allow_empty_tables.begin(), at->allow_empty_tables.end(), table) !=
                                 at->allow_empty_tables.end());
}

bool has_no_row(const TableResult& table) { return table.source_rows == 0 && table.target_rows == 0; }

bool compares_a_field(const TableResult& table) {
  return std::any_of(table.fields.begin(), table.fields.end(),
                     [](const reports::FieldResult& field) { return field.compared > 0; });
}

void check_table(const Scenario& scenario, const ComparisonResult& comparison, const TableResult& table,
                 reports::Result& result) {
  const std::string id = comparison.name + "." + table.name;
  const std::string sides = " in '" + comparison.source + "' and in '" + comparison.target + "'";
  if (has_no_row(table)) {
    if (may_be_empty(scenario, comparison.source, table.source_name) ||
        may_be_empty(scenario, comparison.target, table.target_name))
      return;
    skip(result, id, "table " + table.name + " has rows (" + comparison.name + ")",
         "table '" + table.name + "' is empty" + sides,
         "`allow_empty: [" + table.name + "]` at a dataset says that it may be");
  } else if (table.paired > 0 && !compares_a_field(table)) {
    skip(result, id, "table " + table.name + " has fields (" + comparison.name + ")",
         "table '" + table.name + "' has rows and no field to compare" + sides,
         "rows without a field are alike whatever they stand for");
  }
}

}  // namespace

void tell_nothing_there(const std::string& dataset, const Error& error, reports::Result& result) {
  skip(result, "dataset." + dataset, "dataset " + dataset + " is there", error.what(), error.hint);
}

void tell_no_check(reports::Result& result) {
  skip(result, "check", "a check of a suite is run", "no suite has a check of the name asked for",
       "--check takes ids as the report shows them, suite/check, with * for anything");
}

void check_asked_for(const RunOptions& options, reports::Result& result) {
  std::vector<std::string> known;
  bool key_met = false;
  for (const ComparisonResult& comparison : result.comparisons) {
    for (const TableResult& table : comparison.tables) {
      known.push_back(table.name);
      key_met = key_met || !has_no_row(table);
    }
  }
  for (const std::string& name : options.tables) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    skip(result, "table." + name, "table " + name + " is compared",
         "there is no table '" + name + "' in what this scenario compares",
         "--table takes the names that the contract gives; --table " + name + " matches none");
  }
  if (options.key.empty() || key_met) return;
  skip(result, "key", "a row with the key " + options.key + " is compared",
       "no row has the key '" + options.key + "' in what this scenario compares",
       "--key takes a value of the contract's key, or a JSON array of its values");
}

void check_emptiness(const Scenario& scenario, const RunOptions& options, reports::Result& result) {
  for (ComparisonResult& comparison : result.comparisons) {
    for (TableResult& table : comparison.tables) {
      if (!table.not_compared.empty()) continue;
      if (!options.key.empty() && has_no_row(table)) {
        table.not_compared = "no row of it has the key (--key)";
        if (table.outcome == Outcome::passed) table.outcome = Outcome::skipped;
        continue;
      }
      if (options.allow_empty && has_no_row(table)) continue;
      check_table(scenario, comparison, table, result);
    }
  }
}

}  // namespace parity
