#include "harness/suites/scenario_suites.h"

#include <set>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/load_suite.h"
#include "harness/yaml/yaml.h"

namespace parity {

ScenarioSuites load_suites(const Scenario& scenario) {
  ScenarioSuites suites;
  std::set<std::string> names;
  for (const SuiteEntry& entry : scenario.suites) {
    const Yaml document = read_yaml(entry.file);
    std::string name;
    if (document.find("schema") != nullptr) {
      suites.schemas.push_back(load_schema_contract(document, document.where.file));
      if (!entry.name.empty()) suites.schemas.back().name = entry.name;
      if (!entry.with.empty())
        throw usage_error("a schema contract takes no inputs").at(entry.with[0].second.where);
      name = suites.schemas.back().name;
    } else {
      suites.steps.push_back(load_suite({entry.file, entry.name, entry.with, entry.known}));
      name = suites.steps.back().name;
    }
    if (!names.insert(name).second)
      throw usage_error(fmt::format("there are two suites '{}'", name))
          .at(entry.where)
          .with_hint("{ suite: FILE, name: ANOTHER } gives one another name");
  }
  return suites;
}

}  // namespace parity
