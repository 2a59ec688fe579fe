#include "reports/ctrf.h"

#include <algorithm>
#include <cmath>

#include "reports/cases.h"
#include "reports/json_writer.h"
#include "reports/place.h"
#include "reports/utc_time.h"

namespace parity::reports {
namespace {

std::int64_t milliseconds(double seconds) { return seconds > 0 ? std::llround(seconds * 1000) : 0; }

std::string_view status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed:
    case Outcome::errored: return "failed";
    case Outcome::skipped: return "skipped";
  }
  return "other";
}

void write_list(JsonObject& out, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  JsonArray list = out.array(name);
  for (const std::string& text : texts) list.put(text);
}

void write_test(JsonArray& tests, const CaseSuite& suite, const Case& one) {
  JsonObject test = tests.object();
  test.put("testId", one.suite + "/" + one.name);
  test.put("name", one.name);
  test.put("status", status_of(one.outcome));
  test.put("duration", milliseconds(one.seconds));
  {
    JsonArray path = test.array("suite");
    path.put(suite.name);
  }
  if (!one.message.empty()) test.put("message", one.message);
  if (!one.text.empty()) test.put("trace", one.text);
  if (one.outcome == Outcome::errored) test.put("rawStatus", outcome_name(one.outcome));
  write_list(test, "tags", one.tags);
  if (const auto place = place_of(one.where)) {
    test.put("filePath", place->file);
    test.put("line", place->line);
  } else if (!one.where.empty()) {
    test.put("filePath", one.where);
  }
  if (one.findings.empty()) return;
  JsonObject extra = test.object("extra");
  write_list(extra, "findings", one.findings);
}

// From the first that began to the last that ended.
struct Times {
  std::int64_t start = 0, stop = 0;
};
Times times_of(ReportedRuns runs) {
  Times times;
  bool known = false;
  for (const Reported& run : runs) {
    const auto start = unix_milliseconds(run.result->started);
    if (!start) continue;
    const std::int64_t stop = *start + milliseconds(run.result->seconds);
    times.start = known ? std::min(times.start, *start) : *start;
    times.stop = known ? std::max(times.stop, stop) : stop;
    known = true;
  }
  return times;
}

void write_summary(JsonObject& results, ReportedRuns runs, const std::vector<CaseSuite>& suites) {
  std::size_t passed = 0, failed = 0, skipped = 0;
  for (const CaseSuite& suite : suites) {
    passed += suite.count(Outcome::passed);
    failed += suite.count(Outcome::failed) + suite.count(Outcome::errored);
    skipped += suite.count(Outcome::skipped);
  }
  const Times times = times_of(runs);
  JsonObject summary = results.object("summary");
  summary.put("tests", passed + failed + skipped);
  summary.put("passed", passed);
  summary.put("failed", failed);
  summary.put("pending", 0);
  summary.put("skipped", skipped);
  summary.put("other", 0);
  summary.put("suites", suites.size());
  summary.put("start", times.start);
  summary.put("stop", times.stop);
  summary.put("duration", times.stop - times.start);
  JsonObject extra = summary.object("extra");
  JsonArray verdicts = extra.array("verdicts");
  for (const Reported& run : runs) {
    JsonObject verdict = verdicts.object();
    verdict.put("run", run_label(*run.result));
    verdict.put("verdict", run.result->verdict);
    verdict.put("exitCode", run.result->exit_code);
  }
}

void write_properties(JsonObject& results, const std::vector<CaseSuite>& suites) {
  JsonObject extra = results.object("extra");
  for (const CaseSuite& suite : suites) {
    if (suite.properties.empty()) continue;
    JsonObject of_suite = extra.object(suite.name);
    for (const auto& [name, value] : suite.properties) of_suite.put(name, value);
  }
}

}  // namespace

std::string to_ctrf(ReportedRuns runs) {
  const std::vector<CaseSuite> suites = suites_of(runs);
  const std::string tool = runs.empty() ? "parity" : runs[0].result->tool;
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    root.put("reportFormat", "CTRF");
    root.put("specVersion", "1.0.0");
    root.put("generatedBy", tool);
    JsonObject results = root.object("results");
    {
      JsonObject object = results.object("tool");
      object.put("name", "parity");
      object.put("version", tool.substr(tool.find(' ') + 1));
    }
    write_summary(results, runs, suites);
    {
      JsonArray tests = results.array("tests");
      for (const CaseSuite& suite : suites)
        for (const Case& one : suite.cases) write_test(tests, suite, one);
    }
    if (runs.size() == 1) {
      JsonObject environment = results.object("environment");
      environment.put("reportName", run_label(*runs[0].result));
      if (!runs[0].result->shard.empty()) environment.put("shardId", runs[0].result->shard);
    }
    write_properties(results, suites);
  }
  return out + "\n";
}

}  // namespace parity::reports
