#include "harness/scenario/read_suites.h"

#include <fmt/format.h>
#include <glob.h>

#include "harness/scenario/names.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kSuiteEntry{"suite_entry", "a suite of the scenario", {"suite", "name", "with"}};

std::vector<std::filesystem::path> files_of(const Yaml& node, const Scenario& scenario) {
  need_known_now(node);
  const std::filesystem::path path = scenario.directory / read_text(node, "a suite's file");
  glob_t found = {};
  std::vector<std::filesystem::path> files;
  if (::glob(path.c_str(), GLOB_ERR, nullptr, &found) == 0)
    files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  if (files.empty()) throw usage_error(fmt::format("there is no suite {}", path.string())).at(node.where);
  return files;
}

}  // namespace

std::vector<SuiteEntry> read_suites(const Yaml& node, const Scenario& scenario,
                                    const std::set<std::string>& known) {
  if (node.kind != Yaml::Kind::list || node.items.empty()) throw unexpected(node, "a list of suites");
  std::vector<SuiteEntry> suites;
  for (const Yaml& item : node.items) {
    if (item.kind != Yaml::Kind::mapping) {
      for (std::filesystem::path& file : files_of(item, scenario))
        suites.push_back({std::move(file), "", {}, known, item.where});
      continue;
    }
    const Mapping map(item, kSuiteEntry);
    const Yaml& place = map.need("suite").value;
    std::vector<std::filesystem::path> files = files_of(place, scenario);
    if (files.size() > 1)
      throw usage_error("one entry with inputs or a name is for one suite").at(place.where);
    SuiteEntry entry{std::move(files[0]), "", {}, known, item.where};
    if (const auto* name = map.find("name")) {
      entry.name = read_text(name->value, "a name for the suite");
      need_identifier(entry.name, "a suite", name->value.where);
    }
    if (const auto* with = map.find("with"))
      for (const Yaml::Entry* input : named_entries(with->value, "inputs of the suite"))
        entry.with.emplace_back(input->key, input->value);
    suites.push_back(std::move(entry));
  }
  return suites;
}

std::vector<const KeyTable*> suite_entry_keys() { return {&kSuiteEntry}; }

}  // namespace parity
