// Suites are read strictly: every mistake has its place, and the examples and the schema say the same keys.
#include "harness/suites/load_suite.h"

#include <algorithm>

#include "harness/contract/mistakes.h"
#include "harness/contract/schema.h"
#include "harness/environment/zone.h"
#include "harness/scenario/load_scenario.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

const std::set<std::string> kKnown{"postgres.url", "subject.url", "subject.port", "run.folder"};
const std::filesystem::path kSource = PARITY_SOURCE;

}  // namespace

TEST_CASE("each mistake of a suite is told with its place") {
  const int cases =
      check_mistakes(kSource / "harness/suites/mistakes/suites.txt", "api.yaml",
                     [](const std::filesystem::path& file) { load_suite({file, "", {}, kKnown}); });
  CHECK(cases >= 20);
}

TEST_CASE("the examples of the reference are suites, and a scenario") {
  int suites = 0;
  for (const std::string& block : yaml_blocks(kSource / "contracts/SUITES.md")) {
    const Elsewhere here;
    here.write("example.yaml", block);
    INFO(block);
    if (block.find("\nsuite:") == std::string::npos) continue;
    ++suites;
    CHECK(drawn([] { load_suite({"example.yaml", "", {}, kKnown}); }) == "no error\n");
  }
  CHECK(suites == 2);
}

TEST_CASE("the suites of this repository are without mistakes") {
  for (const char* folder : {"contracts", "scenarios"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kSource / folder)) {
      if (entry.path().extension() != ".yaml" || read_yaml(entry.path()).find("suite") == nullptr) continue;
      INFO(entry.path());
      CHECK(drawn([&] { load_suite({entry.path(), "", {}, kKnown}); }) == "no error\n");
    }
}

TEST_CASE("the schema and the loader know the same keys") {
  const Yaml schema = parse_yaml(std::string(schema_text("suite")), "suite");
  CHECK(schema_text("suite") == read_whole(kSource / "contracts/suite.schema.json"));
  const Yaml& definitions = schema.find("$defs")->value;
  const std::vector<const KeyTable*> tables = suite_keys();
  CHECK(definitions.entries.size() == tables.size() - 1);  // all but the root
  for (const KeyTable* table : tables) {
    INFO("table: " << table->name);
    const Yaml::Entry* own = table->name.empty() ? nullptr : definitions.find(table->name);
    REQUIRE((table->name.empty() || own != nullptr));
    const Yaml& properties = (own == nullptr ? schema : own->value).find("properties")->value;
    std::vector<std::string> found, keys = table->keys;
    for (const Yaml::Entry& entry : properties.entries) found.push_back(entry.key);
    std::sort(found.begin(), found.end());
    std::sort(keys.begin(), keys.end());
    CHECK(found == keys);
  }
}
