// Fields after the last row: see settle_columns.h.
#include "harness/compare/settle_columns.h"

#include <algorithm>
#include <map>

#include "harness/error.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;

// Columns that no sample showed are fields like others, now that they are known.
void plan_late_fields(TableRun& run) {
  std::map<std::string, DatasetBits> shown;
  for (const ReadStream& stream : run.streams) {
    for (const LateColumn& late : stream.result.late) {
      const std::string name = run.table.logical_field(late.name);
      for (const PlannedField& field : run.table.fields) {
        if (field.name != name) continue;
        throw usage_error("table '" + run.table.bindings[stream.dataset].name + "' of dataset '" +
                          run.dataset(stream.dataset).name + "' has two columns that the contract names '" +
                          name + "', one of them '" + late.name + "'")
            .with_hint("give one of them another name with `rename:`");
      }
      shown[name] |= DatasetBits{1} << stream.dataset;
    }
  }
  for (const auto& [name, datasets] : shown)
    plan_late_field(run.table, name, datasets, run.context.datasets, run.context.contract,
                    run.context.options.json);
  bool all_showed = true;
  for (std::size_t d = 0; d < run.count; ++d)
    all_showed = all_showed && !(run.there(d) && run.shows_nothing(d));
  if (all_showed && !run.context.options.only_a_part) require_contract_fields(run.table);
  for (std::size_t d = 0; d < run.count && !shown.empty(); ++d) {
    if (run.there(d)) run.references[d] = run.context.references.for_table(run.table, d);
  }
}

bool compares(TableRun& run, std::size_t a, std::size_t b, std::size_t f) {
  const PlannedField& field = run.table.fields[f];
  return run.there(a) && run.there(b) && field.compared_between(a, b) &&
         ((run.may_have(a, f) && run.may_have(b, f)) || field.absent_is_a_value());
}

std::string only_in_text(const PlannedField& field) {
  std::string text = "only_in:";
  for (const std::string& name : field.only_in) text += " " + name;
  if (!field.only_in_where.empty()) text += " (" + field.only_in_where + ")";
  return field.why.empty() ? text : text + ": " + field.why;
}

void column_finding(TableRun& run, std::size_t h, std::size_t f) {
  const Hop& hop = run.hops[h];
  const PlannedField& field = run.table.fields[f];
  const auto listed = [&](std::size_t d) {
    return field.only_in.empty() ||
           std::find(field.only_in.begin(), field.only_in.end(), run.dataset(d).name) != field.only_in.end();
  };
  for (const std::size_t d : {hop.source, hop.target}) {
    const std::size_t other = d == hop.source ? hop.target : hop.source;
    const bool declared_away = !field.only_in.empty() && !listed(other) && listed(d);
    if (!run.has(d, f) || declared_away || (run.has(other, f) && listed(d))) continue;
    if (listed(d) && run.shows_nothing(other)) continue;
    Difference finding;
    finding.kind = d == hop.source ? DifferenceKind::missing_field : DifferenceKind::extra_field;
    finding.field = finding.path = field.name;
    finding.rules = field.in_force;
    finding.count = run.seen(d, f);
    reports::Side& side = d == hop.source ? finding.source : finding.target;
    side.there = true;
    side.type = run.table.bindings[d].types[f].empty() ? "field" : run.table.bindings[d].types[f];
    side.origin = "table " + run.table.bindings[d].name + " of dataset " + run.dataset(d).name;
    finding.note = listed(d) ? "the whole column: dataset '" + run.dataset(other).name + "' has no such field"
                             : "the contract says " + only_in_text(field) + ", but dataset '" +
                                   run.dataset(d).name + "' has it";
    if (run.findings.field(h, f).not_compared.empty()) {
      run.findings.field(h, f).not_compared = "dataset '" + run.dataset(other).name + "' has no such field";
    }
    run.findings.add(h, hop, std::move(finding));
  }
}

// Which fields the two datasets of a hop really share, now that all rows were seen; what only one has is
// one finding.
void settle_hops(TableRun& run) {
  for (std::size_t h = 0; h < run.hops.size(); ++h) {
    Hop& hop = run.hops[h];
    reports::TableResult& result = run.findings.result(h);
    for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
      const PlannedField& field = run.table.fields[f];
      hop.compared.push_back(compares(run, hop.source, hop.target, f));
      hop.source_and_last.push_back(compares(run, hop.source, hop.last, f));
      hop.target_and_last.push_back(compares(run, hop.target, hop.last, f));
      reports::FieldResult out;
      out.name = field.name;
      out.rules = field.in_force;
      if (!hop.compared[f] && !field.only_in.empty()) out.not_compared = only_in_text(field);
      result.fields.push_back(std::move(out));
    }
    for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
      if (run.both_there(hop) && !hop.compared[f]) column_finding(run, h, f);
    }
  }
}

}  // namespace

void settle_columns(TableRun& run) {
  plan_late_fields(run);
  settle_hops(run);
}

}  // namespace parity
