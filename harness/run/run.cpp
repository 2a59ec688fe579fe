// One scenario from its surroundings to its result: see run.h.
#include "harness/run/run.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "harness/accepted/acceptance.h"
#include "harness/causes/causes.h"
#include "harness/compare/compare.h"
#include "harness/environment/interrupt.h"
#include "harness/error.h"
#include "harness/gates/evidence.h"
#include "harness/gates/plan.h"
#include "harness/gates/settle.h"
#include "harness/readers/json_decoder.h"
#include "harness/run/begin_result.h"
#include "harness/run/bundle_of_run.h"
#include "harness/run/calibrate.h"
#include "harness/run/change.h"
#include "harness/run/coverage.h"
#include "harness/run/difference_file.h"
#include "harness/run/emptiness.h"
#include "harness/run/expectation.h"
#include "harness/run/masked_ledger.h"
#include "harness/run/open_dataset.h"
#include "harness/run/redact_files.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "harness/suites/scenario_suites.h"
#include "harness/suites/schema/check_schema.h"
#include "reports/check_names.h"
#include "reports/events.h"
#include "reports/fingerprint.h"

namespace parity {
namespace {

// Takes what the comparison finds to the files of the run and to whoever watches.
class Collector : public CompareObserver {
 public:
  Collector(const std::filesystem::path& output, reports::EventLog& events, RunObserver& observer,
            bool count_all, Acceptance* acceptance, EarlierFindings* earlier, FindingChoice* choice,
            std::uint64_t memory)
      : events_(events),
        observer_(observer),
        count_all_(count_all),
        acceptance_(acceptance),
        earlier_(earlier),
        choice_(choice),
        differences_(output / "differences.ndjson"),
        causes_({memory, std::filesystem::temp_directory_path(), &decode_json}) {}

  // What comes next is decided under this contract.
  void under(const Contract& contract) { causes_.under(contract); }

  // Groups what was found by what explains it, and notes that at each difference.
  void explain(reports::Result& result) {
    std::unordered_map<std::uint64_t, std::vector<reports::Difference*>> samples;
    for (reports::ComparisonResult& comparison : result.comparisons) {
      for (reports::TableResult& table : comparison.tables) {
        for (reports::Difference& sample : table.samples)
          samples[reports::fingerprint_number(sample.fingerprint)].push_back(&sample);
      }
    }
    result.clusters = causes_.finish(
        result.comparisons, [&](std::uint64_t mark, std::uint64_t fingerprint, const std::string& cluster) {
          differences_.set_cluster(mark, cluster);
          if (choice_) choice_->explained(fingerprint, cluster);
          const auto at = samples.find(fingerprint);
          if (at == samples.end()) return;
          for (reports::Difference* sample : at->second) sample->cluster = cluster;
        });
  }

  void difference(const reports::Difference& found, const Evidence* evidence) override {
    if (choice_) choice_->add(found);
    if (!earlier_) return take(found, evidence);
    reports::Difference difference = found;
    difference.transition = earlier_->take(found);
    take(difference, evidence);
  }
  void looking_at(const RowsOfKey* rows) override {
    if (choice_) choice_->looking_at(rows);
  }
  // In no order: what threads found in another one is the same.
  void hash_findings(std::vector<reports::ComparisonResult>& comparisons) const {
    for (reports::ComparisonResult& comparison : comparisons)
      for (reports::TableResult& table : comparison.tables)
        if (const auto at = hashes_.find({comparison.name, table.name}); at != hashes_.end())
          table.findings = fmt::format("{:016x}", at->second);
  }
  // No difference comes any more.
  void finish() { differences_.close(); }
  void column_renamed(const std::string& comparison, const std::string& table, const std::string& missing,
                      const std::string& extra) override {
    causes_.column_renamed(comparison, table, missing, extra);
  }
  void table_started(const std::string& table, std::uint64_t rows) override {
    observer_.table_started(table, rows);
  }
  void rows_read(std::uint64_t more) override { observer_.rows_read(more); }
  void table_done(const std::string& table) override { observer_.table_done(table); }
  bool stop() override { return interrupted(); }

  const FoundCounts& found() const { return found_; }

