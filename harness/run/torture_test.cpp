// The torture suite says of itself what is true: all 52 traps are cells of scenarios/torture.yaml, each
// expects something that must be seen, and fixtures/torture/README.md lists them as they are. UPDATE_GOLDEN=1
// writes the table anew. That the cells hold is the test "scenario torture".
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "harness/environment/zone.h"
#include "harness/scenario/load_scenario.h"
#include "harness/yaml/yaml.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

const std::filesystem::path kRoot = PARITY_SOURCE;
const std::filesystem::path kReadme = kRoot / "fixtures/torture/README.md";
constexpr std::string_view kBegin = "<!-- the table: UPDATE_GOLDEN=1 writes it -->\n";
constexpr std::string_view kEnd = "<!-- its end -->\n";

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void list(std::string& out, const std::string& item) { out += (out.empty() ? "" : ", ") + item; }

std::string in_a_table(std::string text) {
  for (std::size_t at = text.find('|'); at != text.npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

const char* place_of(const Dataset& dataset) {
  if (dataset.extended) return "Extended JSON";
  switch (dataset.kind) {
    case Dataset::Kind::json: return "JSON";
    case Dataset::Kind::postgres: return "PostgreSQL";
    case Dataset::Kind::catalog: return "a catalog";
    case Dataset::Kind::http: return "HTTP";
    case Dataset::Kind::sqlite: return "SQLite";
    case Dataset::Kind::command: return "a program's JSON";
  }
  return "";
}

// "JSON → PostgreSQL, SQLite"
std::string fed(const Scenario& cell) {
  const auto place = [&](const std::string& name) {
    for (const Dataset& dataset : cell.datasets)
      if (dataset.name == name) return std::string(place_of(dataset));
    return std::string();
  };
  std::map<std::string, std::string> targets;  // by source
  for (const Parity& parity : cell.parity) {
    std::string& known = targets[place(parity.datasets[0])];
    const std::string target = place(parity.datasets[1]);
    if (known.find(target) == std::string::npos) list(known, target);
  }
  std::string text;
  for (const auto& [source, known] : targets) text += (text.empty() ? "" : "; ") + source + " → " + known;
  return text;
}

// "8 × value, 1 × missing row", the error, and what the steps prove.
std::string says(const Scenario& cell) {
  std::string text;
  std::map<std::string, std::uint64_t> counts;
  for (const Expectation& finding : cell.expect->findings)
    counts[finding.kind.empty() ? "finding" : finding.kind] += finding.count.value_or(1);
  for (const auto& [kind, count] : counts) list(text, std::to_string(count) + " × " + kind);
  if (cell.expect->error) list(text, "errored: " + *cell.expect->error);
  for (const PrepareStep& step : cell.environment.prepare)
    if (step.run && step.run->expect_exit) list(text, step.run->name);
  return text;
}

std::vector<Scenario> cells() { return load_scenario(kRoot / "scenarios/torture.yaml", {{}, load_zone, {}}); }

std::string table() {
  const Yaml document = read_yaml(kRoot / "scenarios/torture.yaml");
  const Yaml& traps = document.find("matrix")->value.find("trap")->value;
  std::string text =
      "| trap | what went wrong | seen in | what holds here | fed | Parity says "
      "|\n|---|---|---|---|---|---|\n";
  for (const Scenario& cell : cells()) {
    const std::string& id = cell.cell.at(0).second;
    const Yaml& trap = traps.find(id)->value;
    const auto word = [&](const char* key) { return in_a_table(trap.find(key)->value.text); };
    text += "| " + id + " | " + word("x-trap") + " | " + word("x-seen") + " | " + word("about") + " | " +
            fed(cell) + " | " + in_a_table(says(cell)) + " |\n";
  }
  return text;
}

}  // namespace

TEST_CASE("52 of 52 traps are cells of the torture suite, and each expects something to be seen") {
  std::size_t count = 0;
  for (const Scenario& cell : cells()) {
    ++count;
    const std::string& id = cell.cell.at(0).second;
    CAPTURE(id);
    CHECK(id == (count < 10 ? "T0" : "T") + std::to_string(count));
    CHECK_FALSE(says(cell).empty());
    CHECK(std::filesystem::is_directory(kRoot / "fixtures/torture" / id));
  }
  CHECK(count == 52);
  std::cout << count << " of 52 traps are cells of scenarios/torture.yaml\n";
}

TEST_CASE("the table of the torture suite is the suite") {
  const std::string readme = content(kReadme);
  const std::size_t begin = readme.find(kBegin), end = readme.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::string wanted = readme.substr(0, begin + kBegin.size()) + table() + readme.substr(end);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(kReadme, std::ios::binary) << wanted;
  INFO("fixtures/torture/README.md; UPDATE_GOLDEN=1 rewrites its table");
  CHECK(content(kReadme) == wanted);
}
