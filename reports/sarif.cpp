#include "reports/sarif.h"

#include <cctype>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "reports/findings.h"
#include "reports/json_writer.h"
#include "reports/redact.h"
#include "reports/utc_time.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kResults = 5000;  // of all runs together
constexpr std::size_t kText = 600;      // code points
constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// A path as a URI reference: what has a meaning there or is not ASCII is percent-encoded.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 &&
        (std::isalnum(byte) || std::string_view("-._~/@!$&'()*+,;=").find(c) != std::string::npos))
      uri += c;
    else
      uri += fmt::format("%{:02X}", byte);
  }
  return uri;
}

// In messages "[text](target)" is a link, and data is none.
void write_text(JsonObject& out, std::string_view name, std::string_view text) {
  JsonObject message = out.object(name);
  const std::string open = redact(text);
  std::string shown(first_code_points(open, kText));
  for (std::size_t at = 0; (at = shown.find("](", at)) != shown.npos;) shown.insert(at + 1, 1, ' ');
  message.put("text", shown);
}

void write_physical(JsonObject& location, const Place& place) {
  JsonObject physical = location.object("physicalLocation");
  {
    JsonObject artifact = physical.object("artifactLocation");
    artifact.put("uri", uri_of(place.file));
  }
  JsonObject region = physical.object("region");
  region.put("startLine", place.line);
  if (place.column > 0) region.put("startColumn", place.column);
}

// The place of the source first. Without any the scenario stands for it: hosts show nothing that has no file.
void write_locations(JsonObject& out, const Finding& finding, const std::string& scenario_file) {
  {
    JsonArray locations = out.array("locations");
    JsonObject location = locations.object();
    write_physical(location,
                   finding.places.empty() ? Place{.file = scenario_file, .line = 1} : finding.places.front());
    JsonArray logical = location.array("logicalLocations");
    JsonObject name = logical.object();
    name.put("fullyQualifiedName", finding.logical);
  }
  if (finding.places.size() < 2) return;
  JsonArray related = out.array("relatedLocations");
  JsonObject location = related.object();
  write_physical(location, finding.places[1]);
  write_text(location, "message", "the target");
}

std::string_view baseline_state(Transition transition) {
  switch (transition) {
    case Transition::none: return {};
    case Transition::fresh:
    case Transition::regressed: return "new";
    case Transition::persisting: return "unchanged";
  }
  return {};
}

void write_suppression(JsonObject& out, const Finding& finding, const Result& result) {
  JsonArray suppressions = out.array("suppressions");
  if (finding.stands()) return;
  JsonObject suppression = suppressions.object();
  suppression.put("kind", "external");
  suppression.put("status", "accepted");
  std::string why = "expected by " + finding.expected;
  for (const AcceptedEntry& entry : result.accepted)
    if (!finding.accepted.empty() && entry.id == finding.accepted)
      why = fmt::format("{}: {}", entry.id, entry.why);
  if (finding.expected.empty() && why.starts_with("expected by")) why = finding.accepted;
  const std::string shown = redact(why);
  suppression.put("justification", first_code_points(shown, kText));
}

void write_result(JsonArray& results, const Finding& finding, const Result& result,
                  const std::map<std::string, std::size_t>& rules) {
  JsonObject out = results.object();
  out.put("ruleId", finding.rule);
  out.put("ruleIndex", rules.at(finding.rule));
  out.put("level", finding.stands() ? "error" : "note");
  write_text(out, "message", finding.message);
  write_locations(out, finding, result.scenario_file);
  {
    JsonObject fingerprints = out.object("partialFingerprints");
    fingerprints.put("parity/v1", finding.fingerprint);
  }
  if (finding.count > 1) out.put("occurrenceCount", finding.count);
  if (const std::string_view state = baseline_state(finding.transition); !state.empty())
    out.put("baselineState", state);
  write_suppression(out, finding, result);
}

void write_fixed(JsonArray& results, const Fixed& fixed) {
  JsonObject out = results.object();
  out.put("kind", "pass");
  out.put("level", "none");
  write_text(out, "message", fixed.sentence);
  {
    JsonObject fingerprints = out.object("partialFingerprints");
    fingerprints.put("parity/v1", fixed.id);
  }
  out.put("baselineState", "absent");
}

std::map<std::string, std::size_t> write_driver(JsonObject& run, const Result& result) {
  std::map<std::string, std::size_t> index;
  JsonObject tool = run.object("tool");
  JsonObject driver = tool.object("driver");
  driver.put("name", "Parity");
  driver.put("version", result.tool.substr(result.tool.find(' ') + 1));
  JsonArray rules = driver.array("rules");
  for (const FindingRule& rule : finding_rules()) {
    index.emplace(rule.id, index.size());
    JsonObject out = rules.object();
    out.put("id", rule.id);
    write_text(out, "shortDescription", rule.meaning);
  }
  return index;
}

void write_invocation(JsonObject& run, const Result& result, std::uint64_t left_out) {
  JsonArray invocations = run.array("invocations");
  JsonObject out = invocations.object();
  out.put("executionSuccessful", result.exit_code <= 1);
  out.put("exitCode", result.exit_code);
  out.put("exitCodeDescription", result.exit_reason);
  if (const auto start = unix_milliseconds(result.started)) {
    out.put("startTimeUtc", spell_utc(*start));
    out.put("endTimeUtc", spell_utc(*start + std::llround(result.seconds * 1000)));
  }
  JsonArray notifications = out.array("toolExecutionNotifications");
  if (left_out == 0) return;
  JsonObject notification = notifications.object();
  notification.put("level", "warning");
  write_text(notification, "message",
             counted(left_out, "further finding") + " left out; differences.ndjson has all of them");
}

std::string spell_id(const Result& result) { return "parity/" + run_label(result) + "/"; }

// Returns how many results it wrote.
std::size_t write_run(JsonArray& runs, const Reported& reported, std::size_t most) {
  const Result& result = *reported.result;
  const Findings findings = findings_of(result, reported.all, most);
  JsonObject run = runs.object();
  const std::map<std::string, std::size_t> rules = write_driver(run, result);
  {
    JsonObject details = run.object("automationDetails");
    details.put("id", spell_id(result));
    write_text(details, "description", result.verdict);
  }
  write_invocation(run, result, findings.left_out);
  run.put("columnKind", "unicodeCodePoints");
  JsonArray results = run.array("results");
  for (const Finding& finding : findings.list) write_result(results, finding, result, rules);
  if (result.change)
    for (const Fixed& fixed : result.change->samples) write_fixed(results, fixed);
  return findings.list.size();
}

}  // namespace

std::string to_sarif(ReportedRuns runs) {
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    root.put("$schema", kSchema);
    root.put("version", "2.1.0");
    JsonArray list = root.array("runs");
    std::size_t left = kResults;
    for (const Reported& run : runs) left -= write_run(list, run, left);
  }
  return out + "\n";
}

}  // namespace parity::reports
