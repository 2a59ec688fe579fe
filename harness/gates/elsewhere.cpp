// What other scenarios check: see elsewhere.h.
#include "harness/gates/elsewhere.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <glob.h>

#include "harness/environment/zone.h"
#include "harness/error.h"
#include "harness/gates/planned_checks.h"
#include "harness/scenario/load_scenario.h"

namespace parity {
namespace {

// Cells of a matrix declare alike what they check: the first is looked at for checks, all for what they
// expect.
void add(const std::filesystem::path& file, std::map<std::string, std::vector<std::string>>& proven) {
  LoadOptions options;
  options.zones = load_zone;
  // What a variable is plays no part in which checks there are.
  options.environment = [](const std::string&) { return std::string("1"); };
  std::vector<Scenario> cells;
  try {
    cells = load_scenario(file, options);
  } catch (Error& error) {
    throw error.while_doing("looking for the statements that " + file.string() + " proves");
  }
  const auto note = [&](const std::vector<Text>& statements, const std::string& what) {
    const std::string said = fmt::format("{}: {}", file.filename().string(), what);
    for (const Text& id : statements) {
      std::vector<std::string>& by = proven[id.value];
      if (std::find(by.begin(), by.end(), said) == by.end()) by.push_back(said);
    }
  };
  for (const Scenario& cell : cells) {
    for (const PlannedCheck& check : planned_checks(cell))
      note(check.requirements, check.suite == "expect" ? "what it expects to find" : check.id);
    for (const GatePlan& gate : cell.gates) note(gate.requirements, "gate " + gate.name);
  }
}

}  // namespace

std::vector<std::filesystem::path> scenarios_of(const RequirementBook& book) {
  std::set<std::filesystem::path> files;
  for (const std::string& pattern : book.scenarios) {
    glob_t found{};
    const std::string path = (book.file.parent_path() / pattern).lexically_normal().string();
    if (::glob(path.c_str(), 0, nullptr, &found) != 0)
      throw usage_error(fmt::format("no scenario fits '{}'", pattern)).at({book.file.string(), 1, 1});
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.insert(found.gl_pathv[i]);
    ::globfree(&found);
  }
  return {files.begin(), files.end()};
}

std::map<std::string, std::vector<std::string>> proven_elsewhere(const Scenario& scenario,
                                                                 const std::vector<RequirementBook>& books) {
  std::set<std::filesystem::path> files;
  for (const RequirementBook& book : books)
    for (std::filesystem::path& file : scenarios_of(book)) files.insert(std::move(file));
  std::map<std::string, std::vector<std::string>> proven;
  std::error_code ignored;
  for (const std::filesystem::path& file : files)
    if (!std::filesystem::equivalent(file, scenario.file, ignored)) add(file, proven);
  return proven;
}

}  // namespace parity
