// What the tests of this room share: a scenario from a few lines, and results put together by hand.
#pragma once

#include <chrono>
#include <string>

#include "harness/environment/environment_test.h"
#include "harness/environment/zone.h"
#include "harness/gates/plan.h"
#include "harness/gates/settle.h"
#include "harness/scenario/load_scenario.h"

namespace parity {

// A folder with two datasets that is the scenario's.
class GateFolder {
 public:
  GateFolder() {
    write("a.json", R"([{"id":1}])");
    write("b.json", R"([{"id":1}])");
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

  Scenario load(const std::string& yaml,
                const std::string& parity = "parity: [{ compare: [a, b] }]\n") const {
    write("scenario.yaml",
          "version: 1\ndatasets: { a: { json: a.json }, b: { json: b.json } }\n" + parity + yaml);
    return load_scenario(folder_ / "scenario.yaml", {{}, load_zone, {}}).at(0);
  }
  GatesPlan plan(const std::string& yaml) const { return plan_gates(load(yaml)); }

  GateSurroundings surroundings() const { return {folder_ / "", {}, now}; }
  reports::Result settle(const std::string& yaml, reports::Result result) const {
    settle_gates(plan(yaml), surroundings(), result);
    return result;
  }

  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();

 private:
  TestFolder folder_;
};

inline reports::Check made(const std::string& suite, const std::string& id,
                           reports::Outcome outcome = reports::Outcome::passed) {
  reports::Check check;
  check.suite = suite;
  check.id = id;
  check.outcome = outcome;
  return check;
}

// "a → b" with one table.
inline reports::Result compared(reports::Outcome outcome = reports::Outcome::passed) {
  reports::Result result;
  reports::ComparisonResult comparison;
  comparison.name = "a → b", comparison.source = "a", comparison.target = "b";
  comparison.outcome = outcome;
  reports::TableResult table;
  table.name = "t", table.outcome = outcome;
  comparison.tables.push_back(table);
  result.comparisons.push_back(comparison);
  return result;
}

}  // namespace parity
