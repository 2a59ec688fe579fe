#include "reports/tap.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/cases.h"
#include "reports/json_writer.h"
#include "reports/redact.h"

namespace parity::reports {
namespace {

// Of a test point's description: a bare "#" begins a directive.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : redact(text)) {
    if (c == '#' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

// JSON's strings are YAML's too.
std::string quoted(std::string_view text) { return quote_json(redact(text)); }

void put(std::string& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out += fmt::format("  {}: {}\n", name, quoted(text));
}

void put_lines(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += fmt::format("  {}:\n", name);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += fmt::format("    - {}\n", quoted(text.substr(at, end - at)));
    at = end + 1;
  }
}

void put_block(std::string& out, const Case& one) {
  out += "  ---\n";
  put(out, "message", one.message);
  put(out, "severity", one.outcome == Outcome::errored ? "error" : "fail");
  put(out, "at", one.where);
  if (!one.findings.empty()) out += "  findings:\n";
  for (const std::string& id : one.findings) out += fmt::format("    - {}\n", quoted(id));
  put_lines(out, "text", one.text);
  out += "  ...\n";
}

void put_point(std::string& out, std::size_t number, const CaseSuite& suite, const Case& one) {
  const bool red = one.outcome == Outcome::failed || one.outcome == Outcome::errored;
  out += fmt::format("{} {} - {}: {}", red ? "not ok" : "ok", number, escaped(suite.name), escaped(one.name));
  if (one.outcome == Outcome::skipped) out += " # SKIP " + escaped(one.message);
  out += '\n';
  if (red) put_block(out, one);
}

}  // namespace

std::string to_tap(ReportedRuns runs) {
  const std::vector<CaseSuite> suites = suites_of(runs);
  std::size_t points = 0, number = 0;
  for (const CaseSuite& suite : suites) points += suite.cases.size();
  std::string out = fmt::format("TAP version 14\n1..{}\n", points);
  for (const CaseSuite& suite : suites) {
    for (const auto& [name, value] : suite.properties)
      out += fmt::format("# {}: {} {}\n", suite.name, name, redact(value));
    for (const Case& one : suite.cases) put_point(out, ++number, suite, one);
  }
  return out;
}

}  // namespace parity::reports
