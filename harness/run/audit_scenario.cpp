// The audit of a scenario: see audit_scenario.h.
#include "harness/run/audit_scenario.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>

#include "harness/audit/audit.h"
#include "harness/environment/interrupt.h"
#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "harness/run/begin_result.h"
#include "harness/run/open_dataset.h"
#include "harness/run/redact_files.h"
#include "harness/run/verdict.h"
#include "harness/yaml/nearest.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Outcome;

bool takes_part(const Parity& entry, const std::string& dataset) {
  return std::find(entry.datasets.begin(), entry.datasets.end(), dataset) != entry.datasets.end();
}

const Dataset& dataset_named(const Scenario& scenario, const std::string& name) {
  return *std::find_if(scenario.datasets.begin(), scenario.datasets.end(),
                       [&](const Dataset& dataset) { return dataset.name == name; });
}

std::vector<std::string> chosen(const Scenario& scenario, const std::vector<std::string>& asked) {
  std::vector<std::string> compared;
  std::vector<std::string> first;
  const auto add = [](std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const Parity& entry : scenario.parity) {
    add(first, entry.datasets.front());
    for (const std::string& name : entry.datasets) add(compared, name);
  }
  for (const std::string& name : asked) {
    if (std::find(compared.begin(), compared.end(), name) == compared.end())
      throw usage_error("no comparison of this scenario has a dataset '" + name + "'")
          .at({scenario.file, 1, 1})
          .with_hint(suggest(name, compared));
  }
  return asked.empty() ? first : asked;
}

// Files that are there already: neither a server nor a program is needed to read them.
bool stands_alone(const Dataset& dataset, const Scenario& scenario) {
  if (dataset.kind != Dataset::Kind::json && dataset.kind != Dataset::Kind::sqlite) return false;
  if (dataset.place.value.find("${") != std::string::npos) return false;
  const std::filesystem::path place = scenario.directory / dataset.place.value;
  const bool pattern = place.filename().native().find_first_of("*?[") != std::string::npos;
  return std::filesystem::exists(pattern ? place.parent_path() : place);
}

std::vector<AuditedComparison> comparisons_of(const Scenario& scenario, const std::string& dataset) {
  std::vector<AuditedComparison> comparisons;
  for (const Parity& entry : scenario.parity) {
    if (!takes_part(entry, dataset)) continue;
    AuditedComparison comparison;
    const auto at = std::find(entry.datasets.begin(), entry.datasets.end(), dataset);
    comparison.target = at + 1 != entry.datasets.end() ? *(at + 1) : *(at - 1);
    for (const std::string& name : entry.datasets) {
      comparison.name += (comparison.name.empty() ? "" : " → ") + name;
      comparison.ordered = comparison.ordered || dataset_named(scenario, name).ordered;
    }
    comparison.contract = &contract_of(scenario, entry);
    comparison.only_tables = entry.only_tables;
    comparisons.push_back(std::move(comparison));
  }
  return comparisons;
}

class AuditRun {
 public:
  AuditRun(const Scenario& scenario, Servers& servers, const AuditRunOptions& options, RunObserver& observer)
      : scenario_(scenario), bare_(scenario), servers_(servers), options_(options), observer_(observer) {
    bare_.environment = {};
  }

  reports::Result run() {
    const auto start = std::chrono::steady_clock::now();
    result_ = begin_result(scenario_, std::chrono::system_clock::now(), options_.tool, options_.command);
    try {
      carry_out();
    } catch (const Error& error) {
      if (error.kind == ErrorKind::usage) throw;
      result_.interrupted = error.kind == ErrorKind::interrupted;
      if (!result_.interrupted) result_.errors.push_back(said(error));
    }
    settle();
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(result_);
  }

