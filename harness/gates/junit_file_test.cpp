// JUnit as tools write it, and what is none.
#include "harness/gates/junit_file.h"

#include "harness/error.h"
#include "harness/gates/test_gates.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

JunitFile read(const std::string& xml) {
  const GateFolder folder;
  folder.write("x.xml", xml);
  return read_junit(folder / "x.xml");
}

std::string refused(const std::string& xml) {
  try {
    read(xml);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("cases are counted through suites of suites") {
  const JunitFile file = read(
      "<?xml version=\"1.0\"?><testsuites><testsuite name='a' tests='9' timestamp='2026-01-02T03:04:05'>"
      "<testcase classname='k' name='one'/><testcase name='two'><failure message='no'/></testcase>"
      "<testsuite name='b' timestamp='2026-01-01T00:00:00Z'><testcase classname='m' "
      "name='three'><error/></testcase>"
      "<testcase name='four'><skipped/></testcase></testsuite></testsuite></testsuites>");
  CHECK(file.tests == 4);
  CHECK(file.skipped == 1);
  CHECK(file.failed == std::vector<std::string>{"two", "m: three"});
  CHECK(file.started == "2026-01-01T00:00:00Z");
  CHECK(file.contradictions.empty());
}

TEST_CASE("a suite that counts failures and shows none contradicts itself") {
  CHECK(read("<testsuite name='a' failures='1'><testcase name='x'/></testsuite>").contradictions.size() == 1);
  CHECK(read("<testsuite name='a' errors='2'/>").contradictions.size() == 1);
  CHECK(read("<testsuite name='a' failures='0' errors=''><testcase name='x'/></testsuite>")
            .contradictions.empty());
}

TEST_CASE("what is no JUnit is refused") {
  CHECK_THAT(refused("<testsuite><testcase name='x'/>"),
             Catch::Matchers::ContainsSubstring("not well-formed"));
  CHECK_THAT(refused(""), Catch::Matchers::ContainsSubstring("not well-formed"));
  CHECK_THAT(refused("{\"tests\": 1}"), !Catch::Matchers::Equals(""));
  CHECK_THAT(refused("<html><testcase name='x'/></html>"),
             Catch::Matchers::ContainsSubstring("its root is <html>"));
  CHECK_THAT(refused("<testsuite failures='some'/>"), Catch::Matchers::ContainsSubstring("is no count"));
  CHECK_THAT(refused("<testsuite/><testsuite/>"), Catch::Matchers::ContainsSubstring("behind its root"));
}
