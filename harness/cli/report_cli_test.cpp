// `parity report`, `--shard` and what is said in GitHub Actions, by the program itself.
#include <fstream>

#include "harness/cli/test_shell.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::size_t times(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(piece, at)) != text.npos; at += piece.size()) ++count;
  return count;
}

// Five scenarios, one of which differs.
void five(const Shell& shell) {
  for (const char* name : {"a1", "a2", "a3", "a4"}) shell.scenario(name, "{ json: a.json }");
  shell.scenario("a5", "{ json: b.json }");
}

const std::vector<std::string> kFive = {"run", "a1.yaml", "a2.yaml", "a3.yaml", "a4.yaml", "a5.yaml"};

Said run_shard(const Shell& shell, const std::string& shard, const std::string& folder) {
  std::vector<std::string> arguments = kFive;
  arguments.insert(arguments.end(), {"--shard", shard, "-o", folder});
  return shell(arguments);
}

// Without what tells one run from another: when it was, how long it took, where it stood.
std::string comparable(const std::string& junit) {
  std::string kept;
  for (std::size_t at = 0; at < junit.size();) {
    const std::size_t end = std::min(junit.find('\n', at), junit.size());
    const std::string line = junit.substr(at, end - at);
    if (line.find("<testcase ") != line.npos) kept += line.substr(0, line.find(" time=")) + "\n";
    if (line.find("<failure ") != line.npos) kept += line + "\n";
    at = end + 1;
  }
  return kept;
}

}  // namespace

TEST_CASE("parity report renders a result again in every format, beside it") {
  const Shell shell;
  REQUIRE(shell({"run", "differs.yaml", "--junit", "--html"}).code == 1);
  const std::string junit = content(shell / "out/junit.xml");
  std::filesystem::remove(shell / "out/junit.xml");
  std::filesystem::remove(shell / "out/report.html");
  std::vector<std::string> arguments = {"report", "out", "--html", "--junit"};
  for (const char* format :
       {"junit-gitlab", "junit-jenkins", "ctrf", "sarif", "tap", "markdown", "github", "gitlab", "ndjson"}) {
    arguments.push_back("--report");
    arguments.push_back(format);
  }
  const Said said = shell(arguments);
  INFO(said.err);
  CHECK(said.code == 1);
  CHECK(said.out.empty());
  CHECK_THAT(said.err, ContainsSubstring("FAIL: 1 difference in 1 table"));
  CHECK(content(shell / "out/junit.xml") == junit);
  CHECK_THAT(content(shell / "out/report.html"), ContainsSubstring("1 difference in 1 table"));
  for (const char* file : {"ctrf.json", "report.sarif", "report.tap", "report.md", "github.txt",
                           "gl-code-quality-report.json", "report.ndjson"}) {
    INFO(file);
    CHECK_THAT(content(shell / "out" / file), ContainsSubstring("f-"));
  }
}

TEST_CASE("parity report of several results makes one document where the format can") {
  const Shell shell;
  shell({"run", "same.yaml", "-o", "first"});
  shell({"run", "differs.yaml", "-o", "second"});
  const Said said = shell({"report", "first", "second/result.json", "--junit", "--html", "-o", "both"});
  INFO(said.err);
  CHECK(said.code == 1);
  const std::string junit = content(shell / "both/junit.xml");
  CHECK_THAT(junit, ContainsSubstring("<testsuite name=\"same: run\""));
  CHECK_THAT(junit, ContainsSubstring("<testsuite name=\"differs: run\""));
  CHECK(std::filesystem::exists(shell / "both/same/report.html"));
  CHECK(std::filesystem::exists(shell / "both/differs/report.html"));
  CHECK(shell({"report", "first"}).code == 0);
}

TEST_CASE("parity report refuses what it cannot do, and writes nothing then") {
  const Shell shell;
  shell({"run", "same.yaml", "-o", "first"});
  shell({"run", "same.yaml", "-o", "second"});
  std::filesystem::create_directory(shell / "empty");
  const auto check = [&](std::vector<std::string> arguments, const std::string& expected) {
    arguments.insert(arguments.begin(), "report");
    arguments.insert(arguments.end(), {"-o", "reports"});
    const Said said = shell(arguments);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, ContainsSubstring(expected));
    CHECK_FALSE(std::filesystem::exists(shell / "reports"));
  };
  check({}, "RESULT is required");
  check({"nowhere"}, "there is no result nowhere");
  check({"empty"}, "there is no result in empty");
  check({"a.json"}, "is no result that this Parity can read");
  check({"first", "--report", "pdf"}, "there is no report format 'pdf'");
  check({"first", "second", "--report", "html=x.html"}, "holds one result, and there are 2");
  check({"first", "second", "--html"}, "two reports would be written to");
  std::filesystem::remove(shell / "second/result.json");
  check({"first", "second"}, "did not end: it left no result.json");
}

