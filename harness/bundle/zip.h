// A zip archive in memory: written with no times in it, so that the same files are the same bytes, and read
// with limits, since it may come from anywhere. The only home of libzip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace parity {

using Files = std::map<std::string, std::string>;  // by name, with their bytes

constexpr std::uint64_t kMostUnzippedBytes = std::uint64_t{64} << 20;  // of all files together
constexpr std::uint64_t kMostFiles = 1000;

std::string zip(const Files& files);

// Throws Error (undecidable) where there is no such archive, or one that is broken or too large.
Files unzip(const std::filesystem::path& file);
Files unzip_bytes(std::string_view bytes, const std::string& label);

}  // namespace parity
