// Bytes on their way from somewhere slow to a reader that wants a file: a temporary file without a name, gone
// when the object is, even after SIGKILL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace parity {

class SpoolFile {
 public:
  SpoolFile();  // in $TMPDIR or /tmp; throws Error (undecidable)
  SpoolFile(SpoolFile&& other) noexcept;
  SpoolFile& operator=(SpoolFile&& other) noexcept;
  ~SpoolFile();

  void write(std::string_view bytes);  // throws Error (undecidable): no room
  std::uint64_t size() const { return size_; }
  std::filesystem::path path() const;        // opens the same bytes as long as the object lives
  std::string digest() const;                // XXH3-128 of what was written, in hexadecimal
  std::string head(std::size_t most) const;  // its first bytes

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::unique_ptr<XXH3_state_s, void (*)(XXH3_state_s*)> hash_;
};

}  // namespace parity
