// Evidence from outside: what it takes to be good, and each way in which it is not.
#include "harness/gates/evidence.h"

#include <chrono>

#include "harness/gates/test_gates.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Outcome;

namespace {

class Looking : public GateFolder {
 public:
  reports::Check look(const std::string& evidence) const {
    const Scenario scenario = load("evidence: { x: { " + evidence + " } }\n");
    return check_evidence(scenario.evidence.at(0), surroundings(),
                          [&](const Command& command, const std::string& name) {
                            ProcessSpec spec;
                            for (const Text& word : command.argv) spec.argv.push_back(word.value);
                            spec.log = *this / (name + ".log");
                            return spec;
                          });
  }
  Outcome outcome(const std::string& evidence) const { return look(evidence).outcome; }
};

const std::string kGreen =
    "<testsuite name='s'><testcase name='a'/><testcase name='b'><skipped/></testcase></testsuite>";

}  // namespace

TEST_CASE("a JUnit file holds when its tests ran and none failed") {
  const Looking folder;
  folder.write("green.xml", kGreen);
  const reports::Check check = folder.look("junit: green.xml, about: unit tests, requirements: [S-1, S-2]");
  CHECK(check.id == "evidence/x");
  CHECK(check.suite == "evidence");
  CHECK(check.name == "unit tests");
  CHECK(check.outcome == Outcome::passed);
  CHECK(check.requirements == std::vector<std::string>{"S-1", "S-2"});
  CHECK(check.detail == "1 of 2 tests skipped");

  folder.write("red.xml",
               "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>");
  CHECK(folder.look("junit: red.xml").outcome == Outcome::failed);
  CHECK(folder.look("junit: red.xml").message == "1 of 2 tests failed: b");
  CHECK(folder.outcome("junit: \"*.xml\"") == Outcome::failed);  // one of several
}

TEST_CASE("no file, no test, only skipped tests: failed; no JUnit: errored") {
  const Looking folder;
  CHECK(folder.outcome("junit: none.xml") == Outcome::failed);
  folder.write("empty.xml", "<testsuites/>");
  CHECK(folder.outcome("junit: empty.xml") == Outcome::failed);
  folder.write("skipped.xml", "<testsuite><testcase name='a'><skipped/></testcase></testsuite>");
  CHECK(folder.outcome("junit: skipped.xml") == Outcome::failed);
  folder.write("counted.xml", "<testsuite failures='1'><testcase name='a'/></testsuite>");
  CHECK(folder.outcome("junit: counted.xml") == Outcome::failed);
  folder.write("cut.xml", "<testsuite><testcase name='a'/>");
  CHECK(folder.outcome("junit: cut.xml") == Outcome::errored);
}

TEST_CASE("evidence that is too old fails, by the file's time or by what it says itself") {
  Looking folder;
  folder.write("now.xml", kGreen);
  CHECK(folder.outcome("junit: now.xml, younger_than: 24h") == Outcome::passed);
  folder.write("copy.xml", "<testsuite timestamp='2020-01-02T03:04:05Z'><testcase name='a'/></testsuite>");
  CHECK(folder.outcome("junit: copy.xml") == Outcome::passed);
  CHECK_THAT(folder.look("junit: copy.xml, younger_than: 24h").message,
             Catch::Matchers::ContainsSubstring("has to be younger than 24 hours"));
  folder.write("odd.xml", "<testsuite timestamp='yesterday'><testcase name='a'/></testsuite>");
  CHECK(folder.outcome("junit: odd.xml, younger_than: 24h") == Outcome::failed);
  folder.now += std::chrono::hours(25);
  CHECK(folder.outcome("junit: now.xml, younger_than: 24h") == Outcome::failed);
  CHECK(folder.outcome("file: now.xml, younger_than: 24h") == Outcome::failed);
  CHECK(folder.outcome("file: now.xml, younger_than: 26h") == Outcome::passed);
  folder.now -= std::chrono::hours(50);
  CHECK_THAT(folder.look("file: now.xml, younger_than: 24h").message,
             Catch::Matchers::ContainsSubstring("from the future"));
}

TEST_CASE("a program holds when it ends with its code") {
  const Looking folder;
  CHECK(folder.outcome("run: [\"true\"]") == Outcome::passed);
  CHECK(folder.outcome("run: [\"false\"]") == Outcome::failed);
  CHECK(folder.outcome("run: [\"false\"], expect_exit: 1") == Outcome::passed);
  CHECK(folder.outcome("run: [no-such-program-here]") == Outcome::errored);
  CHECK(folder.outcome("run: [sh, -c, \"kill -9 $$\"]") == Outcome::errored);
  CHECK(folder.look("run: [sh, -c, \"echo so it is; exit 3\"]").detail == "so it is");
}

TEST_CASE("a file holds by what stands in it, what does not, and whole lines") {
  const Looking folder;
  folder.write("book.md", "# Playbook\r\n### Rollback  \ntext: flip the flag\n");
  CHECK(folder.outcome("file: book.md") == Outcome::passed);
  CHECK(folder.outcome("file: book.md, has: [flip the flag, Playbook]") == Outcome::passed);
  CHECK(folder.outcome("file: book.md, lines: [\"# Playbook\", \"### Rollback\"]") == Outcome::passed);
  CHECK(folder.outcome("file: book.md, lines: \"## Rollback\"") == Outcome::failed);  // has: would find it
  CHECK(folder.outcome("file: book.md, has: [Rollout]") == Outcome::failed);
  CHECK(folder.outcome("file: book.md, lacks: Rollout") == Outcome::passed);
  CHECK(folder.outcome("file: book.md, lacks: flip") == Outcome::failed);
  CHECK(folder.outcome("file: nowhere.md, lacks: flip") == Outcome::failed);
  folder.write("nothing.md", "");
  CHECK(folder.outcome("file: nothing.md") == Outcome::failed);
}
