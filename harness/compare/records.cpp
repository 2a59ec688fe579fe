// What is kept of a row: see records.h.
#include "harness/compare/records.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "harness/error.h"

namespace parity {
namespace {

constexpr std::size_t kFirstChunk = 4 * 1024;
constexpr std::size_t kLargestChunk = 64 * 1024;

std::size_t rounded(std::size_t size) { return (size + 7) & ~std::size_t{7}; }

std::size_t partition_of(const Digest& key) { return key.high >> 58; }
static_assert(RecordStore::kPartitions == 64);

}  // namespace

SpillFile::~SpillFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t SpillFile::append(std::string_view bytes) {
  if (descriptor_ < 0) {
    std::string name = (directory_ / "parity-spill-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
      throw undecidable("cannot make a temporary file in " + directory_.string() + ": " +
                        std::strerror(errno))
          .with_hint("TMPDIR names another folder; --memory keeps more in memory");
    }
    ::unlink(name.c_str());
  }
  const std::uint64_t start = size_;
  while (!bytes.empty()) {
    const ssize_t wrote = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      throw undecidable("cannot write to a temporary file in " + directory_.string() + ": " +
                        std::strerror(errno))
          .with_hint("TMPDIR names another folder; --memory keeps more in memory");
    }
    size_ += static_cast<std::uint64_t>(wrote);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return start;
}

void SpillFile::read(std::uint64_t offset, char* to, std::size_t count) const {
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, to, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      throw undecidable("cannot read a temporary file again: " + std::string(std::strerror(errno)));
    to += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

RecordStore::RecordStore(MemoryBudget& budget, const std::filesystem::path& spill_directory)
    : budget_(budget), file_(spill_directory), partitions_(kPartitions) {}

RecordStore::~RecordStore() { budget_.left += held_; }

char* RecordStore::reserve(Partition& partition, std::size_t count) {
  if (partition.chunks.empty() || partition.chunks.back().size - partition.chunks.back().used < count) {
    if (budget_.left.load(std::memory_order_relaxed) < 0 && held_ > 0) spill();
    const std::size_t grown =
        partition.chunks.empty() ? kFirstChunk : std::min(kLargestChunk, partition.chunks.back().size * 2);
    const std::size_t size = std::max(grown, count);
    partition.chunks.push_back({std::make_unique_for_overwrite<char[]>(size), 0, size});
    held_ += static_cast<std::int64_t>(size);
    budget_.left -= static_cast<std::int64_t>(size);
  }
  Chunk& chunk = partition.chunks.back();
  char* at = chunk.bytes.get() + chunk.used;
  chunk.used += count;
  return at;
}

void RecordStore::add(const RecordHead& head, std::string_view extras) {
  Partition& partition = partitions_[partition_of(head.key)];
  const std::size_t size = extras.empty() ? sizeof head : rounded(sizeof head + 4 + extras.size());
  char* at = reserve(partition, size);
  std::memcpy(at, &head, sizeof head);
  if (!extras.empty()) {
    const auto length = static_cast<std::uint32_t>(extras.size());
    std::memcpy(at + sizeof head, &length, 4);
    std::memcpy(at + sizeof head + 4, extras.data(), extras.size());
  }
  ++size_;
}

void RecordStore::spill() {
  for (Partition& partition : partitions_) {
    for (const Chunk& chunk : partition.chunks) {
      if (chunk.used > 0)
        partition.spilled.push_back({file_.append({chunk.bytes.get(), chunk.used}), chunk.used});
    }
    partition.chunks.clear();
  }
  budget_.left += held_;
  held_ = 0;
}

void RecordStore::load(std::size_t number, std::vector<char>& out) const {
  const Partition& partition = partitions_[number];
  std::size_t size = out.size();
  for (const Spilled& piece : partition.spilled) size += piece.size;
  for (const Chunk& chunk : partition.chunks) size += chunk.used;
  std::size_t at = out.size();
  out.resize(size);
  for (const Spilled& piece : partition.spilled) {
    file_.read(piece.offset, out.data() + at, piece.size);
    at += piece.size;
  }
  for (const Chunk& chunk : partition.chunks) {
    std::memcpy(out.data() + at, chunk.bytes.get(), chunk.used);
    at += chunk.used;
  }
}

void RecordStore::forget(std::size_t number) {
  Partition& partition = partitions_[number];
  std::int64_t freed = 0;
  for (const Chunk& chunk : partition.chunks) freed += static_cast<std::int64_t>(chunk.size);
  partition = {};
  held_ -= freed;
  budget_.left += freed;
}

RecordView record_at(const char* bytes) {
  const auto* head = reinterpret_cast<const RecordHead*>(bytes);
  if (!(head->flags() & kHasExtras)) return {head, {}};
  std::uint32_t length = 0;
  std::memcpy(&length, bytes + sizeof(RecordHead), 4);
  return {head, {bytes + sizeof(RecordHead) + 4, length}};
}

std::uint64_t check_of(const RecordView& record) {
  const std::uint64_t check = record.head->key.low ^ std::rotl(record.head->row.low, 32) ^
                              (record.extras.empty() ? 0 : digest64(record.extras));
  return check == 0 ? 1 : check;
}

std::size_t record_size(const char* bytes) {
  const RecordView record = record_at(bytes);
  return record.extras.empty() ? sizeof(RecordHead) : rounded(sizeof(RecordHead) + 4 + record.extras.size());
}

}  // namespace parity