 private:
  static constexpr std::uint64_t kEventsOfDifferences =
      1000;  // the stream is for watching; differences.ndjson has all of them

  void take(const reports::Difference& difference, const Evidence* evidence) {
    const Acceptance::Mark mark = acceptance_ ? acceptance_->take(difference) : Acceptance::Mark{};
    if (mark.entry.empty()) {
      causes_.add(difference, evidence, write(difference, difference));
    } else {
      reports::Difference marked = difference;
      marked.accepted = mark.entry;
      causes_.add(difference, evidence, write(marked, mark.settled ? marked : difference));
    }
    if (count_all_) count_found(found_, difference);
    hashes_[{difference.comparison, difference.table}] +=
        reports::fingerprint_number(difference.fingerprint) * (2 * difference.count + 1);
  }

  // What has been told as an event cannot be taken back, so it has no mark that might not hold.
  std::uint64_t write(const reports::Difference& difference, const reports::Difference& as_event) {
    if (++told_ <= kEventsOfDifferences) events_.difference(as_event);
    return differences_.add(difference);
  }

  reports::EventLog& events_;
  RunObserver& observer_;
  bool count_all_;
  Acceptance* acceptance_;
  EarlierFindings* earlier_;
  FindingChoice* choice_;
  DifferenceFile differences_;
  Causes causes_;
  std::uint64_t told_ = 0;
  FoundCounts found_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> hashes_;  // comparison, table
};

bool has_sensitive_fields(const Scenario& scenario) {
  const auto has = [](const Contract& contract) {
    return is_sensitive(contract.defaults) ||
           std::any_of(contract.tables.begin(), contract.tables.end(), [](const TableContract& table) {
             return is_sensitive(table.defaults) ||
                    std::any_of(table.fields.begin(), table.fields.end(),
                                [](const auto& field) { return is_sensitive(field.second); });
           });
  };
  return has(scenario.contract) ||
         std::any_of(scenario.other_contracts.begin(), scenario.other_contracts.end(),
                     [&](const auto& other) { return has(other.second); });
}

class Run {
 public:
  Run(const Scenario& scenario, Servers& servers, const RunOptions& options, RunObserver& observer)
      : scenario_(scenario),
        servers_(servers),
        options_(options),
        observer_(observer),
        plan_(plan_gates(scenario)),
        events_(options.output / "events.ndjson"),
        suites_(load_suites(scenario)) {
    if (options.bundle != RunOptions::Bundle::never) bundle_.emplace(scenario, options.bundle_findings);
    if (options.baseline)
      earlier_.emplace(options.baseline_file, *options.baseline, differences_of_baseline());
    if (!options.accepted) return;
    const auto today = std::chrono::floor<std::chrono::days>(options.clock());
    acceptance_.emplace(*options.accepted, comparisons_of(scenario), today);
  }

