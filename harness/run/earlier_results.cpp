#include "harness/run/earlier_results.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

#include "harness/error.h"
#include "harness/json/document.h"
#include "harness/json/pointer.h"
#include "harness/run/result_file.h"
#include "harness/run/shard.h"
#include "reports/words.h"

namespace parity {
namespace {

namespace fs = std::filesystem;

constexpr std::streamoff kFooterBytes = 1 << 20;  // more than a footer has

struct ShardFolder {
  fs::path folder;
  ShardFile file;
};

// What the paths name: results by themselves, and folders of shards.
struct Named {
  std::vector<fs::path> results;
  std::vector<ShardFolder> shards;
};

std::string last_line(const fs::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = in.tellg();
  const std::streamoff from = std::max<std::streamoff>(0, size - kFooterBytes);
  in.seekg(from);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.empty() || text.back() != '\n') return {};  // cut in the middle
  text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

bool has_footer(const fs::path& events) {
  const JsonDocument line = JsonDocument::parse(last_line(events));
  if (!line.valid()) return false;
  const Value* const event = follow_pointer(line.value(), "/event");
  const Value* const complete = follow_pointer(line.value(), "/complete");
  return event != nullptr && event->kind == Kind::text && event->view() == "run_finished" &&
         complete != nullptr && complete->kind == Kind::boolean && complete->integer != 0;
}

void require_end(const fs::path& result) {
  const fs::path events = result.parent_path() / "events.ndjson";
  if (!has_footer(events))
    throw usage_error("the run of " + result.string() + " did not end: " + events.string() +
                      (fs::exists(events) ? " has no footer" : " is not there"))
        .with_hint("a footer is its last line, run_finished with \"complete\": true; run that part again");
}

void look_into(const fs::path& folder, Named& named) {
  if (fs::exists(folder / kShardFile)) {
    named.shards.push_back({folder, read_shard_file(folder)});
    return;
  }
  if (fs::exists(folder / "result.json")) {
    named.results.push_back(folder / "result.json");
    return;
  }
  if (fs::exists(folder / "events.ndjson"))
    throw usage_error("the run of " + folder.string() + " did not end: it left no result.json");
  std::vector<fs::path> inner;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_directory()) inner.push_back(entry.path());
  std::sort(inner.begin(), inner.end());
  for (const fs::path& each : inner) look_into(each, named);
}

Named look_for(const std::vector<fs::path>& paths) {
  Named named;
  for (const fs::path& path : paths) {
    const std::size_t before = named.results.size() + named.shards.size();
    if (fs::is_directory(path))
      look_into(path, named);
    else
      named.results.push_back(path);
    if (named.results.size() + named.shards.size() == before)
      throw usage_error("there is no result in " + path.string())
          .with_hint("a result is the result.json of a run, or a folder that holds some");
  }
  return named;
}

// One of each, of one run.
void require_all(const std::vector<ShardFolder>& shards) {
  std::map<std::size_t, const ShardFolder*> by_number;
  for (const ShardFolder& one : shards) {
    const ShardFolder& first = shards.front();
    if (one.file.shard.of != first.file.shard.of || one.file.selection != first.file.selection)
      throw usage_error("the shards " + spell(first.file.shard) + " in " + first.folder.string() + " and " +
                        spell(one.file.shard) + " in " + one.folder.string() + " are parts of different runs")
          .with_hint("parts of one run are asked for with the same scenarios, filters and number of shards");
    const auto [at, is_new] = by_number.emplace(one.file.shard.number, &one);
    if (!is_new)
      throw usage_error("the shard " + spell(one.file.shard) + " is there twice: in " +
                        at->second->folder.string() + " and in " + one.folder.string());
    if (one.file.not_run > 0)
      throw usage_error("the shard " + spell(one.file.shard) + " in " + one.folder.string() +
                        " did not run all of its part: " +
                        reports::counted(one.file.not_run, "scenario or cell", "scenarios and cells") +
                        " are missing");
  }
  for (std::size_t number = 1; !shards.empty() && number <= shards.front().file.shard.of; ++number)
    if (by_number.count(number) == 0)
      throw usage_error("the shard " + spell({number, shards.front().file.shard.of}) + " is missing")
          .with_hint("name the folders of all shards");
}

// Where shards were dealt their scenarios in turn, they are taken back in turn.
std::vector<fs::path> results_of(std::vector<ShardFolder> shards) {
  std::sort(shards.begin(), shards.end(), [](const ShardFolder& a, const ShardFolder& b) {
    return a.file.shard.number < b.file.shard.number;
  });
  std::vector<fs::path> results;
  for (std::size_t round = 0; true; ++round) {
    const std::size_t before = results.size();
    for (const ShardFolder& one : shards)
      if (round < one.file.results.size()) results.push_back(one.folder / one.file.results[round]);
    if (results.size() == before) return results;
  }
}

}  // namespace

std::vector<EarlierResult> earlier_results(const std::vector<fs::path>& paths) {
  const Named named = look_for(paths);
  require_all(named.shards);
  std::vector<EarlierResult> results;
  for (const fs::path& file : results_of(named.shards)) {
    require_end(file);
    results.push_back({file, read_result(file)});
  }
  for (const fs::path& file : named.results) {
    if (fs::exists(file.parent_path() / "events.ndjson")) require_end(file);
    results.push_back({file, read_result(file)});
    const std::string& shard = results.back().result.shard;
    if (!shard.empty() && named.results.size() + named.shards.size() > 1)
      throw usage_error(file.string() + " is a part, shard " + shard + ", and no " + kShardFile +
                        " says of what")
          .with_hint("name the folder that the shard wrote to");
  }
  return results;
}

}  // namespace parity
