// The one byte form of a value under which equality is decided: two values are equal when their encodings are
// equal. Typed and length-prefixed, so that nothing can run together ('ab','c' is not 'a','bc') and no text
// is mistaken for null. Object members are written in name order; numbers without trailing zeros; everything
// else as it is.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include "normalizers/value.h"

namespace parity {

// A growing buffer that is cleared, never freed: one row's encoding after the other.
class ByteBuffer {
 public:
  void clear() {
    size_ = 0;
    invalid_ = false;
  }
  std::size_t size() const { return size_; }
  std::string_view view(std::size_t from = 0) const { return {data_.get() + from, size_ - from}; }
  void shorten(std::size_t size) { size_ = size; }

  // Whether a Kind::invalid, however deep inside, was encoded since clear(). Such a value is equal to
  // nothing, not even to what has the same bytes here: its reason need not tell it from another.
  bool holds_invalid() const { return invalid_; }
  void mark_invalid() { invalid_ = true; }

  char* extend(std::size_t count) {
    if (size_ + count > capacity_) grow(size_ + count);
    char* at = data_.get() + size_;
    size_ += count;
    return at;
  }
  void byte(char c) { *extend(1) = c; }
  void append(std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(extend(bytes.size()), bytes.data(), bytes.size());
  }
  template <class T>
  void raw(T number) {
    std::memcpy(extend(sizeof number), &number, sizeof number);
  }

 private:
  void grow(std::size_t needed);
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool invalid_ = false;
};

enum class NumberForm : std::uint8_t {
  value,  // 1.0 and 1.00 are the same bytes
  scale,  // they are not
};

void encode(const Value& value, NumberForm form, ByteBuffer& out);

// The number that a whole encoding stands for, where it is of the small form (nearly all are); nullopt for
// anything else.
std::optional<Value> decode_small_number(std::string_view encoding);

// 128 bits of XXH3. Two different encodings share one with a probability of 2^-128 each; among 10 million
// rows that any two collide is less likely than 2^-81.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};
Digest digest(std::string_view bytes);
std::uint64_t digest64(std::string_view bytes);

bool same(const Value& a, const Value& b, NumberForm form = NumberForm::value);

// Our own total order, the same on every machine and in no database's collation: by kind, then numbers by
// value, times by time, text and bytes by byte (which is code point order), arrays item by item, objects
// member by member in the order of their names, name before value. -1, 0, 1; 0 exactly where same().
int compare(const Value& a, const Value& b);

}  // namespace parity
