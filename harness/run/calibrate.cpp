// Twice the same side: see calibrate.h.
#include "harness/run/calibrate.h"

#include <algorithm>
#include <map>

#include "harness/error.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Difference;
using reports::Volatile;

// What changed, by table and field; "": rows of the table.
class Noting : public CompareObserver {
 public:
  explicit Noting(CompareObserver& outside) : outside_(outside) {}
  void difference(const Difference& difference, const Evidence*) override {
    std::string& example = examples[{difference.table, difference.field}];
    if (!example.empty()) return;
    const auto side = [](const reports::Side& one) {
      return one.there ? one.raw : std::string("no such row");
    };
    example =
        difference.note.empty() ? side(difference.source) + " → " + side(difference.target) : difference.note;
  }
  void table_started(const std::string& table, std::uint64_t rows) override {
    outside_.table_started(table, rows);
  }
  void rows_read(std::uint64_t more) override { outside_.rows_read(more); }
  void table_done(const std::string& table) override { outside_.table_done(table); }
  bool stop() override { return outside_.stop(); }

  std::map<std::pair<std::string, std::string>, std::string> examples;

 private:
  CompareObserver& outside_;
};

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "+") + name;
  return text;
}

// The line of the contract that leaves the field out of every comparison.
std::string left_out_by(const std::vector<DatasetRows>& read, const std::string& table,
                        const std::string& field) {
  for (const DatasetRows& rows : read) {
    if (rows.table != table) continue;
    for (const FieldRead& one : rows.fields) {
      if (one.name == field && !one.compared && !one.where.empty())
        return one.why_not + " (" + one.where + ")";
    }
  }
  return {};
}

reports::Check undeclared(const Volatile& found, const Contract& contract) {
  const TableContract* table = contract.find(found.table);
  const Location where = table ? table->where : Location{contract.file, 1, 1};
  const std::string what = found.path.empty()
                               ? "rows of table '" + found.table + "' come and go"
                               : "field '" + found.path + "' of table '" + found.table + "' changes";
  reports::Check check;
  check.suite = "coverage";
  check.id =
      "coverage.volatile." + found.dataset + "." + found.table + (found.path.empty() ? "" : "." + found.path);
  check.name = (found.path.empty() ? found.table : found.table + "." + found.path) +
               " is the same when dataset " + found.dataset + " is read twice";
  check.outcome = reports::Outcome::failed;
  check.message = what + " between two readings of dataset '" + found.dataset + "' (" +
                  reports::counted(found.cells, found.path.empty() ? "row" : "cell") + ", " + found.example +
                  ")";
  check.where = where.file.empty() ? "" : where.file + ":" + std::to_string(where.line);
  if (!found.path.empty())
    check.detail =
        "declare it: `tables: { " + found.table + ": { fields: { " + found.path +
        ": { only_in: " + found.dataset +
        " } } } }` leaves it out of comparisons; `precision` or `tolerance` say how near is the same";
  return check;
}

// The fields of one table that changed, and its rows.
std::vector<Volatile> changed(const std::string& dataset, const reports::TableResult& table,
                              const std::vector<DatasetRows>& read, const Noting& noted) {
  std::vector<Volatile> out;
  const auto example = [&](const std::string& field) {
    const auto at = noted.examples.find({table.name, field});
    return at == noted.examples.end() ? std::string() : at->second;
  };
  std::uint64_t rows = 0;
  for (const auto kind : {reports::DifferenceKind::missing_row, reports::DifferenceKind::extra_row}) {
    const auto at = table.by_kind.find(kind);
    if (at != table.by_kind.end()) rows += at->second;
  }
  if (rows > 0) out.push_back({dataset, table.name, "", rows, example(""), ""});
  for (const reports::FieldResult& field : table.fields) {
    if (field.different > 0)
      out.push_back({dataset, table.name, field.name, field.different, example(field.name),
                     left_out_by(read, table.source_name, field.name)});
    for (const reports::Masked& masked : field.masked) {
      std::string values;
      if (!masked.samples.empty())
        values = masked.samples[0].source.raw + " → " + masked.samples[0].target.raw;
      out.push_back({dataset, table.name, field.name, masked.count, values, joined(masked.rules)});
    }
  }
  return out;
}

}  // namespace

Calibration calibrate(const OpenDataset& open, const OpenDataset& again, const Contract& contract,
                      const CompareOptions& options, const std::vector<DatasetRows>& read,
                      CompareObserver& outside) {
  const std::string& name = open.declared->name;
  std::vector<ComparedDataset> datasets;
  for (const OpenDataset* one : {&open, &again})
    datasets.push_back({name, one->reader.get(), one->tables, one->table_index, false});
  Noting noted(outside);
  const CompareOutcome outcome = compare(datasets, {{{0, 1}}}, contract, options, noted);
  Calibration found;
  const reports::ComparisonResult& comparison = outcome.comparisons.at(0);
  if (!comparison.error.empty()) throw undecidable(comparison.error);
  for (const reports::TableResult& table : comparison.tables) {
    for (Volatile& field : changed(name, table, read, noted)) {
      if (field.declared.empty()) found.checks.push_back(undeclared(field, contract));
      found.fields.push_back(std::move(field));
    }
  }
  return found;
}

}  // namespace parity
