// A run's files read back: see result_file.h.
#include "harness/run/result_file.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>

#include "harness/error.h"
#include "reports/json_writer.h"
#include "reports/result_json.h"

namespace parity {
namespace {

// One line has the fingerprint first, so most lines need not be read as JSON.
void look_in_lines(std::istream& lines, std::map<std::string, std::optional<reports::Difference>>& wanted) {
  constexpr std::string_view kMember = "\"fingerprint\":\"";
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find(kMember);
    if (at == line.npos) continue;
    const std::size_t from = at + kMember.size();
    const auto found = wanted.find(line.substr(from, line.find('"', from) - from));
    if (found != wanted.end() && !found->second) found->second = reports::read_difference_json(line);
  }
}

}  // namespace

std::filesystem::path result_file(const std::filesystem::path& path) {
  return std::filesystem::is_directory(path) ? path / "result.json" : path;
}

reports::Result read_result(const std::filesystem::path& path) {
  const std::filesystem::path file = result_file(path);
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw usage_error("there is no result " + file.string())
        .with_hint("a result is the result.json of a run, or the folder that it is in");
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  try {
    return reports::read_result_json(text);
  } catch (const reports::NoResult& error) {
    throw usage_error(file.string() + " is no result that this Parity can read: " + error.what());
  }
}

std::vector<reports::Difference> find_differences(const std::filesystem::path& path,
                                                  const std::vector<std::string>& fingerprints) {
  std::map<std::string, std::optional<reports::Difference>> wanted;
  for (const std::string& fingerprint : fingerprints) wanted[fingerprint];
  const std::filesystem::path file = result_file(path).parent_path() / "differences.ndjson";
  std::ifstream lines(file, std::ios::binary);
  if (lines) {
    try {
      look_in_lines(lines, wanted);
    } catch (const reports::NoResult& error) {
      throw usage_error(file.string() + " is not what a run of this Parity writes: " + error.what());
    }
  } else {
    for (const reports::ComparisonResult& comparison : read_result(path).comparisons) {
      for (const reports::TableResult& table : comparison.tables) {
        for (const reports::Difference& sample : table.samples) {
          const auto found = wanted.find(sample.fingerprint);
          if (found != wanted.end() && !found->second) found->second = sample;
        }
      }
    }
  }
  std::vector<reports::Difference> differences;
  for (const std::string& fingerprint : fingerprints) {
    if (!wanted[fingerprint])
      throw usage_error("the run of " + result_file(path).string() + " found no difference " + fingerprint)
          .with_hint("differences.ndjson beside it has all of them, each with its fingerprint");
    differences.push_back(*wanted[fingerprint]);
  }
  return differences;
}

reports::Differences all_differences(const std::filesystem::path& path, const reports::Result& result) {
  if (path.empty()) return differences_in(path, result);
  return differences_in(result_file(path).parent_path() / "differences.ndjson", result);
}

reports::Differences differences_in(const std::filesystem::path& file, const reports::Result& result) {
  return [file, &result](const std::function<void(const reports::Difference&)>& take) {
    std::ifstream lines(file, std::ios::binary);
    if (!lines) {
      for (const reports::ComparisonResult& comparison : result.comparisons)
        for (const reports::TableResult& table : comparison.tables)
          for (const reports::Difference& sample : table.samples) take(sample);
      return;
    }
    try {
      for (std::string line; std::getline(lines, line);) take(reports::read_difference_json(line));
    } catch (const reports::NoResult& error) {
      throw usage_error(file.string() + " is not what a run of this Parity writes: " + error.what());
    }
  };
}

std::string folder_name(const std::string& text) {
  std::string name;
  for (const char c : text)
    name.push_back(std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '=' || c == '_'
                       ? c
                       : '-');
  return name.empty() ? "scenario" : name;
}

std::filesystem::path folder_in(const std::string& scenario, const std::string& cell) {
  const std::filesystem::path folder = folder_name(scenario);
  return cell.empty() ? folder : folder / folder_name(cell);
}

std::string cell_name(const std::vector<std::pair<std::string, std::string>>& cell) {
  std::string name;
  for (const auto& [axis, value] : cell) name += (name.empty() ? "" : ",") + axis + "=" + value;
  return name;
}

}  // namespace parity
