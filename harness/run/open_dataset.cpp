// Datasets opened: see open_dataset.h. One case per kind; nothing else in the harness asks for the kind.
#include "harness/run/open_dataset.h"

#include <algorithm>

#include "harness/environment/process.h"
#include "harness/error.h"
#include "harness/readers/http.h"
#include "harness/readers/json.h"
#include "harness/readers/postgres.h"
#include "harness/readers/postgres_schema.h"
#include "harness/readers/sqlite.h"
#include "harness/scenario/references.h"
#include "reports/redact.h"

namespace parity {
namespace {

// As a person standing in the current folder would write it.
std::string label_of(const std::filesystem::path& path) {
  const std::filesystem::path near =
      path.lexically_normal().lexically_proximate(std::filesystem::current_path());
  return near.empty() || near.native().starts_with("../..") ? path.lexically_normal().string()
                                                            : near.string();
}

class Opener {
 public:
  Opener(const Dataset& dataset, const Scenario& scenario, const World& world,
         const std::filesystem::path& scratch)
      : dataset_(dataset), scenario_(scenario), world_(world), scratch_(scratch) {}

  OpenDataset open() {
    OpenDataset opened;
    opened.declared = &dataset_;
    switch (dataset_.kind) {
      case Dataset::Kind::json: json(opened); break;
      case Dataset::Kind::postgres: postgres(opened); break;
      case Dataset::Kind::catalog: catalog(opened); break;
      case Dataset::Kind::http: http(opened); break;
      case Dataset::Kind::sqlite: sqlite(opened); break;
      case Dataset::Kind::command: command(opened); break;
    }
    select_tables(opened);
    return opened;
  }

 private:
  std::string text(const Text& source) const { return expand(source, world_.values()); }
  std::filesystem::path absolute(const std::string& path) const {
    return std::filesystem::absolute(scenario_.directory / path).lexically_normal();
  }

  JsonDialect dialect() const { return dataset_.extended ? JsonDialect::extended : JsonDialect::plain; }

  void json(OpenDataset& opened) const {
    opened.kind = "json";
    const std::filesystem::path pattern = absolute(text(dataset_.place));
    opened.place = label_of(pattern);
    std::vector<JsonSource> sources;
    for (const std::filesystem::path& file : expand_glob(pattern)) {
      JsonSource source;
      source.file = file;
      source.label = label_of(file);
      source.pointer = dataset_.pointer;
      source.lines = dataset_.lines;
      source.dialect = dialect();
      sources.push_back(std::move(source));
    }
    opened.reader = json_reader(std::move(sources));
  }

  void postgres(OpenDataset& opened) const {
    opened.kind = "postgres";
    PostgresSource source;
    source.url = text(dataset_.place);
    reports::Secrets::add_from_url(source.url);
    opened.place = reports::redact_url(source.url);
    if (!dataset_.schema.empty()) source.schema = dataset_.schema;
    for (const auto& [table, condition] : dataset_.where_sql) source.where[table] = text(condition);
    for (const auto& [name, select] : dataset_.queries) source.queries.emplace_back(name, text(select));
    // Queries alone, unless tables are named as well.
    source.tables = dataset_.queries.empty() || !dataset_.only_tables.empty();
    opened.reader = postgres_reader(std::move(source));
  }

  void catalog(OpenDataset& opened) const {
    opened.kind = "catalog";
    const std::string url = text(dataset_.place);
    reports::Secrets::add_from_url(url);
    opened.place = reports::redact_url(url);
    opened.reader = catalog_reader(url, dataset_.schema.empty() ? "public" : dataset_.schema);
  }

  void http(OpenDataset& opened) const {
    opened.kind = "http";
    HttpSource source;
    const std::string url = dataset_.place.value.empty() ? "" : text(dataset_.place);
    reports::Secrets::add_from_url(url);
    opened.place = reports::redact_url(url);
    if (dataset_.table_places.empty()) source.url = url;  // else only what their paths are put behind
    source.pointer = dataset_.pointer;
    for (const auto& [table, place] : dataset_.table_places)
      source.table_urls.emplace_back(table, text(place));
    if (opened.place.empty() && !source.table_urls.empty())
      opened.place = reports::redact_url(source.table_urls[0].second) + " and others";
    for (const auto& [name, value] : dataset_.headers) source.headers.emplace_back(name, text(value));
    source.timeout = dataset_.timeout;
    source.retries = dataset_.retries;
    if (dataset_.max_bytes > 0) source.max_bytes = dataset_.max_bytes;
    source.version_pointers = dataset_.version_pointers;
    opened.reader = http_reader(std::move(source));
  }

  void sqlite(OpenDataset& opened) const {
    opened.kind = "sqlite";
    const std::filesystem::path file = absolute(text(dataset_.place));
    opened.place = label_of(file);
    opened.reader = sqlite_reader(file);
  }

  // The program runs to its end first; what it printed is then read like a file.
  void command(OpenDataset& opened) const {
    opened.kind = "command";
    ProcessSpec spec = world_.spec_of(*dataset_.command, "dataset-" + dataset_.name);
    spec.stdout_file = scratch_ / (dataset_.name + ".json");
    for (const std::string& word : spec.argv) opened.place += (opened.place.empty() ? "" : " ") + word;
    const ExitStatus status = run_process(spec, dataset_.command->within);
    if (status.timed_out || status.signal != 0 || status.code != dataset_.command->expect_exit.value_or(0)) {
      const std::string log = tail(spec.log);
      throw undecidable("'" + opened.place + "' " +
                        (status.timed_out ? "did not end in time" : describe(status)) +
                        (log.empty() ? "" : "; its last lines:\n" + log))
          .at(dataset_.where);
    }
    JsonSource source;
    source.file = *spec.stdout_file;
    source.label = "output of '" + opened.place + "'";
    source.pointer = dataset_.pointer;
    source.url = true;
    source.dialect = dialect();
    opened.reader = json_reader({std::move(source)});
  }

  void select_tables(OpenDataset& opened) const {
    std::vector<TableInfo> all = opened.reader->tables();
    const auto named = [](const std::vector<std::string>& names, const std::string& name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    const auto is_query = [&](const std::string& name) {
      return std::any_of(dataset_.queries.begin(), dataset_.queries.end(),
                         [&](const auto& query) { return query.first == name; });
    };
    for (const auto* names : {&dataset_.only_tables, &dataset_.skip_tables}) {
      for (const std::string& name : *names) {
        const bool there =
            std::any_of(all.begin(), all.end(), [&](const TableInfo& table) { return table.name == name; });
        if (!there)
          throw undecidable("dataset '" + dataset_.name + "' has no table '" + name +
                            "', which the scenario names")
              .at(dataset_.where);
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool left_out = !dataset_.only_tables.empty() && !named(dataset_.only_tables, all[i].name) &&
                            !is_query(all[i].name);
      if (left_out || named(dataset_.skip_tables, all[i].name)) {
        opened.not_asked_for.push_back(all[i].name);
        continue;
      }
      opened.tables.push_back(std::move(all[i]));
      opened.table_index.push_back(i);
    }
  }

  const Dataset& dataset_;
  const Scenario& scenario_;
  const World& world_;
  const std::filesystem::path& scratch_;
};

}  // namespace

OpenDataset open_dataset(const Dataset& dataset, const Scenario& scenario, const World& world,
                         const std::filesystem::path& scratch) {
  try {
    return Opener(dataset, scenario, world, scratch).open();
  } catch (Error& error) { throw error.while_doing("opening dataset '" + dataset.name + "'"); }
}

}  // namespace parity
