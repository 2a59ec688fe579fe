#include "reports/github.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "reports/findings.h"
#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kShown = 9;
constexpr std::size_t kLooked = 10'000;  // findings of one run

// A command ends with its line, and its properties with a comma or two colons.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += property ? "%3A" : ":"; break;
      case ',': out += property ? "%2C" : ","; break;
      default: out += c;
    }
  }
  return out;
}

std::string command(std::string_view kind, const Place& place, std::string_view title,
                    std::string_view message) {
  std::string out = fmt::format("::{} ", kind);
  if (!place.file.empty()) {
    out += fmt::format("file={},line={},", escaped(printable(place.file), true), place.line);
    if (place.column > 0) out += fmt::format("col={},", place.column);
  }
  return out + fmt::format("title={}::{}\n", escaped(title, true), escaped(message, false));
}

struct Shown {
  Finding finding;
  const Result* result = nullptr;
  std::size_t number = 0;  // in its group
};

bool is_new(const Finding& finding) {
  return finding.transition == Transition::fresh || finding.transition == Transition::regressed;
}

// All findings that somebody has to look at, in the order in which they are worth it.
std::vector<Shown> worth_showing(ReportedRuns runs) {
  std::vector<Shown> list;
  for (const Reported& run : runs) {
    std::map<std::string, std::size_t> in_group;
    for (Finding& finding : findings_of(*run.result, samples_of(*run.result), kLooked).list) {
      if (!finding.stands()) continue;
      const std::size_t number = in_group[finding.group]++;
      list.push_back({std::move(finding), run.result, number});
    }
  }
  std::stable_sort(list.begin(), list.end(), [](const Shown& a, const Shown& b) {
    const bool a_new = is_new(a.finding), b_new = is_new(b.finding);
    return a_new != b_new ? a_new : a.number < b.number;
  });
  return list;
}

// Differences that the samples do not have.
std::uint64_t beyond_samples(const Result& result) {
  std::uint64_t count = 0;
  for (const ComparisonResult& comparison : result.comparisons) {
    for (const TableResult& table : comparison.tables) {
      if (!table.expected.empty()) continue;
      std::uint64_t all = 0, sampled = 0;
      for (const auto& [kind, found] : table.by_kind) all += found;
      for (const Difference& sample : table.samples) sampled += sample.accepted.empty() ? 1 : 0;
      const std::uint64_t standing = all - std::min(all, table.accepted);
      count += standing - std::min(standing, sampled);
    }
  }
  return count;
}

std::string shown_verdict(const Result& result) {
  const std::string verdict = printable(redact(result.verdict));
  return run_label(result) + ": " + std::string(first_code_points(verdict, 400));
}

Place place_in(const Shown& shown) {
  if (!shown.finding.places.empty()) return shown.finding.places.front();
  const std::string file = redact(shown.result->scenario_file);
  return {std::string(first_code_points(file, 400)), 1, 0};
}

}  // namespace

std::string to_github(ReportedRuns runs) {
  const std::vector<Shown> list = worth_showing(runs);
  std::string out;
  std::uint64_t more = list.size() > kShown ? list.size() - kShown : 0;
  for (const Reported& run : runs) more += beyond_samples(*run.result);
  for (std::size_t i = 0; i < std::min(list.size(), kShown); ++i) {
    const Finding& finding = list[i].finding;
    out += command("error", place_in(list[i]), "parity: " + run_label(*list[i].result),
                   fmt::format("{}  {}", finding.message, finding.fingerprint));
  }
  if (more > 0)
    out += command("error", {}, "parity",
                   fmt::format("and {} more: the reports of the run have them", thousands(more)));
  std::size_t green = 0;
  for (const Reported& run : runs)
    if (run.result->exit_code == 0 && ++green <= kShown)
      out += command("notice", {}, "parity", shown_verdict(*run.result));
  return out;
}

}  // namespace parity::reports
