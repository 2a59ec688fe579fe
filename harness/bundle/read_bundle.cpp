// Files to a bundle, strictly: see bundle.h.
#include <algorithm>

#include "harness/bundle/bundle.h"
#include "harness/bundle/bundle_node.h"
#include "harness/bundle/checks.h"
#include "harness/bundle/kept_value.h"
#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "reports/result_json.h"

namespace parity {
namespace {

const std::string& file_of(const Files& files, const std::string& name) {
  const auto at = files.find(name);
  if (at == files.end()) throw Damaged{"it holds no " + name};
  return at->second;
}

template <class Take>
void each_line(const std::string& text, Take take) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    take(std::string_view(text).substr(from, end - from));
    from = end + 1;
  }
}

TableInfo table_info(const BundleNode& node) {
  TableInfo info;
  info.name = node["name"].text();
  info.key = node["key"].names();
  info.columns_final = node["columns_final"].truth();
  for (const Value& item : node.items_of("columns")) {
    const BundleNode column(item);
    info.columns.push_back({column["name"].text(), column["type"].text(),
                            static_cast<Kind>(column["kind"].below(static_cast<int>(Kind::invalid) + 1))});
  }
  return info;
}

BundledComparison comparison_of(const BundleNode& node, std::size_t number, const Files& files) {
  BundledComparison comparison;
  const BundleNode contract = node["contract"];
  comparison.contract_name = contract["name"].text();
  comparison.contract = {contract["file"].text(), contract["written"].text(), contract["tables"].text()};
  if (!comparison.contract.file.empty())
    comparison.contract_text = file_of(files, "contract-" + std::to_string(number) + ".yaml");
  comparison.only_tables = node["only_tables"].names();
  for (const Value& item : node.items_of("datasets")) {
    const BundleNode dataset(item);
    BundledDataset& into = comparison.datasets.emplace_back();
    into.name = dataset["name"].text();
    into.ordered = dataset["ordered"].truth();
    for (const Value& table : dataset.items_of("tables"))
      into.tables.push_back({table_info(BundleNode(table)), {}});
  }
  for (const Value& item : node.items_of("chains")) {
    std::vector<std::size_t>& chain = comparison.chains.emplace_back();
    const BundleNode members(item);
    for (const Value& dataset : members.items())
      chain.push_back(BundleNode(dataset).below(comparison.datasets.size()));
  }
  return comparison;
}

void read_row(std::string_view line, Arena& scratch, Bundle& bundle) {
  scratch.reset();
  const Value json = decode_json(line, scratch);
  const BundleNode node(json);
  const auto at = node.items_of("at");
  if (at.size() != 3) throw Damaged{"a row is nowhere"};
  BundledComparison& comparison = bundle.comparisons[BundleNode(at[0]).below(bundle.comparisons.size())];
  BundledDataset& dataset = comparison.datasets[BundleNode(at[1]).below(comparison.datasets.size())];
  BundledTable& table = dataset.tables[BundleNode(at[2]).below(dataset.tables.size())];
  BundledRow row;
  row.origin = node["origin"].text();
  row.late_columns = node["late"].names();
  for (const Value& value : node.items_of("values")) row.values.push_back(read_kept(value, *bundle.arena));
  if (row.values.size() != table.info.columns.size() + row.late_columns.size())
    throw Damaged{"a row has not the columns of its table"};
  table.rows.push_back(std::move(row));
}

Bundle read(const Files& files) {
  Arena arena, scratch;
  const Value manifest = decode_json(file_of(files, "bundle.json"), arena);
  const BundleNode root(manifest);
  if (root["version"].count() != 1) throw Damaged{"it is of a version that this Parity does not know"};
  Bundle bundle;
  bundle.tool = root["tool"].text();
  bundle.scenario = root["scenario"].text();
  bundle.scenario_file = root["scenario_file"].text();
  bundle.scenario_text = file_of(files, "scenario.yaml");
  bundle.cell = root["cell"].text();
  bundle.command = root["command"].text();
  bundle.started = root["started"].text();
  bundle.verdict = root["verdict"].text();
  bundle.left_out = root["left_out"].count();
  for (const Value& item : root.items_of("environment"))
    bundle.environment.emplace_back(BundleNode(item)["name"].text(), BundleNode(item)["value"].text());
  for (const Value& item : root.items_of("comparisons"))
    bundle.comparisons.push_back(comparison_of(BundleNode(item), bundle.comparisons.size(), files));
  each_line(file_of(files, "findings.ndjson"),
            [&](std::string_view line) { bundle.findings.push_back(reports::read_difference_json(line)); });
  each_line(file_of(files, "checks.ndjson"),
            [&](std::string_view line) { bundle.checks.push_back(read_check(std::string(line))); });
  each_line(file_of(files, "rows.ndjson"), [&](std::string_view line) { read_row(line, scratch, bundle); });
  return bundle;
}

}  // namespace

Bundle bundle_of(const Files& files, const std::string& label) {
  try {
    return read(files);
  } catch (const Damaged& damage) {
    throw undecidable(label + " is no bundle that can be read: " + damage.what);
  } catch (const Error& error) {
    throw undecidable(label + " is no bundle that can be read: " + error.what());
  } catch (const reports::NoResult& error) {
    throw undecidable(label + " is no bundle that can be read: " + error.what());
  }
}

}  // namespace parity
