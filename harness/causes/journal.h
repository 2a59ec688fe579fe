// What was learned of each difference, in a few numbers, for the passes after the last one came: kept in
// memory while it is little, in a file without a name behind that. Read from its beginning, as often as
// asked.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

// Bytes at the end of bytes, in records; the file below is nothing but this.
class Spill {
 public:
  Spill(std::size_t memory, std::filesystem::path directory);

  std::uint64_t append(std::string_view record);  // where it begins
  std::uint64_t size() const { return size_; }
  // `size` bytes at `at`, into `to`. Throws Error (undecidable) where the file cannot be read any more.
  void read(std::uint64_t at, char* to, std::size_t size);

 private:
  void write_out();

  std::size_t memory_;
  std::filesystem::path directory_;
  std::string held_;  // what the file does not have yet: its end
  std::uint64_t written_ = 0;
  std::uint64_t size_ = 0;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

struct JournalEntry {
  std::uint64_t mark = 0;         // the caller's: where the difference stands in its file
  std::uint64_t fingerprint = 0;  //
  std::uint64_t probes = 0;       // ProbeBits
  std::uint64_t source = 0;       // a hash of the source value
  std::uint32_t group = 0;
  std::uint16_t fate = 0;
  std::uint16_t hypotheses = 0;
};

class Journal {
 public:
  Journal(std::size_t memory, std::filesystem::path directory) : spill_(memory, std::move(directory)) {}

  void add(JournalEntry entry, std::span<const std::uint64_t> hypotheses);
  void each(const std::function<void(const JournalEntry&, std::span<const std::uint64_t>)>& take);

 private:
  Spill spill_;
  std::string record_;
};

}  // namespace parity
