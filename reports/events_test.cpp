#include "reports/events.h"

#include <sstream>
#include <system_error>

#include <simdjson.h>

#include "normalizers/test.h"
#include "reports/samples.h"
#include "reports/test_files.h"

namespace parity::reports {
namespace {

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::istringstream in(read_file(file));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("events have a sequence number each and end with a footer that counts them") {
  const Scratch scratch;
  const Result result = samples::failing();
  {
    EventLog log(scratch.path / "events.ndjson");
    log.run_started(result);
    for (const DatasetResult& dataset : result.datasets) log.dataset_read(dataset);
    for (const ComparisonResult& comparison : result.comparisons)
      for (const TableResult& table : comparison.tables) {
        log.table_compared(comparison.name, table);
        for (const Difference& difference : table.samples) log.difference(difference);
      }
    for (const Check& check : result.checks) log.check(check);
    log.run_finished(result);
  }
  const auto lines = lines_of(scratch.path / "events.ndjson");
  simdjson::dom::parser parser;
  std::uint64_t sequence = 0;
  for (const std::string& line : lines) CHECK(std::uint64_t(parser.parse(line)["seq"]) == ++sequence);
  const simdjson::dom::element footer = parser.parse(lines.back());
  CHECK(std::string_view(footer["event"]) == "run_finished");
  CHECK(bool(footer["complete"]));
  CHECK(std::uint64_t(footer["totals"]["differences"]) == result.totals.differences);
  CHECK(std::uint64_t(footer["events"]["dataset_read"]) == 3);
  CHECK(std::uint64_t(footer["events"]["difference"]) + 1 + 3 + 17 + 3 + 1 == lines.size());
}

TEST_CASE("causes and entries of the ledger are events before the footer") {
  const Scratch scratch;
  const Result result = samples::explained();
  EventLog(scratch.path / "events.ndjson").run_finished(result);
  const auto lines = lines_of(scratch.path / "events.ndjson");
  REQUIRE(lines.size() == result.clusters.size() + result.accepted.size() + 1);
  CHECK_THAT(lines[0], Catch::Matchers::ContainsSubstring("\"event\":\"cause\",\"id\":\"c-41d0a7\""));
  CHECK_THAT(lines[5], Catch::Matchers::ContainsSubstring("\"event\":\"accepted\",\"id\":\"A-014\""));
  CHECK_THAT(lines.back(), Catch::Matchers::ContainsSubstring("\"events\":{\"accepted\":4,\"cause\":5}"));
}

TEST_CASE("what happened before an interruption can be read, and has no footer") {
  const Scratch scratch;
  EventLog log(scratch.path / "events.ndjson");
  log.run_started(samples::passing());
  log.table_compared("source → database", samples::passing().comparisons[0].tables[0]);
  const auto lines = lines_of(scratch.path / "events.ndjson");  // while the log is still open
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].find("\"complete\"") == std::string::npos);
}

TEST_CASE("an event log that cannot be written says so") {
  CHECK_THROWS_AS(EventLog("/nonexistent/events.ndjson"), std::system_error);
  if (std::filesystem::exists("/dev/full")) {
    EventLog log("/dev/full");
    CHECK_THROWS_AS(log.run_started(samples::passing()), std::system_error);
  }
}

}  // namespace parity::reports
