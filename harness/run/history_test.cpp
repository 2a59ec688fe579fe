// Histories: a line for each run, in one write, and a page of the last hundred.
#include "harness/run/history.h"

#include <sys/wait.h>

#include "harness/environment/environment_test.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

reports::Result result_of(std::uint64_t findings) {
  reports::Result result;
  result.tool = "parity 0.1.0";
  result.scenario = "s";
  result.cell = "defect=<b>";
  result.started = "2026-11-20T20:00:00Z";
  result.verdict = "FAIL \"quoted\" <script>";
  result.outcome = findings > 0 ? reports::Outcome::failed : reports::Outcome::passed;
  result.totals.differences = findings;
  result.totals.rows = 10;
  result.totals.masked = 3;
  result.seconds = 1.23456;
  return result;
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("each run adds one line, and the page plots them oldest first") {
  const TestFolder folder;
  add_to_history(folder / "h", "s", result_of(2));
  add_to_history(folder / "h", "s", result_of(0));
  const std::string lines = content(folder / "h/s.ndjson");
  CHECK(count(lines, "\n") == 2);
  CHECK_THAT(lines, ContainsSubstring("\"findings\":2,\"masked\":3,\"rows\":10,\"seconds\":1.235}\n"));
  const std::string page = content(folder / "h/s.html");
  CHECK_THAT(page, ContainsSubstring("points=\"2.0,2.0 482.0,50.0 \""));
  CHECK_THAT(page, ContainsSubstring("findings over 2 runs: last 0, most 2"));
  CHECK(count(page, "<script>") == 0);
}

TEST_CASE("checks that are not green are findings of a history") {
  reports::Result result = result_of(1);
  result.checks.resize(3);
  result.checks[0].outcome = reports::Outcome::failed;
  result.checks[1].outcome = reports::Outcome::skipped;
  CHECK(reports::history_point(result).findings == 2);
}

TEST_CASE("of a long history the page has the last hundred, the file all") {
  const TestFolder folder;
  for (std::uint64_t i = 0; i < 120; ++i) add_to_history(folder.path(), "s", result_of(i));
  CHECK(count(content(folder / "s.ndjson"), "\n") == 120);
  const std::string page = content(folder / "s.html");
  CHECK_THAT(page, ContainsSubstring("The last 100 runs"));
  CHECK_THAT(page, ContainsSubstring("last 119, most 119"));
}

TEST_CASE("runs at the same time do not mix their lines") {
  const TestFolder folder;
  std::vector<pid_t> runs;
  for (int r = 0; r < 4; ++r) {
    runs.push_back(::fork());
    if (runs.back() != 0) continue;
    for (int i = 0; i < 10; ++i) add_to_history(folder.path(), "s", result_of(1));
    ::_exit(0);
  }
  for (const pid_t run : runs) ::waitpid(run, nullptr, 0);
  const std::string lines = content(folder / "s.ndjson");
  CHECK(count(lines, "\n") == 40);
  CHECK(count(lines, "{\"version\":1,") == 40);
  CHECK(count(lines, "1.235}\n") == 40);
}

TEST_CASE("a line that is none, and a folder that cannot be written to, are told") {
  const TestFolder folder;
  std::ofstream(folder / "s.ndjson") << "{\"started\":1}\n";
  const auto refused = [&](const std::filesystem::path& where) {
    try {
      add_to_history(where, "s", result_of(0));
    } catch (const Error& error) { return std::string(error.what()); }
    return std::string("nothing was thrown");
  };
  CHECK_THAT(refused(folder.path()),
             ContainsSubstring("s.ndjson:1 is no line of a history: started is no text"));
  CHECK_THAT(refused(folder / "s.ndjson"), ContainsSubstring("cannot write to the history"));
}
