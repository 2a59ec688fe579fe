// Earlier results and their freshness: see earlier.h.
#include "harness/gates/earlier.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <glob.h>

#include "harness/gates/age.h"
#include "harness/gates/need_tally.h"
#include "reports/result_json.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::GateVerdict;
using reports::Result;

constexpr std::chrono::hours kDay{24};

std::vector<std::filesystem::path> results_at(const std::string& path) {
  std::vector<std::filesystem::path> files;
  glob_t found{};
  if (::glob(path.c_str(), 0, nullptr, &found) != 0) return files;
  for (std::size_t i = 0; i < found.gl_pathc; ++i) {
    std::filesystem::path file = found.gl_pathv[i];
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) file /= "result.json";
    files.push_back(std::move(file));
  }
  ::globfree(&found);
  return files;
}

// What names the state of the data: the hash of a file, the values that `version_at` names. Snapshots of a
// database and the hash of one answer are new each time.
std::string state_of(const reports::DatasetResult& dataset) {
  if (dataset.kind == "json" || dataset.kind == "sqlite") return dataset.identity;
  const bool has_version = dataset.kind == "http" && dataset.identity.find(" = ") != std::string::npos;
  return has_version ? dataset.identity.substr(0, dataset.identity.rfind(", ")) : std::string();
}

// Datasets of one name have to be in one state; without one, some dataset has to be in the state of some
// other.
std::string why_other_data(const Result& earlier, const Result& present) {
  bool shared = false;
  for (const reports::DatasetResult& before : earlier.datasets) {
    for (const reports::DatasetResult& now : present.datasets) {
      if (before.kind != now.kind || state_of(now).empty()) continue;
      shared = shared || state_of(before) == state_of(now);
      if (before.name == now.name && state_of(before) != state_of(now))
        return fmt::format("it is of other data: dataset '{}' was {}, and is {}", now.name, state_of(before),
                           state_of(now));
    }
  }
  return shared ? ""
                : "nothing tells that it is of the same data: no dataset with a hash or version is in both";
}

std::string why_other_contracts(const Result& earlier, const Result& present) {
  bool shared = false;
  for (const auto& [before_file, before_hash] : earlier.contracts) {
    for (const auto& [file, hash] : present.contracts) {
      if (std::filesystem::path(before_file).filename() != std::filesystem::path(file).filename()) continue;
      shared = true;
      if (before_hash != hash)
        return fmt::format("it was made under another contract: {} has changed since", file);
    }
  }
  return shared ? "" : "it was made under contracts that this run has not";
}

void add(NeedTally& tally, const std::filesystem::path& file, const Result& present,
         std::chrono::system_clock::time_point now, std::chrono::milliseconds younger_than) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return tally.miss(file.string(), "cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Result earlier;
  try {
    earlier = reports::read_result_json(text);
  } catch (const reports::NoResult& problem) {
    return tally.miss(file.string(), std::string("is no result: ") + problem.what());
  }
  const std::string why = why_not_fresh(earlier, present, now, younger_than);
  if (!why.empty()) return tally.miss(file.string(), why);
  reports::Check check;
  check.id = file.string();
  check.message = earlier.verdict;
  check.outcome = earlier.exit_code == 0   ? reports::Outcome::passed
                  : earlier.exit_code == 1 ? reports::Outcome::failed
                                           : reports::Outcome::skipped;
  tally.add(check);
}

}  // namespace

std::string why_not_fresh(const Result& earlier, const Result& present,
                          std::chrono::system_clock::time_point now, std::chrono::milliseconds younger_than) {
  if (earlier.interrupted) return "it was interrupted";
  const auto started = parse_instant(earlier.started);
  if (!started) return fmt::format("its time '{}' is none", earlier.started);
  if (const std::string why = why_too_old(*started, now, younger_than); !why.empty()) return why;
  if (!earlier.coverage.filters.empty())
    return "only a part was asked for (" + earlier.coverage.filters.front() + ")";
  if (const std::string why = why_other_contracts(earlier, present); !why.empty()) return why;
  return why_other_data(earlier, present);
}

reports::GateNeed rest_on_results(const NeedPlan& need, const std::string& path, const Result& present,
                                  std::chrono::system_clock::time_point now) {
  NeedTally tally("result", "results");
  const std::vector<std::filesystem::path> files = results_at(path);
  if (files.size() < need.at_least)
    tally.miss(path, files.empty() ? "there is none"
                                   : fmt::format("there are {} of {}", files.size(), need.at_least));
  for (const std::filesystem::path& file : files)
    add(tally, file, present, now, need.younger_than.value_or(kDay));
  return {need.name,     "result",        tally.verdict(), tally.covers(),
          tally.holds(), tally.wanting(), tally.reason()};
}

}  // namespace parity
