// A bundle as files: bundle.json names what there is, findings.ndjson and rows.ndjson have a line for each,
// and what people wrote stands as they wrote it.
#include "harness/bundle/bundle.h"
#include "harness/bundle/checks.h"
#include "harness/bundle/kept_value.h"
#include "reports/json_writer.h"
#include "reports/redact.h"
#include "reports/result_json.h"

namespace parity {
namespace {

using reports::JsonArray;
using reports::JsonObject;

void put_names(JsonArray list, const std::vector<std::string>& names) {
  for (const std::string& name : names) list.put(name);
}

void put_table(JsonObject out, const TableInfo& info) {
  out.put("name", info.name);
  put_names(out.array("key"), info.key);
  out.put("columns_final", info.columns_final);
  JsonArray columns = out.array("columns");
  for (const Column& column : info.columns) {
    JsonObject one = columns.object();
    one.put("name", column.name);
    one.put("type", column.type);
    one.put("kind", static_cast<int>(column.kind));
  }
}

void put_comparison(JsonObject out, const BundledComparison& comparison) {
  {
    JsonObject contract = out.object("contract");
    contract.put("name", comparison.contract_name);
    contract.put("file", comparison.contract.file);
    contract.put("written", comparison.contract.written);
    contract.put("tables", comparison.contract.tables);
  }
  put_names(out.array("only_tables"), comparison.only_tables);
  {
    JsonArray chains = out.array("chains");
    for (const std::vector<std::size_t>& chain : comparison.chains) {
      JsonArray list = chains.array();
      for (const std::size_t dataset : chain) list.put(dataset);
    }
  }
  JsonArray datasets = out.array("datasets");
  for (const BundledDataset& dataset : comparison.datasets) {
    JsonObject one = datasets.object();
    one.put("name", dataset.name);
    one.put("ordered", dataset.ordered);
    JsonArray tables = one.array("tables");
    for (const BundledTable& table : dataset.tables) put_table(tables.object(), table.info);
  }
}

std::string manifest(const Bundle& bundle) {
  std::string out;
  {
    JsonObject root(out, reports::JsonLayout::indented);
    root.put("version", 1);
    root.put("tool", bundle.tool);
    root.put("scenario", bundle.scenario);
    root.put("scenario_file", bundle.scenario_file);
    root.put("cell", bundle.cell);
    root.put("command", bundle.command);
    root.put("started", bundle.started);
    root.put("verdict", bundle.verdict);
    root.put("left_out", bundle.left_out);
    {
      JsonArray versions = root.array("environment");
      for (const auto& [name, value] : bundle.environment) {
        JsonObject one = versions.object();
        one.put("name", name);
        one.put("value", value);
      }
    }
    JsonArray comparisons = root.array("comparisons");
    for (const BundledComparison& comparison : bundle.comparisons)
      put_comparison(comparisons.object(), comparison);
  }
  return out + "\n";
}

// `place`: comparison, dataset and table by their numbers in bundle.json.
void append_row(const std::string& place, const BundledRow& row, std::string& out) {
  out += "{" + place + ",\"origin\":" + reports::quote_json(reports::redact(row.origin)) + ",\"late\":[";
  for (const std::string& name : row.late_columns)
    out += (&name == row.late_columns.data() ? "" : ",") + reports::quote_json(name);
  out += "],\"values\":[";
  for (const Value& value : row.values) {
    if (&value != row.values.data()) out += ',';
    write_kept(value, out);
  }
  out += "]}\n";
}

std::string rows_of(const Bundle& bundle) {
  std::string out;
  for (std::size_t c = 0; c < bundle.comparisons.size(); ++c) {
    const std::vector<BundledDataset>& datasets = bundle.comparisons[c].datasets;
    for (std::size_t d = 0; d < datasets.size(); ++d)
      for (std::size_t t = 0; t < datasets[d].tables.size(); ++t)
        for (const BundledRow& row : datasets[d].tables[t].rows)
          append_row("\"at\":[" + std::to_string(c) + "," + std::to_string(d) + "," + std::to_string(t) + "]",
                     row, out);
  }
  return out;
}

}  // namespace

Files files_of(const Bundle& bundle) {
  Files files;
  files["bundle.json"] = manifest(bundle);
  files["rows.ndjson"] = rows_of(bundle);
  files["scenario.yaml"] = reports::redact(bundle.scenario_text);
  std::string& checks = files["checks.ndjson"];
  for (const RecordedCheck& check : bundle.checks) checks += write_check(check) + "\n";
  std::string& findings = files["findings.ndjson"];
  for (const reports::Difference& finding : bundle.findings)
    findings += reports::difference_json(finding) + "\n";
  for (std::size_t c = 0; c < bundle.comparisons.size(); ++c)
    if (!bundle.comparisons[c].contract.file.empty())
      files["contract-" + std::to_string(c) + ".yaml"] = reports::redact(bundle.comparisons[c].contract_text);
  return files;
}

}  // namespace parity
