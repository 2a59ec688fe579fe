#include "harness/readers/spool_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include "harness/error.h"

namespace parity {

namespace {

std::string folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

Error no_room(std::string_view doing, int cause) {
  return undecidable(
             fmt::format("cannot {} a temporary file in {}: {}", doing, folder(), std::strerror(cause)))
      .with_hint("set TMPDIR to a folder that you can write and that has room for the answer");
}

}  // namespace

SpoolFile::SpoolFile() : hash_(XXH3_createState(), [](XXH3_state_s* state) { XXH3_freeState(state); }) {
  std::string name = folder() + "/parity-spool-XXXXXX";
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) throw no_room("create", errno);
  unlink(name.c_str());
  XXH3_128bits_reset(hash_.get());
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), hash_(std::move(other.hash_)) {}

SpoolFile& SpoolFile::operator=(SpoolFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(hash_, other.hash_);
  return *this;
}

SpoolFile::~SpoolFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void SpoolFile::write(std::string_view bytes) {
  XXH3_128bits_update(hash_.get(), bytes.data(), bytes.size());
  size_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw no_room("write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::filesystem::path SpoolFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

std::string SpoolFile::digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(hash_.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string SpoolFile::head(std::size_t most) const {
  std::string bytes(most, '\0');
  const ssize_t got = pread(descriptor_, bytes.data(), most, 0);
  bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return bytes;
}

}  // namespace parity
