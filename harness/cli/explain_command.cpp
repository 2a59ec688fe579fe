// `parity explain`: what a rule means, and with --result what it hid in a run.
#include <algorithm>
#include <cstdio>

#include "harness/cli/commands.h"
#include "harness/error.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "harness/yaml/nearest.h"
#include "normalizers/rules.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity {
namespace {

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

std::string joined(const std::vector<std::string>& rules) {
  std::string text;
  for (const std::string& rule : rules) text += (text.empty() ? "" : "+") + rule;
  return text;
}

void print_side(const char* name, const reports::Side& side) {
  std::printf("        %s  %s %s  %s\n", name, reports::printable(side.type).c_str(),
              reports::visible_text(side.raw).c_str(), reports::printable(side.origin).c_str());
}

void print_masked(const reports::TableResult& table, const reports::FieldResult& field,
                  const reports::Masked& masked) {
  std::printf("    %s.%s: %s by %s\n", reports::printable(table.name).c_str(),
              reports::printable(field.name).c_str(), reports::thousands(masked.count).c_str(),
              joined(masked.rules).c_str());
  for (const reports::MaskedSample& sample : masked.samples) {
    std::printf("      %s\n", reports::printable(sample.key).c_str());
    print_side("source", sample.source);
    print_side("target", sample.target);
  }
  if (masked.count > masked.samples.size())
    std::printf("      and %s more\n", reports::thousands(masked.count - masked.samples.size()).c_str());
}

// What the rule hid in one comparison, alone and with others.
std::uint64_t print_hidden(const reports::ComparisonResult& comparison, const std::string& rule) {
  std::uint64_t hidden = 0;
  for (const reports::TableResult& table : comparison.tables) {
    for (const reports::FieldResult& field : table.fields) {
      for (const reports::Masked& masked : field.masked) {
        if (std::find(masked.rules.begin(), masked.rules.end(), rule) == masked.rules.end()) continue;
        if (hidden == 0) std::printf("  %s\n", reports::printable(comparison.name).c_str());
        hidden += masked.count;
        print_masked(table, field, masked);
      }
    }
  }
  return hidden;
}

void print_uses(const reports::Result& result, const std::string& rule) {
  for (const reports::RuleUse& use : result.rule_uses) {
    if (use.rule != rule) continue;
    std::string did =
        "changed " + reports::counted(use.changed, "value") + ", hid " + reports::thousands(use.masked);
    if (use.applied > 0) did += ", applied " + reports::counted(use.applied, "time");
    if (use.dead) did = "dead: it did nothing";
    std::printf("  set for %s (%s): %s%s\n", reports::printable(use.scope).c_str(),
                reports::printable(use.where).c_str(), did.c_str(),
                use.why.empty() ? "" : (": " + reports::printable(use.why)).c_str());
  }
}

void print_in_run(const RuleText& rule, const std::filesystem::path& path) {
  const reports::Result result = read_result(path);
  const std::string name(rule.name);
  std::printf("\nin %s (%s, %s): %s\n", result_file(path).c_str(),
              reports::printable(result.scenario).c_str(), result.started.c_str(),
              reports::printable(result.verdict).c_str());
  print_uses(result, name);
  std::uint64_t hidden = 0;
  for (const reports::ComparisonResult& comparison : result.comparisons)
    hidden += print_hidden(comparison, name);
  if (hidden == 0)
    std::printf("  it hid nothing in this run\n");
  else
    std::printf("  it hid %s in all, alone or with other rules\n",
                reports::counted(hidden, "difference").c_str());
}

}  // namespace

int explain_command(const Options& options) {
  if (options.topic.empty()) {
    if (options.result)
      throw usage_error("--result shows what one rule hid, and none is named")
          .with_hint("parity explain trim --result " + options.result->string());
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
  if (options.result) print_in_run(*rule, *options.result);
  return kHolds;
}

}  // namespace parity
