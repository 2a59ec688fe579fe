// differences.ndjson: every difference of a run, one JSON object per line. What explains a difference is
// known only when all were found: each line leaves room for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "reports/result.h"

namespace parity {

class DifferenceFile {
 public:
  explicit DifferenceFile(const std::filesystem::path& file);  // empties it; throws Error (usage)

  // Where the line has the room for its cluster.
  std::uint64_t add(const reports::Difference& difference);
  // Once for any place, behind the last add(). Throws Error (undecidable).
  void set_cluster(std::uint64_t place, std::string_view id);
  // Throws std::system_error where not all of it could be written.
  void close();

 private:
  std::filesystem::path name_;
  std::fstream file_;
  std::uint64_t size_ = 0;
};

}  // namespace parity