TEST_CASE("shards are parts of one run, and together all of it") {
  const Shell shell;
  five(shell);
  REQUIRE(shell({"run", "a1.yaml", "a2.yaml", "a3.yaml", "a4.yaml", "a5.yaml", "-o", "whole"}).code == 1);
  CHECK(run_shard(shell, "1/2", "s1").code == 1);  // a1, a3, a5
  CHECK(run_shard(shell, "2/2", "s2").code == 0);  // a2, a4
  CHECK(std::filesystem::exists(shell / "s1/a3/result.json"));
  CHECK_FALSE(std::filesystem::exists(shell / "s1/a2"));
  CHECK_THAT(content(shell / "s2/a4/result.json"), ContainsSubstring(R"("shard": "2/2")"));
  CHECK(shell({"report", "whole", "--junit", "-o", "of-whole"}).code == 1);
  CHECK(shell({"report", "s2", "s1", "--junit", "-o", "of-shards"}).code == 1);
  const std::string whole = comparable(content(shell / "of-whole/junit.xml"));
  CHECK(comparable(content(shell / "of-shards/junit.xml")) == whole);
  CHECK(times(whole, "<testcase ") == 10);
}

TEST_CASE("a shard that is missing, there twice, of another run or not complete is refused by name") {
  const Shell shell;
  five(shell);
  run_shard(shell, "1/3", "s1");
  run_shard(shell, "2/3", "s2");
  run_shard(shell, "3/3", "s3");
  const auto check = [&](std::vector<std::string> folders, const std::string& expected) {
    folders.insert(folders.begin(), "report");
    const Said said = shell(folders);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, ContainsSubstring(expected));
  };
  CHECK(shell({"report", "s1", "s2", "s3"}).code == 1);
  check({"s1", "s3"}, "the shard 2/3 is missing");
  check({"s1", "s2", "s3", "s2"}, "the shard 2/3 is there twice: in s2 and in s2");
  check({"s1/a1/result.json", "s2", "s3"}, "the shard 1/3 is missing");
  check({"s1/a1/result.json", "s1/a4/result.json"}, "is a part, shard 1/3");
  run_shard(shell, "2/4", "other");
  check({"s1", "other", "s3"}, "are parts of different runs");
  shell({"run", "a1.yaml", "a2.yaml", "--shard", "2/3", "-o", "other"});
  check({"s1", "other", "s3"}, "are parts of different runs");

  const std::string events = content(shell / "s2/a5/events.ndjson");
  shell.write("s2/a5/events.ndjson", events.substr(0, events.rfind("{\"seq\"")));
  check({"s1", "s2", "s3"}, "s2/a5/events.ndjson has no footer");
  shell.write("s2/a5/events.ndjson", events.substr(0, events.size() - 1));
  check({"s1", "s2", "s3"}, "s2/a5/events.ndjson has no footer");
  shell.write("s2/a5/events.ndjson", events);
  CHECK(shell({"report", "s1", "s2", "s3"}).code == 1);
}

TEST_CASE("a shard that stopped before its end says so, and is refused") {
  const Shell shell;
  five(shell);
  shell.scenario("a1", "{ json: b.json }");
  std::vector<std::string> arguments = kFive;
  arguments.insert(arguments.end(), {"--shard", "1/2", "-o", "s1", "-x"});
  CHECK(shell(arguments).code == 1);
  run_shard(shell, "2/2", "s2");
  const Said said = shell({"report", "s1", "s2"});
  CHECK(said.code == 2);
  CHECK_THAT(said.err, ContainsSubstring("the shard 1/2 in s1 did not run all of its part"));
}

TEST_CASE("a shard without any scenario is none of its own fault") {
  const Shell shell;
  const Said said = shell({"run", "same.yaml", "--shard", "2/2", "-o", "s2"});
  CHECK(said.code == 0);
  CHECK_THAT(said.err, ContainsSubstring("shard 2/2: none of 1 scenario or cell falls to it"));
  CHECK_FALSE(std::filesystem::exists(shell / "s2/result.json"));
  CHECK(shell({"run", "same.yaml", "--shard", "1/2", "-o", "s1"}).code == 0);
  CHECK(shell({"report", "s1", "s2"}).code == 0);
  const Said alone = shell({"report", "s2"});
  CHECK(alone.code == 2);
  CHECK_THAT(alone.err, ContainsSubstring("the shard 1/2 is missing"));
}

TEST_CASE("a shard is I of N") {
  const Shell shell;
  for (const char* shard : {"0/2", "3/2", "1", "1/", "/2", "a/b", "1/2/3", "-1/2", "1/99999999"}) {
    const Said said = shell({"run", "same.yaml", "--shard", shard});
    INFO(shard);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, ContainsSubstring("a shard is I/N"));
  }
}

TEST_CASE("in GitHub Actions a run annotates and sums up by itself") {
  const Shell shell;
  shell.write("summary.md", "before\n");
  const Said said =
      shell({"run", "same.yaml", "differs.yaml"},
            {{"GITHUB_ACTIONS", "true"}, {"GITHUB_STEP_SUMMARY", (shell / "summary.md").string()}});
  CHECK(said.code == 1);
  CHECK(times(said.out, "::error file=a.json,line=1,col=30,") == 1);
  CHECK(times(said.out, "::notice ") == 1);
  const std::string summary = content(shell / "summary.md");
  CHECK(summary.starts_with("before\n# Parity\n"));
  CHECK_THAT(summary, ContainsSubstring("FAIL&#58; 1 difference in 1 table"));
  CHECK(shell({"run", "differs.yaml"}).out.empty());  // and nowhere else
}

TEST_CASE("a step summary that cannot be written changes no verdict") {
  const Shell shell;
  const Said said =
      shell({"run", "same.yaml"}, {{"GITHUB_ACTIONS", "true"}, {"GITHUB_STEP_SUMMARY", "/proc/none"}});
  CHECK(said.code == 0);
  CHECK_THAT(said.err, ContainsSubstring("could not be written to /proc/none"));
}
