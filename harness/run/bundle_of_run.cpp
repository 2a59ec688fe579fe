// bundle.zip: see bundle_of_run.h.
#include "harness/run/bundle_of_run.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "harness/bundle/checks.h"
#include "harness/error.h"
#include "harness/run/result_file.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

constexpr std::size_t kMostChecks = 100;
constexpr std::uint64_t kMostCheckBytes = std::uint64_t{8} << 20;

Bundle begin_bundle(const Scenario& scenario, const reports::Result& result) {
  Bundle bundle;
  bundle.tool = result.tool;
  bundle.scenario = result.scenario;
  bundle.scenario_file = result.scenario_file;
  std::ifstream in(scenario.file, std::ios::binary);
  bundle.scenario_text.assign(std::istreambuf_iterator<char>(in), {});
  bundle.cell = result.cell;
  bundle.command = result.command;
  bundle.started = result.started;
  bundle.verdict = result.verdict;
  bundle.environment = result.environment;
  return bundle;
}

}  // namespace

void BundleOfRun::begin(const Parity& entry, std::vector<ComparedDataset> datasets,
                        std::vector<ComparisonSpec> specs, std::vector<std::string> only_tables) {
  choice_.begin_group();
  ComparedGroup& group = groups_.emplace_back();
  group.datasets = std::move(datasets);
  group.specs = std::move(specs);
  group.contract = &contract_of(scenario_, entry);
  const auto source = scenario_.sources.find(entry.contract_file);
  if (source != scenario_.sources.end()) group.source = source->second;
  group.only_tables = std::move(only_tables);
}

void BundleOfRun::add(RecordedCheck check) {
  const std::scoped_lock lock(mutex_);
  if (checks_.size() < kMostChecks) checks_.push_back(std::move(check));
}

// In the order of their names, not of the threads that ran them.
void BundleOfRun::keep_checks(Bundle& bundle) {
  std::sort(checks_.begin(), checks_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::uint64_t left = kMostCheckBytes;
  for (RecordedCheck& check : checks_) {
    const std::uint64_t bytes = write_check(check).size();
    if (bytes > left) continue;
    left -= bytes;
    bundle.checks.push_back(std::move(check));
  }
}

void BundleOfRun::write(reports::Result& result, const std::map<std::string, DatasetRead>& read,
                        const std::filesystem::path& output) try {
  const std::vector<ChosenFinding> chosen = choice_.choose();
  if (chosen.empty() && checks_.empty()) return;
  for (ComparedGroup& group : groups_) {
    group.rows.clear();
    for (const ComparedDataset& dataset : group.datasets) {
      static const std::vector<DatasetRows> none;  // what ended in an error told nothing of its rows
      const auto rows = read.find(dataset.name);
      group.rows.push_back(rows == read.end() ? &none : &rows->second.rows);
    }
  }
  std::vector<std::string> fingerprints;
  for (const ChosenFinding& finding : chosen)
    fingerprints.push_back(fmt::format("f-{:016x}", finding.fingerprint));
  Bundle bundle = begin_bundle(scenario_, result);
  keep_rows(groups_, chosen, find_differences(output, fingerprints), bundle);
  keep_checks(bundle);
  bundle.left_out = choice_.found() - bundle.findings.size();
  reports::write_file_atomically(output / "bundle.zip", zip(files_of(bundle)));
} catch (const Error& error) {
  if (error.kind != ErrorKind::undecidable) throw;
  result.notes.push_back(std::string("there is no bundle to replay findings from: ") + error.what());
}

}  // namespace parity
