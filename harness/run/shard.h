// A part of what was asked for, for machines that share the work, and shard.json: what such a part leaves to
// be put together with the others.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace parity {

struct Shard {
  std::size_t number = 1;  // from 1
  std::size_t of = 1;

  // Every `of`th: neighbours, which often take the same time, go to different shards.
  bool has(std::size_t position) const { return position % of == number - 1; }
};

Shard parse_shard(const std::string& text);  // "2/3"; throws Error (usage)
std::string spell(const Shard& shard);

struct ShardFile {
  Shard shard;
  std::string selection;                       // hash of the names of all that was selected, in order
  std::vector<std::filesystem::path> results;  // of the shard, in order, seen from its folder
  std::size_t not_run = 0;                     // scenarios and cells of the shard without a result
};

inline constexpr const char* kShardFile = "shard.json";
void write_shard_file(const std::filesystem::path& folder, const ShardFile& file);
ShardFile read_shard_file(const std::filesystem::path& folder);  // throws Error (usage)

}  // namespace parity
