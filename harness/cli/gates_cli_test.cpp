// Gates and statements as a shell or a CI system meets them.
#include "harness/cli/test_shell.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string kGates =
    "gates:\n  - { name: Data, needs: [parity], requirements: S-1 }\n  - { name: Cutover, needs: [Data] }\n";
const std::string kBook =
    "version: 1\nname: gym\nrequirements:\n  - { id: S-1, text: rows are equal, class: E }\n"
    "  - { id: S-2, text: two, class: E, not_proven: needs a moon }\n";

}  // namespace

TEST_CASE("gates come first in the console, and the last line says GO or NO-GO") {
  const Shell shell;
  shell.scenario("go", "{ json: a.json }", kGates);
  const Said go = shell({"run", "go.yaml", "--html", "--junit"});
  CHECK(go.code == 0);
  CHECK_THAT(go.err, ContainsSubstring("\nGates: GO, 2 of 2 gates passed\n"));
  CHECK_THAT(go.err, ContainsSubstring("\nPASS: GO, 2 of 2 gates passed\n"));
  CHECK_THAT(content(shell / "out/report.html"), ContainsSubstring("id=\"gates\""));
  CHECK_THAT(content(shell / "out/junit.xml"),
             ContainsSubstring("<testsuite name=\"gates\" tests=\"2\" failures=\"0\""));

  shell.scenario("no", "{ json: b.json }", kGates);
  const Said no = shell({"run", "no.yaml"});
  CHECK(no.code == 1);
  CHECK(no.err.find("Gates: NO-GO") < no.err.find("1 table"));
  CHECK_THAT(no.err, ContainsSubstring("exit code 1: gate Data: 1 of 1 table failed: source → target: t\n"));
  CHECK_THAT(no.err, ContainsSubstring("\nFAIL: NO-GO, 0 of 2 gates passed; 1 difference in 1 table\n"));
}

TEST_CASE("exit code 2: a mistake in gates, before anything runs, also by validate") {
  const Shell shell;
  shell.scenario("gates", "{ json: a.json }", "gates: [{ name: A, needs: [pairity] }]\n");
  for (const char* verb : {"validate", "run"}) {
    const Said said = shell({verb, "gates.yaml"});
    CHECK(said.code == 2);
    CHECK_THAT(said.err,
               ContainsSubstring("there is no gate, suite or check 'pairity'\n  --> gates.yaml:9:28"));
  }
  CHECK_FALSE(std::filesystem::exists(shell / "out"));
}

TEST_CASE("coverage tells which statements are checked, and fails where one is forgotten") {
  const Shell shell;
  shell.write("book.yaml", kBook);
  shell.scenario("go", "{ json: a.json }", kGates + "requirements: book.yaml\n");
  Said said = shell({"coverage", "go.yaml"});
  CHECK(said.code == 0);
  CHECK_THAT(said.out, ContainsSubstring("| S-1 | E | rows are equal | *go*: gate Data |"));
  CHECK_THAT(said.out, ContainsSubstring("not checked: needs a moon"));
  CHECK(said.err.empty());

  shell.write("book.yaml", kBook + "  - { id: S-3, text: three, class: D }\n");
  said = shell({"coverage", "go.yaml", "-o", "page.md"});
  CHECK(said.code == 1);
  CHECK(said.out.empty());
  CHECK_THAT(said.err, ContainsSubstring("book.yaml:6: S-3 has neither a check nor a reason\n"));
  CHECK_THAT(content(shell / "page.md"), ContainsSubstring("**not checked, and nobody says why**"));
  CHECK(shell({"coverage", "same.yaml"}).code == 4);  // names no statements
}
