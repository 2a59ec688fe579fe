// Where a JSON value ends, at several gigabytes a second and without looking inside: strings and brackets are
// all that counts. Says nothing about validity; the decoder does, on the bytes that this found.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parity {

// Fed with consecutive pieces of text, the first of which begins with the value's own first byte.
class JsonValueEnd {
 public:
  static constexpr std::size_t kNotYet = SIZE_MAX;

  // Bytes of this piece that belong to the value, or kNotYet when it goes on in the next piece. A scalar
  // (other than a string) ends before the first comma, closing bracket or white space, so that its end is
  // seen one byte later.
  std::size_t feed(const char* piece, std::size_t size);
  void reset() { *this = JsonValueEnd(); }

 private:
  enum class Form : std::uint8_t { unknown, nested, string, scalar };
  std::size_t feed_nested(const char* piece, std::size_t size);
  std::size_t feed_string(const char* piece, std::size_t size);
  static std::size_t feed_scalar(const char* piece, std::size_t size);

  Form form_ = Form::unknown;
  bool in_string_ = false;
  bool escaped_ = false;  // the next byte stands behind a backslash
  std::uint64_t depth_ = 0;
};

}  // namespace parity
