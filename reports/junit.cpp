#include "reports/junit.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/cases.h"
#include "reports/markup.h"
#include "reports/utf8.h"
#include "reports/visible.h"

namespace parity::reports {
namespace {

std::string time_of(double seconds) { return fmt::format("{:.3f}", seconds > 0 ? seconds : 0.0); }

// Jenkins makes folders of what stands between dots.
std::string class_name(const Case& one, JunitDialect dialect) {
  std::string name = one.suite;
  if (dialect == JunitDialect::jenkins) std::replace(name.begin(), name.end(), '.', '_');
  return "parity." + name;
}

// GitLab shows the text of an element and none of its attributes.
std::string text_of(const Case& one, JunitDialect dialect) {
  if (dialect != JunitDialect::gitlab || one.message.empty()) return one.text;
  return one.text.empty() ? one.message : one.message + "\n\n" + one.text;
}

// The path without its line: GitLab links to it.
std::string file_of(const Case& one) { return one.where.substr(0, one.where.find(':')); }

void write_case(Markup& out, const Case& one, JunitDialect dialect) {
  Attributes attributes = {
      {"name", one.name}, {"classname", class_name(one, dialect)}, {"time", time_of(one.seconds)}};
  if (dialect == JunitDialect::gitlab && !one.where.empty()) attributes.push_back({"file", file_of(one)});
  Element element(out, "testcase", attributes);
  const std::string text = text_of(one, dialect);
  const Attribute message = {"message", one.message};
  switch (one.outcome) {
    case Outcome::passed: break;
    case Outcome::failed: element.child("failure", text, {{"type", one.type}, message}); break;
    case Outcome::errored: element.child("error", text, {{"type", "errored"}, message}); break;
    case Outcome::skipped: element.child("skipped", text, {message}); break;
  }
}

void write_suite(Markup& out, const CaseSuite& suite, JunitDialect dialect) {
  double seconds = 0;
  for (const Case& one : suite.cases) seconds += one.seconds;
  Element element(out, "testsuite",
                  {{"name", suite.name},
                   {"tests", std::to_string(suite.cases.size())},
                   {"failures", std::to_string(suite.count(Outcome::failed))},
                   {"errors", std::to_string(suite.count(Outcome::errored))},
                   {"skipped", std::to_string(suite.count(Outcome::skipped))},
                   {"time", time_of(seconds)},
                   {"timestamp", suite.started}});
  if (!suite.properties.empty()) {
    const Element properties(out, "properties");
    for (const auto& [name, value] : suite.properties)
      out.empty("property", {{"name", name}, {"value", value}});
  }
  for (const Case& one : suite.cases) write_case(out, one, dialect);
}

std::string name_of(ReportedRuns runs) {
  return runs.size() == 1 ? runs[0].result->scenario : "parity, " + std::to_string(runs.size()) + " runs";
}

}  // namespace

std::string to_junit(ReportedRuns runs, JunitDialect dialect) {
  const std::vector<CaseSuite> suites = suites_of(runs);
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const CaseSuite& suite : suites) {
    tests += suite.cases.size();
    failures += suite.count(Outcome::failed);
    errors += suite.count(Outcome::errored);
  }
  double seconds = 0;
  for (const Reported& run : runs) seconds += run.result->seconds;
  Markup out(Markup::Layout::indented);
  out.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  {
    const Element root(out, "testsuites",
                       {{"name", printable(first_code_points(name_of(runs), 200))},
                        {"tests", std::to_string(tests)},
                        {"failures", std::to_string(failures)},
                        {"errors", std::to_string(errors)},
                        {"time", time_of(seconds)}});
    for (const CaseSuite& suite : suites) write_suite(out, suite, dialect);
  }
  return out.take();
}

std::string to_junit(const Result& result) {
  const Reported run{&result, {}};
  return to_junit({&run, 1}, JunitDialect::generic);
}

}  // namespace parity::reports
