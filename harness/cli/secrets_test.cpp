// Secrets and sensitive values in what a run leaves behind and says, whatever happened to it.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "harness/cli/test_shell.h"
#include "reports/base64.h"
#include "reports/write_reports.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string spelled(const std::string& value, const char* each) {
  std::string text;
  for (const unsigned char c : value) text += fmt::format(fmt::runtime(each), c);
  return text;
}

std::string changed(std::string text, int (*to)(int)) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [&](unsigned char c) { return static_cast<char>(to(c)); });
  return text;
}

// How it could still be read: as it stands, in capitals or none, as hex, percent-encoded, in base64 at each
// of its three offsets.
std::vector<std::string> encodings(const std::string& value) {
  std::vector<std::string> all = {value,
                                  changed(value, std::toupper),
                                  changed(value, std::tolower),
                                  spelled(value, "{:02x}"),
                                  spelled(value, "{:02X}"),
                                  spelled(value, "%{:02X}"),
                                  spelled(value, "%{:02x}")};
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = reports::base64(std::string(before, 'x') + value);
    all.push_back(encoded.substr(4, (before + value.size()) * 8 / 6 - 4));
  }
  return all;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Where any of the values can be read, among all that the run left in its folder and said.
std::vector<std::string> leaks(const Said& said, const std::filesystem::path& out,
                               const std::vector<std::string>& values) {
  std::vector<std::pair<std::string, std::string>> places = {{"stdout", said.out}, {"stderr", said.err}};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(out)) {
    places.emplace_back(entry.path().filename(), entry.path().string());
    if (entry.is_regular_file()) places.emplace_back(entry.path().filename(), text_of(entry.path()));
  }
  std::vector<std::string> found;
  for (const auto& [name, text] : places)
    for (const std::string& value : values)
      for (const std::string& spelling : encodings(value))
        if (text.find(spelling) != text.npos) found.push_back(name + ": " + spelling);
  return found;
}

std::vector<std::string> with_all_reports(std::vector<std::string> arguments) {
  for (const reports::Renderer& renderer : reports::renderers()) {
    arguments.push_back("--report");
    arguments.push_back(std::string(renderer.name));
  }
  return arguments;
}

const char* kPeople = R"([
  {"id": 1, "email": "anna.wolkenstein@example.test", "born": "1987-04-11", "tags": ["gluten-allergic"], "n": 1},
  {"id": 2, "email": "Bert.Obermoser@example.test", "born": "1990-01-30", "tags": [], "n": 2},
  {"id": 3, "email": "carla.quintus@example.test", "born": "2001-12-24", "tags": ["left-handed"], "n": 3},
  {"id": 4, "email": "dora.vexillum@example.test", "born": "1955-06-07", "tags": [], "n": 4}
])";
// One changed, one in another case, one missing, one extra and there twice, one that is no date.
const char* kPeopleThere = R"([
  {"id": 1, "email": "anna.gewitter@example.test", "born": "no-such-day", "tags": ["nut-allergic"], "n": 1},
  {"id": 2, "email": "bert.obermoser@example.test", "born": "1990-01-30", "tags": [], "n": 7},
  {"id": 3, "email": "carla.quintus@example.test", "born": "2001-12-24", "tags": ["left-handed"], "n": 3},
  {"id": 5, "email": "emil.zauberflug@example.test", "born": "1955-06-07", "tags": [], "n": 4},
  {"id": 5, "email": "emil.zauberflug@example.test", "born": "1955-06-07", "tags": [], "n": 4}
])";
const std::vector<std::string> kSensitive = {"anna.wolkenstein", "anna.gewitter",   "Bert.Obermoser",
                                             "dora.vexillum",    "emil.zauberflug", "no-such-day",
                                             "1955-06-07",       "gluten-allergic", "nut-allergic"};

std::string people(const std::string& key, const std::string& sensitive) {
  return "version: 1\nname: people\ndatasets:\n  source: { json: people.json }\n  target: { json: there.json "
         "}\n"
         "parity:\n  - compare: [source, target]\n    tables:\n      people:\n        key: [" +
         key + "]\n        known_as: [there]\n        fields:\n          email: { case: lower" + sensitive +
         " }\n          born: { type: date" + sensitive + " }\n          tags: { array: set" + sensitive +
         " }\n";
}

}  // namespace

