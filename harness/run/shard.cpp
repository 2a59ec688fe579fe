#include "harness/run/shard.h"

#include <charconv>
#include <fstream>
#include <iterator>

#include "harness/error.h"
#include "harness/json/document.h"
#include "harness/json/pointer.h"
#include "reports/json_writer.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

constexpr std::size_t kMost = 10'000;

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  return status == std::errc() && end == text.data() + text.size() && number <= kMost ? number : 0;
}

}  // namespace

Shard parse_shard(const std::string& text) {
  const std::size_t slash = text.find('/');
  Shard shard{number_in(text.substr(0, slash)),
              slash == std::string::npos ? 0 : number_in(text.substr(slash + 1))};
  if (shard.number == 0 || shard.of < shard.number)
    throw usage_error("a shard is I/N, with I from 1 to N, not '" + text + "'")
        .with_hint("--shard 2/3 is the second of three parts");
  return shard;
}

std::string spell(const Shard& shard) {
  return std::to_string(shard.number) + "/" + std::to_string(shard.of);
}

void write_shard_file(const std::filesystem::path& folder, const ShardFile& file) {
  std::string text;
  {
    reports::JsonObject root(text, reports::JsonLayout::indented);
    root.put("version", 1);
    root.put("shard", spell(file.shard));
    root.put("selection", file.selection);
    root.put("not_run", std::to_string(file.not_run));
    reports::JsonArray results = root.array("results");
    for (const std::filesystem::path& result : file.results) results.put(result.string());
  }
  reports::write_file_atomically(folder / kShardFile, text + "\n");
}

ShardFile read_shard_file(const std::filesystem::path& folder) {
  std::ifstream in(folder / kShardFile, std::ios::binary);
  const JsonDocument document = JsonDocument::parse({std::istreambuf_iterator<char>(in), {}});
  const auto text = [&](const char* member) {
    const Value* const value = follow_pointer(document.value(), member);
    if (!document.valid() || value == nullptr || value->kind != Kind::text)
      throw usage_error((folder / kShardFile).string() + " is no file of a shard: it has no text " + member);
    return std::string(value->view());
  };
  ShardFile file;
  file.shard = parse_shard(text("/shard"));
  file.selection = text("/selection");
  file.not_run = number_in(text("/not_run"));
  const Value* const results = follow_pointer(document.value(), "/results");
  if (results == nullptr || results->kind != Kind::array)
    throw usage_error((folder / kShardFile).string() + " is no file of a shard: it has no list of results");
  for (const Value& result : results->items()) file.results.emplace_back(std::string(result.view()));
  return file;
}

}  // namespace parity
