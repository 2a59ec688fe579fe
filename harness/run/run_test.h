// What the tests of this folder share: a folder with files in it, and a scenario in it that is run for real.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "harness/environment/environment_test.h"
#include "harness/environment/zone.h"
#include "harness/run/run.h"
#include "harness/scenario/load_scenario.h"

namespace parity {

class SilentObserver : public RunObserver {
 public:
  void step(const std::string&) override {}
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
};

class RunFolder {
 public:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

  // `yaml`: a scenario without its version. Throws as run_scenario() does.
  reports::Result run(const std::string& yaml, std::vector<std::string> tables = {}) {
    RunOptions options;
    options.tables = std::move(tables);
    return run(yaml, std::move(options));
  }
  reports::Result run(const std::string& yaml, RunOptions options) {
    write("scenario.yaml", "version: 1\n" + yaml);
    const std::vector<Scenario> scenarios = load_scenario(folder_ / "scenario.yaml", {{}, load_zone, {}});
    options.output = folder_ / "out";
    if (ledger) options.accepted = &*ledger;
    options.baseline = baseline;
    options.baseline_file = baseline_file;
    if (clock) options.clock = clock;
    SilentObserver observer;
    return run_scenario(scenarios.at(0), servers_, options, observer);
  }

  std::optional<Ledger> ledger;  // what runs accept, what they are held against, and when they are
  const reports::Result* baseline = nullptr;
  std::filesystem::path baseline_file;
  std::function<std::chrono::system_clock::time_point()> clock;

 private:
  TestFolder folder_;
  Servers servers_;
};

inline const reports::TableResult& only_table(const reports::Result& result) {
  return result.comparisons.at(0).tables.at(0);
}

inline const reports::FieldResult* find_field(const reports::TableResult& table, const std::string& name) {
  const auto at = std::find_if(table.fields.begin(), table.fields.end(),
                               [&](const reports::FieldResult& field) { return field.name == name; });
  return at == table.fields.end() ? nullptr : &*at;
}

}  // namespace parity
