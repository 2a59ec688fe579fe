// Places for traps: see test_trial.h.
#include "harness/compare/traps/test_trial.h"

#include <cstdlib>
#include <fstream>
#include <list>
#include <stdexcept>

#include <sqlite3.h>

#include "harness/contract/load_contract.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/sql.h"
#include "harness/environment/zone.h"
#include "harness/readers/json.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/postgres.h"
#include "harness/readers/sqlite.h"

namespace parity {
namespace {

TrialFolder& folder() {
  static TrialFolder the_folder;
  return the_folder;
}

std::string next_name() {
  static int count = 0;
  return "trial" + std::to_string(++count);
}

// A reader is asked for its tables once; a place is compared as often as a test likes, in one state.
class Place : public Reader {
 public:
  explicit Place(std::unique_ptr<Reader> reader) : reader_(std::move(reader)), tables_(reader_->tables()) {}
  std::vector<TableInfo> tables() override { return tables_; }
  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override {
    return reader_->open(table, parallel);
  }
  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    reader_->fetch(table, locators, take);
  }

 private:
  std::unique_ptr<Reader> reader_;
  std::vector<TableInfo> tables_;
};

Reader& kept(std::unique_ptr<Reader> reader) {
  static std::list<Place> places;
  return places.emplace_back(std::move(reader));
}

Reader& read_postgres(const std::string& url, const std::string& select) {
  PostgresSource source{url};
  source.tables = select.empty();
  if (!select.empty()) source.queries = {{"t", select}};
  return kept(postgres_reader(std::move(source)));
}

}  // namespace

TrialFolder::TrialFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "parity-trial-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}
TrialFolder::~TrialFolder() { std::filesystem::remove_all(path_); }

std::string TrialFolder::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
  return (path_ / name).string();
}

Reader& json_rows(const std::string& text) {
  JsonSource source;
  source.table = "t";
  source.label = next_name() + ".json";
  source.file = folder().write(source.label, text);
  return kept(json_reader({source}));
}

Reader& sqlite_rows(const std::string& script) {
  const std::string file = folder().write(next_name() + ".db", "");
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  char* error = nullptr;
  sqlite3_exec(database, script.c_str(), nullptr, nullptr, &error);
  const std::string failed = error ? error : "";
  sqlite3_free(error);
  sqlite3_close(database);
  if (!failed.empty()) throw std::runtime_error(failed);
  return kept(sqlite_reader(file));
}

std::string fresh_database(const std::string& script) {
  static PostgresServer server;
  const std::string url = server.database(next_name());
  if (!script.empty()) run_sql(url, script);
  return url;
}

Reader& postgres_rows(const std::string& script) { return read_postgres(fresh_database(script), ""); }

Reader& postgres_at(const std::string& url) { return read_postgres(url, ""); }

Reader& postgres_query(const std::string& select, const std::string& script) {
  static const std::string empty = fresh_database("");
  return read_postgres(script.empty() ? empty : fresh_database(script), select);
}

Told compared(Reader& source, Reader& target, const std::string& rules) {
  const std::string yaml = "version: 1\ntables:\n  t:\n    " + (rules.empty() ? "key: [id]" : rules) + "\n";
  const Contract contract = load_contract(folder().write("contract.yaml", yaml), load_zone);
  std::vector<ComparedDataset> datasets(2);
  datasets[0].name = "source";
  datasets[0].reader = &source;
  datasets[1].name = "target";
  datasets[1].reader = &target;
  for (ComparedDataset& dataset : datasets) {
    dataset.tables = dataset.reader->tables();
    for (std::size_t i = 0; i < dataset.tables.size(); ++i) dataset.table_index.push_back(i);
    dataset.ordered = true;
  }
  CompareOptions options;
  options.spill_directory = std::filesystem::temp_directory_path();
  options.json = &decode_json;
  Recorder told;
  CompareOutcome outcome = compare(datasets, {{{0, 1}}}, contract, options, told);
  return {std::move(outcome), std::move(told.differences)};
}

std::string verdict(const Told& told) {
  std::string text;
  for (const reports::Difference& d : told.differences)
    text += d.path + (d.path.empty() ? "" : " ") + std::string(reports::kind_name(d.kind)) + ";";
  for (const reports::FieldResult& field : told.table().fields) {
    const std::string masked = told.masked(field.name);
    if (!masked.empty()) text += "[" + masked + "]";
  }
  return text;
}

std::string json_cells(const std::string& source, const std::string& target, const std::string& field_rules) {
  const auto row = [](const std::string& cell) -> Reader& {
    return json_rows(cell.empty() ? R"([{"id": 1}])" : R"([{"id": 1, "v": )" + cell + "}]");
  };
  return verdict(compared(row(source), row(target), "{ key: [id], fields: { v: { " + field_rules + " } } }"));
}

std::string postgres_cell(const std::string& expression, const std::string& json,
                          const std::string& field_rules) {
  return verdict(compared(postgres_query("SELECT 1 AS id, (" + expression + ") AS v"),
                          json_rows(R"([{"id": 1, "v": )" + json + "}]"),
                          "{ key: [id], fields: { v: { " + field_rules + " } } }"));
}

}  // namespace parity