  reports::Result run() {
    const auto start = std::chrono::steady_clock::now();
    result_ = begin_result(scenario_, options_.clock(), options_.tool, options_.command);
    result_.notes = scenario_.notes;
    result_.shuffle = options_.shuffle;
    result_.shard = options_.shard;
    if (has_sensitive_fields(scenario_) && !options_.lasting_hashes)
      result_.notes.push_back(
          "values of sensitive fields are told by hashes under a key of this run alone: they, and the "
          "fingerprints of their differences, are others in the next run. PARITY_SENSITIVE_KEY keeps them");
    for (const std::string& table : options_.tables) result_.coverage.filters.push_back("--table " + table);
    if (!options_.key.empty()) result_.coverage.filters.push_back("--key " + options_.key);
    for (const std::string& check : options_.checks) result_.coverage.filters.push_back("--check " + check);
    if (only_expected()) result_.coverage.filters.push_back("--expected");
    events_.run_started(result_);
    Collector collector(options_.output, events_, observer_, scenario_.expect.has_value(),
                        acceptance_ ? &*acceptance_ : nullptr, earlier_ ? &*earlier_ : nullptr,
                        bundle_ ? &bundle_->choice() : nullptr, options_.memory / 10);
    try {
      carry_out(collector);
    } catch (const Error& error) {
      if (error.kind == ErrorKind::usage) throw;
      result_.interrupted = error.kind == ErrorKind::interrupted;
      if (!result_.interrupted) result_.errors.push_back(said(error));
    }
    try {
      collector.explain(result_);
    } catch (const Error& error) { result_.errors.push_back(said(error)); }
    collector.finish();
    collector.hash_findings(result_.comparisons);
    keep_ledgers();
    look_at_evidence();
    if (scenario_.expect && !result_.interrupted) {
      expect_failures(*scenario_.expect, result_.checks);
      for (reports::Check& check : check_expectations(*scenario_.expect, collector.found(),
                                                      result_.errors.empty() ? "" : result_.errors.front()))
        result_.checks.push_back(std::move(check));
      mark_expected(*scenario_.expect, collector.found(), result_.comparisons);
      settle_gates(plan_, surroundings(), result_);
      settle_by_checks(result_);
      if (result_.outcome == reports::Outcome::passed) result_.errors.clear();  // expected: a check says it
    } else {
      settle_gates(plan_, surroundings(), result_);
      settle_verdict(result_);
    }
    if (earlier_) tell_change(result_, *earlier_);
    if (bundle_ && wants_bundle()) {
      observer_.step("keeping the rows of findings");
      bundle_->write(result_, read_, options_.output);
    }
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    for (const reports::ComparisonResult& comparison : result_.comparisons) {
      for (const reports::TableResult& table : comparison.tables)
        events_.table_compared(comparison.name, table);
    }
    for (const reports::Check& check : result_.checks) events_.check(check);
    events_.run_finished(result_);
    return std::move(result_);
  }

 private:
  // This run may write to where that one did.
  reports::Differences differences_of_baseline() const {
    const std::filesystem::path& file = options_.baseline_file;
    const std::filesystem::path theirs = file.parent_path() / "differences.ndjson";
    const std::filesystem::path ours = options_.output / "differences.ndjson";
    std::error_code none;
    if (file.empty() || !std::filesystem::equivalent(theirs, ours, none))
      return all_differences(file, *options_.baseline);
    const std::filesystem::path kept = options_.output / "logs" / "baseline.ndjson";
    std::filesystem::rename(ours, kept);
    return differences_in(kept, *options_.baseline);
  }

  bool wants_bundle() const {
    if (result_.interrupted) return false;
    return options_.bundle == RunOptions::Bundle::always || result_.outcome != reports::Outcome::passed;
  }

  // All that was to be compared was.
  bool is_complete() const {
    return result_.errors.empty() && !result_.interrupted && options_.tables.empty() && options_.key.empty();
  }

  // What the rules hid, and what somebody answers for.
  void keep_ledgers() {
    result_.rule_uses = settle_uses(uses_, is_complete());
    for (const auto& [contract, comparisons] : under_contract_)
      check_budgets(*contract, comparisons, result_.comparisons, result_.checks);
    if (options_.baseline) check_baseline(result_, *options_.baseline);
    if (!acceptance_) return;
    acceptance_->settle(result_, is_complete());
    if (acceptance_->took_back()) mark_again(options_.output / "differences.ndjson", *acceptance_);
  }

  GateSurroundings surroundings() const {
    return {scenario_.directory, world_ ? world_->values() : std::map<std::string, std::string>{},
            options_.clock()};
  }

  // In the world of the run, while it is there.
  void look_at_evidence() {
    if (!world_ || result_.interrupted) return;
    for (const EvidencePlan& evidence : scenario_.evidence) try {
        result_.checks.push_back(check_evidence(
            evidence, surroundings(),
            [&](const Command& command, const std::string& log) { return world_->spec_of(command, log); }));
      } catch (const Error& error) {
        if (error.kind != ErrorKind::interrupted) throw;
        result_.interrupted = true;
        return;
      }
  }

  void carry_out(Collector& collector) {
    if (scenario_.environment.postgres)
      observer_.step("starting PostgreSQL, preparing it, starting what is tested");
    const std::string database = "parity_" + std::to_string(++databases());
    World& world = world_.emplace(scenario_, servers_, options_.output / "logs", database, result_.checks);
    for (const auto& fact : world.facts()) result_.environment.push_back(fact);

    observer_.step("opening datasets");
    open_datasets(world);
    for (const Group& group : groups()) compare_group(group, collector);
    run_suites(world);
    if (options_.calibrate) calibrate_datasets(world, collector);
    for (reports::Check& check : world.proxies().settle()) result_.checks.push_back(std::move(check));
    for (const OpenDataset& open : open_) tell_dataset(open);
    tell_coverage(scenario_, open_, read_, result_.coverage);
    check_asked_for(options_, result_);
    if (scenario_.expect) return;  // an empty table may be what is expected
    check_emptiness(scenario_, options_, result_);
  }

