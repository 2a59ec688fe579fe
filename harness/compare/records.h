// What is kept of a row while the others are read: digests, and where to find it again. 40 bytes, and a few
// more for rows that a rule changed. Stores are cut into partitions by key digest, so that joining stays in
// cache and spilling is just writing.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "harness/readers/reader.h"
#include "normalizers/encoding.h"
#include "normalizers/rules.h"

namespace parity {

enum RecordFlag : std::uint16_t {
  kHasExtras = 1,  // a length and further bytes follow
  kSuspect =
      2,  // looks equal or not, this row is to be looked at: a value that cannot be compared, a late column
  kNullKey = 4,  // null, "" or nothing in the key
  kControl = 8,  // held by the harness only: see control_rows.h
};

// Fixed part of a record, as it stands in memory and in the spill file.
struct RecordHead {
  Digest key;               // of the normalized key
  Digest row;               // of the normalized fields that all datasets compare
  std::uint64_t place = 0;  // locator << 16 | flags; locators have 48 bits

  Locator locator() const { return place >> 16; }
  std::uint16_t flags() const { return static_cast<std::uint16_t>(place); }
};
static_assert(sizeof(RecordHead) == 40);

// A field that rules changed in this row.
struct ChangedField {
  std::uint32_t raw[2] = {};  // 64 bits of the raw encoding
  std::uint16_t rules = 0;    // RuleBits
  std::uint16_t field = 0;

  bool same_raw(const ChangedField& other) const { return raw[0] == other.raw[0] && raw[1] == other.raw[1]; }
};
static_assert(sizeof(ChangedField) == 12 && kRules <= 16);

// Memory that all stores of a comparison share. Past it they spill.
struct MemoryBudget {
  std::atomic<std::int64_t> left{0};
};

// A file without a name, for bytes that do not fit in memory. Made on first use, gone with the process
// whatever happens.
class SpillFile {
 public:
  explicit SpillFile(std::filesystem::path directory) : directory_(std::move(directory)) {}
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;

  std::uint64_t append(
      std::string_view bytes);  // where they begin; throws Error (undecidable) when the disk is full
  void read(std::uint64_t offset, char* to, std::size_t count) const;

 private:
  std::filesystem::path directory_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

// The records of one stream; written by one thread, then read.
class RecordStore {
 public:
  static constexpr std::size_t kPartitions = 64;

  RecordStore(MemoryBudget& budget, const std::filesystem::path& spill_directory);
  ~RecordStore();
  RecordStore(const RecordStore&) = delete;

  void add(const RecordHead& head, std::string_view extras);
  std::uint64_t size() const { return size_; }

  // Appends the bytes of a partition to `out`, records back to back, each starting at a multiple of 8.
  void load(std::size_t partition, std::vector<char>& out) const;
  void forget(std::size_t partition);  // gives its memory back

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t used = 0, size = 0;
  };
  struct Spilled {
    std::uint64_t offset;
    std::size_t size;
  };
  struct Partition {
    std::vector<Chunk> chunks;
    std::vector<Spilled> spilled;
  };
  char* reserve(Partition& partition, std::size_t count);
  void spill();

  MemoryBudget& budget_;
  SpillFile file_;
  std::vector<Partition> partitions_;
  std::int64_t held_ = 0;
  std::uint64_t size_ = 0;
};

// Goes over loaded records.
struct RecordView {
  const RecordHead* head;
  std::string_view extras;
};
RecordView record_at(const char* bytes);
// 64 bits of all that a record says of its row: a row read again is the same when this is. Never 0.
std::uint64_t check_of(const RecordView& record);
std::size_t record_size(const char* bytes);

}  // namespace parity
