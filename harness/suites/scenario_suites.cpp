#include "harness/suites/scenario_suites.h"

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/load_suite.h"

namespace parity {

std::vector<Suite> load_suites(const Scenario& scenario) {
  std::vector<Suite> suites;
  for (const SuiteEntry& entry : scenario.suites) {
    suites.push_back(load_suite({entry.file, entry.name, entry.with, entry.known}));
    for (std::size_t i = 0; i + 1 < suites.size(); ++i)
      if (suites[i].name == suites.back().name)
        throw usage_error(fmt::format("there are two suites '{}'", suites.back().name))
            .at(entry.where)
            .with_hint("{ suite: FILE, name: ANOTHER } gives one another name");
  }
  return suites;
}

}  // namespace parity