  bool only_expected() const {
    return options_.only_expected && scenario_.expect && !scenario_.expect->checks.empty();
  }

  bool selects(const std::string& id) const {
    const auto fits = [&](const std::string& pattern) { return reports::fits(pattern, id); };
    if (only_expected())
      return std::any_of(scenario_.expect->checks.begin(), scenario_.expect->checks.end(),
                         [&](const Text& check) { return fits(check.value); });
    return options_.checks.empty() || std::any_of(options_.checks.begin(), options_.checks.end(), fits);
  }

  // Behind the comparisons, since a suite may change what is under test.
  void run_suites(World& world) {
    SuiteWorld surroundings;
    surroundings.values = world.values();
    surroundings.logs = options_.output / "logs";
    surroundings.make_database = [&](const std::string& name, bool copy) {
      return world.make_database(name, copy);
    };
    surroundings.drop_database = [&](const std::string& name) { world.drop_database(name); };
    surroundings.selected = [&](const std::string& id) { return selects(id); };
    surroundings.shuffle = options_.shuffle;
    if (bundle_) surroundings.recorder = [&](RecordedCheck check) { bundle_->add(std::move(check)); };
    std::size_t made = 0;
    for (const Suite& suite : suites_.steps) {
      observer_.step("suite " + suite.name);
      std::vector<reports::Check> checks = run_suite(suite, surroundings);
      made += checks.size();
      std::move(checks.begin(), checks.end(), std::back_inserter(result_.checks));
    }
    for (const SchemaContract& contract : suites_.schemas) made += run_schema(contract, world);
    if (made == 0 && !suites_.empty()) tell_no_check(result_);
  }

  // On a copy of the prepared database: nobody else is held up by what is tried on it.
  std::size_t run_schema(const SchemaContract& contract, World& world) try {
    observer_.step("schema " + contract.name);
    const std::string database = "schema_" + contract.name;
    std::vector<reports::Check> checks = check_schema(contract, {world.make_database(database, true)});
    world.drop_database(database);
    std::erase_if(checks, [&](const reports::Check& check) { return !selects(check.id); });
    std::move(checks.begin(), checks.end(), std::back_inserter(result_.checks));
    return checks.size();
  } catch (const Error& error) {
    if (error.kind != ErrorKind::undecidable) throw;
    result_.errors.push_back(said(error));
    return 1;
  }

  // Each database of a command has its own name, whatever server it is on.
  static int& databases() {
    static int count = 0;
    return count;
  }

  void open_datasets(const World& world) {
    for (const Dataset& dataset : scenario_.datasets) {
      const bool used =
          std::any_of(scenario_.parity.begin(), scenario_.parity.end(), [&](const Parity& entry) {
            return std::find(entry.datasets.begin(), entry.datasets.end(), dataset.name) !=
                   entry.datasets.end();
          });
      if (used) open_one(dataset, world);
      throw_if_interrupted();
    }
  }

  // A dataset that cannot be opened leaves the comparisons of the others standing.
  void open_one(const Dataset& dataset, const World& world) try {
    open_.push_back(open_dataset(dataset, scenario_, world, options_.output / "logs"));
  } catch (const Error& error) {
    if (error.kind == ErrorKind::nothing && !scenario_.expect) {
      unread_[dataset.name] = said(error);
      tell_nothing_there(dataset.name, error, result_);
      return;
    }
    if (error.kind != ErrorKind::undecidable && error.kind != ErrorKind::nothing) throw;
    result_.errors.push_back(said(error));
    unread_[dataset.name] = result_.errors.back();
  }