 private:
  void carry_out() {
    const std::vector<std::string> names = chosen(scenario_, options_.datasets);
    const bool alone = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return stands_alone(dataset_named(scenario_, name), scenario_);
    });
    if (!alone) observer_.step("starting what the audited datasets need");
    world_ = std::make_unique<World>(alone ? bare_ : scenario_, servers_, options_.output / "logs",
                                     "parity_audit", result_.checks);
    for (const auto& fact : world_->facts()) result_.environment.push_back(fact);
    std::vector<AuditedDataset> datasets;
    for (const std::string& name : names) {
      OpenDataset& open = open_.emplace_back(
          open_dataset(dataset_named(scenario_, name), scenario_, *world_, options_.output / "logs"));
      datasets.push_back({{name, open.reader.get(), open.tables, open.table_index, open.declared->ordered},
                          comparisons_of(scenario_, name)});
      reports::DatasetResult& told = result_.datasets.emplace_back();
      told.name = name;
      told.kind = open.kind;
      told.place = open.place;
    }
    AuditOptions audit_options;
    audit_options.seed = options_.seed;
    audit_options.mutants = options_.mutants;
    audit_options.json = &decode_json;
    audit_options.step = [this](const std::string& what) { observer_.step(what); };
    audit_options.check_interrupt = [] { throw_if_interrupted(); };
    result_.audit = audit(datasets, audit_options);
    for (std::size_t i = 0; i < open_.size(); ++i) result_.datasets[i].identity = open_[i].reader->identity();
    add_checks();
  }

  // One for each table and the comparison that it is in.
  void add_checks() {
    for (const reports::AuditCell& cell : result_.audit->cells) {
      const std::string id = "audit." + (cell.comparison.empty() ? "" : cell.comparison + ".") + cell.table;
      if (result_.checks.empty() || result_.checks.back().id != id) {
        reports::Check& check = result_.checks.emplace_back();
        check.id = id;
        check.suite = "audit";
        check.name =
            cell.table + (cell.comparison.empty() ? ", in no comparison" : " (" + cell.comparison + ")");
        holes_ = 0;
      }
      if (cell.holes == 0) continue;
      reports::Check& check = result_.checks.back();
      holes_ += cell.holes;
      check.outcome = Outcome::failed;
      check.message = reports::counted(holes_, "mutant") + " neither found nor masked by a rule" +
                      (cell.comparison.empty() ? ": the table is read, and no comparison has it" : "");
      const reports::AuditSample& sample = cell.hole_samples.front();
      if (check.detail.empty())
        check.detail = cell.mutation + (cell.path.empty() ? "" : " in " + sample.path) + ", " + sample.key +
                       ": " + sample.before + " → " + sample.after;
    }
  }

  void settle() {
    settle_verdict(result_);
    if (!result_.audit || !result_.errors.empty()) return;
    const reports::Audit& audit = *result_.audit;
    if (audit.mutants == 0) {
      result_.outcome = Outcome::skipped;
      result_.exit_code = kNothing;
      result_.exit_reason = "no mutant could be made: the datasets have no rows";
      result_.verdict = "SKIPPED: " + result_.exit_reason;
      return;
    }
    const std::string mutants = reports::counted(audit.mutants, "mutant");
    if (audit.holes > 0) {
      result_.outcome = Outcome::failed;
      result_.exit_code = kDiffers;
      result_.exit_reason = "the contract lets mutants through unsaid";
      result_.verdict = "FAIL: " + reports::thousands(audit.holes) + " of " + mutants +
                        " neither found nor masked by a rule";
      return;
    }
    result_.exit_reason = "every mutant was found, or a rule with a name hides it";
    result_.verdict = "PASS (" + mutants + ": " + reports::thousands(audit.found) + " found, " +
                      reports::thousands(audit.masked) + " masked by a rule)";
  }

  const Scenario& scenario_;
  Scenario bare_;  // the scenario, without its environment
  Servers& servers_;
  const AuditRunOptions& options_;
  RunObserver& observer_;
  reports::Result result_;
  std::unique_ptr<World> world_;
  std::deque<OpenDataset> open_;
  std::uint64_t holes_ = 0;  // of the last check
};

}  // namespace

reports::Result audit_scenario(const Scenario& scenario, Servers& servers, const AuditRunOptions& options,
                               RunObserver& observer) {
  std::error_code problem;
  std::filesystem::create_directories(options.output / "logs", problem);
  if (problem)
    throw usage_error("cannot make the folder " + options.output.string() + ": " + problem.message())
        .with_hint("-o names another one for the result, its reports and logs");
  reports::Result result = AuditRun(scenario, servers, options, observer).run();
  redact_files(options.output / "logs");  // whatever ran has ended
  return result;
}

}  // namespace parity
