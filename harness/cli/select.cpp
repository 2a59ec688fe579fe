// Which scenarios the command line names: see select.h.
#include "harness/cli/select.h"

#include <algorithm>
#include <set>

#include <fnmatch.h>

#include "harness/environment/zone.h"
#include "harness/error.h"
#include "harness/scenario/load_scenario.h"
#include "harness/suites/scenario_suites.h"
#include "harness/yaml/nearest.h"
#include "reports/words.h"

namespace parity {
namespace {

bool is_yaml(const std::filesystem::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) throw usage_error("there is no file or folder " + path.string());
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.is_regular_file() && is_yaml(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    throw Error(ErrorKind::nothing, "the folder " + path.string() + " holds no scenario (*.yaml)");
  return files;
}

bool has_tags(const Scenario& scenario, const std::vector<std::string>& tags) {
  return std::all_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
  });
}

bool in_cells(const Scenario& scenario, const std::map<std::string, std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& axis) {
    return std::find(scenario.cell.begin(), scenario.cell.end(), std::pair<std::string, std::string>(axis)) !=
           scenario.cell.end();
  });
}

// The filter stands in the name as it is, or fits all of it as a glob.
bool is_like(const Scenario& scenario, const std::string& filter) {
  std::string name = scenario.name;
  for (const auto& [axis, value] : scenario.cell) name += " " + axis + "=" + value;
  return filter.empty() || name.find(filter) != std::string::npos ||
         ::fnmatch(filter.c_str(), name.c_str(), 0) == 0;
}

// A misspelled variable would silently leave its default in force.
void refuse_unused(const std::map<std::string, std::string>& variables, const std::set<std::string>& read) {
  for (const auto& [name, value] : variables) {
    if (read.count(name)) continue;
    const std::vector<std::string> known(read.begin(), read.end());
    throw usage_error("--var " + name + ": no scenario reads a variable of this name")
        .with_hint(known.empty() ? "a scenario reads one as ${var:" + name + "}" : suggest(name, known));
  }
}

// All that a node says, for telling it from others.
std::string written(const Yaml& node) {
  std::string text = node.text;
  for (const Yaml& item : node.items) text += "\n- " + written(item);
  for (const Yaml::Entry& entry : node.entries) text += "\n" + entry.key + ": " + written(entry.value);
  return text;
}

// The suites of a scenario, which the cells of a matrix mostly share.
std::string written(const std::vector<SuiteEntry>& suites) {
  std::string text;
  for (const SuiteEntry& entry : suites) {
    text += entry.file.string() + "\n" + entry.name + "\n";
    for (const auto& [name, value] : entry.with) text += name + ": " + written(value) + "\n";
  }
  return text;
}

}  // namespace

std::vector<Scenario> select_scenarios(const Options& options) {
  LoadOptions load;
  load.variables = options.variables;
  load.zones = load_zone;
  std::vector<Scenario> selected;
  std::set<std::string> variables;
  std::size_t read = 0;
  for (const std::filesystem::path& path : options.paths) {
    for (const std::filesystem::path& file : files_of(path)) {
      for (Scenario& scenario : load_scenario(file, load)) {
        ++read;
        variables.insert(scenario.variables.begin(), scenario.variables.end());
        if (has_tags(scenario, options.tags) && in_cells(scenario, options.cell) &&
            is_like(scenario, options.filter))
          selected.push_back(std::move(scenario));
      }
    }
  }
  refuse_unused(options.variables, variables);
  std::set<std::string> loaded;
  for (const Scenario& scenario : selected)
    if (loaded.insert(written(scenario.suites)).second)
      load_suites(scenario);  // for their mistakes, before anything runs
  if (selected.empty()) {
    throw Error(ErrorKind::nothing,
                "nothing is selected: " + reports::counted(read, "scenario or cell", "scenarios and cells") +
                    " read, none with the filter, tags and matrix values asked for");
  }
  return selected;
}

}  // namespace parity