  // Entries of `parity` with one contract and the same tables: they share one reading of their datasets.
  using Group = std::vector<const Parity*>;
  std::vector<Group> groups() const {
    std::vector<Group> groups;
    for (const Parity& entry : scenario_.parity) {
      const auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
        return group[0]->contract_file == entry.contract_file && group[0]->only_tables == entry.only_tables;
      });
      if (at == groups.end())
        groups.push_back({&entry});
      else
        at->push_back(&entry);
    }
    return groups;
  }

  void compare_group(const Group& group, Collector& collector) {
    std::vector<ComparedDataset> datasets;
    std::vector<ComparisonSpec> specs;
    for (const Parity* entry : group) {
      ComparisonSpec spec;  // a chain is cut where a dataset could not be read
      for (std::size_t i = 0; i < entry->datasets.size(); ++i) {
        const std::string& name = entry->datasets[i];
        if (!unread_.count(name)) {
          spec.datasets.push_back(index_of(datasets, name));
          if (i + 1 < entry->datasets.size()) continue;
        }
        if (spec.datasets.size() > 1) specs.push_back(std::move(spec));
        spec = {};
      }
    }
    try {
      if (!specs.empty()) compare_specs(*group[0], datasets, specs, collector);
    } catch (const Error& error) {
      if (error.kind != ErrorKind::undecidable) throw;
      result_.errors.push_back(said(error));
      for (const ComparisonSpec& spec : specs) {
        for (std::size_t i = 1; i < spec.datasets.size(); ++i)
          tell_errored(datasets[spec.datasets[i - 1]].name, datasets[spec.datasets[i]].name,
                       result_.errors.back());
      }
    }
    for (const Parity* entry : group) {
      for (std::size_t i = 1; i < entry->datasets.size(); ++i)
        tell_unread(entry->datasets[i - 1], entry->datasets[i]);
    }
  }

  void tell_unread(const std::string& source, const std::string& target) {
    for (const std::string& name : {source, target}) {
      const auto at = unread_.find(name);
      if (at != unread_.end()) return tell_errored(source, target, at->second);
    }
  }

  void tell_errored(const std::string& source, const std::string& target, const std::string& error) {
    reports::ComparisonResult comparison;
    comparison.name = source + " → " + target;
    comparison.source = source;
    comparison.target = target;
    comparison.outcome = reports::Outcome::errored;
    comparison.error = first_line(error);
    result_.comparisons.push_back(std::move(comparison));
  }

  void compare_specs(const Parity& first, const std::vector<ComparedDataset>& datasets,
                     const std::vector<ComparisonSpec>& specs, Collector& collector) {
    const std::optional<CompareOptions> options = compare_options(first);
    if (!options) return;
    observer_.step("comparing");
    collector.under(contract_of(scenario_, first));
    if (bundle_) bundle_->begin(first, datasets, specs, options->only_tables);
    CompareOutcome outcome = compare(datasets, specs, contract_of(scenario_, first), *options, collector);
    for (std::size_t d = 0; d < datasets.size(); ++d)
      read_[datasets[d].name].add(outcome.rows[d], outcome.left_out[d]);
    for (LineUse& use : outcome.uses) uses_.push_back(std::move(use));
    for (reports::ComparisonResult& comparison : outcome.comparisons) {
      if (!comparison.error.empty()) result_.errors.push_back(comparison.name + ": " + comparison.error);
      under_contract_[&contract_of(scenario_, first)].push_back(result_.comparisons.size());
      result_.comparisons.push_back(std::move(comparison));
    }
  }

  // Nothing where none of the entry's tables is asked for.
  std::optional<CompareOptions> compare_options(const Parity& entry) const {
    CompareOptions options;
    options.streams = options_.streams;
    options.memory =
        options_.memory / 8 * 5;  // the rest: windows, sockets, the join, the rows looked at closely
    options.spill_directory = std::filesystem::temp_directory_path();
    options.json = &decode_json;
    options.only_key = options_.key;
    options.only_tables = entry.only_tables;
    if (options_.tables.empty()) {
      options.named_at = entry.where;
    } else {
      options.only_tables = both(entry.only_tables, options_.tables);
      if (options.only_tables.empty()) return std::nullopt;
    }
    return options;
  }

