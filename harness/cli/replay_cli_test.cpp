// `parity replay` as a shell calls it: from a bundle in another folder, with nothing in the environment, and
// where the finding was found.
#include <set>

#include "harness/cli/test_shell.h"
#include "reports/result_json.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

class Bundled : public Shell {
 public:
  Bundled() {
    write("c.yaml", "version: 1\nname: c\ntables: { t: { key: [id], known_as: [a, b] } }\n");
    write("lax.yaml",
          "version: 1\nname: c\ntables: { t: { key: [id], known_as: [a, b], fields: { name: { trim: end } } "
          "} }\n");
    write("r.yaml",
          "version: 1\nname: r\ncontract: c.yaml\n"
          "datasets: { source: { json: a.json }, target: { json: b.json } }\n"
          "parity: [{ compare: [source, target] }]\n");
    CHECK((*this)({"run", "r.yaml"}).code == 1);
    const std::string line = content(*this / "out/differences.ndjson");
    fingerprint = reports::read_difference_json(line.substr(0, line.find('\n'))).fingerprint;
    std::filesystem::create_directory(*this / "elsewhere");
    std::filesystem::rename(*this / "out/bundle.zip", *this / "elsewhere/bundle.zip");
  }
  // Nothing but the bundle is left.
  void alone() const {
    for (const char* name : {"a.json", "b.json", "c.yaml", "r.yaml", "out"})
      std::filesystem::remove_all(*this / name);
  }
  std::string fingerprint;
};

}  // namespace

TEST_CASE("replay: a bundle shows its finding again with nothing else there, in under a second") {
  const Bundled shell;
  shell.alone();
  const auto start = std::chrono::steady_clock::now();
  const Said said = shell({"replay", "elsewhere/bundle.zip", shell.fingerprint});
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));  // a loaded machine's second
  CHECK(said.code == 1);
  CHECK_THAT(said.out, ContainsSubstring("t.name: 1 value differs"));
  CHECK_THAT(said.out, ContainsSubstring("\"Rope·\""));
  CHECK_THAT(said.out, ContainsSubstring("1 finding replayed: 1 again, 0 with other values, 0 not any more"));
}

TEST_CASE("replay: a rule that hides the finding is tried on the bundle") {
  const Bundled shell;
  const Said said = shell({"replay", "elsewhere/bundle.zip", "--contract", "lax.yaml"});
  CHECK(said.code == 0);
  CHECK_THAT(said.out, ContainsSubstring(shell.fingerprint + ": not found any more: value in t.name [2]"));
  CHECK(shell({"replay", "elsewhere/bundle.zip", "--contract", "c.yaml"}).code == 1);
}

TEST_CASE("replay: 3 where the bundle cannot be read, 2 where it has no such finding") {
  const Bundled shell;
  CHECK(shell({"replay", "none.zip"}).code == 3);
  CHECK(shell({"replay", "a.json"}).code == 3);
  std::string bytes = content(shell / "elsewhere/bundle.zip");
  shell.write("half.zip", bytes.substr(0, bytes.size() / 2));
  CHECK(shell({"replay", "half.zip"}).code == 3);
  bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 0x55);
  shell.write("damaged.zip", bytes);
  CHECK(shell({"replay", "damaged.zip"}).code == 3);
  const Said other = shell({"replay", "elsewhere/bundle.zip", "f-0000000000000000"});
  CHECK(other.code == 2);
  CHECK_THAT(other.err, ContainsSubstring("holds no finding f-0000000000000000"));
}

TEST_CASE("replay: with --result, where it was found") {
  const Bundled shell;
  const Said again = shell({"replay", shell.fingerprint, "--result", "out"});
  CHECK(again.code == 1);
  CHECK_THAT(again.out, ContainsSubstring(shell.fingerprint + ": found again"));
  shell.write("b.json", R"([{"id": 1, "name": "Bench"}, {"id": 2, "name": "Rope"}])");
  const Said mended = shell({"replay", shell.fingerprint, "--result", "out"});
  CHECK(mended.code == 0);
  CHECK_THAT(mended.out, ContainsSubstring("not found any more"));
  CHECK(shell({"replay", "elsewhere/bundle.zip", "--result", "out"}).code == 2);
}

