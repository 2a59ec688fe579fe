// Files of statements: the schema and the loader know the same keys, and every mistake is seen.
#include "harness/gates/requirements.h"

#include <algorithm>

#include "harness/contract/mistakes.h"
#include "harness/contract/schema.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

std::string drawn_from(const std::string& yaml) {
  return drawn([&] { parse_requirements(parse_yaml(yaml, "book.yaml")); });
}

}  // namespace

TEST_CASE("the schema of statements and their loader know the same keys") {
  const Yaml schema = parse_yaml(std::string(schema_text("requirements")), "schema");
  for (const KeyTable* table : requirement_keys()) {
    const Yaml& definition =
        table->name.empty() ? schema : schema.find("$defs")->value.find(table->name)->value;
    std::vector<std::string> keys, known = table->keys;
    for (const Yaml::Entry& entry : definition.find("properties")->value.entries) keys.push_back(entry.key);
    std::sort(keys.begin(), keys.end());
    std::sort(known.begin(), known.end());
    CHECK(keys == known);
  }
}

TEST_CASE("statements are read in their order") {
  const RequirementBook book = parse_requirements(
      parse_yaml("version: 1\nname: gym\nrequirements:\n  - { id: S-1, text: one, class: E }\n"
                 "  - { id: S-2, text: two, class: P, not_proven: why }\n",
                 "book.yaml"));
  CHECK(book.name == "gym");
  REQUIRE(book.statements.size() == 2);
  CHECK(book.statements[1].id == "S-2");
  CHECK(book.statements[1].cls == "P");
  CHECK(book.statements[1].not_proven == "why");
}

TEST_CASE("the example of the format reference is a file of statements") {
  std::size_t statements = 0;
  for (const std::string& block : yaml_blocks(std::filesystem::path(PARITY_SOURCE) / "scenarios/README.md"))
    if (block.find("\nrequirements:\n") != block.npos)
      statements += parse_requirements(parse_yaml(block, "README")).statements.size();
  CHECK(statements == 2);
}

TEST_CASE("mistakes in statements are seen") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(drawn_from("version: 1\nrequirements: []\n"),
             ContainsSubstring("expected a list of statements"));
  CHECK_THAT(drawn_from("version: 1\nrequirements: [{ id: A, text: x }]\n"), ContainsSubstring("'class'"));
  CHECK_THAT(drawn_from("version: 1\nrequirements: [{ id: A, text: x, class: Q }]\n"),
             ContainsSubstring("'Q'"));
  CHECK_THAT(drawn_from("version: 1\nrequirements: [{ id: A, text: x, class: E, why: y }]\n"),
             ContainsSubstring("unknown key 'why'"));
  CHECK_THAT(
      drawn_from(
          "version: 1\nrequirements:\n  - { id: A, text: x, class: E }\n  - { id: A, text: y, class: E }\n"),
      ContainsSubstring("statement 'A' stands twice, the first time in line 3"));
}
