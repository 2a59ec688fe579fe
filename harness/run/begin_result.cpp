// The head of a result: see begin_result.h.
#include "harness/run/begin_result.h"

#include <ctime>
#include <fstream>
#include <iterator>
#include <set>

#include "harness/run/result_file.h"
#include "normalizers/text.h"
#include "reports/fingerprint.h"

namespace parity {
namespace {

std::string hash_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return reports::fingerprint_bytes(bytes);
}

// A contract that stands in the scenario is known by the scenario's file.
std::vector<std::pair<std::string, std::string>> contracts_of(const Scenario& scenario) {
  std::set<std::string> files;
  const auto add = [&](const Contract& contract) {
    files.insert(contract.file.empty() ? scenario.file : contract.file);
  };
  add(scenario.contract);
  for (const auto& [name, contract] : scenario.other_contracts) add(contract);
  std::vector<std::pair<std::string, std::string>> hashes;
  for (const std::string& file : files) hashes.emplace_back(file, hash_of(file));
  return hashes;
}

}  // namespace

std::string spell_time(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

reports::Result begin_result(const Scenario& scenario, std::chrono::system_clock::time_point started,
                             const std::string& tool, const std::string& command) {
  reports::Result result;
  result.tool = tool;
  result.scenario = scenario.name;
  result.scenario_file = scenario.file;
  result.scenario_hash = hash_of(scenario.file);
  result.contract = scenario.contract.name;
  result.contract_file = scenario.contract.file;
  result.contracts = contracts_of(scenario);
  result.cell = cell_name(scenario.cell);
  result.started = spell_time(started);
  result.command = command;
  result.environment.emplace_back("Unicode", unicode_version());
  return result;
}

std::string said(const Error& error) {
  std::string text = error.what();
  if (error.where.line > 0)
    text += "\nat " + error.where.file + ":" + std::to_string(error.where.line) + ":" +
            std::to_string(error.where.column);
  for (const std::string& what : error.context) text += "\nwhile " + what;
  if (!error.hint.empty()) text += "\nhint: " + error.hint;
  return text;
}

}  // namespace parity
