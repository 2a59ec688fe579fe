// What was looked at: see coverage.h.
#include "harness/run/coverage.h"

#include <algorithm>

namespace parity {
namespace {

std::string place(const Location& where) {
  return where.file.empty() ? "" : where.file + ":" + std::to_string(where.line);
}

template <class Tables>
auto find_table(Tables& tables, const std::string& name) {
  return std::find_if(tables.begin(), tables.end(), [&](const auto& one) { return one.table == name; });
}

void merge(DatasetRows& into, const DatasetRows& more) {
  into.compared = into.compared || more.compared;
  for (const FieldRead& field : more.fields) {
    const auto at = std::find_if(into.fields.begin(), into.fields.end(),
                                 [&](const FieldRead& other) { return other.name == field.name; });
    if (at == into.fields.end())
      into.fields.push_back(field);
    else if (field.compared)
      *at = field;
  }
}

void add_table(reports::Coverage& coverage, const std::string& dataset, const DatasetRows& table) {
  ++coverage.tables_read;
  coverage.rows_read += table.rows;
  if (table.compared) {
    ++coverage.tables_compared;
    coverage.rows_compared += table.rows;
  } else {
    coverage.not_compared.push_back(
        {dataset, table.table, "", table.rows, "its neighbours in the chain have no such table", ""});
  }
  for (const FieldRead& field : table.fields) {
    coverage.paths_read += field.paths;
    if (field.compared) coverage.paths_compared += field.paths;
    if (!field.compared && table.compared)
      coverage.not_compared.push_back(
          {dataset, table.table, field.name, field.rows, field.why_not, field.where});
  }
}

// Why a table that the dataset offers was in no comparison.
reports::Uncompared unread(const Scenario& scenario, const std::string& dataset, const std::string& table,
                           const std::vector<std::string>& filters) {
  const auto named = std::find_if(filters.begin(), filters.end(),
                                  [](const std::string& filter) { return filter.starts_with("--table"); });
  if (named != filters.end()) return {dataset, table, "", 0, "not asked for: " + *named, ""};
  for (const Parity& entry : scenario.parity) {
    const bool takes_part =
        std::find(entry.datasets.begin(), entry.datasets.end(), dataset) != entry.datasets.end();
    if (takes_part && !entry.only_tables.empty())
      return {dataset, table, "", 0, "not among the tables that the comparison names", place(entry.where)};
  }
  return {dataset, table, "", 0, "in no comparison that could be made", ""};
}

}  // namespace

void DatasetRead::add(const std::vector<DatasetRows>& more, const std::vector<TableLeftOut>& others) {
  for (const DatasetRows& table : more) {
    const auto at = find_table(rows, table.table);
    if (at == rows.end())
      rows.push_back(table);
    else
      merge(*at, table);
  }
  left_out.insert(left_out.end(), others.begin(), others.end());
}

void tell_coverage(const Scenario& scenario, const std::vector<OpenDataset>& open,
                   const std::map<std::string, DatasetRead>& read, reports::Coverage& coverage) {
  static const DatasetRead kNothing;
  for (const Dataset& dataset : scenario.datasets) {
    const auto of = read.find(dataset.name);
    const DatasetRead& done = of == read.end() ? kNothing : of->second;
    for (const DatasetRows& table : done.rows) add_table(coverage, dataset.name, table);
    const auto opened = std::find_if(open.begin(), open.end(),
                                     [&](const OpenDataset& one) { return one.declared == &dataset; });
    if (opened == open.end()) {
      coverage.not_compared.push_back(
          {dataset.name, "", "", 0, "in no comparison that could be made", place(dataset.where)});
      continue;
    }
    for (const TableInfo& table : opened->tables) {
      if (find_table(done.rows, table.name) != done.rows.end()) continue;
      const auto left = find_table(done.left_out, table.name);
      coverage.not_compared.push_back(
          left == done.left_out.end()
              ? unread(scenario, dataset.name, table.name, coverage.filters)
              : reports::Uncompared{dataset.name, table.name, "", 0, left->why, left->where});
    }
    for (const std::string& table : opened->not_asked_for) {
      const bool skipped = std::find(dataset.skip_tables.begin(), dataset.skip_tables.end(), table) !=
                           dataset.skip_tables.end();
      coverage.not_compared.push_back({dataset.name, table, "", 0,
                                       skipped ? "skip_tables" : "not among the dataset's `tables`",
                                       place(dataset.where)});
    }
  }
}

}  // namespace parity