TEST_CASE("no value of a sensitive field is in anything that a run leaves or says") {
  const Shell shell;
  shell.write("people.json", kPeople);
  shell.write("there.json", kPeopleThere);
  for (const char* key : {"id", "email"}) {
    CAPTURE(key);
    shell.write("people.yaml", people(key, ", sensitive: true"));
    const Said said = shell(with_all_reports({"run", "people.yaml", "-vv"}));
    CHECK(said.code == 1);
    CHECK(leaks(said, shell / "out", kSensitive).empty());
    CHECK_THAT(said.err, ContainsSubstring("hmac:"));
    CHECK_THAT(said.err, ContainsSubstring("PARITY_SENSITIVE_KEY"));
    const Said audit = shell({"audit", "people.yaml", "-vv", "--html"});
    CHECK(leaks(audit, shell / "out", kSensitive).empty());
    std::filesystem::remove_all(shell / "out");
  }
  shell.write("people.yaml", people("id", ""));  // the twin: without the mark all of them can be read
  const Said open = shell(with_all_reports({"run", "people.yaml", "-vv"}));
  for (const std::string& value : kSensitive) CHECK_FALSE(leaks(open, shell / "out", {value}).empty());
}

TEST_CASE("hashes of sensitive values are equal where the values are, and the same in every run with a key") {
  const Shell shell;
  shell.write("people.json", kPeople);
  shell.write("there.json", kPeopleThere);
  shell.write("people.yaml", people("email", ", sensitive: true"));
  const Variables key = {{"PARITY_SENSITIVE_KEY", "a-key-of-ours"}};
  const auto differences = [&](const Variables& variables) {
    CHECK(shell({"run", "people.yaml"}, variables).code == 1);
    return text_of(shell / "out" / "differences.ndjson");
  };
  const std::string once = differences(key);
  CHECK(once == differences(key));
  CHECK(once != differences({{"PARITY_SENSITIVE_KEY", "another-key"}}));
  CHECK(differences({}) != differences({}));
  CHECK(once.find("a-key-of-ours") == once.npos);
  // A row can be asked for by the hash that stands for its key.
  const std::size_t at = once.find("hmac:");
  const Said one = shell({"run", "people.yaml", "--key", once.substr(at, 21)}, key);
  CHECK(one.code == 1);
}

TEST_CASE("a secret is in nothing that a run leaves or says, whatever it ends with") {
  const std::string secret = "Tr0ub4dor&3/plum";
  const Shell shell;
  const Variables variables = {{"APP_PASSWORD", secret}};
  const auto check = [&](const std::string& name, int code) {
    CAPTURE(name);
    const Said said = shell(with_all_reports({"run", name, "-vv"}), variables);
    CHECK(said.code == code);
    CHECK(leaks(said, shell / "out", {secret}).empty());
    std::filesystem::remove_all(shell / "out");
  };
  const auto prepare = [](const std::string& script) {
    return "environment:\n  prepare:\n    - run: [sh, -c, '" + script +
           "']\n      env: { PASSWORD: \"${env:APP_PASSWORD}\" }\n";
  };
  // Said by a program of the run: in its log, and in the error that shows the log's end.
  shell.scenario("told", "{ json: a.json }",
                 prepare("echo \"password is $PASSWORD\"; printf %s \"$PASSWORD\" | base64"));
  check("told.yaml", 0);
  shell.scenario("fails", "{ json: a.json }", prepare("echo \"cannot log in with $PASSWORD\"; exit 7"));
  check("fails.yaml", 3);
  // In what cannot be reached.
  shell.scenario("database", "{ postgres: \"postgresql://app:${env:APP_PASSWORD}@127.0.0.1:9/app\" }");
  check("database.yaml", 3);
  shell.scenario("api", "{ http: \"http://127.0.0.1:9/x?api_key=${env:APP_PASSWORD}\", tables: /t }");
  check("api.yaml", 3);
  // In the data, where nobody put it on purpose.
  shell.write("leaked.json", "[{\"id\": 1, \"name\": \"" + secret + "\"}, {\"id\": 2, \"name\": \"Rope\"}]");
  shell.scenario("data", "{ json: leaked.json }", prepare("true"));
  shell.write("data.yaml", text_of(shell / "data.yaml") + "\n");
  const Said said = shell(with_all_reports({"run", "data.yaml", "-vv"}), variables);
  CHECK(leaks(said, shell / "out", {secret}).empty());
  // The twin: what nobody calls a secret stays where it is.
  shell.scenario("plain", "{ json: a.json }",
                 "environment:\n  prepare:\n    - run: [sh, -c, 'echo " + secret.substr(0, 9) + "']\n");
  const Said plain = shell({"run", "plain.yaml"});
  CHECK_FALSE(leaks(plain, shell / "out", {secret.substr(0, 9)}).empty());
}
