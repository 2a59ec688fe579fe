// `parity replay` as a shell calls it: from a bundle in another folder, with nothing in the environment, and
// where the finding was found.
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
