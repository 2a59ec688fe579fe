#include "reports/result_json.h"

#include <cmath>

#include "reports/assets.h"

namespace parity::reports {
namespace {

double to_milliseconds(double seconds) { return std::round(seconds * 1000) / 1000; }

void write_list(JsonObject& out, std::string_view name, const std::vector<std::string>& texts) {
  JsonArray list = out.array(name);
  for (const std::string& text : texts) list.put(text);
}

// Each of `items` as an object of its own members.
template <class T>
void write_objects(JsonObject& out, std::string_view name, const std::vector<T>& items) {
  JsonArray list = out.array(name);
  for (const T& item : items) {
    JsonObject object = list.object();
    write_members(object, item);
  }
}

template <class T>
void write_object(JsonObject& out, std::string_view name, const T& item) {
  JsonObject object = out.object(name);
  write_members(object, item);
}

void write_counts(JsonObject& out, const std::map<DifferenceKind, std::uint64_t>& by_kind) {
  JsonObject counts = out.object("by_kind");
  for (const auto& [kind, count] : by_kind) counts.put(kind_name(kind), count);
}

}  // namespace

// Outside of the anonymous namespace, so that the templates above find them.
static void write_members(JsonObject& out, const Side& side) {
  out.put("there", side.there);
  out.put("type", side.type);
  out.put("raw", side.raw);
  out.put("normalized", side.normalized);
  out.put("length", side.length);
  out.put("origin", side.origin);
}

static void write_members(JsonObject& out, const Edit& edit) {
  out.put("op", std::string(1, edit.op));
  out.put("text", edit.text);
}

static void write_members(JsonObject& out, const MaskedSample& sample) {
  out.put("key", sample.key);
  out.put("path", sample.path);
  write_object(out, "source", sample.source);
  write_object(out, "target", sample.target);
}

static void write_members(JsonObject& out, const Masked& masked) {
  write_list(out, "rules", masked.rules);
  out.put("count", masked.count);
  write_objects(out, "samples", masked.samples);
}

static void write_members(JsonObject& out, const FieldResult& field) {
  out.put("name", field.name);
  out.put("compared", field.compared);
  out.put("different", field.different);
  write_counts(out, field.by_kind);
  write_objects(out, "masked", field.masked);
  out.put("not_compared", field.not_compared);
  write_list(out, "rules", field.rules);
}

static void write_members(JsonObject& out, const TableResult& table) {
  out.put("name", table.name);
  out.put("source_name", table.source_name);
  out.put("target_name", table.target_name);
  out.put("outcome", outcome_name(table.outcome));
  out.put("expected", table.expected);
  out.put("source_rows", table.source_rows);
  out.put("target_rows", table.target_rows);
  out.put("paired", table.paired);
  out.put("equal", table.equal);
  out.put("masked_rows", table.masked_rows);
  out.put("different_rows", table.different_rows);
  write_counts(out, table.by_kind);
  {
    JsonObject fates = out.object("by_fate");
    for (const auto& [fate, count] : table.by_fate) fates.put(fate_name(fate), count);
  }
  write_list(out, "key", table.key);
  out.put("not_compared", table.not_compared);
  write_list(out, "notes", table.notes);
  write_objects(out, "fields", table.fields);
  write_objects(out, "samples", table.samples);
}

static void write_members(JsonObject& out, const ComparisonResult& comparison) {
  out.put("name", comparison.name);
  out.put("source", comparison.source);
  out.put("target", comparison.target);
  out.put("chain", comparison.chain);
  out.put("outcome", outcome_name(comparison.outcome));
  out.put("error", comparison.error);
  write_objects(out, "tables", comparison.tables);
}

static void write_members(JsonObject& out, const DatasetTable& table) {
  out.put("name", table.name);
  out.put("rows", table.rows);
  out.put("seconds", to_milliseconds(table.seconds));
}

static void write_members(JsonObject& out, const std::pair<std::string, std::string>& named) {
  out.put("name", named.first);
  out.put("value", named.second);
}

static void write_members(JsonObject& out, const Result& result) {
  out.put("version", result.version);
  out.put("tool", result.tool);
  out.put("verdict", result.verdict);
  out.put("outcome", outcome_name(result.outcome));
  out.put("exit_code", result.exit_code);
  out.put("exit_reason", result.exit_reason);
  out.put("interrupted", result.interrupted);
  out.put("scenario", result.scenario);
  out.put("scenario_file", result.scenario_file);
  out.put("contract", result.contract);
  out.put("contract_file", result.contract_file);
  out.put("cell", result.cell);
  out.put("command", result.command);
  out.put("started", result.started);
  out.put("seconds", to_milliseconds(result.seconds));
  write_object(out, "totals", result.totals);
  {
    JsonObject rules = out.object("masked_by_rule");
    for (const auto& [rule, count] : result.masked_by_rule) rules.put(rule, count);
  }
  write_list(out, "errors", result.errors);
  write_list(out, "notes", result.notes);
  write_objects(out, "environment", result.environment);
  write_objects(out, "datasets", result.datasets);
  write_objects(out, "comparisons", result.comparisons);
  write_objects(out, "checks", result.checks);
}

void write_members(JsonObject& out, const Difference& difference) {
  out.put("fingerprint", difference.fingerprint);
  out.put("comparison", difference.comparison);
  out.put("table", difference.table);
  out.put("key", difference.key);
  out.put("path", difference.path);
  out.put("field", difference.field);
  out.put("kind", kind_name(difference.kind));
  write_object(out, "source", difference.source);
  write_object(out, "target", difference.target);
  write_list(out, "rules", difference.rules);
  write_objects(out, "edits", difference.edits);
  out.put("note", difference.note);
  out.put("count", difference.count);
  out.put("fate", fate_name(difference.fate));
  out.put("command", difference.command);
}

void write_members(JsonObject& out, const DatasetResult& dataset) {
  out.put("name", dataset.name);
  out.put("kind", dataset.kind);
  out.put("place", dataset.place);
  out.put("identity", dataset.identity);
  write_objects(out, "tables", dataset.tables);
  write_list(out, "notes", dataset.notes);
}

void write_members(JsonObject& out, const Check& check) {
  out.put("id", check.id);
  out.put("suite", check.suite);
  out.put("name", check.name);
  out.put("outcome", outcome_name(check.outcome));
  out.put("message", check.message);
  out.put("detail", check.detail);
  out.put("where", check.where);
  out.put("seconds", to_milliseconds(check.seconds));
}

void write_members(JsonObject& out, const Totals& totals) {
  out.put("tables", totals.tables);
  out.put("rows", totals.rows);
  out.put("cells", totals.cells);
  out.put("differences", totals.differences);
  out.put("masked", totals.masked);
  out.put("passed", totals.passed);
  out.put("failed", totals.failed);
  out.put("errored", totals.errored);
  out.put("skipped", totals.skipped);
}

std::string to_json(const Result& result) {
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    write_members(root, result);
  }
  return out += '\n';
}

std::string_view result_schema() { return assets::result_schema; }

std::string difference_json(const Difference& difference) {
  std::string out;
  {
    JsonObject line(out);
    write_members(line, difference);
  }
  return out;
}

}  // namespace parity::reports
