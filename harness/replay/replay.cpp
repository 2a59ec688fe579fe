// From kept rows to the verdict: see replay.h.
#include "harness/replay/replay.h"

#include <algorithm>
#include <map>
#include <set>

#include "harness/compare/compare.h"
#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "harness/replay/kept_rows.h"

namespace parity {
namespace {

using reports::Difference;

class Found : public CompareObserver {
 public:
  void difference(const Difference& difference, const Evidence*) override { all.push_back(difference); }
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
  bool stop() override { return false; }

  std::vector<Difference> all;
};

Contract base_contract(const Bundle& bundle, const BundledComparison& comparison,
                       const ReplayOptions& options) {
  const ContractSource& source = comparison.contract;
  if (options.contract) return load_contract(*options.contract, options.zones);
  if (!source.file.empty()) return load_contract_text(comparison.contract_text, source.file, options.zones);
  if (!source.written.empty())
    return parse_contract(parse_yaml(source.written, bundle.scenario_file), bundle.scenario, options.zones);
  return {};
}

Contract contract_of(const Bundle& bundle, const BundledComparison& comparison,
                     const ReplayOptions& options) {
  const Contract base = base_contract(bundle, comparison, options);
  const std::string& tables = comparison.contract.tables;
  return tables.empty() ? base
                        : lay_tables_over(base, parse_yaml(tables, bundle.scenario_file), options.zones);
}

void compare_again(const Bundle& bundle, const BundledComparison& comparison, const ReplayOptions& asked,
                   Found& found) {
  std::vector<std::unique_ptr<KeptRows>> readers;
  std::vector<ComparedDataset> datasets;
  for (const BundledDataset& kept : comparison.datasets) {
    readers.push_back(std::make_unique<KeptRows>(kept));
    ComparedDataset dataset{kept.name, readers.back().get(), readers.back()->tables(), {}, kept.ordered};
    for (std::size_t t = 0; t < dataset.tables.size(); ++t) dataset.table_index.push_back(t);
    datasets.push_back(std::move(dataset));
  }
  std::vector<ComparisonSpec> specs;
  for (const std::vector<std::size_t>& chain : comparison.chains) specs.push_back({chain});
  CompareOptions options;
  options.streams = 1;
  options.spill_directory = std::filesystem::temp_directory_path();
  options.json = &decode_json;
  options.only_tables = comparison.only_tables;
  options.only_a_part = true;
  const CompareOutcome outcome =
      compare(datasets, specs, contract_of(bundle, comparison, asked), options, found);
  for (const reports::ComparisonResult& one : outcome.comparisons)
    if (!one.error.empty()) throw undecidable(one.name + ": " + one.error);
}

bool is_asked_for(const ReplayOptions& options, const Difference& finding) {
  return options.findings.empty() || std::find(options.findings.begin(), options.findings.end(),
                                               finding.fingerprint) != options.findings.end();
}

void refuse_unknown(const Bundle& bundle, const ReplayOptions& options) {
  for (const std::string& wanted : options.findings) {
    if (std::any_of(bundle.findings.begin(), bundle.findings.end(),
                    [&](const Difference& finding) { return finding.fingerprint == wanted; }))
      continue;
    throw usage_error("the bundle holds no finding " + wanted)
        .with_hint("`parity replay BUNDLE` without one replays all that it holds");
  }
}

// What is found where the finding was: the same, or else anything in its field and row.
std::optional<Difference> found_again(const Difference& finding, const std::vector<Difference>& all) {
  const Difference* there = nullptr;
  for (const Difference& one : all) {
    if (one.fingerprint == finding.fingerprint) return one;
    if (!there && one.comparison == finding.comparison && one.table == finding.table &&
        one.key == finding.key && one.field == finding.field)
      there = &one;
  }
  return there ? std::optional(*there) : std::nullopt;
}

}  // namespace

std::vector<Replayed> replay(const Bundle& bundle, const ReplayOptions& options) {
  refuse_unknown(bundle, options);
  Found found;
  for (const BundledComparison& comparison : bundle.comparisons)
    compare_again(bundle, comparison, options, found);
  std::vector<Replayed> replayed;
  for (const Difference& finding : bundle.findings)
    if (is_asked_for(options, finding)) replayed.push_back({finding, found_again(finding, found.all)});
  return replayed;
}

}  // namespace parity
