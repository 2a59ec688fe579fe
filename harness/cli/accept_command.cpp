// `parity accept`: differences of a run become entries of the ledger; entries that matched nothing go.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "harness/accepted/edit_ledger.h"
#include "harness/cli/commands.h"
#include "harness/error.h"
#include "harness/run/result_file.h"
#include "harness/run/verdict.h"
#include "reports/words.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

std::string read_if_there(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

AcceptedBecause because(const Options::Accept& asked) {
  if (asked.until.empty() || asked.why.empty())
    throw usage_error("to accept a difference takes --until and --why: somebody has to answer for it");
  const auto until = parse_date(asked.until);
  if (!until)
    throw usage_error("--until takes a day of the calendar, not '" + asked.until + "'")
        .with_hint("write it as 2026-12-31");
  return {asked.why, asked.owner, asked.ticket, asked.max, *until};
}

// Ids of the run's entries that matched nothing.
std::set<std::string> stale_in(const reports::Result& result) {
  std::set<std::string> ids;
  for (const reports::AcceptedEntry& entry : result.accepted) {
    if (entry.state == reports::AcceptedState::stale) ids.insert(entry.id);
  }
  return ids;
}

std::filesystem::path ledger_of(const Options& options, const reports::Result& result) {
  if (options.accept.to) return *options.accept.to;
  if (!result.accepted_file.empty()) return result.accepted_file;
  throw usage_error("that run had no ledger of accepted differences")
      .with_hint("name one with --to, and in the scenario with `accepted:`");
}

}  // namespace

int accept_command(const Options& options) {
  const Options::Accept& asked = options.accept;
  if (asked.findings.empty() && !asked.prune)
    throw usage_error("nothing to accept was named")
        .with_hint("--finding takes the fingerprint of a difference, --prune takes stale entries out");
  const reports::Result result = read_result(*options.result);
  const std::filesystem::path file = ledger_of(options, result);
  const std::string before = read_if_there(file);
  std::string text = before;
  const std::set<std::string> stale = asked.prune ? stale_in(result) : std::set<std::string>{};
  if (!stale.empty()) text = without_entries(text, file.string(), stale);
  std::vector<reports::Difference> differences;
  if (!asked.findings.empty()) {
    differences = find_differences(*options.result, asked.findings);
    text = with_accepted(text, file.string(), differences, because(asked));
  }
  if (text != before) reports::write_file_atomically(file, text);
  if (asked.prune)
    std::fprintf(stderr, "%s: %s taken out\n", file.c_str(),
                 reports::counted(stale.size(), "stale entry", "stale entries").c_str());
  if (!differences.empty())
    std::fprintf(stderr, "%s: %s added\n", file.c_str(),
                 reports::counted(differences.size(), "entry", "entries").c_str());
  return kHolds;
}

}  // namespace parity
