// `parity diff` and `parity run --baseline` as a shell calls them.
#include "harness/cli/test_shell.h"
#include "reports/result_json.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

// Runs of one scenario, its target as it stands or with one row that differs more.
class Rehearsals : public Shell {
 public:
  std::string run(const std::string& target, const std::string& folder, std::vector<std::string> more = {}) {
    write("b.json", target);
    scenario("r", "{ json: b.json }");
    std::vector<std::string> arguments = {"run", "r.yaml", "-o", folder};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return (*this)(arguments).err;
  }
};

const std::string kGood = R"([{"id": 1, "name": "Bench"}, {"id": 2, "name": "Rope"}])";
const std::string kOne = R"([{"id": 1, "name": "Bank"}, {"id": 2, "name": "Rope"}])";
const std::string kTwo = R"([{"id": 1, "name": "Bank"}, {"id": 2, "name": "Tau"}])";

}  // namespace

TEST_CASE("diff: 1 where something came back, 0 where nothing did, each finding with what became of it") {
  Rehearsals shell;
  shell.run(kGood, "good");
  shell.run(kOne, "one");
  shell.run(kTwo, "two");
  const Said back = shell({"diff", "one", "two"});
  CHECK(back.code == 1);
  CHECK_THAT(back.out, ContainsSubstring("regressed: 1\n  f-"));
  CHECK_THAT(back.out, ContainsSubstring("value in t.name [2] (source → target)\npersisting: 1\n"));
  CHECK_THAT(back.out, ContainsSubstring("0 new, 1 regressed, 1 persisting, 0 fixed\n"));
  const Said mended = shell({"diff", "two", "one"});
  CHECK(mended.code == 0);
  CHECK_THAT(mended.out, ContainsSubstring("fixed: 1\n  f-"));
  CHECK(shell({"diff", "one", "one"}).code == 0);
  CHECK(shell({"diff", "good", "good"}).code == 0);
}

TEST_CASE("diff: as JSON for machines") {
  Rehearsals shell;
  shell.run(kGood, "good");
  shell.run(kOne, "one");
  const Said said = shell({"diff", "good/result.json", "one/result.json", "--json"});
  CHECK(said.code == 1);
  CHECK_THAT(said.out, ContainsSubstring("\"regressed\": 1"));
  CHECK_THAT(said.out, ContainsSubstring("\"transition\": \"regressed\""));
}

TEST_CASE("diff: masked counts that moved") {
  Rehearsals shell;
  const auto run = [&](const std::string& name, const std::string& folder) {
    shell.write("target.json", R"([{"id": 1, "name": ")" + name + R"("}])");
    shell.write("s.json", R"([{"id": 1, "name": "Bench"}])");
    shell.write("m.yaml",
                "version: 1\nname: m\ndatasets: { source: { json: s.json }, target: { json: target.json } }\n"
                "parity: [{ compare: [source, target], tables: { t: { key: [id], known_as: [s, target], "
                "fields: { name: { trim: both } } } } }]\n");
    shell({"run", "m.yaml", "-o", folder});
  };
  run("Bench", "raw");
  run("Bench ", "padded");
  const Said said = shell({"diff", "raw", "padded"});
  CHECK(said.code == 0);
  CHECK_THAT(said.out, ContainsSubstring("masked by trim: 0, then 1"));
}

TEST_CASE("diff: 2 where the two are not of one scenario or cannot be read, 3 where the later is no answer") {
  Rehearsals shell;
  shell.run(kOne, "one");
  shell.scenario("other", "{ json: b.json }");
  shell({"run", "other.yaml", "-o", "other"});
  const Said other = shell({"diff", "one", "other"});
  CHECK(other.code == 2);
  CHECK_THAT(other.err, ContainsSubstring("not of one scenario: 'r' and 'other'"));
  CHECK(shell({"diff", "one", "none"}).code == 2);
  shell.run(R"([{"id": 1,)", "broken");
  CHECK(shell({"diff", "one", "broken"}).code == 3);
  shell.run(kTwo, "two");
  std::filesystem::remove(shell / "one/differences.ndjson");
  CHECK(shell({"diff", "one", "two"}).code == 1);  // the samples are all of them
}

TEST_CASE("run --baseline: transitions in the files of the run, also over the baseline itself") {
  Rehearsals shell;
  shell.run(kOne, "out");
  shell.run(kTwo, "out", {"--baseline", "out"});
  const reports::Result result = reports::read_result_json(content(shell / "out/result.json"));
  REQUIRE(result.change);
  CHECK(result.change->persisting == 1);
  CHECK(result.change->regressed == 1);
  CHECK(result.change->earlier == "out/result.json");
  CHECK_THAT(content(shell / "out/differences.ndjson"), ContainsSubstring("\"transition\":\"persisting\""));
}
