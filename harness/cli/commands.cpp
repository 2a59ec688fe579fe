// The verbs that run nothing: see commands.h.
#include "harness/cli/commands.h"

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "harness/cli/select.h"
#include "harness/contract/schema.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/zone.h"
#include "harness/error.h"
#include "harness/run/verdict.h"
#include "harness/yaml/nearest.h"
#include "normalizers/rules.h"
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

std::string wrapped(std::string_view text, std::size_t width, const std::string& indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + end > width) {
      out += "\n";
      column = 0;
    }
    out += column == 0 ? indent : " ";
    out += text.substr(0, end);
    column += end + (column == 0 ? 0 : 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void print_rule(const RuleText& rule) {
  std::printf("%.*s %.*s\n%s\n\n", static_cast<int>(rule.id.size()), rule.id.data(),
              static_cast<int>(rule.name.size()), rule.name.data(), wrapped(rule.meaning, 96, "  ").c_str());
  std::string example;
  for (std::size_t from = 0; from < rule.yaml.size();) {
    const std::size_t end = std::min(rule.yaml.find('\n', from), rule.yaml.size());
    example.append("    ").append(rule.yaml.substr(from, end - from)).append("\n");
    from = end + 1;
  }
  std::printf("%s", example.c_str());
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
    for (const std::string& note : scenario.notes)
      std::fprintf(stderr, "%s: %s\n", scenario.file.c_str(), note.c_str());
  }
  std::fprintf(stderr, "well-formed: %s; nothing was run\n",
               reports::counted(scenarios.size(), "scenario or cell", "scenarios and cells").c_str());
  return kHolds;
}

int explain_command(const Options& options) {
  if (options.topic.empty()) {
    for (const RuleText& rule : rule_texts()) {
      if (&rule != rule_texts().data()) std::puts("");
      print_rule(rule);
    }
    return kHolds;
  }
  const RuleText* rule = find_rule(options.topic);
  if (!rule) {
    std::vector<std::string> names;
    std::string known;
    for (const RuleText& text : rule_texts()) {
      names.emplace_back(text.name);
      known += (known.empty() ? "" : ", ") + names.back();
    }
    throw usage_error("there is no rule '" + options.topic + "'")
        .with_hint(nearest(options.topic, names) ? suggest(options.topic, names) : "rules: " + known);
  }
  print_rule(*rule);
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
