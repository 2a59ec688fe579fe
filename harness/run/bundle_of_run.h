// The bundle of a run: findings are chosen while they come, their rows fetched when all of them are known,
// as long as the datasets are open.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "harness/bundle/choose.h"
#include "harness/bundle/keep.h"
#include "harness/run/coverage.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

class BundleOfRun {
 public:
  // `most`: findings in it.
  BundleOfRun(const Scenario& scenario, std::size_t most) : scenario_(scenario), choice_(most) {}

  // What is compared next. The readers stay open until write().
  void begin(const Parity& entry, std::vector<ComparedDataset> datasets, std::vector<ComparisonSpec> specs,
             std::vector<std::string> only_tables);
  // Of suites' checks that are not green. Any thread.
  void add(RecordedCheck check);
  FindingChoice& choice() { return choice_; }

  // bundle.zip in `output`, where differences.ndjson is whole; nothing where there is nothing to keep. A
  // place that cannot give its rows again is a note of the result.
  void write(reports::Result& result, const std::map<std::string, DatasetRead>& read,
             const std::filesystem::path& output);

 private:
  void keep_checks(Bundle& bundle);

  const Scenario& scenario_;
  FindingChoice choice_;
  std::vector<ComparedGroup> groups_;
  std::mutex mutex_;
  std::vector<RecordedCheck> checks_;
};

}  // namespace parity
