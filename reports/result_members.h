// What a result is made of, member by member, under the names that JSON knows: the one list that both the
// writer (result_json.cpp) and the reader (result_reader.cpp) walk, so that neither can know what the other
// does not. A member added to the model gets its line here and in result.schema.json. Internal to those two.
#pragma once

#include <type_traits>

#include "reports/result.h"

namespace parity::reports {

// What a walk `Io` is given: to read into, or to write from.
template <class Io, class T>
using Of = std::conditional_t<Io::reads, T, const T>;

template <class Io>
void members(Io& io, Of<Io, Side>& side) {
  io("there", side.there);
  io("type", side.type);
  io("raw", side.raw);
  io("normalized", side.normalized);
  io("length", side.length);
  io("origin", side.origin);
}

template <class Io>
void members(Io& io, Of<Io, Edit>& edit) {
  io("op", edit.op);
  io("text", edit.text);
}

template <class Io>
void members(Io& io, Of<Io, Difference>& difference) {
  io("fingerprint", difference.fingerprint);
  io("comparison", difference.comparison);
  io("table", difference.table);
  io("key", difference.key);
  io("path", difference.path);
  io("field", difference.field);
  io("kind", difference.kind);
  io("source", difference.source);
  io("target", difference.target);
  io("rules", difference.rules);
  io("edits", difference.edits);
  io("note", difference.note);
  io("count", difference.count);
  io("fate", difference.fate);
  io("accepted", difference.accepted);
  io("cluster", difference.cluster);
  io("command", difference.command);
  io("transition", difference.transition);
}

template <class Io>
void members(Io& io, Of<Io, MaskedSample>& sample) {
  io("key", sample.key);
  io("path", sample.path);
  io("source", sample.source);
  io("target", sample.target);
}

template <class Io>
void members(Io& io, Of<Io, Masked>& masked) {
  io("rules", masked.rules);
  io("count", masked.count);
  io("samples", masked.samples);
}

template <class Io>
void members(Io& io, Of<Io, FieldResult>& field) {
  io("name", field.name);
  io("compared", field.compared);
  io("different", field.different);
  io("by_kind", field.by_kind);
  io("masked", field.masked);
  io("not_compared", field.not_compared);
  io("rules", field.rules);
}

template <class Io>
void members(Io& io, Of<Io, TableResult>& table) {
  io("name", table.name);
  io("source_name", table.source_name);
  io("target_name", table.target_name);
  io("outcome", table.outcome);
  io("expected", table.expected);
  io("source_rows", table.source_rows);
  io("target_rows", table.target_rows);
  io("paired", table.paired);
  io("equal", table.equal);
  io("masked_rows", table.masked_rows);
  io("different_rows", table.different_rows);
  io("by_kind", table.by_kind);
  io("by_fate", table.by_fate);
  io("accepted", table.accepted);
  io("findings", table.findings);
  io("key", table.key);
  io("not_compared", table.not_compared);
  io("notes", table.notes);
  io("fields", table.fields);
  io("samples", table.samples);
}

template <class Io>
void members(Io& io, Of<Io, ComparisonResult>& comparison) {
  io("name", comparison.name);
  io("source", comparison.source);
  io("target", comparison.target);
  io("chain", comparison.chain);
  io("outcome", comparison.outcome);
  io("error", comparison.error);
  io("planted", comparison.planted);
  io("planted_found", comparison.planted_found);
  io("tables", comparison.tables);
}

template <class Io>
void members(Io& io, Of<Io, DatasetTable>& table) {
  io("name", table.name);
  io("rows", table.rows);
  io("seconds", table.seconds);
}

template <class Io>
void members(Io& io, Of<Io, DatasetResult>& dataset) {
  io("name", dataset.name);
  io("kind", dataset.kind);
  io("place", dataset.place);
  io("identity", dataset.identity);
  io("tables", dataset.tables);
  io("notes", dataset.notes);
}

template <class Io>
void members(Io& io, Of<Io, CheckStep>& step) {
  io("name", step.name);
  io("where", step.where);
  io("outcome", step.outcome);
  io("faults", step.faults);
  io("shown", step.shown);
}

template <class Io>
void members(Io& io, Of<Io, Check>& check) {
  io("id", check.id);
  io("suite", check.suite);
  io("name", check.name);
  io("outcome", check.outcome);
  io("message", check.message);
  io("detail", check.detail);
  io("where", check.where);
  io("seconds", check.seconds);
  io("requirements", check.requirements);
  io("tags", check.tags);
  io("steps", check.steps);
  io("transition", check.transition);
}

template <class Io>
void members(Io& io, Of<Io, GateNeed>& need) {
  io("name", need.name);
  io("kind", need.kind);
  io("verdict", need.verdict);
  io("covers", need.covers);
  io("holds", need.holds);
  io("wanting", need.wanting);
  io("reason", need.reason);
}

template <class Io>
void members(Io& io, Of<Io, Gate>& gate) {
  io("name", gate.name);
  io("text", gate.text);
  io("verdict", gate.verdict);
  io("needs", gate.needs);
  io("reasons", gate.reasons);
  io("requirements", gate.requirements);
  io("where", gate.where);
}

template <class Io>
void members(Io& io, Of<Io, RequirementCoverage>& statement) {
  io("id", statement.id);
  io("text", statement.text);
  io("class", statement.cls);
  io("status", statement.status);
  io("checks", statement.checks);
  io("reason", statement.reason);
  io("where", statement.where);
}

template <class Io>
void members(Io& io, Of<Io, RuleUse>& use) {
  io("rule", use.rule);
  io("scope", use.scope);
  io("where", use.where);
  io("why", use.why);
  io("changed", use.changed);
  io("masked", use.masked);
  io("applied", use.applied);
  io("dead", use.dead);
}

template <class Io>
void members(Io& io, Of<Io, CandidateRule>& candidate) {
  io("rule", candidate.rule);
  io("yaml", candidate.yaml);
  io("hides", candidate.hides);
  io("hides_others", candidate.hides_others);
  io("hides_in_tables", candidate.hides_in_tables);
  io("hides_in_contract", candidate.hides_in_contract);
  io("cells", candidate.cells);
  io("blind_to", candidate.blind_to);
}

template <class Io>
void members(Io& io, Of<Io, ClusterPlace>& place) {
  io("table", place.table);
  io("path", place.path);
  io("count", place.count);
  io("of", place.of);
}

template <class Io>
void members(Io& io, Of<Io, Cluster>& cluster) {
  io("id", cluster.id);
  io("comparison", cluster.comparison);
  io("table", cluster.table);
  io("path", cluster.path);
  io("cause", cluster.cause);
  io("sentence", cluster.sentence);
  io("count", cluster.count);
  io("of", cluster.of);
  io("places", cluster.places);
  io("hop", cluster.hop);
  io("fingerprints", cluster.fingerprints);
  io("examples", cluster.examples);
  io("candidates", cluster.candidates);
}

template <class Io>
void members(Io& io, Of<Io, AcceptedEntry>& entry) {
  io("id", entry.id);
  io("state", entry.state);
  io("matched", entry.matched);
  io("max", entry.max);
  io("match", entry.match);
  io("owner", entry.owner);
  io("ticket", entry.ticket);
  io("why", entry.why);
  io("until", entry.until);
  io("where", entry.where);
}

template <class Io>
void members(Io& io, Of<Io, Uncompared>& uncompared) {
  io("dataset", uncompared.dataset);
  io("table", uncompared.table);
  io("path", uncompared.path);
  io("rows", uncompared.rows);
  io("why", uncompared.why);
  io("where", uncompared.where);
}

template <class Io>
void members(Io& io, Of<Io, Coverage>& coverage) {
  io("tables_read", coverage.tables_read);
  io("tables_compared", coverage.tables_compared);
  io("rows_read", coverage.rows_read);
  io("rows_compared", coverage.rows_compared);
  io("paths_read", coverage.paths_read);
  io("paths_compared", coverage.paths_compared);
  io("not_compared", coverage.not_compared);
  io("filters", coverage.filters);
}

template <class Io>
void members(Io& io, Of<Io, Volatile>& field) {
  io("dataset", field.dataset);
  io("table", field.table);
  io("path", field.path);
  io("cells", field.cells);
  io("example", field.example);
  io("declared", field.declared);
}

template <class Io>
void members(Io& io, Of<Io, AuditSample>& sample) {
  io("key", sample.key);
  io("path", sample.path);
  io("before", sample.before);
  io("after", sample.after);
  io("origin", sample.origin);
}

template <class Io>
void members(Io& io, Of<Io, AuditCell>& cell) {
  io("comparison", cell.comparison);
  io("table", cell.table);
  io("path", cell.path);
  io("mutation", cell.mutation);
  io("mutants", cell.mutants);
  io("found", cell.found);
  io("masked", cell.masked);
  io("holes", cell.holes);
  io("hole_samples", cell.hole_samples);
  io("masked_samples", cell.masked_samples);
}

template <class Io>
void members(Io& io, Of<Io, AuditClass>& one) {
  io("mutation", one.mutation);
  io("about", one.about);
  io("mutants", one.mutants);
  io("found", one.found);
  io("masked", one.masked);
  io("holes", one.holes);
  io("none", one.none);
}

template <class Io>
void members(Io& io, Of<Io, AuditRule>& rule) {
  io("rules", rule.rules);
  io("mutants", rule.mutants);
  io("mutations", rule.mutations);
  io("fields", rule.fields);
  io("table", rule.table);
  io("sample", rule.sample);
}

template <class Io>
void members(Io& io, Of<Io, Audit>& audit) {
  io("seed", audit.seed);
  io("exhaustive", audit.exhaustive);
  io("mutants", audit.mutants);
  io("found", audit.found);
  io("masked", audit.masked);
  io("holes", audit.holes);
  io("score", audit.score);
  io("rows", audit.rows);
  io("dataset", audit.dataset);
  io("seconds", audit.seconds);
  io("per_second", audit.per_second);
  io("classes", audit.classes);
  io("rules", audit.rules);
  io("cells", audit.cells);
  io("not_applicable", audit.not_applicable);
}

template <class Io>
void members(Io& io, Of<Io, Fixed>& fixed) {
  io("id", fixed.id);
  io("sentence", fixed.sentence);
}

template <class Io>
void members(Io& io, Of<Io, Change>& change) {
  io("earlier", change.earlier);
  io("started", change.started);
  io("new", change.fresh);
  io("regressed", change.regressed);
  io("persisting", change.persisting);
  io("fixed", change.fixed);
  io("masked", change.masked);
  io("samples", change.samples);
}

template <class Io>
void members(Io& io, Of<Io, Totals>& totals) {
  io("tables", totals.tables);
  io("rows", totals.rows);
  io("cells", totals.cells);
  io("differences", totals.differences);
  io("masked", totals.masked);
  io("accepted", totals.accepted);
  io("passed", totals.passed);
  io("failed", totals.failed);
  io("errored", totals.errored);
  io("skipped", totals.skipped);
}

template <class Io>
void members(Io& io, Of<Io, Result>& result) {
  io("version", result.version);
  io("tool", result.tool);
  io("verdict", result.verdict);
  io("outcome", result.outcome);
  io("exit_code", result.exit_code);
  io("exit_reason", result.exit_reason);
  io("interrupted", result.interrupted);
  io("scenario", result.scenario);
  io("scenario_file", result.scenario_file);
  io("scenario_hash", result.scenario_hash);
  io("contract", result.contract);
  io("contract_file", result.contract_file);
  io("contracts", result.contracts);
  io("cell", result.cell);
  io("shard", result.shard);
  io("shuffle", result.shuffle);
  io("command", result.command);
  io("started", result.started);
  io("seconds", result.seconds);
  io("totals", result.totals);
  io("masked_by_rule", result.masked_by_rule);
  io("errors", result.errors);
  io("notes", result.notes);
  io("environment", result.environment);
  io("datasets", result.datasets);
  io("clusters", result.clusters);
  io("accepted_file", result.accepted_file);
  io("accepted", result.accepted);
  io("rule_uses", result.rule_uses);
  io("coverage", result.coverage);
  io("volatile_fields", result.volatile_fields);
  io("audit", result.audit);
  io("change", result.change);
  io("go", result.go);
  io("gates", result.gates);
  io("requirements", result.requirements);
  io("comparisons", result.comparisons);
  io("checks", result.checks);
}

}  // namespace parity::reports