TEST_CASE("bundle: written where a comparison fails, always with --bundle, never with --no-bundle") {
  const Bundled shell;
  CHECK(shell({"run", "same.yaml"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(shell / "out/bundle.zip"));
  shell({"run", "r.yaml"});
  CHECK(std::filesystem::exists(shell / "out/bundle.zip"));
  CHECK(content(shell / "out/bundle.zip").size() < 20'000);
  shell({"run", "r.yaml", "--no-bundle"});
  CHECK_FALSE(std::filesystem::exists(shell / "out/bundle.zip"));
  shell.write("expected.yaml",
              content(shell / "r.yaml") + "expect: { findings: [{ table: t, field: name, kind: value }] }\n");
  CHECK(shell({"run", "expected.yaml"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(shell / "out/bundle.zip"));
  CHECK(shell({"run", "expected.yaml", "--bundle"}).code == 0);
  CHECK(shell({"replay", "out/bundle.zip"}).code == 1);
}

TEST_CASE("replay: a check is held again against what its steps got, with the program gone") {
  const Shell shell;
  shell.write("suite.yaml",
              "version: 1\nsuite: smoke\nchecks:\n"
              "  - id: green\n    steps: [{ run: [echo, '1'], expect: { stdout: \"1\\n\" } }]\n"
              "  - id: red\n    steps: [{ run: [cat, answer], expect: { stdout: \"yes\\n\" } }]\n");
  shell.write("answer", "no\n");
  shell.write("s.yaml", "version: 1\nname: s\nsuites: [suite.yaml]\n");
  CHECK(shell({"run", "s.yaml"}).code == 1);
  const Said live = shell({"replay", "out/bundle.zip", "smoke/red", "--live"});
  CHECK(live.code == 1);
  shell.write("answer", "yes\n");
  CHECK(shell({"replay", "out/bundle.zip", "smoke/red", "--live"}).code == 0);
  std::filesystem::remove(shell / "suite.yaml");
  std::filesystem::remove(shell / "s.yaml");
  const Said said = shell({"replay", "out/bundle.zip", "smoke/red"});
  CHECK(said.code == 1);
  CHECK_THAT(said.out, ContainsSubstring("smoke/red: red\n"));
  CHECK_THAT(said.out, ContainsSubstring("✗ run cat answer: stdout"));
  CHECK_THAT(said.out, ContainsSubstring("1 check replayed: 1 red again"));
  CHECK(shell({"replay", "out/bundle.zip"}).code == 1);
  CHECK(shell({"replay", "out/bundle.zip", "smoke/green"}).code == 2);
}

TEST_CASE("history: a line for each run of each scenario") {
  const Shell shell;
  shell({"run", "differs.yaml", "--history", "h"});
  shell({"run", "differs.yaml", "--history", "h"});
  shell({"run", "same.yaml", "--history", "h"});
  CHECK(lines(shell / "h/differs.ndjson").size() == 2);
  CHECK(lines(shell / "h/same.ndjson").size() == 1);
  CHECK_THAT(content(shell / "h/differs.html"), ContainsSubstring("The last 2 runs"));
}

TEST_CASE("replay: every kind of finding, through a chain, references, late columns and broken orders") {
  const Shell shell;
  // The sample of a JSON table ends before the column `late` comes.
  std::string many_a, many_b;
  for (int i = 0; i < 700; ++i) {
    const std::string row = "{\"id\": " + std::to_string(i) + ", \"v\": " + std::to_string(i) + ".50";
    many_a += (i ? "," : "") + row + (i == 650 ? ", \"late\": \"x\"}" : "}");
    many_b += (i ? "," : "") + row + (i == 640 || i == 650 ? ", \"late\": \"y\"}" : "}");
  }
  const auto dataset = [](const std::string& people, const std::string& pets, const std::string& more) {
    return "{\"people\": [" + people + "], \"pets\": [" + pets + "]" + more + "}";
  };
  shell.write(
      "one.json",
      dataset(
          R"({"no": 1, "email": "a@x"}, {"no": 2, "email": "b@x"}, {"no": 3, "email": "c@x"})",
          R"({"id": 1, "owner": 1, "n": 1.0, "tags": ["a", "b"]}, {"id": 2, "owner": 2, "n": 2, "tags": []},
                         {"id": 3, "owner": 3, "n": 3, "tags": {"x": 1}}, {"id": 4, "owner": 1, "n": 12345678901234567890.5}, {"id": 5, "owner": 9, "n": 5})",
          ", \"many\": [" + many_a + "], \"only_one\": [{\"id\": 1}]"));
  shell.write(
      "two.json",
      dataset(
          R"({"no": 11, "email": "a@x"}, {"no": 12, "email": "b@x"}, {"no": 13, "email": "c@x"})",
          R"({"id": 2, "owner": 11, "n": "2", "tags": null, "new": 1}, {"id": 1, "owner": 11, "n": 1.00, "tags": ["b", "a"]},
                         {"id": 3, "owner": 13, "n": 3, "tags": {"x": 2}}, {"id": 3, "owner": 13, "n": 3, "tags": {"x": 2}},
                         {"id": null, "owner": 12, "n": 7}, {"id": 4, "owner": 11, "n": 12345678901234567890.6})",
          ", \"many\": [" + many_b + "]"));
  shell.write(
      "three.json",
      dataset(R"({"no": 1, "email": "a@x"}, {"no": 2, "email": "b@x"}, {"no": 2, "email": "z@x"})",
              R"({"id": 1, "owner": 1, "n": 1, "tags": ["a", "b"]}, {"id": 2, "owner": 2, "n": 2, "tags": []},
                         {"id": 6, "owner": 1, "n": 3, "tags": []})",
              ", \"many\": [" + many_a + "]"));
  shell.write("zoo.yaml",
              "version: 1\nname: zoo\ndatasets:\n"
              "  one: { json: one.json, tables: '' }\n"
              "  two: { json: two.json, tables: '', ordered: true }\n"
              "  three: { json: three.json, tables: '', ordered: true }\n"
              "contract: { name: zoo, tables: { people: { key: [email] }, many: { key: [id], fields: { late: "
              "{ trim: both } } },\n"
              "  pets: { key: [id], order: [id], fields: { owner: { references: { table: people, column: no "
              "} } } } } }\n"
              "parity: [{ chain: [one, two, three] }]\n");
  const Said run = shell({"run", "zoo.yaml"});
  INFO(run.err);
  REQUIRE(run.code == 1);
  std::set<std::string> kinds, fingerprints;
  for (const std::string& line : lines(shell / "out/differences.ndjson")) {
    const reports::Difference found = reports::read_difference_json(line);
    kinds.insert(std::string(reports::kind_name(found.kind)));
    fingerprints.insert(found.fingerprint);
  }
  CHECK(kinds.size() >= 12);
  std::filesystem::rename(shell / "out/bundle.zip", shell / "bundle.zip");
  for (const char* name : {"one.json", "two.json", "three.json", "zoo.yaml", "out"})
    std::filesystem::remove_all(shell / name);
  const Said said = shell({"replay", "bundle.zip", "-q"});
  const std::string count = std::to_string(fingerprints.size());
  CHECK_THAT(said.out, ContainsSubstring(count + " findings replayed: " + count + " again, 0 with"));
  CHECK(shell({"replay", "bundle.zip"}).out == shell({"replay", "bundle.zip"}).out);
}
