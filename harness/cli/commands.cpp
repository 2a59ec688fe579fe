// The verbs that run nothing: see commands.h.
#include "harness/cli/commands.h"

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "harness/cli/ledgers.h"
#include "harness/cli/select.h"
#include "harness/contract/schema.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/zone.h"
#include "harness/error.h"
#include "harness/gates/plan.h"
#include "harness/run/verdict.h"
#include "normalizers/text.h"
#include "reports/result_json.h"
#include "reports/words.h"

namespace parity {
namespace {

std::string cell_text(const Scenario& scenario) {
  std::string text;
  for (const auto& [axis, value] : scenario.cell) text += (text.empty() ? "" : ", ") + axis + "=" + value;
  return text;
}

}  // namespace

bool use_color(const Options& options) {
  if (options.color != ColorWhen::automatic) return options.color == ColorWhen::always;
  const char* off = std::getenv("NO_COLOR");
  return ::isatty(STDERR_FILENO) && (off == nullptr || *off == '\0');
}

int list_command(const Options& options) {
  for (const Scenario& scenario : select_scenarios(options)) {
    const std::string cell = cell_text(scenario);
    std::printf("%s%s  %s%s%s\n", scenario.file.c_str(), cell.empty() ? "" : (" [" + cell + "]").c_str(),
                scenario.name.c_str(), scenario.about.empty() ? "" : ": ", scenario.about.c_str());
  }
  return kHolds;
}

int validate_command(const Options& options) {
  const std::vector<Scenario> scenarios = select_scenarios(options);
  for (const Scenario& scenario : scenarios) {
    plan_gates(scenario);
    for (const std::string& note : scenario.notes)
      std::fprintf(stderr, "%s: %s\n", scenario.file.c_str(), note.c_str());
  }
  ledgers_of(scenarios, options);
  std::fprintf(stderr, "well-formed: %s; nothing was run\n",
               reports::counted(scenarios.size(), "scenario or cell", "scenarios and cells").c_str());
  return kHolds;
}

int doctor_command(const Options& options) {
  int code = kHolds;
  std::printf("%s, Unicode %s\n", version_text().c_str(), unicode_version().c_str());
  try {
    const PostgresBinaries found = find_postgres();
    std::printf("PostgreSQL %s in %s\n", found.version.c_str(), found.directory.c_str());
  } catch (const Error& error) {
    std::printf("PostgreSQL: %s\n%s\n", error.what(), error.hint.c_str());
    code = kUndecided;
  }
  const bool zones = load_zone("Europe/Berlin") != nullptr;
  std::printf("time zones: %s\n",
              zones ? "found" : "not found; install tzdata, or declare fixed offsets only");
  if (!zones) code = kUndecided;
  if (options.clean) {
    const auto removed = sweep_stale_servers();
    for (const auto& directory : removed) std::printf("removed %s\n", directory.c_str());
    std::printf("%zu folders of killed runs were removed\n", removed.size());
  }
  return code;
}

int schema_command(const Options& options) {
  const std::string_view text =
      options.topic == "result" ? reports::result_schema() : schema_text(options.topic);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kHolds;
}

int version_command() {
  std::printf("%s\nUnicode %s\n", version_text().c_str(), unicode_version().c_str());
  return kHolds;
}

}  // namespace parity
