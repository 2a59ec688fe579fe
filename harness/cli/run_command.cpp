// `parity run` and `parity audit`: each scenario and cell in turn, its reports, and one exit code for all.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <set>

#include <unistd.h>

#include "harness/certificate/certificate.h"
#include "harness/cli/commands.h"
#include "harness/cli/github_actions.h"
#include "harness/cli/ledgers.h"
#include "harness/cli/progress.h"
#include "harness/cli/select.h"
#include "harness/environment/interrupt.h"
#include "harness/error.h"
#include "harness/gates/plan.h"
#include "harness/run/audit_scenario.h"
#include "harness/run/history.h"
#include "harness/run/masked_ledger.h"
#include "harness/run/result_file.h"
#include "harness/run/run.h"
#include "harness/run/shard.h"
#include "harness/run/verdict.h"
#include "reports/console.h"
#include "reports/fingerprint.h"
#include "reports/grid.h"
#include "reports/redact.h"
#include "reports/result_json.h"
#include "reports/sensitive.h"
#include "reports/words.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

// One scenario without a matrix has the folder for itself; several each have one of their own in it.
std::filesystem::path folder_of(const Scenario& scenario, const std::filesystem::path& folder, bool alone) {
  if (alone) return folder;
  return folder / folder_in(scenario.name, cell_name(scenario.cell));
}