  // Each dataset once more, by the first entry that it takes part in: what its comparisons read is read
  // again.
  void calibrate_datasets(const World& world, CompareObserver& observer) {
    const std::filesystem::path scratch = options_.output / "logs" / "second-reading";
    std::filesystem::create_directories(scratch);
    for (const OpenDataset& open : open_) {
      const std::string& name = open.declared->name;
      const auto entry = std::find_if(scenario_.parity.begin(), scenario_.parity.end(), [&](const Parity& p) {
        return std::find(p.datasets.begin(), p.datasets.end(), name) != p.datasets.end();
      });
      const std::optional<CompareOptions> options = compare_options(*entry);
      if (!options) continue;
      observer_.step("reading dataset " + name + " a second time");
      try {
        const OpenDataset again = open_dataset(*open.declared, scenario_, world, scratch);
        Calibration found =
            calibrate(open, again, contract_of(scenario_, *entry), *options, read_[name].rows, observer);
        std::move(found.fields.begin(), found.fields.end(), std::back_inserter(result_.volatile_fields));
        std::move(found.checks.begin(), found.checks.end(), std::back_inserter(result_.checks));
      } catch (Error& error) {
        if (error.kind != ErrorKind::undecidable) throw;
        result_.errors.push_back(said(error.while_doing("reading dataset '" + name + "' a second time")));
      }
    }
  }

  // Those of the scenario's that the command line asks for too; all of the latter where the former says none.
  static std::vector<std::string> both(const std::vector<std::string>& said,
                                       const std::vector<std::string>& asked) {
    if (said.empty()) return asked;
    std::vector<std::string> names;
    for (const std::string& name : said) {
      if (std::find(asked.begin(), asked.end(), name) != asked.end()) names.push_back(name);
    }
    return names;
  }

  std::size_t index_of(std::vector<ComparedDataset>& datasets, const std::string& name) const {
    for (std::size_t d = 0; d < datasets.size(); ++d) {
      if (datasets[d].name == name) return d;
    }
    const auto open = std::find_if(open_.begin(), open_.end(),
                                   [&](const OpenDataset& o) { return o.declared->name == name; });
    datasets.push_back({name, open->reader.get(), open->tables, open->table_index, open->declared->ordered});
    return datasets.size() - 1;
  }

  void tell_dataset(const OpenDataset& open) {
    reports::DatasetResult dataset;
    dataset.name = open.declared->name;
    dataset.kind = open.kind;
    dataset.place = open.place;
    dataset.identity = open.reader->identity();
    for (const DatasetRows& table : read_[dataset.name].rows)
      dataset.tables.push_back({table.table, table.rows, table.seconds});
    for (const TableInfo& table : open.tables) {
      for (const std::string& note : table.notes)
        dataset.notes.push_back("table " + table.name + ": " + note);
    }
    for (std::string& note : open.reader->notes()) dataset.notes.push_back(std::move(note));
    events_.dataset_read(dataset);
    result_.datasets.push_back(std::move(dataset));
  }

  const Scenario& scenario_;
  Servers& servers_;
  const RunOptions& options_;
  RunObserver& observer_;
  GatesPlan plan_;
  reports::EventLog events_;
  ScenarioSuites suites_;
  reports::Result result_;
  std::optional<World> world_;
  std::vector<OpenDataset> open_;              // closed before the world goes
  std::map<std::string, std::string> unread_;  // dataset → why it could not be opened
  std::map<std::string, DatasetRead> read_;
  std::optional<Acceptance> acceptance_;
  std::optional<EarlierFindings> earlier_;
  std::optional<BundleOfRun> bundle_;
  std::vector<LineUse> uses_;
  std::map<const Contract*, std::vector<std::size_t>> under_contract_;  // → indices of comparisons
};

}  // namespace

reports::Result run_scenario(const Scenario& scenario, Servers& servers, const RunOptions& options,
                             RunObserver& observer) {
  std::error_code problem;
  std::filesystem::create_directories(options.output / "logs", problem);
  if (problem)
    throw usage_error("cannot make the folder " + options.output.string() + ": " + problem.message())
        .with_hint("-o names another one for the result, its reports and logs");
  std::filesystem::remove(options.output / "bundle.zip", problem);  // it would be taken for this run's
  reports::Result result = Run(scenario, servers, options, observer).run();
  redact_files(options.output / "logs");  // whatever ran has ended
  return result;
}

}  // namespace parity
