// One table from its first row to its results: see table_comparer.h.
#include "harness/compare/table_comparer.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "harness/compare/candidates.h"
#include "harness/compare/control_rows.h"
#include "harness/compare/fetch_rows.h"
#include "harness/compare/masking.h"
#include "harness/compare/pairs.h"
#include "harness/compare/read_table.h"
#include "harness/compare/renamed_columns.h"
#include "harness/compare/repeated_keys.h"
#include "harness/compare/row_order.h"
#include "harness/compare/settle_columns.h"
#include "harness/compare/table_run.h"

namespace parity {
namespace {

// The values behind the masked ledger's few samples.
void show_masked(TableRun& run, std::size_t h, std::size_t f, const MaskedTally& tally,
                 reports::Masked& out) {
  const Hop& hop = run.hops[h];
  std::vector<Place> places;
  for (const auto& [source, target] : tally.samples) {
    std::vector<Place> row(run.count);
    row[hop.source].locator = source;
    row[hop.target].locator = target;
    places.insert(places.end(), row.begin(), row.end());
  }
  Arena arena;
  for (const auto& rows : fetch_rows(run, places, arena)) {
    const ClosedRow& source = rows[hop.source];
    const ClosedRow& target = rows[hop.target];
    out.samples.push_back(
        {run.findings.key_text(source), run.table.fields[f].name,
         run.findings.side(hop.source, source, f, source.cells[f].raw, source.cells[f].normal),
         run.findings.side(hop.target, target, f, target.cells[f].raw, target.cells[f].normal)});
  }
}

void finish_hop(TableRun& run, std::size_t h) {
  const Hop& hop = run.hops[h];
  reports::TableResult& result = run.findings.result(h);
  result.name = run.table.name;
  result.source_name = run.table.bindings[hop.source].name;
  result.target_name = run.table.bindings[hop.target].name;
  result.source_rows = run.rows_of(hop.source);
  result.target_rows = run.rows_of(hop.target);
  result.paired = hop.paired;
  result.equal = hop.equal;
  result.masked_rows = hop.masked_rows;
  result.different_rows = hop.different_rows;
  for (const std::size_t f : run.table.key) result.key.push_back(run.table.fields[f].name);
  for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
    if (hop.compared[f]) result.fields[f].compared = hop.paired;
  }
  for (const auto& [what, tally] : hop.masked) {
    reports::Masked masked;
    masked.rules = rule_names(what.second);
    masked.count = tally.count;
    show_masked(run, h, what.first, tally, masked);
    result.fields[what.first].masked.push_back(std::move(masked));
  }
  if (hop.paired != hop.equal + hop.masked_rows + hop.different_rows) {
    throw std::logic_error("table '" + run.table.name + "': paired rows do not add up");
  }
}

// The leaves of a value: members of objects, and elements of arrays as one.
void collect_paths(const std::string& path, const Value& value, std::set<std::string>& out) {
  const std::size_t before = out.size();
  for (const Member& member : value.fields())
    collect_paths(path + "." + std::string(member.name), member.value, out);
  for (const Value& item : value.items()) collect_paths(path + "[*]", item, out);
  if (out.size() == before) out.insert(path);
}

std::uint64_t count_paths(const TableRun& run, std::size_t d, std::size_t field) {
  const auto& field_of = run.table.bindings[d].field_of;
  for (const ReadStream& stream : run.streams) {
    if (stream.dataset != d) continue;
    for (std::size_t c = 0; c < stream.result.first.size(); ++c) {
      if (field_of[c] != field) continue;
      std::set<std::string> paths;
      collect_paths("", stream.result.first[c], paths);
      return paths.size();
    }
  }
  return 1;
}

// What was read of a field, and whether any comparison looked at it.
FieldRead field_read(const TableRun& run, std::size_t d, std::size_t f) {
  const PlannedField& field = run.table.fields[f];
  FieldRead read;
  read.name = field.name;
  read.rows = run.seen(d, f);
  read.paths = count_paths(run, d, f);
  for (const Hop& hop : run.hops)
    read.compared = read.compared || ((hop.source == d || hop.target == d) && hop.compared[f]);
  if (read.compared) return read;
  read.where = field.only_in_where;
  for (const std::string& name : field.only_in)
    read.why_not += (read.why_not.empty() ? "only_in: " : " ") + name;
  if (read.why_not.empty()) read.why_not = "no other dataset of the comparison has it";
  return read;
}

TableOutcome finish(TableRun& run) {
  for (std::size_t h = 0; h < run.hops.size(); ++h) finish_hop(run, h);
  run.context.uses.count(run);
  TableOutcome outcome;
  outcome.results = run.findings.take();
  outcome.rows.resize(run.count);
  for (const ReadStream& stream : run.streams) {
    DatasetRows& rows = outcome.rows[stream.dataset];
    rows.table = run.table.bindings[stream.dataset].name;
    rows.rows += stream.result.rows;
    rows.seconds = std::max(rows.seconds, stream.seconds);
  }
  for (std::size_t d = 0; d < run.count; ++d) {
    if (!run.there(d)) continue;
    DatasetRows& rows = outcome.rows[d];
    for (const Hop& hop : run.hops)
      rows.compared = rows.compared || (run.both_there(hop) && (hop.source == d || hop.target == d));
    for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
      if (run.has(d, f)) rows.fields.push_back(field_read(run, d, f));
    }
  }
  return outcome;
}

}  // namespace

std::vector<Hop> hops_of(const std::vector<ComparisonSpec>& specs) {
  std::vector<Hop> hops;
  for (std::size_t s = 0; s < specs.size(); ++s) {
    const auto& chain = specs[s].datasets;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      Hop hop;
      hop.source = chain[i];
      hop.target = chain[i + 1];
      hop.last = chain.back();
      hop.comparison = s;
      hops.push_back(std::move(hop));
    }
  }
  return hops;
}

std::string hop_name(const std::vector<ComparedDataset>& datasets, const Hop& hop) {
  return datasets[hop.source].name + " → " + datasets[hop.target].name;
}

TableOutcome compare_table(PlannedTable& table, const CompareContext& context) {
  TableRun run(table, context);
  read_table(run);
  settle_columns(run);
  ControlRows control(run);
  Candidates found(run);
  found.keep_pairs = may_have_renamed_columns(run);
  join_records(run, control, found);
  look_for_renamed_columns(run, found);
  look_closely(run, found);
  look_at_repeated(run, found.repeated);
  look_at_order(run);
  TableOutcome outcome = finish(run);
  outcome.planted = control.look();
  run.context.observer.table_done(table.name);
  return outcome;
}

}  // namespace parity