// The folder of its result, in one word.
std::string history_name(const Scenario& scenario) {
  std::string name = folder_in(scenario.name, cell_name(scenario.cell)).string();
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

class Runner {
 public:
  explicit Runner(const Options& options) : options_(options), progress_(style()) {}

  int run() {
    take_sensitive_key();
    if (options_.certificate) key_ = read_private_key(*options_.certificate);
    const std::vector<Scenario> all = select_scenarios(options_);
    alone_ = all.size() == 1;
    refuse_shared_folders(all);
    const std::vector<Scenario> scenarios = part_of(all);
    for (const Scenario& scenario : scenarios)
      plan_gates(scenario);  // a mistake is told before anything runs
    ledgers_ = ledgers_of(scenarios, options_);
    read_baselines(scenarios);
    lay_grids(scenarios);
    int worst = kHolds;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
      worst = worse(worst, run_one(scenarios[i], i));
      if (interrupted() || (options_.fail_fast && worst != kHolds)) break;
    }
    for (auto& [folder, grid] : grids_) say_grid(folder, grid);
    if (options_.shard) leave_shard(all, scenarios);
    if (!told_.empty()) tell_github();
    if (interrupted()) return kInterrupted;
    if (!alone_) say_all(scenarios.size());
    return worst;
  }

 private:
  void take_sensitive_key() {
    const char* key = std::getenv("PARITY_SENSITIVE_KEY");
    if (key == nullptr || *key == '\0') return;
    reports::Secrets::add(key);
    reports::set_sensitive_key(key);
    lasting_hashes_ = true;
  }

  Progress::Style style() const {
    if (options_.verbosity < 0) return Progress::Style::off;
    return ::isatty(STDERR_FILENO) ? Progress::Style::terminal : Progress::Style::lines;
  }

  // The scenarios and cells of this shard; without one all of them.
  std::vector<Scenario> part_of(const std::vector<Scenario>& all) const {
    if (!options_.shard) return all;
    std::filesystem::remove(output() / kShardFile);  // of an earlier run: this one may not get as far
    std::vector<Scenario> part;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (options_.shard->has(i)) part.push_back(all[i]);
    if (part.empty())
      std::fprintf(stderr, "shard %s: none of %s falls to it; nothing is run\n",
                   spell(*options_.shard).c_str(),
                   reports::counted(all.size(), "scenario or cell", "scenarios and cells").c_str());
    return part;
  }

  void leave_shard(const std::vector<Scenario>& all, const std::vector<Scenario>& part) const {
    std::string names;
    for (const Scenario& scenario : all) names += scenario.name + "\n" + cell_name(scenario.cell) + "\n";
    ShardFile file{*options_.shard, reports::fingerprint_bytes(names), {}, 0};
    std::size_t run = 0;
    for (const auto& [code, number] : outcomes_) run += number;
    file.not_run = part.size() - run;
    for (std::size_t i = 0; i < run; ++i)
      file.results.push_back(folder_of(part[i], ".", alone_).lexically_normal() / "result.json");
    write_shard_file(output(), file);
  }

  void tell_github() const {
    std::vector<reports::Reported> runs;
    for (const auto& [folder, result] : told_) runs.push_back({&result, all_differences(folder, result)});
    parity::tell_github(runs);
  }

  void refuse_shared_folders(const std::vector<Scenario>& scenarios) const {
    std::set<std::filesystem::path> folders;
    for (const Scenario& scenario : scenarios) {
      if (folders.insert(folder_of(scenario, output(), alone_)).second) continue;
      throw usage_error("two scenarios are named '" + scenario.name +
                        "', and their results would overwrite each other")
          .at({scenario.file, 1, 1});
    }
  }

  // Two cells of a matrix, or more, are shown side by side, in the folder that theirs are in.
  void lay_grids(const std::vector<Scenario>& scenarios) {
    std::map<std::filesystem::path, std::pair<std::string, std::vector<reports::GridCell>>> cells;
    for (const Scenario& scenario : scenarios) {
      const std::filesystem::path folder = folder_of(scenario, output(), alone_);
      auto& [name, told] = cells[folder.parent_path()];
      cell_numbers_.push_back(told.size());
      if (scenario.cell.empty()) continue;
      name = scenario.name;
      told.push_back({.at = scenario.cell, .folder = folder.filename()});
    }
    for (auto& [folder, told] : cells)
      if (told.second.size() > 1) grids_.try_emplace(folder, told.first, std::move(told.second));
  }

  void say_grid(const std::filesystem::path& folder, reports::Grid& grid) const {
    grid.settle();
    reports::write_file_atomically(folder / "grid.json", reports::grid_json(grid));
    reports::write_file_atomically(folder / "grid.html", reports::grid_html(grid));
    if (options_.verbosity < 0) return;
    std::fputs(reports::grid_summary(grid).c_str(), stderr);
    std::fprintf(stderr, "grid: %s\n", (folder / "grid.html").c_str());
  }

  std::filesystem::path output() const {
    return options_.output.value_or(options_.verb == Verb::audit ? "out/audit" : "out");
  }

  // Before anything runs. Several scenarios have theirs in folders laid out as those of their results.
  void read_baselines(const std::vector<Scenario>& scenarios) {
    for (const Scenario& scenario : scenarios) {
      if (!options_.baseline) return;
      if (!alone_ && !std::filesystem::is_directory(*options_.baseline))
        throw usage_error("--baseline names one result, and several scenarios are to be run")
            .with_hint("name the folder that an earlier run of all of them wrote to");
      baselines_.push_back(load_baseline(folder_of(scenario, *options_.baseline, alone_), scenario));
    }
  }

  int run_one(const Scenario& scenario, std::size_t number) {
    const std::filesystem::path folder = folder_of(scenario, output(), alone_);
    const reports::Result result =
        options_.verb == Verb::audit ? audited(scenario, folder) : compared(scenario, number, folder);
    progress_.clear();
    write(result, folder);
    if (options_.history && !result.interrupted)
      add_to_history(*options_.history, history_name(scenario), result);
    ++outcomes_[result.exit_code];
    if (const auto at = grids_.find(folder.parent_path()); at != grids_.end())
      at->second.tell(cell_numbers_.at(number), result);
    say(result, folder);
    if (options_.verb == Verb::run && in_github_actions()) told_.emplace_back(folder, result);
    return result.exit_code;
  }

  reports::Result audited(const Scenario& scenario, const std::filesystem::path& folder) {
    AuditRunOptions audit;
    audit.output = folder;
    audit.datasets = options_.datasets;
    audit.seed = options_.seed;
    audit.mutants = options_.mutants;
    audit.tool = version_text();
    audit.command = options_.again;
    return audit_scenario(scenario, servers_, audit, progress_);
  }

  reports::Result compared(const Scenario& scenario, std::size_t number,
                           const std::filesystem::path& folder) {
    RunOptions run;
    run.output = folder;
    run.memory = options_.memory;
    run.streams = options_.streams;
    run.tables = options_.tables;
    run.key = options_.key;
    run.allow_empty = options_.allow_empty;
    run.calibrate = options_.calibrate;
    run.checks = options_.checks;
    run.only_expected = options_.expected;
    run.shuffle = options_.shuffle;
    if (options_.shard) run.shard = spell(*options_.shard);
    run.lasting_hashes = lasting_hashes_;
    run.tool = version_text();
    run.command = options_.again;
    run.bundle = options_.no_bundle ? RunOptions::Bundle::never
                 : options_.bundle  ? RunOptions::Bundle::always
                                    : RunOptions::Bundle::of_failures;
    run.bundle_findings = options_.bundle_findings;
    if (ledgers_[number]) run.accepted = &*ledgers_[number];
    if (options_.baseline) {
      run.baseline = &baselines_[number];
      run.baseline_file = result_file(folder_of(scenario, *options_.baseline, alone_));
    }
    return run_scenario(scenario, servers_, run, progress_);
  }

  void write(const reports::Result& result, const std::filesystem::path& folder) const {
    reports::write_file_atomically(folder / "result.json", reports::to_json(result));
    if (key_) reports::write_file_atomically(folder / "certificate.json", certify(result, folder, key_));
    for (const auto& [format, path] : options_.reports) {
      const reports::Renderer* renderer = reports::find_renderer(format);
      const std::filesystem::path to =
          !path.empty() && alone_ ? path
                                  : folder / (path.empty() ? renderer->file_name : path.filename().native());
      reports::write_file_atomically(to, renderer->render(result, all_differences(folder, result)));
    }
  }

  void say(const reports::Result& result, const std::filesystem::path& folder) const {
    const bool brief = !alone_ && result.exit_code == kHolds && options_.verbosity <= 0;
    if (brief) {
      std::fprintf(stderr, "%s%s: %s\n", result.scenario.c_str(),
                   result.cell.empty() ? "" : (" [" + result.cell + "]").c_str(), result.verdict.c_str());
      return;
    }
    reports::ConsoleOptions console;
    console.color = use_color(options_);
    console.verbosity = options_.verbosity;
    std::fputs(reports::console_summary(result, console).c_str(), stderr);
    if (options_.verbosity < 0) return;
    std::fprintf(stderr, "result: %s\n", (folder / "result.json").c_str());
    if (std::filesystem::exists(folder / "bundle.zip"))
      std::fprintf(stderr, "bundle: %s\n", (folder / "bundle.zip").c_str());
    for (const auto& [format, path] : options_.reports) {
      const reports::Renderer* renderer = reports::find_renderer(format);
      const auto to = !path.empty() && alone_
                          ? path
                          : folder / (path.empty() ? renderer->file_name : path.filename().native());
      std::fprintf(stderr, "%s report: %s\n", format.c_str(), to.c_str());
    }
  }

  void say_all(std::size_t count) const {
    std::string line = reports::counted(count, "run") + ":";
    const std::map<int, std::string> words = {
        {kHolds, "passed"}, {kDiffers, "failed"}, {kUndecided, "errored"}, {kNothing, "compared nothing"}};
    std::size_t told = 0;
    for (const auto& [code, number] : outcomes_) {
      line += std::string(told++ == 0 ? " " : ", ") + reports::thousands(number) + " " +
              (words.count(code) ? words.at(code) : "ended with " + std::to_string(code));
    }
    std::uint64_t run = 0;
    for (const auto& [code, number] : outcomes_) run += number;
    if (run < count) line += ", " + reports::thousands(count - run) + " not run";
    std::fprintf(stderr, "%s\n", line.c_str());
  }

  const Options& options_;
  Progress progress_;
  Servers servers_;
  bool alone_ = true;
  bool lasting_hashes_ = false;
  Key key_;                                     // null: nothing is certified
  std::vector<std::optional<Ledger>> ledgers_;  // by scenario, as are
  std::vector<reports::Result> baselines_;
  std::map<int, std::uint64_t> outcomes_;
  std::list<std::pair<std::filesystem::path, reports::Result>> told_;  // to GitHub, when all is done
  std::map<std::filesystem::path, reports::Grid> grids_;               // by folder
  std::vector<std::size_t> cell_numbers_;                              // by scenario: which cell of its grid
};

}  // namespace

int run_command(const Options& options) { return Runner(options).run(); }

}  // namespace parity
