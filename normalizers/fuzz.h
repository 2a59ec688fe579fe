// For fuzz targets: the bytes that one is given, taken apart, and what a broken promise does. A target is one
// file `NAME_fuzz.cpp` beside the code; it defines LLVMFuzzerTestOneInput and asks for more than the absence
// of crashes. libFuzzer runs it under ci/fuzz, fuzz_corpus.cpp runs its kept inputs with the other tests.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace parity::fuzz {

struct BrokenPromise : std::logic_error {
  using std::logic_error::logic_error;
};

// `what` is the promise; `of` shows what broke it: anything that a std::string can be made of, made only
// then.
template <class... Shown>
void require(bool holds, std::string_view what, const Shown&... of) {
  if (holds) return;
  std::string text(what);
  ((text += "\n  " + std::string(of)), ...);
  throw BrokenPromise(text);
}

// The input from its front to its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // As many bytes as are there; the others are zero.
  template <class T>
  T take() {
    T value{};
    const std::string_view bytes = some(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }
  std::size_t below(std::size_t limit) { return take<std::uint8_t>() % limit; }
  std::string_view some(std::size_t count) {
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(bytes.size());
    return bytes;
  }
  // Without the line feed, which is taken too.
  std::string_view line() {
    const std::string_view text = some(std::min(rest_.find('\n'), rest_.size()));
    if (!rest_.empty()) rest_.remove_prefix(1);
    return text;
  }

 private:
  std::string_view rest_;
};

// A copy without a byte to spare, so that AddressSanitizer sees who reads beyond the end.
class Exact {
 public:
  explicit Exact(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    if (size_ != 0) std::memcpy(bytes_.get(), text.data(), size_);
  }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

}  // namespace parity::fuzz
