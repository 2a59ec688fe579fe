// Certificates: what is signed holds, and whatever is changed behind it is seen.
#include <filesystem>
#include <iterator>

#include "harness/cli/test_shell.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

// Two pairs, made anew.
void make_keys(const Shell& shell) {
  for (const std::string name : {"ours", "theirs"}) {
    ProcessSpec spec;
    spec.argv = {"openssl", "genpkey", "-algorithm", "ed25519", "-out", name + ".pem"};
    spec.directory = shell / "";
    spec.log = shell / "openssl.log";
    REQUIRE(run_process(spec, std::chrono::seconds(20)).code == 0);
    spec.argv = {"openssl", "pkey", "-in", name + ".pem", "-pubout", "-out", name + ".pub.pem"};
    REQUIRE(run_process(spec, std::chrono::seconds(20)).code == 0);
  }
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a certificate is genuine until it, its key or what it is of is another") {
  const Shell shell;
  make_keys(shell);
  CHECK(shell({"run", "same.yaml", "--certificate", "ours.pem"}).code == 0);
  const std::string certificate = text_of(shell / "out" / "certificate.json");
  const auto verify = [&](const char* key) {
    return shell({"verify", "out/certificate.json", "out", "--key", key});
  };
  const Said genuine = verify("ours.pub.pem");
  CHECK(genuine.code == 0);
  CHECK_THAT(genuine.err, ContainsSubstring("genuine: same by parity"));
  CHECK_THAT(verify("theirs.pub.pem").err, ContainsSubstring("the signature is not of this key"));
  CHECK(verify("theirs.pub.pem").code == 1);

  const std::string result = text_of(shell / "out" / "result.json");
  shell.write("out/result.json", result + " ");
  CHECK_THAT(verify("ours.pub.pem").err, ContainsSubstring("is not the file that was certified"));
  CHECK(verify("ours.pub.pem").code == 1);
  shell.write("out/result.json", result);
  shell.write("out/differences.ndjson", "{}\n");
  CHECK(verify("ours.pub.pem").code == 1);
  shell.write("out/differences.ndjson", "");
  CHECK(verify("ours.pub.pem").code == 0);

  std::string changed = certificate;
  const std::size_t at = changed.find("\"payload\": \"") + 40;
  changed[at] = changed[at] == 'A' ? 'B' : 'A';
  shell.write("out/certificate.json", changed);
  CHECK(verify("ours.pub.pem").code != 0);
}

TEST_CASE("a certificate of a run that is red says so, and one of a part says that") {
  const Shell shell;
  make_keys(shell);
  CHECK(shell({"run", "differs.yaml", "--certificate", "ours.pem"}).code == 1);
  const Said red = shell({"verify", "out/certificate.json", "out", "--key", "ours.pub.pem"});
  CHECK(red.code == 1);
  CHECK_THAT(red.err, ContainsSubstring("FAIL"));
  CHECK(shell({"run", "same.yaml", "--key", "1", "--certificate", "ours.pem"}).code == 0);
  const Said part = shell({"verify", "out/certificate.json", "out", "--key", "ours.pub.pem"});
  CHECK_THAT(part.err, ContainsSubstring("a part only: --key 1"));
}

TEST_CASE("a gate can rest on a certificate") {
  const Shell shell;
  make_keys(shell);
  CHECK(shell({"run", "same.yaml", "--certificate", "ours.pem", "-o", "rehearsal"}).code == 0);
  const auto cutover = [&](const char* key, const char* more) {
    shell.scenario("cutover", "{ json: a.json }",
                   std::string("evidence:\n  rehearsal: { certificate: rehearsal/certificate.json, key: ") +
                       key + more + " }\ngates:\n  - { name: Go, needs: [evidence/rehearsal] }\n");
    return shell({"run", "cutover.yaml"});
  };
  CHECK(cutover("ours.pub.pem", ", younger_than: 1h").code == 0);
  CHECK(cutover("theirs.pub.pem", "").code == 1);
  CHECK_THAT(cutover("ours.pub.pem", ", younger_than: 1ms").err, ContainsSubstring("has to be younger"));
  CHECK(cutover("no-such.pem", "").code == 3);
  CHECK(shell({"run", "differs.yaml", "--certificate", "ours.pem", "-o", "rehearsal"}).code == 1);
  CHECK_THAT(cutover("ours.pub.pem", "").err, ContainsSubstring("certifies: FAIL"));
}

TEST_CASE("a key that is none ends with 2, before anything runs") {
  const Shell shell;
  make_keys(shell);
  shell.write("no.pem", "no key\n");
  for (const char* key : {"no.pem", "missing.pem", "ours.pub.pem"}) {
    const Said said = shell({"run", "same.yaml", "--certificate", key});
    CHECK(said.code == 2);
    CHECK_FALSE(std::filesystem::exists(shell / "out"));
  }
  CHECK(shell({"run", "same.yaml", "--certificate", "ours.pem"}).code == 0);
  CHECK(shell({"verify", "out/certificate.json", "--key", "ours.pem"}).code == 2);
  CHECK(shell({"verify", "out/result.json", "--key", "ours.pub.pem"}).code == 2);
}
