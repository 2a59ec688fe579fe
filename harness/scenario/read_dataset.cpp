#include "harness/scenario/read_dataset.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/scenario/read_environment.h"
#include "harness/scenario/references.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"
#include "reports/redact.h"

namespace parity {
namespace {

// The kind's own key first.
struct KindKeys {
  Dataset::Kind kind;
  KeyTable table;
};
const std::array<KindKeys, 6>& kinds() {
  static const std::array<KindKeys, 6> all{{
      {Dataset::Kind::json,
       {"json_dataset",
        "a json dataset",
        {"json", "tables", "skip_tables", "ordered", "allow_empty", "lines", "dialect"}}},
      {Dataset::Kind::postgres,
       {"postgres_dataset",
        "a postgres dataset",
        {"postgres", "tables", "skip_tables", "ordered", "allow_empty", "schema", "where", "queries"}}},
      {Dataset::Kind::catalog,
       {"catalog_dataset",
        "a catalog dataset",
        {"catalog", "tables", "skip_tables", "ordered", "allow_empty", "schema"}}},
      {Dataset::Kind::http,
       {"http_dataset",
        "an http dataset",
        {"http", "tables", "skip_tables", "ordered", "allow_empty", "table_urls", "headers", "timeout",
         "retries", "max_bytes", "version_at"}}},
      {Dataset::Kind::sqlite,
       {"sqlite_dataset", "a sqlite dataset", {"sqlite", "tables", "skip_tables", "ordered", "allow_empty"}}},
      {Dataset::Kind::command,
       {"command_dataset",
        "a command dataset",
        {"command", "tables", "skip_tables", "ordered", "allow_empty", "env", "timeout", "dialect"}}},
  }};
  return all;
}

bool knows(const KeyTable& table, const std::string& key) {
  return std::find(table.keys.begin(), table.keys.end(), key) != table.keys.end();
}

// The kind that the dataset's own key says. Keys that belong to other kinds are refused by that name.
const KindKeys& kind_of(const Yaml& node, const Yaml::Entry& entry) {
  if (node.kind != Yaml::Kind::mapping)
    throw unexpected(node, "a dataset, a mapping")
        .with_hint(fmt::format("write {}: {{ json: data/*.json }}", entry.key));
  const KindKeys* found = nullptr;
  std::vector<std::string> names;
  for (const KindKeys& kind : kinds()) {
    names.push_back(kind.table.keys[0]);
    const Yaml::Entry* own = node.find(kind.table.keys[0]);
    if (own == nullptr) continue;
    if (found != nullptr)
      throw usage_error(fmt::format("a dataset has one kind, and this one is '{}' and '{}'",
                                    found->table.keys[0], kind.table.keys[0]))
          .at(own->where);
    found = &kind;
  }
  if (found == nullptr) {
    for (const Yaml::Entry& key : node.entries)
      if (const auto meant = nearest(key.key, names))
        throw usage_error(fmt::format("'{}' is no kind of dataset", key.key))
            .at(key.where)
            .with_hint(fmt::format("did you mean '{}'?", *meant));
    throw usage_error(fmt::format("dataset '{}' does not say what kind it is", entry.key))
        .at(entry.where)
        .with_hint(suggest("", names));
  }
  for (const Yaml::Entry& key : node.entries) {
    if (is_free_key(key.key) || knows(found->table, key.key)) continue;
    std::string others;
    for (const KindKeys& kind : kinds())
      if (knows(kind.table, key.key)) others += (others.empty() ? "" : " and ") + kind.table.keys[0];
    if (!others.empty())
      throw usage_error(
          fmt::format("'{}' says nothing to {}; it is for {} datasets", key.key, found->table.noun, others))
          .at(key.where);
  }
  return *found;
}

Text read_place(const Yaml& node, std::string_view what) {
  Text place = read_template(node, what);
  if (place.value.empty()) throw unexpected(node, what);
  return place;
}

std::string read_pointer(const Yaml& node) {
  need_known_now(node);
  const bool pointer = node.kind == Yaml::Kind::text && (node.text.empty() || node.text.starts_with('/'));
  if (!pointer)
    throw unexpected(node, "a JSON Pointer")
        .with_hint("it begins with '/', or is \"\" for the whole document");
  for (std::size_t at = node.text.find('~'); at != node.text.npos; at = node.text.find('~', at + 1))
    if (at + 1 >= node.text.size() || (node.text[at + 1] != '0' && node.text[at + 1] != '1'))
      throw usage_error("in a JSON Pointer '~' is written ~0, and '/' inside of a name ~1").at(node.where);
  return node.text;
}

void read_tables(const Yaml::Entry& entry, bool can_point, bool has_queries, Dataset& dataset) {
  if (can_point && entry.value.kind == Yaml::Kind::text) {
    dataset.pointer = read_pointer(entry.value);
    return;
  }
  dataset.only_tables = read_names(entry.value, "table names");
  if (dataset.only_tables.empty() && !has_queries)
    throw usage_error("an empty list reads no table")
        .at(entry.value.where)
        .with_hint("leave 'tables' out to read all");
}

std::vector<std::pair<std::string, Text>> read_texts(const Yaml& node, std::string_view expected,
                                                     std::string_view what) {
  std::vector<std::pair<std::string, Text>> out;
  for (const Yaml::Entry* entry : named_entries(node, expected))
    out.emplace_back(entry->key, read_place(entry->value, what));
  return out;
}

void read_postgres(const Mapping& map, Dataset& dataset) {
  dataset.place = read_place(map.need("postgres").value, "a URL");
  if (const auto* schema = map.find("schema"))
    dataset.schema = read_text(schema->value, "the name of a schema");
  if (const auto* where = map.find("where")) {
    if (where->value.kind == Yaml::Kind::mapping) {
      for (auto& [table, condition] :
           read_texts(where->value, "tables and their conditions", "a condition in SQL"))
        dataset.where_sql[table] = std::move(condition);
    } else {
      dataset.where_sql["*"] = read_place(where->value, "a condition in SQL");
    }
  }
  if (const auto* queries = map.find("queries"))
    dataset.queries = read_texts(queries->value, "names and SELECTs", "a SELECT");
}

// Most schemas have no domain, no sequence, no policy; one without a table is none.
void read_catalog(const Mapping& map, Dataset& dataset) {
  dataset.place = read_place(map.need("catalog").value, "a URL");
  if (const auto* schema = map.find("schema"))
    dataset.schema = read_text(schema->value, "the name of a schema");
  dataset.allow_empty_tables = {"schemas",      "extensions", "enums",    "types",
                                "functions",    "sequences",  "policies", "primary_keys",
                                "foreign_keys", "checks",     "indexes",  "triggers"};
}

void read_headers(const Yaml& node, Dataset& dataset) {
  dataset.headers = read_texts(node, "headers", "the value of a header");
  for (const auto& [name, value] : dataset.headers) {
    if (name.find_first_of(" :\r\n\t") != std::string::npos ||
        value.value.find_first_of("\r\n") != std::string::npos)
      throw usage_error(fmt::format("header '{}' cannot be sent", name))
          .at(value.where)
          .with_hint("no blanks or colons in its name, no line breaks in its value");
    std::string low = name;
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool secret = low == "authorization" || low == "cookie" || low.find("token") != low.npos ||
                        low.find("key") != low.npos;
    if (!secret || value.value.find("${") != std::string::npos) continue;
    reports::Secrets::add(value.value);
    if (const std::size_t blank = value.value.rfind(' '); blank != std::string::npos)
      reports::Secrets::add(std::string_view(value.value).substr(blank + 1));
  }
}

void read_http(const Mapping& map, Dataset& dataset) {
  dataset.place = read_place(map.need("http").value, "a URL");
  dataset.ordered = true;
  if (const auto* urls = map.find("table_urls")) {
    dataset.table_places = read_texts(urls->value, "tables and their URLs", "a URL");
    for (auto& [table, url] : dataset.table_places)
      if (url.value.starts_with('/')) url.value.insert(0, dataset.place.value);
  }
  if (const auto* headers = map.find("headers")) read_headers(headers->value, dataset);
  if (const auto* retries = map.find("retries")) {
    const std::uint64_t count = read_count(retries->value, "retries");
    if (count > 20) throw usage_error("more than 20 retries").at(retries->value.where);
    dataset.retries = static_cast<int>(count);
  }
  if (const auto* max_bytes = map.find("max_bytes"))
    dataset.max_bytes = read_size(max_bytes->value, "max_bytes");
  if (const auto* version = map.find("version_at")) {
    if (version->value.kind == Yaml::Kind::list)
      for (const Yaml& item : version->value.items) dataset.version_pointers.push_back(read_pointer(item));
    else
      dataset.version_pointers.push_back(read_pointer(version->value));
  }
}

void read_command(const Mapping& map, Dataset& dataset) {
  Command command;
  command.where = dataset.where;
  command.argv = read_argv(map.need("command").value);
  dataset.place = command.argv[0];
  if (const auto* env = map.find("env")) command.env = read_variables(env->value);
  dataset.command = std::move(command);
}

void read_by_kind(const Mapping& map, Dataset& dataset) {
  switch (dataset.kind) {
    case Dataset::Kind::json:
      dataset.place = read_place(map.need("json").value, "a path");
      if (const auto* lines = map.find("lines")) dataset.lines = read_flag(lines->value, "lines");
      return;
    case Dataset::Kind::postgres: return read_postgres(map, dataset);
    case Dataset::Kind::catalog: return read_catalog(map, dataset);
    case Dataset::Kind::http: return read_http(map, dataset);
    case Dataset::Kind::sqlite: dataset.place = read_place(map.need("sqlite").value, "a path"); return;
    case Dataset::Kind::command: return read_command(map, dataset);
  }
}

void read_allow_empty(const Yaml& node, Dataset& dataset) {
  if (node.kind == Yaml::Kind::list)
    dataset.allow_empty_tables = read_names(node, "table names");
  else
    dataset.allow_empty = read_flag(node, "allow_empty, or a list of tables");
}

}  // namespace

Dataset read_dataset(const Yaml::Entry& entry) {
  need_identifier(entry.key, "a dataset", entry.where);
  const KindKeys& kind = kind_of(entry.value, entry);
  const Mapping map(entry.value, kind.table);
  Dataset dataset;
  dataset.name = entry.key;
  dataset.where = entry.where;
  dataset.kind = kind.kind;
  read_by_kind(map, dataset);
  const bool can_point = kind.kind == Dataset::Kind::json || kind.kind == Dataset::Kind::http ||
                         kind.kind == Dataset::Kind::command;
  if (const auto* tables = map.find("tables"))
    read_tables(*tables, can_point, !dataset.queries.empty(), dataset);
  if (const auto* skip = map.find("skip_tables")) {
    dataset.skip_tables = read_names(skip->value, "table names");
    for (std::size_t i = 0; i < dataset.skip_tables.size(); ++i)
      if (std::find(dataset.only_tables.begin(), dataset.only_tables.end(), dataset.skip_tables[i]) !=
          dataset.only_tables.end())
        throw usage_error(fmt::format("table '{}' is read and skipped", dataset.skip_tables[i]))
            .at(skip->value.items[i].where);
  }
  if (const auto* ordered = map.find("ordered")) dataset.ordered = read_flag(ordered->value, "ordered");
  if (const auto* allow_empty = map.find("allow_empty")) read_allow_empty(allow_empty->value, dataset);
  if (knows(kind.table, "dialect"))
    if (const auto* dialect = map.find("dialect"))
      dataset.extended = read_choice<bool>(dialect->value, "dialect", {{"json", false}, {"extended", true}});
  if (knows(kind.table, "timeout"))
    if (const auto* timeout = map.find("timeout")) dataset.timeout = read_duration(timeout->value, "timeout");
  if (dataset.command) dataset.command->within = dataset.timeout;
  return dataset;
}

std::vector<const KeyTable*> dataset_keys() {
  std::vector<const KeyTable*> all;
  for (const KindKeys& kind : kinds()) all.push_back(&kind.table);
  return all;
}

}  // namespace parity
