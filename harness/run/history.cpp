// A line for each run: see history.h.
#include "harness/run/history.h"

#include <algorithm>
#include <deque>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "normalizers/decimal.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

using reports::HistoryPoint;
using reports::Outcome;

void append(const std::filesystem::path& file, const std::string& line) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (handle < 0) throw usage_error("cannot write to the history " + file.string());
  const ssize_t written = ::write(handle, line.data(), line.size());
  ::close(handle);
  if (written != static_cast<ssize_t>(line.size()))
    throw undecidable("the history " + file.string() + " could not be written to");
}

// Throws what `text` is not.
HistoryPoint point_of(std::string_view text) {
  Arena arena;
  const Value json = decode_json(text, arena);
  const auto member = [&](std::string_view name) -> const Value& {
    for (const Member& one : json.fields())
      if (one.name == name) return one.value;
    throw usage_error("it has no " + std::string(name));
  };
  const auto word = [&](std::string_view name) {
    if (member(name).kind != Kind::text) throw usage_error(std::string(name) + " is no text");
    return std::string(member(name).view());
  };
  const auto number = [&](std::string_view name) {
    if (member(name).kind != Kind::number) throw usage_error(std::string(name) + " is no number");
    return std::stod(spell_number(member(name)));
  };
  HistoryPoint point;
  point.started = word("started");
  point.tool = word("tool");
  point.verdict = word("verdict");
  const std::string outcome = word("outcome");
  for (const Outcome one : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped})
    if (reports::outcome_name(one) == outcome) point.outcome = one;
  point.findings = static_cast<std::uint64_t>(number("findings"));
  point.masked = static_cast<std::uint64_t>(number("masked"));
  point.rows = static_cast<std::uint64_t>(number("rows"));
  point.seconds = number("seconds");
  return point;
}

std::vector<HistoryPoint> read_last(const std::filesystem::path& file) {
  std::deque<std::pair<std::size_t, std::string>> last;
  std::ifstream in(file, std::ios::binary);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    last.emplace_back(++number, line);
    if (last.size() > kHistoryPlotted) last.pop_front();
  }
  std::vector<HistoryPoint> points;
  for (const auto& [at, line] : last) try {
      points.push_back(point_of(line));
    } catch (const Error& error) {
      throw usage_error(file.string() + ":" + std::to_string(at) +
                        " is no line of a history: " + error.what());
    }
  return points;
}

}  // namespace

void add_to_history(const std::filesystem::path& folder, const std::string& name,
                    const reports::Result& result) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  const std::filesystem::path file = folder / (name + ".ndjson");
  append(file, reports::history_json(reports::history_point(result)) + "\n");
  const std::string title = result.scenario + (result.cell.empty() ? "" : " [" + result.cell + "]");
  reports::write_file_atomically(folder / (name + ".html"), reports::history_html(title, read_last(file)));
}

}  // namespace parity
