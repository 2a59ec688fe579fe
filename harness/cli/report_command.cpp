// `parity report`: results of earlier runs in any format, and the parts of a sharded run as one.
#include <cstdio>
#include <set>

#include "harness/cli/commands.h"
#include "harness/error.h"
#include "harness/run/earlier_results.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "reports/console.h"
#include "reports/visible.h"
#include "reports/words.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

namespace fs = std::filesystem;

// What is to be written where.
struct Document {
  const reports::Renderer* renderer = nullptr;
  const EarlierResult* of = nullptr;  // nullptr: of all of them
  fs::path to;
};

std::string label_of(const EarlierResult& one) { return reports::run_label(one.result); }

// One document, or one for each result where the format holds no more.
void plan(const std::string& format, const fs::path& path, const fs::path& folder,
          const std::vector<EarlierResult>& results, std::vector<Document>& documents) {
  const reports::Renderer* const renderer = reports::find_renderer(format);
  if (results.size() == 1 || renderer->render_all != nullptr) {
    const bool alone = renderer->render_all == nullptr;
    documents.push_back(
        {renderer, alone ? &results.front() : nullptr, path.empty() ? folder / renderer->file_name : path});
    return;
  }
  if (!path.empty())
    throw usage_error("a report in the format " + format + " holds one result, and there are " +
                      std::to_string(results.size()))
        .with_hint("without a path each has its own, in a folder of its name in that of --output");
  for (const EarlierResult& one : results)
    documents.push_back(
        {renderer, &one, folder / folder_in(one.result.scenario, one.result.cell) / renderer->file_name});
}

// Before anything is written.
void refuse_one_place_for_two(const std::vector<Document>& documents) {
  std::set<fs::path> places;
  for (const Document& document : documents)
    if (!places.insert(document.to).second)
      throw usage_error("two reports would be written to " + document.to.string())
          .with_hint("two of the results are of one scenario and cell: render them one by one");
}

std::string render(const Document& document, const std::vector<EarlierResult>& results) {
  if (document.of != nullptr)
    return document.renderer->render(document.of->result,
                                     all_differences(document.of->file, document.of->result));
  std::vector<reports::Reported> runs;
  for (const EarlierResult& one : results)
    runs.push_back({&one.result, all_differences(one.file, one.result)});
  return document.renderer->render_all(runs);
}

void say(const std::vector<EarlierResult>& results, const Options& options) {
  if (results.size() == 1) {
    const reports::ConsoleOptions console{.color = use_color(options), .verbosity = options.verbosity};
    std::fputs(reports::console_summary(results.front().result, console).c_str(), stderr);
    return;
  }
  for (const EarlierResult& one : results)
    std::fprintf(stderr, "%s: %s\n", label_of(one).c_str(), reports::printable(one.result.verdict).c_str());
  std::fprintf(stderr, "%s\n", reports::counted(results.size(), "result").c_str());
}

}  // namespace

int report_command(const Options& options) {
  const std::vector<EarlierResult> results = earlier_results(options.paths);
  const fs::path beside = results.size() == 1 ? results.front().file.parent_path() : fs::path("out");
  std::vector<Document> documents;
  for (const auto& [format, path] : options.reports)
    plan(format, path, options.output.value_or(beside), results, documents);
  refuse_one_place_for_two(documents);
  say(results, options);
  for (const Document& document : documents) {
    reports::write_file_atomically(document.to, render(document, results));
    if (options.verbosity >= 0)
      std::fprintf(stderr, "%s report: %s\n", document.renderer->name.data(), document.to.c_str());
  }
  int worst = kHolds;
  for (const EarlierResult& one : results) worst = worse(worst, one.result.exit_code);
  return worst;
}

}  // namespace parity
