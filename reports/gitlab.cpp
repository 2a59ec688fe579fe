#include "reports/gitlab.h"

#include <set>

#include <fmt/format.h>

#include "reports/findings.h"
#include "reports/fingerprint.h"
#include "reports/json_writer.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kFindings = 5000;

std::string_view severity_of(const Finding& finding) {
  if (!finding.stands()) return "info";
  return finding.rule == "run" ? "blocker" : finding.rule.starts_with("difference/") ? "major" : "critical";
}

std::string description_of(const Finding& finding) {
  if (!finding.accepted.empty()) return "accepted by " + finding.accepted + ": " + finding.message;
  if (!finding.expected.empty()) return "expected by " + finding.expected + ": " + finding.message;
  return finding.message;
}

void write_issue(JsonArray& issues, const std::string& description, const Finding& finding,
                 const std::string& scenario_file) {
  JsonObject issue = issues.object();
  issue.put("description", description);
  issue.put("check_name", "parity/" + finding.rule);
  issue.put("fingerprint", finding.fingerprint);
  issue.put("severity", severity_of(finding));
  JsonObject location = issue.object("location");
  const Place place =
      finding.places.empty() ? Place{.file = scenario_file, .line = 1} : finding.places.front();
  location.put("path", place.file);
  JsonObject lines = location.object("lines");
  lines.put("begin", place.line);
}

}  // namespace

std::string to_gitlab(ReportedRuns runs) {
  std::string out;
  {
    JsonArray issues(out, JsonLayout::indented);
    std::set<std::string>
        told;  // it shows one of each fingerprint: cells that share a finding share its issue
    std::size_t left = kFindings;
    for (const Reported& run : runs) {
      const Result& result = *run.result;
      const Findings findings = findings_of(result, run.all, left);
      left -= findings.list.size();
      const std::string label = runs.size() > 1 ? run_label(result) + ": " : "";
      for (const Finding& finding : findings.list)
        if (told.insert(finding.fingerprint).second)
          write_issue(issues, label + description_of(finding), finding, result.scenario_file);
      if (findings.left_out == 0) continue;
      const Finding rest{.fingerprint = fingerprint_bytes("and more in " + run_label(result)),
                         .rule = "run",
                         .message = "",
                         .logical = ""};
      write_issue(issues, label + "and " + counted(findings.left_out, "finding") + " more", rest,
                  result.scenario_file);
    }
  }
  return out + "\n";
}

}  // namespace parity::reports
