// One scenario (one cell of its matrix) from its surroundings to its result.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/accepted/ledger.h"
#include "harness/run/world.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

struct RunOptions {
  std::filesystem::path output;                     // events, differences, logs and the result go here
  std::uint64_t memory = std::uint64_t{256} << 20;  // for the whole process; a part of it is the index
  int streams = 2;
  std::vector<std::string> tables;   // logical names; empty: all
  std::string key;                   // only rows of this key, in all tables; empty: all
  std::vector<std::string> checks;   // of suites, "suite/check" with * for anything; empty: all
  bool only_expected = false;        // of suites only the checks that the scenario expects to fail, if any
  std::uint64_t shuffle = 0;         // seed of the order of a suite's checks; 0: as they stand
  std::string shard;                 // "2/3": this run is a part; empty: all of it
  bool allow_empty = false;          // nothing to compare is no reason to say so
  bool calibrate = false;            // each dataset is read a second time: what changes between the two?
  bool lasting_hashes = false;       // those of sensitive values are the same in every run
  std::string tool;                  // "parity 0.1.0"
  std::string command;               // that runs this again
  const Ledger* accepted = nullptr;  // differences that somebody answers for; outlives the run
  const reports::Result* baseline = nullptr;  // no rule may mask more than in it; outlives the run
  std::filesystem::path baseline_file;        // its result.json; empty: there is no more than the result
  enum class Bundle { never, of_failures, always };
  Bundle bundle = Bundle::never;      // bundle.zip, from which findings are replayed
  std::size_t bundle_findings = 100;  // at most
  std::function<std::chrono::system_clock::time_point()> clock = std::chrono::system_clock::now;
};

// What somebody may want to see while it runs. Any thread.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void step(const std::string& what) = 0;  // "starting PostgreSQL"
  virtual void table_started(const std::string& table, std::uint64_t rows_estimate) = 0;
  virtual void rows_read(std::uint64_t more) = 0;
  virtual void table_done(const std::string& table) = 0;
};

// Never throws what the scenario's own world did wrong: that is an errored result. Throws Error (usage) where
// scenario and contract do not fit what the datasets have.
reports::Result run_scenario(const Scenario& scenario, Servers& servers, const RunOptions& options,
                             RunObserver& observer);

}  // namespace parity
