// `parity diff`: what became of the findings of one run in a later one, and which rules hide more or less.
#include <cstdio>
#include <map>
#include <vector>

#include "harness/cli/commands.h"
#include "harness/error.h"
#include "harness/run/change.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "reports/json_writer.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Transition;

constexpr std::size_t kShown = 100;  // of one transition; counts are exact

struct Found {
  Transition transition;
  std::string id, sentence;
};

struct Moved {
  std::string rules;  // "trim+case"
  std::uint64_t before = 0, now = 0;
};

struct Drift {
  reports::Change change;
  std::uint64_t unseen = 0;
  std::vector<Found> found;
  std::vector<Moved> masked;
};

void refuse_others(const reports::Result& old, const reports::Result& now) {
  const auto refuse = [](const std::string& what, const std::string& before, const std::string& later) {
    if (before == later) return;
    throw usage_error("the two results are not of one " + what + ": '" + before + "' and '" + later + "'")
        .with_hint("findings are followed from a run to a later run of the same");
  };
  refuse("scenario", old.scenario, now.scenario);
  refuse("cell", old.cell, now.cell);
  refuse("contract", old.contract, now.contract);
}

std::vector<Moved> moved_masks(const reports::Result& old, const reports::Result& now) {
  std::map<std::string, Moved> by_rules;
  for (const auto& [rules, count] : old.masked_by_rule) by_rules[rules].before = count;
  for (const auto& [rules, count] : now.masked_by_rule) by_rules[rules].now = count;
  std::vector<Moved> moved;
  for (auto& [rules, counts] : by_rules) {
    counts.rules = rules;
    if (counts.before != counts.now) moved.push_back(counts);
  }
  return moved;
}

Drift drift_of(const Options& options, const reports::Result& old, const reports::Result& now) {
  const auto differences = [](const std::filesystem::path& path, const reports::Result& result) {
    return all_differences(path, result);
  };
  EarlierFindings earlier(result_file(*options.baseline), old, differences(*options.baseline, old));
  if (!earlier.whole())
    throw usage_error("differences.ndjson is missing beside " + result_file(*options.baseline).string())
        .with_hint("a result holds samples of its differences only; the run wrote all of them there");
  Drift drift;
  std::map<Transition, std::size_t> listed;
  const auto list = [&](Transition transition, const std::string& id, const std::string& sentence) {
    if (transition == Transition::none || ++listed[transition] > kShown) return;
    drift.found.push_back({transition, id, sentence});
  };
  std::uint64_t read = 0;
  differences(*options.result, now)([&](const reports::Difference& difference) {
    ++read;
    list(earlier.take(difference), difference.fingerprint, sentence_of(difference));
  });
  if (read < now.totals.differences)
    throw usage_error("differences.ndjson is missing beside " + result_file(*options.result).string());
  for (const reports::Check& check : now.checks) list(earlier.take(check), check.id, check.name);
  drift.change = earlier.settle(now, drift.unseen);
  drift.masked = moved_masks(old, now);
  return drift;
}

void print_some(const char* title, std::uint64_t count,
                const std::vector<std::pair<std::string, std::string>>& some) {
  if (count == 0) return;
  std::printf("%s: %s\n", title, reports::thousands(count).c_str());
  for (const auto& [id, sentence] : some)
    std::printf("  %s  %s\n", reports::printable(id).c_str(), reports::printable(sentence).c_str());
  if (count > some.size()) std::printf("  and %s more\n", reports::thousands(count - some.size()).c_str());
}

void print_text(const Drift& drift, const reports::Result& old, const reports::Result& now) {
  const auto of = [&](Transition transition) {
    std::vector<std::pair<std::string, std::string>> some;
    for (const Found& found : drift.found)
      if (found.transition == transition) some.emplace_back(found.id, found.sentence);
    return some;
  };
  std::vector<std::pair<std::string, std::string>> fixed;
  for (const reports::Fixed& one : drift.change.samples) fixed.emplace_back(one.id, one.sentence);
  std::printf("%s%s: %s, then %s\n", reports::printable(now.scenario).c_str(),
              now.cell.empty() ? "" : (" [" + now.cell + "]").c_str(), old.started.c_str(),
              now.started.c_str());
  print_some("new", drift.change.fresh, of(Transition::fresh));
  print_some("regressed", drift.change.regressed, of(Transition::regressed));
  print_some("persisting", drift.change.persisting, of(Transition::persisting));
  print_some("fixed", drift.change.fixed, fixed);
  for (const Moved& moved : drift.masked)
    std::printf("masked by %s: %s, then %s\n", reports::printable(moved.rules).c_str(),
                reports::thousands(moved.before).c_str(), reports::thousands(moved.now).c_str());
  if (drift.unseen > 0)
    std::printf("not looked at again: %s\n", reports::counted(drift.unseen, "finding").c_str());
  std::printf(
      "%s new, %s regressed, %s persisting, %s fixed\n", reports::thousands(drift.change.fresh).c_str(),
      reports::thousands(drift.change.regressed).c_str(), reports::thousands(drift.change.persisting).c_str(),
      reports::thousands(drift.change.fixed).c_str());
}

void print_json(const Drift& drift, const reports::Result& old, const reports::Result& now) {
  std::string out;
  {
    reports::JsonObject root(out, reports::JsonLayout::indented);
    root.put("version", 1);
    root.put("scenario", now.scenario);
    root.put("cell", now.cell);
    for (const auto& [name, result] : {std::pair{"old", &old}, {"now", &now}}) {
      reports::JsonObject run = root.object(name);
      run.put("started", result->started);
      run.put("verdict", result->verdict);
    }
    root.put("new", drift.change.fresh);
    root.put("regressed", drift.change.regressed);
    root.put("persisting", drift.change.persisting);
    root.put("fixed", drift.change.fixed);
    root.put("not_looked_at_again", drift.unseen);
    {
      reports::JsonArray findings = root.array("findings");
      const auto put = [&](std::string_view transition, const std::string& id, const std::string& sentence) {
        reports::JsonObject finding = findings.object();
        finding.put("transition", transition);
        finding.put("id", id);
        finding.put("sentence", sentence);
      };
      for (const Found& found : drift.found)
        put(reports::transition_name(found.transition), found.id, found.sentence);
      for (const reports::Fixed& fixed : drift.change.samples) put("fixed", fixed.id, fixed.sentence);
    }
    reports::JsonArray masked = root.array("masked");
    for (const Moved& moved : drift.masked) {
      reports::JsonObject rules = masked.object();
      rules.put("rules", moved.rules);
      rules.put("old", moved.before);
      rules.put("now", moved.now);
    }
  }
  std::printf("%s\n", out.c_str());
}

}  // namespace

int diff_command(const Options& options) {
  const reports::Result old = read_result(*options.baseline);
  const reports::Result now = read_result(*options.result);
  refuse_others(old, now);
  const Drift drift = drift_of(options, old, now);
  if (options.json)
    print_json(drift, old, now);
  else
    print_text(drift, old, now);
  // A later run that could not decide, or had nothing to compare, is no proof that nothing came back.
  const bool whole = now.exit_code == kHolds || now.exit_code == kDiffers;
  const int drifted = drift.change.fresh + drift.change.regressed > 0 ? kDiffers : kHolds;
  return whole ? drifted : worse(drifted, now.exit_code);
}

}  // namespace parity
