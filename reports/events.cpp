#include "reports/events.h"

#include <cerrno>
#include <sstream>
#include <system_error>

#include "reports/result_json.h"

namespace parity::reports {
namespace {

[[noreturn]] void fail(const char* doing, const std::filesystem::path& file) {
  throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(),
                          std::string(doing) + " " + file.string());
}

}  // namespace

EventLog::EventLog(std::filesystem::path file) : file_(std::move(file)), out_(opened_) {
  errno = 0;
  opened_.open(file_, std::ios::binary | std::ios::trunc);
  if (!opened_) fail("cannot write", file_);
}

EventLog::EventLog(std::ostream& out) : out_(out) {}

template <class Fill>
void EventLog::append(std::string_view event, Fill fill) {
  const std::lock_guard lock(mutex_);
  std::string line;
  {
    JsonObject object(line);
    object.put("seq", ++sequence_);
    object.put("event", event);
    fill(object);
  }
  line += '\n';
  errno = 0;
  out_.write(line.data(), static_cast<std::streamsize>(line.size())).flush();
  if (!out_) fail("cannot append to", file_);
  ++written_[std::string(event)];
}

void EventLog::run_started(const Result& so_far) {
  append("run_started", [&](JsonObject& out) {
    out.put("version", so_far.version);
    out.put("tool", so_far.tool);
    out.put("scenario", so_far.scenario);
    out.put("scenario_file", so_far.scenario_file);
    out.put("contract", so_far.contract);
    out.put("contract_file", so_far.contract_file);
    out.put("cell", so_far.cell);
    out.put("started", so_far.started);
    JsonObject environment = out.object("environment");
    for (const auto& [name, value] : so_far.environment) environment.put(name, value);
  });
}

void EventLog::dataset_read(const DatasetResult& dataset) {
  append("dataset_read", [&](JsonObject& out) { write_members(out, dataset); });
}

void EventLog::table_compared(std::string_view comparison, const TableResult& table) {
  append("table_compared", [&](JsonObject& out) {
    out.put("comparison", comparison);
    out.put("table", table.name);
    out.put("outcome", outcome_name(table.outcome));
    out.put("source_rows", table.source_rows);
    out.put("target_rows", table.target_rows);
    out.put("paired", table.paired);
    out.put("equal", table.equal);
    out.put("masked_rows", table.masked_rows);
    out.put("different_rows", table.different_rows);
    out.put("not_compared", table.not_compared);
    JsonObject kinds = out.object("by_kind");
    for (const auto& [kind, count] : table.by_kind) kinds.put(kind_name(kind), count);
  });
}

void EventLog::difference(const Difference& difference) {
  append("difference", [&](JsonObject& out) { write_members(out, difference); });
}

void EventLog::check(const Check& check) {
  append("check", [&](JsonObject& out) { write_members(out, check); });
}

void EventLog::run_finished(const Result& result) {
  for (const Cluster& cluster : result.clusters)
    append("cause", [&](JsonObject& out) { write_members(out, cluster); });
  for (const AcceptedEntry& entry : result.accepted)
    append("accepted", [&](JsonObject& out) { write_members(out, entry); });
  for (const Gate& gate : result.gates) append("gate", [&](JsonObject& out) { write_members(out, gate); });
  append("run_finished", [&](JsonObject& out) {
    out.put("verdict", result.verdict);
    out.put("outcome", outcome_name(result.outcome));
    out.put("exit_code", result.exit_code);
    out.put("exit_reason", result.exit_reason);
    out.put("interrupted", result.interrupted);
    out.put("seconds", result.seconds);
    {
      JsonObject totals = out.object("totals");
      write_members(totals, result.totals);
    }
    {
      JsonObject counts = out.object("events");
      for (const auto& [event, count] : written_) counts.put(event, count);
    }
    out.put("complete", true);
  });
}

std::string to_events(const Result& result, const Differences& all) {
  std::ostringstream out;
  EventLog log(out);
  log.run_started(result);
  for (const DatasetResult& dataset : result.datasets) log.dataset_read(dataset);
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables) log.table_compared(comparison.name, table);
  all([&](const Difference& difference) { log.difference(difference); });
  for (const Check& check : result.checks) log.check(check);
  log.run_finished(result);
  return out.str();
}

}  // namespace parity::reports
