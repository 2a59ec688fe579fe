// `parity replay`: findings again, from a bundle with nothing else at hand, or where they were found.
#include <algorithm>
#include <cstdio>

#include <unistd.h>

#include "harness/bundle/bundle.h"
#include "harness/cli/commands.h"
#include "harness/environment/zone.h"
#include "harness/error.h"
#include "harness/replay/replay.h"
#include "harness/run/change.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "harness/scenario/load_scenario.h"
#include "reports/difference_text.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Difference;

bool is_fingerprint(const std::string& text) { return text.size() == 18 && text.starts_with("f-"); }

// As the console shows it.
void show(const Difference& finding, bool color) {
  reports::TableResult table;
  table.name = finding.table;
  reports::DifferenceGroup group;
  group.field = finding.field;
  group.kind = finding.kind;
  group.count = 1;
  group.samples = {&finding};
  reports::TextOptions text;
  text.color = color;
  std::printf("%s\n%s", reports::printable(finding.comparison).c_str(),
              reports::describe(table, group, text).c_str());
}

int tell(const std::vector<ReplayedCheck>& checks, const Options& options) {
  std::size_t red = 0;
  for (const ReplayedCheck& check : checks) {
    red += !check.faults.empty();
    if (options.verbosity < 0) continue;
    std::printf("%s: %s\n", reports::printable(check.expected.id).c_str(),
                check.faults.empty() ? "holds now" : reports::printable(check.expected.name).c_str());
    for (const std::string& fault : check.faults) std::printf("  ✗ %s\n", reports::printable(fault).c_str());
  }
  std::printf("%s replayed: %s red again\n", reports::counted(checks.size(), "check").c_str(),
              reports::thousands(red).c_str());
  return red > 0 ? kDiffers : kHolds;
}

int tell(const std::vector<Replayed>& replayed, const Options& options) {
  std::size_t same = 0, other = 0;
  for (const Replayed& one : replayed) {
    if (one.found && options.verbosity >= 0) {
      show(*one.found, options.color == ColorWhen::always ||
                           (options.color == ColorWhen::automatic && ::isatty(STDOUT_FILENO)));
      if (!one.same())
        std::printf("  it was %s, of other values\n", reports::printable(one.expected.fingerprint).c_str());
    } else if (!one.found) {
      std::printf("%s: not found any more: %s\n", one.expected.fingerprint.c_str(),
                  reports::printable(sentence_of(one.expected)).c_str());
    }
    ++(one.same() ? same : other);
    other -= !one.found;
  }
  std::printf("%s replayed: %s again, %s with other values, %s not any more\n",
              reports::counted(replayed.size(), "finding").c_str(), reports::thousands(same).c_str(),
              reports::thousands(other).c_str(), reports::thousands(replayed.size() - same - other).c_str());
  return same + other > 0 ? kDiffers : kHolds;
}

// `--matrix` of the cell that a result is of, "a=1,b=2".
std::map<std::string, std::string> axes_of(const std::string& cell) {
  std::map<std::string, std::string> axes;
  for (std::size_t from = 0; from < cell.size();) {
    const std::size_t end = std::min(cell.find(',', from), cell.size());
    const std::size_t equals = cell.find('=', from);
    if (equals < end) axes[cell.substr(from, equals - from)] = cell.substr(equals + 1, end - equals - 1);
    from = end + 1;
  }
  return axes;
}

int live(const Bundle& bundle, const std::vector<std::string>& checks, const Options& options) {
  if (checks.empty()) throw usage_error("--live asks again for checks, and none is named");
  Options run = options;
  run.paths = {bundle.scenario_file};
  run.cell = axes_of(bundle.cell);
  run.checks = checks;
  run.output = "out/replay";
  run.no_bundle = true;
  return run_command(run);
}

int from_bundle(const Options& options) {
  const Bundle bundle = bundle_of(unzip(options.replay.from), options.replay.from.string());
  ReplayOptions replay_options;
  std::vector<std::string> checks;
  for (const std::string& one : options.replay.findings)
    (is_fingerprint(one) ? replay_options.findings : checks).push_back(one);
  if (options.replay.live) return live(bundle, checks, options);
  replay_options.contract = options.replay.contract;
  replay_options.zones = load_zone;
  if (options.verbosity >= 0)
    std::fprintf(stderr, "%s%s of %s: %s\n", reports::printable(bundle.scenario).c_str(),
                 bundle.cell.empty() ? "" : (" [" + bundle.cell + "]").c_str(), bundle.started.c_str(),
                 reports::printable(bundle.verdict).c_str());
  const bool all = options.replay.findings.empty();
  int code = kHolds;
  if (!checks.empty() || (all && !bundle.checks.empty())) code = tell(replay_checks(bundle, checks), options);
  if (!replay_options.findings.empty() || (all && (!bundle.findings.empty() || bundle.checks.empty())))
    code = worse(code, tell(replay(bundle, replay_options), options));
  return code;
}

// Of a table, those that its fields refer to, and theirs.
void add_referenced(const Contract& contract, const std::string& table, std::vector<std::string>& tables) {
  if (std::find(tables.begin(), tables.end(), table) != tables.end()) return;
  tables.push_back(table);
  const TableContract* own = contract.find(table);
  if (own == nullptr) return;
  for (const auto& [field, rules] : own->fields)
    if (rules.references) add_referenced(contract, rules.references->value.table, tables);
}

std::vector<std::string> tables_needed(const Scenario& scenario, const Difference& finding) {
  std::vector<std::string> tables;
  for (const Parity& entry : scenario.parity)
    add_referenced(contract_of(scenario, entry), finding.table, tables);
  return tables;
}

// Where it was found: the scenario again, but only its table, and only its key where its neighbours do not
// matter.
int where_it_was(const Options& options) {
  const std::string fingerprint = options.replay.from.string();
  const reports::Result result = read_result(*options.result);
  const Difference finding = find_differences(*options.result, {fingerprint}).at(0);
  Options run = options;
  run.paths = {result.scenario_file};
  run.cell = axes_of(result.cell);
  run.output = result_file(*options.result).parent_path() / "replay";
  run.no_bundle = true;
  if (finding.kind != reports::DifferenceKind::order) run.key = finding.key;
  LoadOptions load;
  load.variables = options.variables;
  load.zones = load_zone;
  for (const Scenario& scenario : load_scenario(result.scenario_file, load))
    if (cell_name(scenario.cell) == result.cell) run.tables = tables_needed(scenario, finding);
  const int code = run_command(run);
  if (code != kHolds && code != kDiffers && code != kNothing) return code;
  bool again = false;
  all_differences(*run.output, read_result(*run.output))(
      [&](const Difference& one) { again = again || one.fingerprint == fingerprint; });
  std::printf("%s: %s\n", fingerprint.c_str(), again ? "found again" : "not found any more");
  return again ? kDiffers : kHolds;
}

}  // namespace

int replay_command(const Options& options) {
  if (!options.result) return from_bundle(options);
  if (!is_fingerprint(options.replay.from.string()))
    throw usage_error("--result takes the fingerprint of one of its findings, f-…, not '" +
                      options.replay.from.string() + "'");
  return where_it_was(options);
}

}  // namespace parity
