// Statements from YAML: see requirements.h.
#include "harness/gates/requirements.h"

#include <map>

#include <fmt/format.h>

#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kBook{"", "a file of statements", {"version", "name", "scenarios", "requirements"}};
const KeyTable kStatement{"statement", "a statement", {"id", "text", "class", "not_proven"}};

Statement read_statement(const Yaml& node) {
  const Mapping map(node, kStatement);
  Statement statement;
  statement.where = node.where;
  statement.id = read_text(map.need("id").value, "the id of a statement");
  statement.text = read_text(map.need("text").value, "what the statement says");
  statement.cls =
      read_choice<std::string>(map.need("class").value, "class", {{"E", "E"}, {"D", "D"}, {"P", "P"}});
  if (const auto* why = map.find("not_proven")) statement.not_proven = read_text(why->value, "the reason");
  return statement;
}

}  // namespace

RequirementBook parse_requirements(const Yaml& document) {
  const Mapping map(document, kBook);
  read_version(map);
  RequirementBook book;
  if (const auto* name = map.find("name"))
    book.name = read_text(name->value, "the name of the specification");
  if (const auto* scenarios = map.find("scenarios"))
    book.scenarios = read_names(scenarios->value, "scenarios");
  const Yaml& list = map.need("requirements").value;
  if (list.kind != Yaml::Kind::list || list.items.empty()) throw unexpected(list, "a list of statements");
  std::map<std::string, Location> known;
  for (const Yaml& item : list.items) {
    Statement statement = read_statement(item);
    const auto [at, is_new] = known.emplace(statement.id, statement.where);
    if (!is_new)
      throw usage_error(fmt::format("statement '{}' stands twice, the first time in line {}", statement.id,
                                    at->second.line))
          .at(statement.where);
    book.statements.push_back(std::move(statement));
  }
  return book;
}

RequirementBook load_requirements(const std::filesystem::path& file) {
  RequirementBook book = parse_requirements(read_yaml(file));
  book.file = file;
  if (book.name.empty()) book.name = file.stem().string();
  return book;
}

std::vector<const KeyTable*> requirement_keys() { return {&kBook, &kStatement}; }

}  // namespace parity
